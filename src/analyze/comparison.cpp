#include "dsat/analyze/comparison.hpp"

#include <algorithm>

#include "dsat/stats/power.hpp"
#include "dsat/stats/tests.hpp"

namespace dsat::analyze {
namespace {

constexpr double rare = 0.05;
/// The headline's part of the 2 % that the trend may claim by chance; change point and single periods have the rest.
constexpr double claimed = 0.005;

}  // namespace

Comparison compare(const stats::Share& now, const stats::Share& then, std::optional<double> dispersion) {
  Comparison comparison{now, then, dispersion.has_value(), dispersion.value_or(1)};
  const auto exact = stats::fisher(now, then);
  const auto swings = stats::pooled_z(now, then, comparison.dispersion);
  if (!exact || !swings) return comparison;
  comparison.p = std::max(exact->p, swings->p);
  comparison.verdict = comparison.p >= rare                                 ? Verdict::ordinary
                       : comparison.p <= claimed && comparison.swings_known ? Verdict::beyond
                                                                            : Verdict::unusual;
  return comparison;
}

std::optional<std::int64_t> ratings_to_flip(const Comparison& comparison) {
  if (comparison.verdict == Verdict::none) return std::nullopt;
  const auto dispersion = comparison.swings_known ? std::optional(comparison.dispersion) : std::nullopt;
  const auto [part, base] = comparison.now;
  const stats::Share& then = comparison.then;
  // From clearly better to clearly worse: never falls as negatives are added, so the next step can be searched for.
  const auto step = [&](std::int64_t negatives) {
    const int size = static_cast<int>(compare({negatives, base}, then, dispersion).verdict);
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
