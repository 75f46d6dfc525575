#include "dsat/stats/control.hpp"

#include <algorithm>
#include <cmath>

#include "dsat/stats/random.hpp"
#include "stats/distributions.hpp"

namespace dsat::stats {
namespace {

constexpr double kMeanMovingRange = 1.128;  // of two standard normals, as control chart tables give it

ControlLimits limits_at(double rate, double reach, LimitKind kind) {
  return {rate, {std::max(0.0, rate - reach), std::min(1.0, rate + reach)}, kind};
}

double standard_error(double rate, std::int64_t n) {
  return std::sqrt(rate * (1 - rate) / static_cast<double>(n));
}

bool separable(double p0, double p1) {
  return p0 > 0 && p0 < p1 && p1 < 1;
}

}  // namespace

std::optional<Baseline> baseline(std::span<const Share> periods) {
  Share total;
  Baseline result;
  for (const Share& period : periods) {
    if (!period.defined()) continue;
    total += period;
    ++result.periods;
  }
  if (result.periods == 0) return std::nullopt;
  result.rate = *total.rate();
  result.ratings = total.base;
  if (result.periods < 2 || result.rate == 0 || result.rate == 1) return result;
  double ranges = 0;
  std::optional<double> last;
  for (const Share& period : periods) {
    if (!period.defined()) continue;
    const double z = (*period.rate() - result.rate) / standard_error(result.rate, period.base);
    if (last) ranges += std::abs(z - *last);
    last = z;
  }
  result.sigma_z = ranges / static_cast<double>(result.periods - 1) / kMeanMovingRange;
  return result;
}

std::optional<double> overdispersion(std::span<const Share> earlier) {
  constexpr std::size_t least = 8, most = 26;
  std::vector<Share> recent;
  for (const Share& period : earlier) {
    if (period.defined()) recent.push_back(period);
  }
  if (recent.size() < least) return std::nullopt;
  const auto known = baseline(std::span(recent).last(std::min(most, recent.size())));
  if (!known->sigma_z) return std::nullopt;
  return std::max(1.0, *known->sigma_z * *known->sigma_z);
}

std::optional<ControlLimits> p_limits(const Baseline& baseline, std::int64_t n) {
  if (n <= 0) return std::nullopt;
  return limits_at(baseline.rate, 3 * standard_error(baseline.rate, n), LimitKind::plain);
}

std::optional<ControlLimits> laney_limits(const Baseline& baseline, std::int64_t n, double floor) {
  if (n <= 0) return std::nullopt;
  const double sigma = std::max(floor, baseline.sigma_z.value_or(floor));
  return limits_at(baseline.rate, 3 * sigma * standard_error(baseline.rate, n), LimitKind::laney);
}

std::optional<ControlLimits> binomial_limits(const Baseline& baseline, std::int64_t n) {
  if (n <= 0) return std::nullopt;
  static const double tail = normal_two_sided(3) / 2;
  // Lowest k that enough of the distribution lies at or below, highest k that enough lies at or above.
  const auto first_true = [](std::int64_t low, std::int64_t high, const auto& holds) {
    while (low < high) {
      const std::int64_t middle = low + (high - low) / 2;
      if (holds(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  };
  const double rate = baseline.rate;
  const std::int64_t low = first_true(0, n, [&](std::int64_t k) { return binomial_at_most(k, n, rate) >= tail; });
  const std::int64_t high = first_true(0, n, [&](std::int64_t k) { return binomial_at_least(k + 1, n, rate) < tail; });
  return ControlLimits{
      rate,
      {static_cast<double>(low) / static_cast<double>(n), static_cast<double>(high) / static_cast<double>(n)},
      LimitKind::binomial};
}

std::optional<ControlLimits> control_limits(const Baseline& baseline, std::int64_t n) {
  constexpr double few_expected = 5;
  constexpr std::size_t enough_periods = 8, fewest_periods = 2;
  if (baseline.periods < fewest_periods || n <= 0) return std::nullopt;
  const auto own = static_cast<double>(n), known = static_cast<double>(baseline.ratings);
  Baseline given = baseline;
  if (given.rate == 0) given.rate = 0.5 / (known + 1);
  if (given.rate == 1) given.rate = (known + 0.5) / (known + 1);
  auto limits = given.rate * own < few_expected  ? binomial_limits(given, n)
                : given.periods < enough_periods ? p_limits(given, n)
                                                 : laney_limits(given, n, 1);
  if (!limits) return limits;
  const double wider = std::sqrt(1 + own / known), centre = baseline.rate;
  limits->centre = centre;
  limits->limits = {std::max(0.0, centre - wider * (centre - std::min(centre, limits->limits.low))),
                    std::min(1.0, centre + wider * (std::max(centre, limits->limits.high) - centre))};
  return limits;
}

std::vector<EwmaPoint> ewma(std::span<const Share> periods, double lambda, double width, double dispersion) {
  const auto known = baseline(periods);
  if (!known) return {};
  const double rate = known->rate;
  double value = rate, variance = 0;
  std::vector<EwmaPoint> points;
  points.reserve(periods.size());
  for (const Share& period : periods) {
    if (period.defined()) {
      value = lambda * *period.rate() + (1 - lambda) * value;
      variance = (1 - lambda) * (1 - lambda) * variance +
                 lambda * lambda * rate * (1 - rate) / static_cast<double>(period.base);
    }
    const double reach = width * std::sqrt(dispersion * variance);
    points.push_back({value, {std::max(0.0, rate - reach), std::min(1.0, rate + reach)}});
  }
  return points;
}

std::vector<double> bernoulli_cusum(std::span<const std::uint8_t> outcomes, double p0, double p1) {
  if (!separable(p0, p1)) return {};
  const double rise = std::log(p1 / p0), fall = std::log((1 - p1) / (1 - p0));
  std::vector<double> sums;
  sums.reserve(outcomes.size());
  double sum = 0;
  for (const std::uint8_t negative : outcomes) {
    sum = std::max(0.0, sum + (negative != 0 ? rise : fall));
    sums.push_back(sum);
  }
  return sums;
}

std::optional<double> cusum_threshold(double p0, double p1, std::int64_t ratings, int runs, std::uint64_t seed) {
  if (!separable(p0, p1) || ratings <= 0 || runs <= 0) return std::nullopt;
  const double rise = std::log(p1 / p0), fall = -std::log((1 - p1) / (1 - p0));
  const double log_positive = std::log1p(-p0);
  Random random(seed);
  std::vector<double> highest(runs);
  for (double& peak : highest) {
    double sum = 0;
    // Only negatives can lift the sum, so the positives between two of them are drawn at once.
    for (double gone = 0;;) {
      const double positives = std::floor(std::log1p(-random.uniform()) / log_positive);
      gone += positives + 1;
      if (gone > static_cast<double>(ratings)) break;
      sum = std::max(0.0, sum - positives * fall) + rise;
      peak = std::max(peak, sum);
    }
  }
  // Alarms come about as a Poisson process: at one per stretch a share of 1/e of the stretches sees none.
  const auto quiet = static_cast<std::ptrdiff_t>(std::ceil(static_cast<double>(runs) * std::exp(-1.0)));
  std::nth_element(highest.begin(), highest.begin() + quiet - 1, highest.end());
  return highest[quiet - 1];
}

}  // namespace dsat::stats
