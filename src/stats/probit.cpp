#include "dsat/stats/probit.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "stats/distributions.hpp"

namespace dsat::stats {
namespace {

/// Φ₂(h, h; r) − Φ(h)²: the density of the bivariate normal at (h, h), integrated over correlations from 0 to r. With
/// sin θ for the correlation the root in its denominator goes away.
double both_below_beyond_chance(double h, double r) {
  constexpr int steps = 200;  // of Simpson's rule
  const double end = std::asin(r), width = end / steps;
  const auto density = [h](double angle) { return std::exp(-h * h / (1 + std::sin(angle))) / (2 * std::numbers::pi); };
  double sum = density(0) + density(end);
  for (int i = 1; i < steps; ++i) sum += (i % 2 == 1 ? 4 : 2) * density(width * i);
  return sum * width / 3;
}

}  // namespace

double probit(double rate) {
  return normal_quantile(std::clamp(rate, 1e-9, 1 - 1e-9));
}

double draw_normal(Random& random) {
  const double u = 1 - random.uniform();
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * random.uniform());
}

double latent_correlation(double rate, double binary_correlation) {
  if (binary_correlation <= 0 || rate <= 0 || rate >= 1) return 0;
  constexpr double most = 0.99;
  const double h = probit(rate), wanted = binary_correlation * rate * (1 - rate);
  double low = 0, high = most;
  for (int step = 0; step < 50; ++step) {
    const double middle = (low + high) / 2;
    (both_below_beyond_chance(h, middle) < wanted ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace dsat::stats
