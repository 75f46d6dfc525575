#pragma once
#include "dsat/stats/random.hpp"

/// Binary outcomes as the signs of normal variables that go together.
namespace dsat::stats {

/// z below which a share `rate` of the standard normal lies; rates are kept off 0 and 1.
double probit(double rate);

/// A standard normal draw, the same on every machine (Box & Muller).
double draw_normal(Random& random);

/// Correlation of two standard normal variables of which both lie below probit(rate) as often as two outcomes with that
/// rate and this (binary) correlation are both negative: P₁₁ = p² + ρpq = Φ₂(h, h; r), solved for r (tetrachoric
/// correlation; Pearson 1900). Φ₂ by integrating its derivative in r. 0 for ρ ≤ 0, at most 0.99.
double latent_correlation(double rate, double binary_correlation);

}  // namespace dsat::stats
