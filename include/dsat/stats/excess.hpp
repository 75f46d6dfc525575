#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "dsat/stats/share.hpp"
#include "dsat/stats/tests.hpp"

/// A slice's excess over the rest, period by period: what makes everything worse cancels out of it.
namespace dsat::stats {

/// Squared distances of a slice's earlier excesses from their weighted mean, in variances that coin tosses would give
/// them, with their degrees of freedom. Sums over slices make one φ.
struct ExcessSpread {
  double squares = 0, degrees_of_freedom = 0;
};
/// `periods` are all but the last; the last stands apart, as it is the one judged.
ExcessSpread excess_spread(std::span<const Stratum> periods);

/// The excess of the last period against its own earlier ones.
struct ExcessChange {
  double now = 0, usual = 0;  ///< excess: rate of the slice − rate of the rest; usual: inverse-variance mean
  double t = 0;
  std::vector<double> weights;           ///< of the earlier periods in `usual`; they add up to 1
  double slice_rate = 0, rest_rate = 0;  ///< over all periods, kept off 0 and 1 (half a rating added to either side)
};
/// t = (e − ē) ÷ √(φ(v + v̄)), v = pq/n of the slice + pq/n of the rest with rates over all periods together. Nothing
/// unless the last period and an earlier one have ratings on both sides.
std::optional<ExcessChange> excess_change(std::span<const Stratum> periods, double dispersion);

/// P(T >= t) of Student's t.
double student_upper(double t, double degrees_of_freedom);
/// P(Z >= z) of the standard normal.
double normal_upper(double z);

}  // namespace dsat::stats
