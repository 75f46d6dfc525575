#include "dsat/stats/quantile.hpp"

#include <algorithm>
#include <cstddef>

namespace dsat::stats {

std::optional<double> quantile(std::span<double> values, double at) {
  if (values.empty()) return std::nullopt;
  const double place = at * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::ptrdiff_t>(place);
  const auto found = values.begin() + below;
  std::ranges::nth_element(values, found);
  const double part = place - static_cast<double>(below);
  if (part == 0 || found + 1 == values.end()) return *found;
  return *found + part * (*std::min_element(found + 1, values.end()) - *found);
}

}  // namespace dsat::stats
