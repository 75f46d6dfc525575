#include "dsat/stats/weights.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace dsat::stats {

std::optional<PostStratified> post_stratify(std::span<const MixWeight> cells) {
  constexpr std::int64_t enough = 5;
  std::vector<MixWeight> used;
  MixWeight small;
  std::int64_t population = 0;
  PostStratified result;
  for (const MixWeight& cell : cells) {
    if (cell.answers.base == 0 && cell.population == 0) continue;
    if (cell.population < 0 || (cell.answers.base != 0 && !cell.answers.defined())) return std::nullopt;
    population += cell.population;
    if (cell.answers.base >= enough) {
      used.push_back(cell);
      continue;
    }
    small.answers += cell.answers;
    small.population += cell.population;
    ++result.collapsed;
  }
  if (small.answers.base >= enough) {
    used.push_back(small);
  } else if (result.collapsed > 0 && !used.empty()) {
    MixWeight& host = *std::min_element(used.begin(), used.end(), [](const MixWeight& one, const MixWeight& two) {
      return one.answers.base < two.answers.base;
    });
    host.answers += small.answers;
    host.population += small.population;
  }
  if (used.empty() || population <= 0) return std::nullopt;

  double variance = 0, squares = 0;
  for (const MixWeight& cell : used) {
    const double weight = static_cast<double>(cell.population) / static_cast<double>(population);
    const auto n = static_cast<double>(cell.answers.base);
    const double rate = *cell.answers.rate();
    result.rate += weight * rate;
    variance += weight * weight * rate * (1 - rate) / (n - 1);
    squares += weight * weight / n;
  }
  result.standard_error = std::sqrt(variance);
  result.effective_base = 1 / squares;
  result.cells = used.size();
  return result;
}

}  // namespace dsat::stats
