#include "dsat/analyze/units.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "dsat/analyze/outcome.hpp"
#include "dsat/stats/shrink.hpp"

namespace dsat::analyze {
namespace {

constexpr std::int64_t fewest_in_stratum = 10;
/// Work that a test may do: cells dealt to. Large data need fewer permutations, as p values under the budget suffice.
constexpr std::size_t most_deals = 4'000'000;
constexpr int most_permutations = 1999, fewest_permutations = 399;
/// Half a budget must be within reach of the smallest p.
constexpr double permutations_of_budget = 2.5;

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

/// A unit's ratings, and those of its members by code.
struct UnitRows {
  std::vector<std::uint32_t> ratings;
  std::map<Code, stats::Share> members;
};

std::map<Code, UnitRows> rows_by_unit(const View& view, const Selection& selection, const Grouping& unit,
                                      const Grouping* members) {
  std::map<Code, UnitRows> rows;
  for (const Row row : selection.rows) {
    const Outcome outcome = outcome_of(view, row);
    if (outcome == Outcome::uncounted) continue;
    UnitRows& own = rows[unit.code(row)];
    own.ratings.push_back(row.rating);
    if (members != nullptr) own.members[members->code(row)] += stats::Share{outcome == Outcome::negative ? 1 : 0, 1};
  }
  return rows;
}

/// Whether what makes a unit worse is one member: without whoever has most negatives beyond expectation it isn't.
bool is_one_member(const UnitResult& result, const UnitRows& rows) {
  constexpr double clearly = 1.6449;  // one-sided 5 % of the normal
  if (rows.members.size() < 2) return false;
  const auto beyond = [&](const stats::Share& share) {
    return static_cast<double>(share.part) - result.expected * static_cast<double>(share.base);
  };
  const auto most =
      std::ranges::max_element(rows.members, {}, [&](const auto& member) { return beyond(member.second); });
  const stats::Share left = result.share - most->second;
  const double variance =
      result.design_effect * result.expected * (1 - result.expected) * static_cast<double>(left.base);
  return variance <= 0 || beyond(left) < clearly * std::sqrt(variance);
}

/// Two-sided 1 % of χ² with one degree of freedom: a likely rate that leaves out the expected one needs as much behind
/// it once ratings that go together are allowed for.
constexpr double apart_at_least = 6.635;

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
                      std::span<const Grouping* const> mix, const UnitPlan& plan) {
  UnitStudy study;
  if (unit.overlapping()) return study;
  const MixTable table = count_mix(view, selection, unit, mix);
  const std::vector<stats::Standardized> standardized = stats::expected_parts(table.cells);
  std::vector<stats::ExpectedShare> shares;
  for (const stats::Standardized& one : standardized)
    shares.push_back({one.share, one.share.base > 0 ? one.expected / static_cast<double>(one.share.base) : 0});
  const auto precision = stats::fit_precision(shares);
  const int permutations = std::clamp(
      static_cast<int>(most_deals / std::max<std::size_t>(1, table.cells.size())),
      std::clamp(static_cast<int>(permutations_of_budget / plan.budget), fewest_permutations, most_permutations),
      most_permutations);
  const std::map<Code, UnitRows> rows = rows_by_unit(view, selection, unit, plan.members);
  std::vector<double> effects(table.units.size(), 1);
  if (plan.clusters != nullptr)
    for (std::size_t i = 0; i < effects.size(); ++i)
      effects[i] = plan.clusters->design_effect(rows.at(table.units[i]).ratings);
  const auto tests = stats::test_units(table.cells, permutations, 1, effects);
  const bool all = tests && tests->overall.p <= plan.budget / 2;
  bool any = false, one_member = false;
  for (std::size_t i = 0; i < table.units.size(); ++i) {
    UnitResult result{table.units[i], shares[i].share, shares[i].expected, {}, tests ? tests->p[i] : 1};
    if (precision) result.likely = stats::shrink_to_expected(shares[i], *precision);
    result.design_effect = effects[i];
    if (result.share.base >= plan.min_ratings) {
      const double rate = *result.share.rate();
      const bool named = result.p <= plan.budget / 2;
      const double excess = static_cast<double>(result.share.part) - standardized[i].expected;
      const bool apart =
          all && result.likely && excess * excess >= apart_at_least * result.design_effect * standardized[i].variance &&
          (result.likely->interval.low > result.expected || result.likely->interval.high < result.expected);
      result.band = !named && !apart ? Band::same : rate > result.expected ? Band::worse : Band::better;
      if (result.band == Band::worse && plan.members != nullptr && is_one_member(result, rows.at(result.code))) {
        result.band = Band::same;
        result.one_member = true;
        one_member = true;
      }
      any = any || (result.band != Band::same && named);
    }
    study.units.push_back(result);
  }
  if (tests) study.p = std::min(1.0, 2 * std::min(tests->overall.p, *std::ranges::min_element(tests->p)));
  study.differ = any || (all && !one_member);
  return study;
}

}  // namespace dsat::analyze
