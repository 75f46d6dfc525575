#include <algorithm>

#include "load/meaning/scorers.hpp"
#include "load/meaning/shapes.hpp"

/// Groups, channels and the like are known by what they are called; contents can only speak against them. What nobody
/// claims and parts rows into a few groups is a topic.
namespace dsat::load {
namespace {

bool could_be_name(const ColumnProfile& profile) {
  return profile.share(profile.stamps) < 0.3 && profile.share(profile.texts) < 0.3 &&
         profile.share(profile.decimal) < 0.3;
}

}  // namespace

Evidence score_name(const ScorerContext& context, Field field, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  const double named = context.named(column, field);
  if (named < 0.3 || (profile.filled > 0 && !could_be_name(profile))) return {};
  // `Source` with a code of its own in every row names where a row comes from, no group of rows.
  if (profile.filled >= 5 && profile.unique() && profile.share(profile.tokens) > 0.9) return {};
  // `State` may be a country's part: then it holds no word that tickets are in.
  if (field == Field::status && named < 0.95 && profile.filled > 0 && profile.share(profile.whole) < 0.5 &&
      std::ranges::none_of(profile.values, [](const auto& entry) { return holds_word("status", entry.first); }))
    return {};
  // A part of a name must be borne out by names that repeat.
  if (named < 0.95 && profile.filled >= 3 && profile.repeats() < 1.5 && field != Field::organization) return {};
  return {0.4 + 0.5 * named, false, "called so"};
}

Evidence score_reason(const ScorerContext& context, Field field, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  const double named = context.named(column, field);
  // Sentences that customers choose from come again and again.
  const bool are_chosen = profile.distinct >= 2 && profile.repeats() >= 3 && profile.share(profile.stamps) < 0.3;
  if (named < 0.5 || (profile.filled > 0 && !could_be_name(profile) && !are_chosen)) return {};
  return {0.4 + 0.5 * named, false, "called so"};
}

Evidence score_tags(const ScorerContext& context, Field field, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  const double named = context.named(column, field);
  if (named < 0.3 || profile.share(profile.stamps) > 0.3 || profile.share(profile.decimal) > 0.3) return {};
  return {0.4 + 0.5 * named, false, "called so"};
}

bool is_topic(const ScorerContext& context, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  // What is about the survey (its variant, its language) isn't about the ticket.
  if (context.view.names[column]->rating > 0) return false;
  for (const Field field : {Field::survey_method, Field::survey_sent, Field::rating_id})
    if (context.named(column, field) >= 0.3) return false;
  if (profile.values.empty() || profile.filled < 6 || profile.filled_share() < 0.5) return false;
  const auto distinct = profile.distinct;
  if (distinct < 2 || distinct > 60 || profile.repeats() < 2) return false;
  // Numbers and dates are measured, not named; codes with letters are names.
  return profile.share(profile.whole + profile.decimal) < 0.2 && profile.share(profile.stamps) < 0.2 &&
         profile.share(profile.durations) < 0.2 && profile.share(profile.texts) < 0.3 &&
         profile.share(profile.links) < 0.2 && profile.share(profile.addresses) < 0.5;
}

}  // namespace dsat::load
