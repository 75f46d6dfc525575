#include "dsat/stats/interval.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "dsat/stats/random.hpp"
#include "stats/distributions.hpp"

namespace dsat::stats {
namespace {

Interval wilson_at(double rate, double base, double z) {
  const double squared = z * z;
  const double scale = 1 + squared / base;
  const double centre = rate + squared / (2 * base);
  const double reach = z * std::sqrt(rate * (1 - rate) / base + squared / (4 * base * base));
  // Rounding must not leave a hair's breadth at the ends, where the formula is exact.
  return {rate == 0 ? 0.0 : std::max(0.0, (centre - reach) / scale),
          rate == 1 ? 1.0 : std::min(1.0, (centre + reach) / scale)};
}

Interval percentiles(std::vector<double>& sample, double confidence) {
  std::sort(sample.begin(), sample.end());
  const auto at = [&](double fraction) {
    const double position = fraction * static_cast<double>(sample.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const auto above = std::min(below + 1, sample.size() - 1);
    return sample[below] + (position - static_cast<double>(below)) * (sample[above] - sample[below]);
  };
  return {at(0.5 - confidence / 2), at(0.5 + confidence / 2)};
}

/// Tango's score statistic for "the difference of paired shares is `difference`", b and c being the discordant counts.
double tango_statistic(double b, double c, double n, double difference) {
  const double linear = -b - c + (2 * n - b + c) * difference;
  const double constant = -c * difference * (1 - difference);
  const double share = (std::sqrt(std::max(0.0, linear * linear - 8 * n * constant)) - linear) / (4 * n);
  const double variance = n * (2 * share + difference * (1 - difference));
  const double deviation = b - c - n * difference;
  if (variance <= 0) return deviation == 0 ? 0 : std::copysign(std::numeric_limits<double>::infinity(), deviation);
  return deviation / std::sqrt(variance);
}

Interval tango(double b, double c, double n, double z) {
  // The statistic falls as the difference rises; 60 halvings are beyond a double's resolution.
  const auto solve = [&](double low, double high, double target) {
    for (int step = 0; step < 60; ++step) {
      const double middle = (low + high) / 2;
      (tango_statistic(b, c, n, middle) > target ? low : high) = middle;
    }
    return (low + high) / 2;
  };
  const double estimate = (b - c) / n;
  return {b == 0 && c == n ? -1.0 : solve(-1, estimate, z), b == n ? 1.0 : solve(estimate, 1, -z)};
}

}  // namespace

std::optional<Interval> wilson(const Share& share, double confidence) {
  if (!share.defined()) return std::nullopt;
  return wilson_at(*share.rate(), static_cast<double>(share.base), two_sided_z(confidence));
}

std::optional<Interval> wilson(double rate, double base, double confidence) {
  if (!(rate >= 0 && rate <= 1 && base > 0)) return std::nullopt;
  return wilson_at(rate, base, two_sided_z(confidence));
}

std::optional<Estimate> newcombe(const Share& first, const Share& second, double dispersion, double confidence) {
  if (!first.defined() || !second.defined()) return std::nullopt;
  const double z = two_sided_z(confidence);
  const double p1 = *first.rate(), p2 = *second.rate();
  const Interval one = wilson_at(p1, static_cast<double>(first.base) / dispersion, z);
  const Interval two = wilson_at(p2, static_cast<double>(second.base) / dispersion, z);
  const double difference = p1 - p2;
  return Estimate{
      difference,
      {difference - std::hypot(p1 - one.low, two.high - p2), difference + std::hypot(one.high - p1, p2 - two.low)}};
}

std::optional<Estimate> risk_ratio(const Share& inside, const Share& outside, double confidence) {
  if (!inside.defined() || !outside.defined() || inside.part + outside.part == 0) return std::nullopt;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (outside.part == 0) return Estimate{infinity, {0, infinity}};
  if (inside.part == 0) return Estimate{0, {0, infinity}};
  const double p1 = *inside.rate(), p2 = *outside.rate();
  const double ratio = p1 / p2;
  const double reach = two_sided_z(confidence) * std::sqrt((1 - p1) / static_cast<double>(inside.part) +
                                                           (1 - p2) / static_cast<double>(outside.part));
  return Estimate{ratio, {ratio * std::exp(-reach), ratio * std::exp(reach)}};
}

bool only_here(const Estimate& risk_ratio) {
  return std::isinf(risk_ratio.value);
}

std::optional<NetPromoterScore> net_promoter_score(std::int64_t promoters, std::int64_t passives,
                                                   std::int64_t detractors, double confidence) {
  const std::int64_t ratings = promoters + passives + detractors;
  if (promoters < 0 || passives < 0 || detractors < 0 || ratings == 0) return std::nullopt;
  const auto n = static_cast<double>(ratings);
  const auto b = static_cast<double>(promoters), c = static_cast<double>(detractors);
  const double score = (b - c) / n;
  const double error = std::sqrt(std::max(0.0, ((b + c) / n - score * score) / n));
  const double z = two_sided_z(confidence);
  Interval interval{std::max(-1.0, score - z * error), std::min(1.0, score + z * error)};
  if (ratings - std::max({promoters, passives, detractors}) < 5) interval = tango(b, c, n, z);
  return NetPromoterScore{100 * score, 100 * error, {100 * interval.low, 100 * interval.high}};
}

std::optional<Estimate> mean_of_scale(std::span<const double> values, std::span<const std::int64_t> counts,
                                      double confidence, std::uint64_t seed) {
  if (values.size() != counts.size()) return std::nullopt;
  std::int64_t total = 0;
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (counts[i] < 0) return std::nullopt;
    total += counts[i];
    sum += static_cast<double>(counts[i]) * values[i];
  }
  if (total == 0) return std::nullopt;
  const auto n = static_cast<double>(total);
  const double mean = sum / n;

  if (const auto only = std::find(counts.begin(), counts.end(), total); only != counts.end()) {
    const double value = values[only - counts.begin()];
    const double elsewhere = wilson_at(0, n, two_sided_z(confidence)).high;
    return Estimate{value, {value - elsewhere * (value - values.front()), value + elsewhere * (values.back() - value)}};
  }
  if (total < 30) {
    std::vector<double> ratings;
    for (std::size_t i = 0; i < values.size(); ++i) ratings.insert(ratings.end(), counts[i], values[i]);
    return mean_by_bootstrap(ratings, confidence, seed);
  }
  double squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    squares += static_cast<double>(counts[i]) * (values[i] - mean) * (values[i] - mean);
  }
  const double reach = student_quantile(0.5 + confidence / 2, n - 1) * std::sqrt(squares / (n - 1) / n);
  return Estimate{mean, {std::max(values.front(), mean - reach), std::min(values.back(), mean + reach)}};
}

std::optional<Estimate> mean_by_t(std::span<const double> values, double confidence) {
  if (values.size() < 2) return std::nullopt;
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += value;
  const double mean = sum / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const double reach = student_quantile(0.5 + confidence / 2, n - 1) * std::sqrt(squares / (n - 1) / n);
  return Estimate{mean, {mean - reach, mean + reach}};
}

std::optional<Estimate> mean_by_bootstrap(std::span<const double> values, double confidence, std::uint64_t seed,
                                          int samples) {
  if (values.empty() || samples < 1) return std::nullopt;
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += value;
  Random random(seed);
  std::vector<double> means(samples);
  for (double& mean : means) {
    double drawn = 0;
    for (std::size_t i = 0; i < values.size(); ++i) drawn += values[random.below(values.size())];
    mean = drawn / n;
  }
  return Estimate{sum / n, percentiles(means, confidence)};
}

std::optional<Interval> worst_case(double share, double response) {
  if (!(share >= 0 && share <= 1 && response >= 0 && response <= 1)) return std::nullopt;
  return Interval{response * share, response * share + 1 - response};
}

}  // namespace dsat::stats
