#include "load/meaning/scorers.hpp"

/// Instants: a column can be one if its cells read as dates. Which one its name says; the only column of dates is when
/// things happened, whatever it is called. Numbers of days since 1900 are dates only where the name says so.
namespace dsat::load {
namespace {

double dates(const ColumnProfile& profile) {
  return profile.share(profile.stamps + profile.unix_stamps);
}

/// `46054.375`: what spreadsheets make of the years 1982 to 2064.
bool could_be_serials(const ColumnProfile& profile) {
  return profile.filled > 0 && profile.whole + profile.decimal == profile.filled && profile.least >= 30000 &&
         profile.most < 60200;
}

}  // namespace

Evidence score_moment(const ScorerContext& context, Field field, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  const double name = context.named(column, field);
  if (profile.filled == 0) return {name >= 0.9 ? 0.9 : 0, false, "called so; empty"};
  const double share = dates(profile);
  if (could_be_serials(profile) && name >= 0.5 && share < 0.5)
    return {0.5 + 0.4 * name, false, "called so, filled with days since 1900"};
  if (share < 0.5) return {};
  if (name >= 0.3) return {0.4 + 0.5 * name + 0.1 * share, false, "called so, filled with dates"};
  if (share < 0.9 || profile.unix_stamps > profile.stamps) return {};
  // A name that means something else, such as the date of birth, isn't taken against its word.
  const bool called_date = context.best_name(column) > 0;
  std::size_t others = 0;
  for (std::size_t other = 0; other < context.view.columns.size(); ++other)
    if (other != column && context.profile(other).filled > 0 && dates(context.profile(other)) >= 0.9) ++others;
  if (others == 0 && field == Field::created_at) return {called_date ? 0.5 : 0.6, true, "the only column of dates"};
  return {};
}

}  // namespace dsat::load
