#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dsat/stats/share.hpp"

/// When a rate changed for good, from the counts of successive periods. Periods without base are passed over.
namespace dsat::stats {

/// The most likely single change.
struct ChangePoint {
  std::size_t index = 0;  ///< first period of the new level
  double g_squared = 0;   ///< G² = 2(ℓ before + ℓ after − ℓ together), ℓ binomial log likelihoods
  Share before;
  Share after;
};

/// Change of largest G² (the earliest of equals) that leaves at least `min_segment` periods with a base on either side.
/// Nothing if there are too few periods or all have the same outcome.
std::optional<ChangePoint> change_point(std::span<const Share> periods, std::size_t min_segment = 3);

/// Probability of a change as large as the largest by chance: whole periods are permuted, so that ordinary swings
/// between them stay in. (1 + #{G* >= G}) ÷ (B + 1) (Phipson & Smyth 2010), or once 100 permutations have reached G,
/// 100 ÷ permutations made (Besag & Clifford 1991). 1 where there is no change point.
double change_point_p(std::span<const Share> periods, std::size_t min_segment = 3, int permutations = 1999,
                      std::uint64_t seed = 1);

/// Probability of a change as large as the largest in a level that only drifts: log odds are a first-order
/// autoregression whose autocorrelation is estimated from the periods themselves (lag-1 autocovariance ÷ variance
/// beyond the binomial's, + (1 + 3ρ̂)/T for its bias; Kendall 1954), and counts are binomial about it. What is rarer
/// than that is a step. Nothing with fewer than 26 periods that have a base: too few to tell a step from a drift.
std::optional<double> step_p(std::span<const Share> periods, std::size_t min_segment = 3, int simulations = 999,
                             std::uint64_t seed = 1);

/// First periods of the new levels, ascending, by PELT (Killick, Fearnhead & Eckley 2012): least sum of segment costs
/// −2ℓ plus `penalty` per change. Penalty nothing: 2 ln n, n periods with a base. Only indicative: no test.
std::vector<std::size_t> pelt(std::span<const Share> periods, std::size_t min_segment = 3,
                              std::optional<double> penalty = std::nullopt);

}  // namespace dsat::stats
