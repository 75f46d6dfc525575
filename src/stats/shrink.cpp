#include "dsat/stats/shrink.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "stats/distributions.hpp"
#include "stats/logarithms.hpp"

namespace dsat::stats {
namespace {

/// A unit's counts and the mean of its prior.
struct Unit {
  std::int64_t part;
  std::int64_t rest;
  double mean;
};

constexpr std::int64_t kFew = 32;  // up to here a plain product is quicker and more exact than the special functions

/// ln[Γ(a+k) ÷ Γ(a)].
double log_rising(double a, std::int64_t k) {
  if (k > kFew) return log_gamma(a + static_cast<double>(k)) - log_gamma(a);
  double product = 1;
  double logarithm = 0;
  for (std::int64_t i = 0; i < k; ++i) {
    product *= a + static_cast<double>(i);
    if (product > 1e250 || product < 1e-250) {
      logarithm += std::log(product);
      product = 1;
    }
  }
  return logarithm + std::log(product);
}

/// ψ(a+k) − ψ(a), the derivative of the above.
double harmonic(double a, std::int64_t k) {
  if (k > kFew) return digamma(a + static_cast<double>(k)) - digamma(a);
  double sum = 0;
  for (std::int64_t i = 0; i < k; ++i) sum += 1 / (a + static_cast<double>(i));
  return sum;
}

/// Beta-binomial log likelihood at precision s, without the binomial coefficients.
double log_likelihood(std::span<const Unit> units, double s) {
  double sum = 0;
  for (const Unit& unit : units) {
    sum += log_rising(s * unit.mean, unit.part) + log_rising(s * (1 - unit.mean), unit.rest) -
           log_rising(s, unit.part + unit.rest);
  }
  return sum;
}

/// The same where s has grown without limit: plain binomial.
double binomial_log_likelihood(std::span<const Unit> units) {
  double sum = 0;
  for (const Unit& unit : units) {
    sum +=
        static_cast<double>(unit.part) * std::log(unit.mean) + static_cast<double>(unit.rest) * std::log1p(-unit.mean);
  }
  return sum;
}

/// The common mean that is most likely at precision s. The likelihood is concave in it, so its slope has one root.
double best_mean(std::span<const Unit> units, double s, double start) {
  const auto slope = [&](double mean) {
    double sum = 0;
    for (const Unit& unit : units) sum += harmonic(s * mean, unit.part) - harmonic(s * (1 - mean), unit.rest);
    return sum;
  };
  // Regula falsi (Illinois) on a bracket grown round the start.
  double low = start / 2, high = (1 + start) / 2;
  double at_low = slope(low), at_high = slope(high);
  while (at_low < 0) at_low = slope(low /= 2);
  while (at_high > 0) at_high = slope(high = (1 + high) / 2);
  for (int step = 0; step < 100 && high - low > 1e-14; ++step) {
    double mean = (low * at_high - high * at_low) / (at_high - at_low);
    if (!(mean > low && mean < high)) mean = (low + high) / 2;
    const double at_mean = slope(mean);
    if (at_mean == 0) return mean;
    if (at_mean > 0) {
      if (mean - low < 1e-14) return mean;
      low = mean;
      at_low = at_mean;
      at_high /= 2;
    } else {
      if (high - mean < 1e-14) return mean;
      high = mean;
      at_high = at_mean;
      at_low /= 2;
    }
  }
  return (low + high) / 2;
}

/// Where the profile over ln s is highest; nothing if that isn't in the interior. `profile(s)` is the log likelihood.
template <typename Profile>
std::optional<double> best_precision(std::span<const Unit> units, double without_limit, const Profile& profile) {
  std::int64_t largest = 1;
  for (const Unit& unit : units) largest = std::max(largest, unit.part + unit.rest);
  // At the upper end even the largest unit's variance is within 1 % of a binomial's.
  const double first = std::log(0.01), last = std::log(std::max(1e4, 100 * static_cast<double>(largest)));
  constexpr int steps = 24;
  const double width = (last - first) / steps;
  int best = 0;
  double highest = -std::numeric_limits<double>::infinity();
  for (int i = 0; i <= steps; ++i) {
    const double value = profile(std::exp(first + width * i));
    if (value > highest) {
      highest = value;
      best = i;
    }
  }
  if (best == steps) return std::nullopt;
  double low = first + width * std::max(0, best - 1), high = first + width * (best + 1);
  // Golden section; the profile has one peak between these neighbours of the best step.
  const double golden = (std::sqrt(5.0) - 1) / 2;
  double left = high - golden * (high - low), right = low + golden * (high - low);
  double at_left = profile(std::exp(left)), at_right = profile(std::exp(right));
  while (high - low > 1e-8) {
    if (at_left > at_right) {
      high = right;
      right = left;
      at_right = at_left;
      left = high - golden * (high - low);
      at_left = profile(std::exp(left));
    } else {
      low = left;
      left = right;
      at_left = at_right;
      right = low + golden * (high - low);
      at_right = profile(std::exp(right));
    }
  }
  const double s = std::exp((low + high) / 2);
  if (profile(s) < without_limit + 1e-6) return std::nullopt;
  return s;
}

Estimate posterior(const Share& unit, double alpha, double beta, double confidence) {
  if (unit.defined()) {
    alpha += static_cast<double>(unit.part);
    beta += static_cast<double>(unit.base - unit.part);
  }
  return {alpha / (alpha + beta),
          {beta_quantile(alpha, beta, 0.5 - confidence / 2), beta_quantile(alpha, beta, 0.5 + confidence / 2)}};
}

}  // namespace

std::optional<BetaPrior> fit_beta_binomial(std::span<const Share> units) {
  std::vector<Unit> used;
  Share total;
  double coefficients = 0;
  for (const Share& unit : units) {
    if (!unit.defined()) continue;
    used.push_back({unit.part, unit.base - unit.part, 0});
    total += unit;
    coefficients += log_factorial(unit.base) - log_factorial(unit.part) - log_factorial(unit.base - unit.part);
  }
  if (used.size() < 2 || total.part == 0 || total.part == total.base) return std::nullopt;

  double mean = *total.rate();
  const auto set_mean = [&](double value) {
    mean = value;
    for (Unit& unit : used) unit.mean = value;
  };
  set_mean(mean);
  const double without_limit = binomial_log_likelihood(used);
  const auto profile = [&](double s) {
    set_mean(best_mean(used, s, mean));
    return log_likelihood(used, s);
  };
  const auto s = best_precision(used, without_limit, profile);
  if (!s) return std::nullopt;
  const double highest = profile(*s);
  return BetaPrior{*s * mean, *s * (1 - mean), highest + coefficients};
}

Estimate shrink(const Share& unit, const BetaPrior& prior, double confidence) {
  return posterior(unit, prior.alpha, prior.beta, confidence);
}

std::optional<double> fit_precision(std::span<const ExpectedShare> units) {
  std::vector<Unit> used;
  for (const ExpectedShare& unit : units) {
    if (!unit.share.defined() || !(unit.expected > 0 && unit.expected < 1)) continue;
    used.push_back({unit.share.part, unit.share.base - unit.share.part, unit.expected});
  }
  if (used.size() < 2) return std::nullopt;
  return best_precision(used, binomial_log_likelihood(used), [&](double s) { return log_likelihood(used, s); });
}

Estimate shrink_to_expected(const ExpectedShare& unit, double precision, double confidence) {
  if (!(unit.expected > 0 && unit.expected < 1)) return {unit.expected, {unit.expected, unit.expected}};
  return posterior(unit.share, precision * unit.expected, precision * (1 - unit.expected), confidence);
}

}  // namespace dsat::stats
