#include "dsat/analyze/contrast.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "dsat/analyze/outcome.hpp"
#include "dsat/stats/mean_difference.hpp"
#include "dsat/stats/rank.hpp"
#include "dsat/stats/tests.hpp"

namespace dsat::analyze {
namespace {

using Values = std::vector<double>;

/// A score of every single rating that has one; the measure is their mean.
Values scores(const View& view, const Measure& measure, const Side& side) {
  Values values;
  for (const Row row : side.selection.rows) {
    Tally one;
    view.add_row(one, row);
    if (const Value value = measure.compute({view, one, {}}); value.number) values.push_back(*value.number);
  }
  return values;
}

void add_durations(const View& view, Field field, const Side& side, bool part,
                   std::vector<stats::RankedRating>& durations) {
  const auto seconds = view.store().seconds_column(field);
  if (seconds.empty()) return;
  for (const Row row : side.selection.cohort)
    if (seconds[row.ticket] != no_number) durations.push_back({static_cast<double>(seconds[row.ticket]), 0, part});
}

void judge_share(Contrast& result, double dispersion) {
  // Fractional counts of split ratings have no interval.
  if (!result.one.interval || !result.other.interval) return;
  const stats::Share one{result.one.part, result.one.base}, other{result.other.part, result.other.base};
  if (const auto estimate = stats::newcombe(one, other, dispersion)) result.interval = estimate->interval;
  const auto exact = stats::fisher(one, other);
  const auto swings = stats::pooled_z(one, other, dispersion);
  if (exact) result.p = dispersion > 1 && swings ? std::max(exact->p, swings->p) : exact->p;
}

void judge_score(Contrast& result, const View& view, const Measure& measure, const Side& one, const Side& other) {
  const auto test = stats::welch(scores(view, measure, one), scores(view, measure, other));
  if (!test) return;
  result.interval = test->difference.interval;
  result.p = test->test.p;
}

void judge_median(Contrast& result, const View& view, const Measure& measure, const Side& one, const Side& other) {
  if (measure.key.ends_with("_p90")) return;
  std::vector<stats::RankedRating> durations;
  for (const FieldInfo& info : fields()) {
    if (!measure.reads.contains(info.field)) continue;
    add_durations(view, info.field, one, true, durations);
    add_durations(view, info.field, other, false, durations);
  }
  if (const auto test = stats::rank_sum_within(durations)) result.p = test->test.p;
}

}  // namespace

Side side_of(const View& view, Selection selection) {
  Side side{std::move(selection), {}};
  side.tally = tally(view, side.selection);
  return side;
}

std::size_t overlap(const Side& one, const Side& other) {
  const auto keys = [](const Side& side) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> rows;
    for (const Row row : side.selection.rows) rows.emplace_back(row.ticket, row.rating);
    std::ranges::sort(rows);
    return rows;
  };
  const auto a = keys(one), b = keys(other);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return both.size();
}

Contrast contrast(const View& view, const Measure& measure, const Side& one, const Side& other, double dispersion) {
  Contrast result{measure.compute({view, one.tally, one.selection.cohort}),
                  measure.compute({view, other.tally, other.selection.cohort}),
                  {},
                  {},
                  {}};
  if (!result.one.number || !result.other.number) return result;
  result.difference = *result.one.number - *result.other.number;
  const bool whole = one.tally.parts == 1 && other.tally.parts == 1;
  if (measure.kind == MeasureKind::share)
    judge_share(result, dispersion);
  else if (measure.kind == MeasureKind::score && whole)
    judge_score(result, view, measure, one, other);
  else if (measure.kind == MeasureKind::minutes && whole)
    judge_median(result, view, measure, one, other);
  return result;
}

std::optional<AtOneMix> at_one_mix(const View& view, const Grouping& groups, const Side& one, const Side& other,
                                   double dispersion) {
  const stats::Share all_one = negatives(view, one.tally), all_other = negatives(view, other.tally);
  if (groups.overlapping() || !all_one.defined() || !all_other.defined()) return std::nullopt;
  std::vector<stats::Stratum> strata(groups.groups());
  for (const auto& [side, share] : {std::pair(&one, &stats::Stratum::slice), std::pair(&other, &stats::Stratum::rest)})
    for (const Row row : side->selection.rows) {
      const Outcome outcome = outcome_of(view, row);
      if (outcome == Outcome::uncounted) continue;
      strata[groups.code(row)].*share += stats::Share{outcome == Outcome::negative ? 1 : 0, 1};
    }

  AtOneMix result;
  std::vector<stats::GroupChange> changes;
  double below = 0, above = 0;
  for (const auto& [slice, rest] : strata) {
    if (slice.base + rest.base == 0) continue;
    changes.push_back({rest, slice});
    const double weight = (static_cast<double>(slice.base) / static_cast<double>(all_one.base) +
                           static_cast<double>(rest.base) / static_cast<double>(all_other.base)) /
                          2;
    // A group that one side lacks has the other's rate there: it says nothing about rates.
    result.one += weight * *(slice.base > 0 ? slice : rest).rate();
    result.other += weight * *(rest.base > 0 ? rest : slice).rate();
    const auto estimate = stats::newcombe(slice, rest, dispersion);
    if (!estimate) continue;
    ++result.groups;
    result.shared.part += slice.base + rest.base;
    below += std::pow(weight * (estimate->value - estimate->interval.low), 2);
    above += std::pow(weight * (estimate->interval.high - estimate->value), 2);
  }
  if (changes.size() < 2 || result.groups == 0) return std::nullopt;
  result.shared.base = all_one.base + all_other.base;
  const auto parts = stats::kitagawa(changes);
  const double rates = parts->total.rate;
  result.mix = parts->total.mix;
  result.difference = {rates, {rates - std::sqrt(below), rates + std::sqrt(above)}};
  if (const auto test = stats::mantel_haenszel(strata)) result.p = test->p;
  return result;
}

}  // namespace dsat::analyze
