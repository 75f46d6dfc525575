#include <algorithm>

#include "load/meaning/scorers.hpp"

/// Ratings: words with a polarity, faces, stars and labels are ratings wherever they stand; bare numbers only below a
/// name that speaks of rating, as priorities, reopens and calls look the same.
namespace dsat::load {
namespace {

/// How much of what is filled can be a rating, 0 … 1.
double rating_share(const ColumnProfile& profile) {
  const double words = profile.share(profile.rating_words + profile.survey_words + profile.percents);
  const bool steps = profile.most <= 10 && profile.least >= -5;
  const bool codes = profile.least >= -103 && profile.most <= 103 && profile.decimal == 0 &&
                     (profile.most >= 100 || profile.least <= -100);
  double numbers = 0;
  if (profile.whole + profile.decimal > 0) {
    numbers = profile.share(profile.whole + profile.decimal);
    // One stray value must not make a column of steps something else.
    if (!steps && !codes && profile.values.empty()) return words;
    if (!steps && !codes) {
      std::int64_t inside = 0;
      for (const auto& [value, rows] : profile.values)
        if (value.size() <= 4 && value != "100" && value.find_first_not_of("0123456789.,-") == std::string::npos &&
            (value.size() < 2 || value[0] == '-' || value == "10" || value[1] == '.' || value[1] == ','))
          inside += rows;
      numbers = profile.share(inside);
    }
  }
  return std::min(1.0, words + numbers + profile.share(profile.flags) * (profile.whole == 0 ? 1 : 0));
}

/// Of equally good columns the one on being content comes first, then recommending, then effort.
double rank_of(QuestionKind kind) {
  switch (kind) {
    case QuestionKind::satisfaction:
      return 0.06;
    case QuestionKind::recommending:
      return 0.04;
    case QuestionKind::other:
      return 0.03;
    case QuestionKind::effort:
      return 0.02;
    case QuestionKind::none:
      return 0;
  }
  return 0;
}

}  // namespace

Evidence score_rating(const ScorerContext& context, Field, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  const ColumnName& name = *context.view.names[column];
  if (name.nobodys_rating) return {};
  double named = std::max(context.named(column, Field::rating), name.rating);
  // The comment or the reason of a rating is called after it; its date is told by what it holds.
  for (const Field field :
       {Field::comment, Field::reason, Field::rating_id, Field::survey_sent, Field::rated_agent, Field::survey_method})
    if (context.named(column, field) >= 0.5) named = 0;
  const double rank = rank_of(name.question);
  const bool is_known_name = named >= 0.75;
  if (profile.filled == 0) return {is_known_name ? 0.9 + rank : 0, false, "called so; empty"};
  if (profile.share(profile.stamps) > 0.5 || profile.share(profile.texts) > 0.5 ||
      profile.share(profile.durations) > 0.5)
    return {};
  const double share = rating_share(profile);
  const double words = profile.share(profile.rating_words);
  if (is_known_name) {
    // What is called the rating and filled with words is the rating, though its words be unknown: they will be told.
    const bool few_words = profile.share(profile.names) > 0.5 && profile.repeats() >= 1.5;
    // Known by its whole name, it needn't be told.
    const double known = context.named(column, Field::rating) >= 0.9 ? 1 : 0.5 + 0.2 * named;
    if (share >= 0.5) return {known + 0.1 * share + rank, false, "called and filled like a rating"};
    if (few_words || share > 0.1) return {known - 0.1 + rank, false, "called like a rating"};
    return {};
  }
  if (named >= 0.25 && share >= 0.5)
    return {0.4 + 0.2 * named + 0.15 * share + rank, false, "called and filled like a rating"};
  const bool is_flag = profile.share(profile.flags) > 0.5;
  const std::size_t distinct = static_cast<std::size_t>(profile.distinct);
  // In a short table every step of a scale may stand once.
  const bool repeats = profile.repeats() >= 1.5 || (profile.filled <= 12 && distinct >= 3);
  if (named == 0 && words >= 0.9 && !is_flag && distinct >= 2 && distinct <= 12 && repeats &&
      context.best_name(column) < 0.75)
    return {0.52, true, "filled with rating words"};
  return {};
}

Evidence score_category(const ScorerContext& context, Field field, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  const double named = context.named(column, field);
  if (named < 0.75 || (profile.filled > 0 && rating_share(profile) < 0.5)) return {};
  return {named, false, "called so"};
}

}  // namespace dsat::load
