#include "dsat/stats/multiple.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace dsat::stats {
namespace {

std::vector<std::size_t> ascending(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  return order;
}

}  // namespace

std::vector<double> benjamini_hochberg(std::span<const double> p) {
  const auto order = ascending(p);
  const auto m = static_cast<double>(p.size());
  std::vector<double> q(p.size());
  double least = 1;
  for (std::size_t rank = p.size(); rank > 0; --rank) {
    const std::size_t i = order[rank - 1];
    least = std::min(least, m * p[i] / static_cast<double>(rank));
    q[i] = least;
  }
  return q;
}

std::vector<double> holm(std::span<const double> p) {
  const auto order = ascending(p);
  std::vector<double> adjusted(p.size());
  double most = 0;
  for (std::size_t rank = 0; rank < p.size(); ++rank) {
    const std::size_t i = order[rank];
    most = std::max(most, std::min(1.0, static_cast<double>(p.size() - rank) * p[i]));
    adjusted[i] = most;
  }
  return adjusted;
}

std::vector<bool> testable(std::span<const double> smallest_p, double alpha) {
  std::vector<double> sorted(smallest_p.begin(), smallest_p.end());
  std::ranges::sort(sorted);
  std::size_t divisor = 1;
  const auto reaching = [&] {
    return static_cast<std::size_t>(std::ranges::upper_bound(sorted, alpha / static_cast<double>(divisor)) -
                                    sorted.begin());
  };
  while (reaching() > divisor) ++divisor;
  std::vector<bool> result(smallest_p.size());
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = smallest_p[i] <= alpha / static_cast<double>(divisor);
  return result;
}

}  // namespace dsat::stats
