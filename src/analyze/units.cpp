#include "dsat/analyze/units.hpp"

#include <algorithm>
#include <map>

#include "dsat/stats/shrink.hpp"

namespace dsat::analyze {
namespace {

constexpr std::int64_t fewest_in_stratum = 10;
/// Work that a test may do: cells dealt to. Large data need fewer permutations, as p values under the budget suffice.
constexpr std::size_t most_deals = 4'000'000;
constexpr int most_permutations = 1999, fewest_permutations = 399;

/// Ratings of one unit with one combination of the mix.
struct Cell {
  std::uint32_t unit = 0;
  std::vector<Code> mix;
  stats::Share share;
};

std::vector<Cell> cells_of(const View& view, const Selection& selection, const Grouping& unit,
                           std::span<const Grouping* const> mix, std::vector<Code>& units) {
  std::vector<const Grouping*> by{&unit};
  by.insert(by.end(), mix.begin(), mix.end());
  std::vector<Cell> cells;
  for (const GroupShare& group : negatives_by(view, selection, by)) {
    if (units.empty() || units.back() != group.key.front()) units.push_back(group.key.front());
    cells.push_back(
        {static_cast<std::uint32_t>(units.size() - 1), {group.key.begin() + 1, group.key.end()}, group.share});
  }
  return cells;
}

}  // namespace

MixTable count_mix(const View& view, const Selection& selection, const Grouping& unit,
                   std::span<const Grouping* const> mix) {
  MixTable table;
  std::vector<Cell> cells = cells_of(view, selection, unit, mix, table.units);
  // A stratum too thin loses its last dimension, and joins others that lost theirs.
  std::uint32_t strata = 0;
  for (std::size_t depth = mix.size() + 1; depth-- > 0 && !cells.empty();) {
    std::map<std::vector<Code>, std::int64_t> sizes;
    for (const Cell& cell : cells) sizes[cell.mix] += cell.share.base;
    std::map<std::vector<Code>, std::uint32_t> numbers;
    std::vector<Cell> thin;
    for (Cell& cell : cells) {
      if (depth == 0 || sizes[cell.mix] >= fewest_in_stratum) {
        const auto [place, is_new] = numbers.emplace(cell.mix, strata);
        if (is_new) ++strata;
        table.cells.push_back({cell.unit, place->second, cell.share});
      } else {
        cell.mix.pop_back();
        thin.push_back(std::move(cell));
      }
    }
    cells = std::move(thin);
  }
  return table;
}

UnitStudy study_units(const View& view, const Selection& selection, const Grouping& unit,
                      std::span<const Grouping* const> mix, double budget, int min_ratings) {
  UnitStudy study;
  if (unit.overlapping()) return study;
  const MixTable table = count_mix(view, selection, unit, mix);
  const std::vector<stats::Standardized> standardized = stats::expected_parts(table.cells);
  std::vector<stats::ExpectedShare> shares;
  for (const stats::Standardized& one : standardized)
    shares.push_back({one.share, one.share.base > 0 ? one.expected / static_cast<double>(one.share.base) : 0});
  const auto precision = stats::fit_precision(shares);
  const int permutations = std::clamp(static_cast<int>(most_deals / std::max<std::size_t>(1, table.cells.size())),
                                      fewest_permutations, most_permutations);
  const auto tests = stats::test_units(table.cells, permutations);
  const bool all = tests && tests->overall.p <= budget / 2;
  bool single = false;
  for (std::size_t i = 0; i < table.units.size(); ++i) {
    UnitResult result{table.units[i], shares[i].share, shares[i].expected, {}, tests ? tests->p[i] : 1};
    if (precision) result.likely = stats::shrink_to_expected(shares[i], *precision);
    if (result.share.base >= min_ratings) {
      const double rate = *result.share.rate();
      const bool named = result.p <= budget / 2;
      const bool apart =
          all && result.likely &&
          (result.likely->interval.low > result.expected || result.likely->interval.high < result.expected);
      single = single || named;
      result.band = !named && !apart ? Band::same : rate > result.expected ? Band::worse : Band::better;
    }
    study.units.push_back(result);
  }
  if (tests) study.p = std::min(1.0, 2 * std::min(tests->overall.p, *std::ranges::min_element(tests->p)));
  study.differ = all || single;
  return study;
}

}  // namespace dsat::analyze
