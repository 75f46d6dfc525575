#include "dsat/stats/rank.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "stats/distributions.hpp"

namespace dsat::stats {

std::vector<double> ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> result(values.size());
  for (std::size_t first = 0, last; first < order.size(); first = last) {
    for (last = first + 1; last < order.size() && values[order[last]] == values[order[first]];) ++last;
    const double shared = static_cast<double>(first + 1 + last) / 2;
    for (std::size_t i = first; i < last; ++i) result[order[i]] = shared;
  }
  return result;
}

std::optional<Test> spearman(std::span<const double> x, std::span<const double> y) {
  if (x.size() != y.size() || x.size() < 3) return std::nullopt;
  const auto rank_x = ranks(x), rank_y = ranks(y);
  const auto n = static_cast<double>(x.size());
  const double mean = (n + 1) / 2;
  double both = 0, square_x = 0, square_y = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    both += (rank_x[i] - mean) * (rank_y[i] - mean);
    square_x += (rank_x[i] - mean) * (rank_x[i] - mean);
    square_y += (rank_y[i] - mean) * (rank_y[i] - mean);
  }
  if (square_x == 0 || square_y == 0) return std::nullopt;
  const double rho = std::clamp(both / std::sqrt(square_x * square_y), -1.0, 1.0);
  const double unexplained = 1 - rho * rho;
  if (unexplained <= 0) return Test{rho, 0};
  return Test{rho, student_two_sided(rho * std::sqrt((n - 2) / unexplained), n - 2)};
}

std::vector<double> differences(std::span<const double> values) {
  std::vector<double> result;
  for (std::size_t i = 1; i < values.size(); ++i) result.push_back(values[i] - values[i - 1]);
  return result;
}

std::optional<RankSum> rank_sum_within(std::span<const RankedRating> ratings, double design_effect) {
  std::vector<RankedRating> sorted(ratings.begin(), ratings.end());
  std::sort(sorted.begin(), sorted.end(), [](const RankedRating& one, const RankedRating& two) {
    return one.stratum != two.stratum ? one.stratum < two.stratum : one.value < two.value;
  });
  RankSum result;
  double higher = 0, excess = 0, variance = 0;
  for (std::size_t first = 0, last; first < sorted.size(); first = last) {
    for (last = first; last < sorted.size() && sorted[last].stratum == sorted[first].stratum;) ++last;
    const auto n = static_cast<double>(last - first);
    double parts = 0, rank_sum = 0, ties = 0;
    for (std::size_t tie = first, next; tie < last; tie = next) {
      double tied_parts = 0;
      for (next = tie; next < last && sorted[next].value == sorted[tie].value; ++next) tied_parts += sorted[next].part;
      const auto tied = static_cast<double>(next - tie);
      rank_sum += tied_parts * (static_cast<double>(tie - first) + (tied + 1) / 2);
      parts += tied_parts;
      ties += tied * tied * tied - tied;
    }
    const double others = n - parts;
    if (parts == 0 || others == 0 || ties == n * n * n - n) continue;
    const double weight = 1 / (n + 1);
    higher += rank_sum - parts * (parts + 1) / 2;
    result.pairs += static_cast<std::int64_t>(parts * others);
    excess += weight * (rank_sum - parts * (n + 1) / 2);
    variance += weight * weight * parts * others / 12 * (n + 1 - ties / (n * (n - 1)));
  }
  if (variance <= 0) return std::nullopt;
  result.superiority = higher / static_cast<double>(result.pairs);
  result.test.statistic = excess / std::sqrt(variance * design_effect);
  result.test.p = normal_two_sided(result.test.statistic);
  return result;
}

}  // namespace dsat::stats
