#include "dsat/analyze/answering.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "dsat/stats/control.hpp"

namespace dsat::analyze {
namespace {

/// Answers that came within so many days.
stats::Share answered(const View& view, const PeriodCount& period, Day within) {
  stats::Share share;
  Tally tally;
  for (const Row row : period.cohort) {
    const std::int64_t asked_before = tally.cohort_surveyed;
    view.add_cohort(tally, row);
    if (view.survey_known() && tally.cohort_surveyed == asked_before) continue;
    const Moment rated = row.answered() ? view.store().ratings.rated_at[row.rating] : Moment();
    const bool in_time = rated && view.zone().day_of(rated) - view.cohort_day(row.ticket) <= within;
    share += stats::Share{in_time ? 1 : 0, 1};
  }
  return share;
}

stats::Share of_rate(double rate, std::int64_t base) {
  return {std::llround(std::clamp(rate, 0.0, 1.0) * static_cast<double>(base)), base};
}

}  // namespace

std::optional<Answering> study_answering(const View& view, std::span<const PeriodCount> periods, double budget) {
  if (periods.empty() || !view.has_rating_times() || view.only_rated() || !view.as_of()) return std::nullopt;
  constexpr Day long_enough = 28;
  Answering answering;
  answering.within = std::min(long_enough, view.zone().day_of(view.as_of()) - (periods.back().range.end - 1));
  if (answering.within < 0) return std::nullopt;
  std::vector<PeriodCount> counts;
  constexpr std::size_t most = 27;
  for (const PeriodCount& period : periods.last(std::min(most, periods.size()))) {
    PeriodCount count;
    count.range = period.range;
    count.nrr = answered(view, period, answering.within);
    counts.push_back(std::move(count));
  }
  const auto background = background_of(counts, std::nullopt);
  if (!background) return std::nullopt;
  const Comparison comparison = compare(counts.back().nrr, *background, budget);
  if (comparison.verdict == Verdict::none) return std::nullopt;
  answering.now = comparison.now;
  answering.usual = comparison.then;
  answering.periods = comparison.periods;
  answering.p = comparison.p;
  answering.changed = comparison.verdict == Verdict::beyond;
  return answering;
}

Comparison trimmed(const Comparison& comparison, const Answering& answering) {
  if (comparison.verdict == Verdict::none) return comparison;
  const double p1 = *comparison.now.rate(), p0 = *comparison.then.rate();
  const double r1 = answering.now.rate().value_or(0), r0 = answering.usual.rate().value_or(0);
  double now = p1, usual = p0;
  if (r1 < r0 && r0 > 0) {
    const double missing = (r0 - r1) / r0;
    if (missing >= 1) return comparison;
    usual = comparison.up() ? std::min(1.0, p0 / (1 - missing)) : std::max(0.0, (p0 - missing) / (1 - missing));
  } else if (r1 > r0 && r1 > 0) {
    const double extra = (r1 - r0) / r1;
    if (extra >= 1) return comparison;
    now = comparison.up() ? std::max(0.0, (p1 - extra) / (1 - extra)) : std::min(1.0, p1 / (1 - extra));
  }
  const Background background{of_rate(usual, comparison.then.base), comparison.periods,
                              comparison.swings_known ? std::optional(comparison.dispersion) : std::nullopt,
                              comparison.degrees_of_freedom};
  Comparison left = compare(of_rate(now, comparison.now.base), background, comparison.budget);
  // What turned round explains the change altogether.
  if (left.up() != comparison.up()) left.verdict = Verdict::ordinary;
  return left;
}

}  // namespace dsat::analyze
