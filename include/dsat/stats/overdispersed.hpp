#pragma once
#include <cstdint>
#include <span>

#include "dsat/stats/share.hpp"

/// Counts that come in bursts: variance μ + κμ², the negative binomial's.
namespace dsat::stats {

/// What earlier periods say of κ: Σ((x − μ)² − μ) and Σμ² with μ = n·Σx/Σn, the first widened by T/(T − 1) for the mean
/// that is estimated. Sums over several series make one κ; negative where periods differ less than by chance.
struct BurstSpread {
  double excess = 0, squares = 0;
  double periods_beyond_one = 0;  ///< T − 1

  BurstSpread& operator+=(const BurstSpread& other);
  double kappa() const { return squares > 0 ? excess / squares : 0; }
};
BurstSpread burst_spread(std::span<const Share> earlier);

/// A series' own κ drawn toward that of all series together (Robinson & Smyth 2008, in moments): own and pooled
/// weighted by T − 1 and by `pooled_weight` periods' worth. Never under 0.
double blended_kappa(const BurstSpread& own, const BurstSpread& all, double pooled_weight);

/// Probability of `now.part` or more parts of `now.base` in the next period: negative binomial with mean n·Σx/Σn and
/// variance μ + κμ² + the variance of that mean. Half a part stands for none.
double predictive_upper(const Share& now, std::span<const Share> earlier, double kappa);

}  // namespace dsat::stats
