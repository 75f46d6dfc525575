#include "dsat/stats/excess.hpp"

#include <cmath>

#include "stats/distributions.hpp"

namespace dsat::stats {
namespace {

double smoothed(const Share& share) {
  return (static_cast<double>(share.part) + 0.5) / (static_cast<double>(share.base) + 1);
}

bool both_sides(const Stratum& period) {
  return period.slice.defined() && period.rest.defined();
}

/// Rates over all periods, and what follows from them for one.
struct Rates {
  double slice = 0, rest = 0;

  explicit Rates(std::span<const Stratum> periods) {
    Share inside, outside;
    for (const Stratum& period : periods) {
      inside += period.slice;
      outside += period.rest;
    }
    slice = smoothed(inside);
    rest = smoothed(outside);
  }
  double variance(const Stratum& period) const {
    return slice * (1 - slice) / static_cast<double>(period.slice.base) +
           rest * (1 - rest) / static_cast<double>(period.rest.base);
  }
};

double excess(const Stratum& period) {
  return *period.slice.rate() - *period.rest.rate();
}

/// Inverse-variance mean of the earlier excesses.
struct Usual {
  double mean = 0, weight = 0, periods = 0;

  Usual(std::span<const Stratum> earlier, const Rates& rates) {
    for (const Stratum& period : earlier) {
      if (!both_sides(period)) continue;
      const double w = 1 / rates.variance(period);
      mean += w * excess(period);
      weight += w;
      ++periods;
    }
    if (weight > 0) mean /= weight;
  }
};

}  // namespace

ExcessSpread excess_spread(std::span<const Stratum> periods) {
  ExcessSpread spread;
  if (periods.empty()) return spread;
  const auto earlier = periods.first(periods.size() - 1);
  const Rates rates(earlier);
  const Usual usual(earlier, rates);
  if (usual.periods < 2) return spread;
  for (const Stratum& period : earlier) {
    if (!both_sides(period)) continue;
    const double distance = excess(period) - usual.mean;
    spread.squares += distance * distance / rates.variance(period);
  }
  spread.degrees_of_freedom = usual.periods - 1;
  return spread;
}

std::optional<ExcessChange> excess_change(std::span<const Stratum> periods, double dispersion) {
  if (periods.size() < 2 || !both_sides(periods.back())) return std::nullopt;
  const auto earlier = periods.first(periods.size() - 1);
  const Rates rates(periods);
  const Usual usual(earlier, rates);
  if (usual.periods == 0) return std::nullopt;
  ExcessChange change;
  change.now = excess(periods.back());
  change.usual = usual.mean;
  change.slice_rate = rates.slice;
  change.rest_rate = rates.rest;
  change.t = (change.now - change.usual) / std::sqrt(dispersion * (rates.variance(periods.back()) + 1 / usual.weight));
  for (const Stratum& period : earlier)
    change.weights.push_back(both_sides(period) ? 1 / rates.variance(period) / usual.weight : 0);
  return change;
}

double student_upper(double t, double degrees_of_freedom) {
  const double both = student_two_sided(t, degrees_of_freedom) / 2;
  return t >= 0 ? both : 1 - both;
}

double normal_upper(double z) {
  const double both = normal_two_sided(z) / 2;
  return z >= 0 ? both : 1 - both;
}

}  // namespace dsat::stats
