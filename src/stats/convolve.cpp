#include "stats/convolve.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

namespace dsat::stats {
namespace {

/// A register's worth of sums: left to itself, the compiler keeps them in memory.
using Two [[gnu::vector_size(2 * sizeof(double))]] = double;
constexpr std::size_t together = 16;

}  // namespace

std::vector<double> convolve(const std::vector<double>& one, const std::vector<double>& two) {
  // Zeros before and after, so that every load lies within.
  std::vector<double> padded(two.size() + 2 * (together - 1), 0.0), result(one.size() + two.size() - 1);
  std::ranges::copy(two, padded.begin() + (together - 1));
  for (std::size_t k = 0; k < result.size(); k += together) {
    std::array<Two, together / 2> sums{};
    const std::size_t first = k < two.size() ? 0 : k - two.size() + 1, last = std::min(one.size(), k + together);
    for (std::size_t i = first; i < last; ++i) {
      const Two factor{one[i], one[i]};
      const double* const values = padded.data() + (together - 1 + k - i);
#pragma GCC unroll 8
      for (std::size_t j = 0; j < sums.size(); ++j) {
        Two pair;
        std::memcpy(&pair, values + 2 * j, sizeof pair);
        sums[j] += factor * pair;
      }
    }
    std::memcpy(&result[k], &sums, std::min(together, result.size() - k) * sizeof(double));
  }
  return result;
}

}  // namespace dsat::stats
