#include "dsat/analyze/comparison.hpp"

#include <algorithm>
#include <vector>

#include "dsat/stats/control.hpp"
#include "dsat/stats/power.hpp"
#include "dsat/stats/tests.hpp"

namespace dsat::analyze {
namespace {

constexpr double rare = 0.05;
constexpr std::size_t periods_of_rate = 11, periods_of_swings = 26;
/// Degrees of freedom that a mean of moving ranges has per period (Montgomery, Statistical Quality Control, §6.4).
constexpr double range_efficiency = 0.62;

Background background_of_comparison(const Comparison& comparison) {
  return {comparison.then, comparison.periods,
          comparison.swings_known ? std::optional(comparison.dispersion) : std::nullopt, comparison.degrees_of_freedom};
}

}  // namespace

std::optional<Background> background_of(std::span<const PeriodCount> periods, std::optional<Day> announced) {
  if (periods.empty()) return std::nullopt;
  std::vector<stats::Share> earlier;
  for (const PeriodCount& period : periods.first(periods.size() - 1))
    if (period.nrr.defined() && (!announced || period.range.end > *announced)) earlier.push_back(period.nrr);
  const std::span<const stats::Share> all(earlier);
  const auto swings = all.last(std::min(periods_of_swings, all.size()));
  Background background;
  background.dispersion = stats::overdispersion(swings);
  if (!background.dispersion) return std::nullopt;
  background.degrees_of_freedom = range_efficiency * static_cast<double>(swings.size() - 1);
  const auto rates = all.last(std::min(periods_of_rate, all.size()));
  background.periods = rates.size();
  for (const stats::Share& share : rates) background.usual += share;
  return background;
}

Comparison compare(const stats::Share& now, const Background& background, double budget) {
  Comparison comparison;
  comparison.now = now;
  comparison.then = background.usual;
  comparison.periods = background.periods;
  comparison.swings_known = background.dispersion.has_value();
  comparison.dispersion = background.dispersion.value_or(1);
  comparison.degrees_of_freedom = background.degrees_of_freedom;
  comparison.budget = budget;
  const auto exact = stats::fisher(now, background.usual);
  const auto swings = stats::pooled_z(now, background.usual, comparison.dispersion, background.degrees_of_freedom);
  if (!exact || !swings) return comparison;
  comparison.p = std::max(exact->p, swings->p);
  comparison.verdict = comparison.p >= rare                                ? Verdict::ordinary
                       : comparison.p <= budget && comparison.swings_known ? Verdict::beyond
                                                                           : Verdict::unusual;
  return comparison;
}

std::optional<double> least_rise(const Comparison& comparison) {
  if (comparison.verdict == Verdict::none || !comparison.swings_known) return std::nullopt;
  const Background background = background_of_comparison(comparison);
  const double usual = *comparison.then.rate();
  const std::int64_t base = comparison.now.base;
  const auto shows = [&](std::int64_t part) {
    return static_cast<double>(part) > usual * static_cast<double>(base) &&
           compare({part, base}, background, comparison.budget).verdict == Verdict::beyond;
  };
  if (!shows(base)) return std::nullopt;
  std::int64_t no = -1, yes = base;
  while (yes - no > 1) {
    const std::int64_t middle = no + (yes - no) / 2;
    (shows(middle) ? yes : no) = middle;
  }
  return *stats::Share{yes, base}.rate() - usual;
}

std::optional<std::int64_t> ratings_to_flip(const Comparison& comparison) {
  if (comparison.verdict == Verdict::none) return std::nullopt;
  const Background background = background_of_comparison(comparison);
  const auto [part, base] = comparison.now;
  const stats::Share& then = comparison.then;
  // From clearly better to clearly worse: never falls as negatives are added, so the next step can be searched for.
  const auto step = [&](std::int64_t negatives) {
    const int size = static_cast<int>(compare({negatives, base}, background, comparison.budget).verdict);
    if (size == static_cast<int>(Verdict::ordinary)) return 0;
    const double difference = *stats::Share{negatives, base}.rate() - *then.rate();
    return difference > 0 ? size : -size;
  };
  const int here = step(part);
  std::optional<std::int64_t> fewest;
  for (const int direction : {-1, 1}) {
    std::int64_t same = 0, room = direction < 0 ? part : base - part;
    if (room == 0 || step(part + direction * room) == here) continue;
    std::int64_t other = room;
    while (other - same > 1) {
      const std::int64_t middle = same + (other - same) / 2;
      (step(part + direction * middle) == here ? same : other) = middle;
    }
    if (!fewest || other < *fewest) fewest = other;
  }
  return fewest;
}

std::optional<std::int64_t> ratings_to_settle(const Comparison& comparison) {
  if (comparison.verdict == Verdict::none) return std::nullopt;
  return stats::ratings_to_tell(*comparison.then.rate(), *comparison.now.rate(), comparison.dispersion);
}

}  // namespace dsat::analyze
