#include "dsat/stats/welch.hpp"

#include <cmath>

#include "dsat/stats/excess.hpp"

namespace dsat::stats {
namespace {

/// Variance of the mean.
double variance_of_mean(std::span<const double> values) {
  const double centre = mean(values), n = static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  return squares / (n - 1) / n;
}

}  // namespace

double mean(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

std::optional<double> welch_lower(std::span<const double> now, std::span<const double> before) {
  if (now.size() < 2 || before.size() < 2) return std::nullopt;
  const double a = variance_of_mean(now), b = variance_of_mean(before), both = a + b;
  if (both <= 0) return 1;
  const double degrees =
      both * both / (a * a / static_cast<double>(now.size() - 1) + b * b / static_cast<double>(before.size() - 1));
  return student_upper((mean(before) - mean(now)) / std::sqrt(both), degrees);
}

}  // namespace dsat::stats
