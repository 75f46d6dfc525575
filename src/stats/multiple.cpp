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

}  // namespace dsat::stats
