#include "dsat/stats/variance.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "stats/distributions.hpp"

namespace dsat::stats {
namespace {

struct OneWay {
  std::size_t groups = 0, values = 0;
  double between = 0, within = 0;  ///< mean squares
  double freedom_between() const { return static_cast<double>(groups) - 1; }
  double freedom_within() const { return static_cast<double>(values - groups); }
};

/// Nothing with fewer than two groups of at least `least` values or without a second value in any.
std::optional<OneWay> one_way(std::span<const std::vector<double>> groups, std::size_t least) {
  OneWay result;
  double sum = 0, squares_within = 0, squares_between = 0;
  const auto counts = [least](const std::vector<double>& group) { return group.size() >= least; };
  for (const auto& group : groups)
    if (counts(group)) {
      ++result.groups;
      result.values += group.size();
      sum = std::accumulate(group.begin(), group.end(), sum);
    }
  if (result.groups < 2 || result.values <= result.groups) return std::nullopt;
  const double grand = sum / static_cast<double>(result.values);
  for (const auto& group : groups) {
    if (!counts(group)) continue;
    const auto n = static_cast<double>(group.size());
    const double mean = std::accumulate(group.begin(), group.end(), 0.0) / n;
    squares_between += n * (mean - grand) * (mean - grand);
    for (const double value : group) squares_within += (value - mean) * (value - mean);
  }
  result.between = squares_between / result.freedom_between();
  result.within = squares_within / result.freedom_within();
  return result;
}

/// The value that F exceeds with probability `upper`.
double f_quantile(double upper, double numerator, double denominator) {
  const double x = beta_quantile(numerator / 2, denominator / 2, 1 - upper);
  return x >= 1 ? std::numeric_limits<double>::infinity() : denominator * x / (numerator * (1 - x));
}

}  // namespace

std::optional<Test> means_differ(std::span<const std::vector<double>> groups) {
  const auto variance = one_way(groups, 1);
  if (!variance || variance->within <= 0) return std::nullopt;
  const double f = variance->between / variance->within;
  return Test{f, f_upper(f, variance->freedom_between(), variance->freedom_within())};
}

std::optional<Agreement> agreement(std::span<const std::vector<double>> things) {
  const auto variance = one_way(things, 2);
  if (!variance || (variance->between <= 0 && variance->within <= 0)) return std::nullopt;
  double squared = 0;
  for (const auto& values : things)
    if (values.size() >= 2) squared += static_cast<double>(values.size() * values.size());
  const auto all = static_cast<double>(variance->values);
  const double k = (all - squared / all) / variance->freedom_between();
  const auto correlation = [k](double f) { return (f - 1) / (f + k - 1); };
  Agreement result;
  result.things = variance->groups;
  if (variance->within <= 0) {
    result.correlation = 1;
    result.interval = {1, 1};
    return result;
  }
  const double f = variance->between / variance->within;
  const double one = variance->freedom_between(), two = variance->freedom_within();
  result.correlation = correlation(f);
  result.interval = {correlation(f / f_quantile(0.025, one, two)), correlation(f * f_quantile(0.025, two, one))};
  return result;
}

}  // namespace dsat::stats
