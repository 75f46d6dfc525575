#pragma once
#include <cstdint>

namespace dsat::stats {

/// ln n!, from a table for small n, else Stirling's series.
double log_factorial(std::int64_t n);

/// n·ln n, from a table for small n; 0 at 0.
double n_log_n(std::int64_t n);

/// Logarithm of the hypergeometric probability that `x` of `draws` are marked, `marked` of `total` being so. Within the
/// support only.
double log_hypergeometric(std::int64_t x, std::int64_t total, std::int64_t marked, std::int64_t draws);

/// Binomial log likelihood of `part` of `base` at its own rate, without the binomial coefficient; 0 for none or all.
inline double own_log_likelihood(std::int64_t part, std::int64_t base) {
  return n_log_n(part) + n_log_n(base - part) - n_log_n(base);
}

}  // namespace dsat::stats
