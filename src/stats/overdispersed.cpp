#include "dsat/stats/overdispersed.hpp"

#include <algorithm>
#include <cmath>

#include "stats/distributions.hpp"

namespace dsat::stats {
namespace {

Share sum(std::span<const Share> periods) {
  Share total;
  for (const Share& period : periods) total += period;
  return total;
}

}  // namespace

BurstSpread& BurstSpread::operator+=(const BurstSpread& other) {
  excess += other.excess;
  squares += other.squares;
  periods_beyond_one += other.periods_beyond_one;
  return *this;
}

BurstSpread burst_spread(std::span<const Share> earlier) {
  BurstSpread spread;
  const Share total = sum(earlier);
  double periods = 0;
  for (const Share& period : earlier) periods += period.defined() ? 1 : 0;
  if (periods < 2 || total.part == 0) return spread;
  const double rate = *total.rate(), widened = periods / (periods - 1);
  for (const Share& period : earlier) {
    if (!period.defined()) continue;
    const double mean = rate * static_cast<double>(period.base), off = static_cast<double>(period.part) - mean;
    spread.excess += widened * off * off - mean;
    spread.squares += mean * mean;
  }
  spread.periods_beyond_one = periods - 1;
  return spread;
}

double blended_kappa(const BurstSpread& own, const BurstSpread& all, double pooled_weight) {
  const double weight = own.periods_beyond_one;
  if (weight + pooled_weight <= 0) return 0;
  return std::max(0.0, (weight * own.kappa() + pooled_weight * std::max(0.0, all.kappa())) / (weight + pooled_weight));
}

double predictive_upper(const Share& now, std::span<const Share> earlier, double kappa) {
  const Share total = sum(earlier);
  if (!now.defined() || !total.defined() || now.part <= 0) return 1;
  const double known = static_cast<double>(total.base), own = static_cast<double>(now.base);
  const double rate = std::max(0.5, static_cast<double>(total.part)) / known, mean = rate * own;
  double variance_of_total = 0;
  for (const Share& period : earlier) {
    const double expected = rate * static_cast<double>(period.base);
    variance_of_total += expected + kappa * expected * expected;
  }
  const double beyond = kappa * mean * mean + variance_of_total * (own / known) * (own / known);
  const double size = mean * mean / beyond;
  return negative_binomial_at_least(now.part, mean, size);
}

}  // namespace dsat::stats
