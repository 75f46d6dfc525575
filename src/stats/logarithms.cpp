#include "stats/logarithms.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace dsat::stats {
namespace {

constexpr std::int64_t kSmall = 1024, kMedium = 4096, kLarge = 16384;

/// Values for begin … end − 1. Tables of small numbers are tables of their own: small data need no others.
template <std::int64_t begin, std::int64_t end>
struct Table {
  std::array<double, end - begin> log_factorial{}, n_log_n{};
  long double sum;

  explicit Table(long double before) : sum(before) {
    for (std::int64_t n = std::max<std::int64_t>(begin, 2); n < end; ++n) {
      sum += std::log(static_cast<long double>(n));
      log_factorial[n - begin] = static_cast<double>(sum);
      n_log_n[n - begin] = static_cast<double>(n) * std::log(static_cast<double>(n));
    }
  }
};

const auto& small() {
  static const Table<0, kSmall> table(0);
  return table;
}
const auto& medium() {
  static const Table<kSmall, kMedium> table(small().sum);
  return table;
}
const auto& large() {
  static const Table<kMedium, kLarge> table(medium().sum);
  return table;
}

}  // namespace

double log_factorial(std::int64_t n) {
  if (n < kSmall) return small().log_factorial[n];
  if (n < kMedium) return medium().log_factorial[n - kSmall];
  if (n < kLarge) return large().log_factorial[n - kMedium];
  const auto x = static_cast<double>(n);
  static const double half_log_two_pi = 0.5 * std::log(2 * std::numbers::pi);
  return (x + 0.5) * std::log(x) - x + half_log_two_pi + 1 / (12 * x) - 1 / (360 * x * x * x);
}

double n_log_n(std::int64_t n) {
  if (n < kSmall) return small().n_log_n[n];
  if (n < kMedium) return medium().n_log_n[n - kSmall];
  if (n < kLarge) return large().n_log_n[n - kMedium];
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
