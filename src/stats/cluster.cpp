#include "dsat/stats/cluster.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "stats/distributions.hpp"

namespace dsat::stats {
namespace {

constexpr std::size_t most_enumerated = 12;

/// All signs, one bit each.
double enumerated(std::span<const double> values, double seen) {
  const std::size_t all = std::size_t{1} << values.size();
  std::size_t reached = 0;
  for (std::size_t signs = 0; signs < all; ++signs) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += ((signs >> i) & 1) == 0 ? values[i] : -values[i];
    if (sum >= seen * (1 - 1e-12)) ++reached;
  }
  return static_cast<double>(reached) / static_cast<double>(all);
}

/// First and second derivative of the cumulant generating function Σ ln cosh(θ·u).
struct Cumulants {
  double value = 0, slope = 0, curvature = 0;

  Cumulants(std::span<const double> values, double theta) {
    for (const double u : values) {
      const double x = std::abs(theta * u), t = std::tanh(theta * u);
      value += x + std::log1p(std::exp(-2 * x)) - std::numbers::ln2;
      slope += u * t;
      curvature += u * u * (1 - t * t);
    }
  }
};

/// The θ at which the tilted sum has the mean seen; nothing is beyond the sum of all sizes, so it exists.
double tilt(std::span<const double> values, double seen, double variance) {
  double low = 0, high = seen / variance;
  while (Cumulants(values, high).slope < seen) {
    low = high;
    high *= 2;
  }
  constexpr int enough = 60;
  for (int step = 0; step < enough && high - low > 1e-10 * high; ++step) {
    const double middle = (low + high) / 2;
    (Cumulants(values, middle).slope < seen ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

double intraclass_correlation(std::span<const Share> clusters) {
  double n = 0, k = 0, squares = 0, parts = 0, between = 0;
  for (const Share& cluster : clusters) {
    if (!cluster.defined()) continue;
    const auto m = static_cast<double>(cluster.base), y = static_cast<double>(cluster.part);
    n += m;
    ++k;
    squares += m * m;
    parts += y;
    between += y * y / m;
  }
  if (k < 2 || n <= k || parts == 0 || parts == n) return 0;
  const double mean_between = (between - parts * parts / n) / (k - 1);
  const double mean_within = (parts - between) / (n - k);
  const double size = (n - squares / n) / (k - 1);
  const double total = mean_between + (size - 1) * mean_within;
  return total <= 0 ? 0 : std::clamp((mean_between - mean_within) / total, 0.0, 1.0);
}

double variance_added(double correlation, double squares, double ratings) {
  return ratings <= 0 ? 0 : correlation * std::max(0.0, squares / ratings - 1);
}

double sign_flip_p(std::span<const double> contributions) {
  std::vector<double> values;
  double seen = 0, variance = 0, most = 0;
  for (const double u : contributions) {
    if (u == 0) continue;
    values.push_back(u);
    seen += u;
    variance += u * u;
    most += std::abs(u);
  }
  if (values.empty() || seen <= 0) return 1;
  const double least = std::exp2(-static_cast<double>(values.size()));
  if (values.size() <= most_enumerated) return enumerated(values, seen);
  if (seen >= most * (1 - 1e-9)) return least;
  const double theta = tilt(values, seen, variance);
  const Cumulants at(values, theta);
  const double w = std::sqrt(std::max(0.0, 2 * (theta * seen - at.value))), u = theta * std::sqrt(at.curvature);
  const double tail = normal_two_sided(w) / 2;
  if (w < 1e-4) return 0.5;
  const double density = std::exp(-w * w / 2) / std::sqrt(2 * std::numbers::pi);
  return std::clamp(tail + density * (1 / u - 1 / w), least, 1.0);
}

}  // namespace dsat::stats
