#include "dsat/stats/power.hpp"

#include <cmath>

#include "stats/distributions.hpp"

namespace dsat::stats {
namespace {

/// Rounded up, but not because of the last bits; nothing where it would be no number of ratings.
std::optional<std::int64_t> whole(double ratings) {
  const double rounded = std::ceil(ratings - 1e-9 * ratings);
  if (!(rounded < 9e18)) return std::nullopt;
  return static_cast<std::int64_t>(rounded);
}

bool is_rate(double p) {
  return p >= 0 && p <= 1;
}

}  // namespace

std::optional<std::int64_t> ratings_to_tell(double p0, double p1, double dispersion, double power, double alpha) {
  if (!is_rate(p0) || !is_rate(p1) || p0 == p1) return std::nullopt;
  const double mean = (p0 + p1) / 2;
  const double root = two_sided_z(1 - alpha) * std::sqrt(2 * mean * (1 - mean)) +
                      normal_quantile(power) * std::sqrt(p0 * (1 - p0) + p1 * (1 - p1));
  return whole(dispersion * root * root / ((p1 - p0) * (p1 - p0)));
}

std::optional<std::int64_t> ratings_for_margin(double p, double margin, double dispersion, double confidence) {
  if (!is_rate(p) || !(margin > 0)) return std::nullopt;
  const double z = two_sided_z(confidence);
  return whole(dispersion * z * z * p * (1 - p) / (margin * margin));
}

}  // namespace dsat::stats
