#include "load/meaning/scorers.hpp"

/// Time spans, counts and marks: their names say what they are, their cells must bear it out.
namespace dsat::load {

Evidence score_duration(const ScorerContext& context, Field field, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  const double named = context.named(column, field);
  if (named < 0.3) return {};
  if (profile.filled == 0) return {named >= 0.9 ? 0.9 : 0, false, "called so; empty"};
  // Instants in such a column are told apart later: `First Response Time` of `6/1/2023 12:15`.
  const double spans = profile.share(profile.durations + profile.whole + profile.decimal + profile.stamps);
  if (spans < 0.5) return {};
  return {0.4 + 0.5 * named, false, "called so, filled with time spans"};
}

Evidence score_count(const ScorerContext& context, Field field, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  const double named = context.named(column, field);
  if (named < 0.5) return {};
  if (profile.filled > 0 && (profile.share(profile.whole + profile.flags) < 0.5 || profile.least < 0)) return {};
  return {0.4 + 0.5 * named, false, "called so, filled with counts"};
}

Evidence score_flag(const ScorerContext& context, Field field, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  const double named = context.named(column, field);
  if (named < 0.6) return {};
  const double marks =
      profile.share(profile.flags + profile.stamps + profile.unix_stamps + profile.survey_words + profile.rating_words);
  if (profile.filled > 0 && marks < 0.5 && field != Field::sla) return {};
  return {0.3 + 0.6 * named, false, "called so"};
}

}  // namespace dsat::load
