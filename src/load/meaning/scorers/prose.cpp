#include <algorithm>

#include "load/meaning/scorers.hpp"

/// What customers and agents wrote: longer texts, mostly different from each other.
namespace dsat::load {
namespace {

double distinct_share(const ColumnProfile& profile) {
  return profile.filled == 0 ? 0 : static_cast<double>(profile.distinct) / static_cast<double>(profile.filled);
}

bool could_be_prose(const ColumnProfile& profile) {
  return profile.share(profile.stamps + profile.unix_stamps) < 0.3 && profile.share(profile.addresses) < 0.5 &&
         profile.share(profile.whole + profile.decimal) < 0.5 && profile.share(profile.links) < 0.5;
}

}  // namespace

Evidence score_comment(const ScorerContext& context, Field field, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  const double named = context.named(column, field);
  if (profile.filled == 0) return {named >= 0.9 ? 0.9 : 0, false, "called so; empty"};
  if (!could_be_prose(profile)) return {};
  const double texts = profile.share(profile.texts);
  if (named >= 0.3) return {0.35 + 0.5 * named + 0.1 * texts, false, "called so"};
  if (context.has_rating && context.best_name(column) < 0.6 && texts >= 0.5 && distinct_share(profile) >= 0.5 &&
      profile.mean_length >= 20)
    return {0.45 + 0.04 * texts, true, "long texts beside a rating"};
  return {};
}

Evidence score_prose(const ScorerContext& context, Field field, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  const double named = context.named(column, field);
  if (named < 0.6 || (profile.filled > 0 && !could_be_prose(profile))) return {};
  return {0.3 + 0.6 * named, false, "called so"};
}

}  // namespace dsat::load
