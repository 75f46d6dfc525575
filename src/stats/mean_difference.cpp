#include "dsat/stats/mean_difference.hpp"

#include <cmath>
#include <numeric>

#include "stats/distributions.hpp"

namespace dsat::stats {
namespace {

struct Sample {
  double mean = 0, squared_error = 0, freedom = 0;  ///< s² ÷ n; n − 1
};

Sample sample_of(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, squares / (n - 1) / n, n - 1};
}

}  // namespace

std::optional<MeanDifference> welch(std::span<const double> first, std::span<const double> second) {
  if (first.size() < 2 || second.size() < 2) return std::nullopt;
  const Sample one = sample_of(first), two = sample_of(second);
  const double squared = one.squared_error + two.squared_error;
  if (squared <= 0) return std::nullopt;
  const double freedom =
      squared * squared /
      (one.squared_error * one.squared_error / one.freedom + two.squared_error * two.squared_error / two.freedom);
  const double difference = one.mean - two.mean, error = std::sqrt(squared);
  const double reach = student_quantile(0.975, freedom) * error;
  return MeanDifference{{difference, {difference - reach, difference + reach}},
                        {difference / error, student_two_sided(difference / error, freedom)}};
}

}  // namespace dsat::stats
