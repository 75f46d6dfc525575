#include "stats/logarithms.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace dsat::stats {
namespace {

constexpr std::int64_t kTabled = 16384;

struct Tables {
  std::array<double, kTabled> log_factorial{};
  std::array<double, kTabled> n_log_n{};

  Tables() {
    long double sum = 0;
    for (std::int64_t n = 2; n < kTabled; ++n) {
      sum += std::log(static_cast<long double>(n));
      log_factorial[n] = static_cast<double>(sum);
      n_log_n[n] = static_cast<double>(n) * std::log(static_cast<double>(n));
    }
  }
};

const Tables& tables() {
  static const Tables filled;
  return filled;
}

}  // namespace

double log_factorial(std::int64_t n) {
  if (n < kTabled) return tables().log_factorial[n];
  const auto x = static_cast<double>(n);
  static const double half_log_two_pi = 0.5 * std::log(2 * std::numbers::pi);
  return (x + 0.5) * std::log(x) - x + half_log_two_pi + 1 / (12 * x) - 1 / (360 * x * x * x);
}

double n_log_n(std::int64_t n) {
  if (n < kTabled) return tables().n_log_n[n];
  const auto x = static_cast<double>(n);
  return x * std::log(x);
}

double log_hypergeometric(std::int64_t x, std::int64_t total, std::int64_t marked, std::int64_t draws) {
  const auto choose = [](std::int64_t n, std::int64_t k) {
    return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
  };
  return choose(marked, x) + choose(total - marked, draws - x) - choose(total, draws);
}

}  // namespace dsat::stats
