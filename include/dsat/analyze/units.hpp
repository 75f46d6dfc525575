#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "dsat/analyze/breakdown.hpp"
#include "dsat/analyze/clusters.hpp"
#include "dsat/stats/share.hpp"
#include "dsat/stats/standardize.hpp"

/// Agents, teams and channels against what their mix of work would lead one to expect.
namespace dsat::analyze {

/// Ratings of units by stratum of their mix, in counts: what the tests of this room permute.
struct MixTable {
  std::vector<Code> units;            ///< codes of the units that have ratings, ascending
  std::vector<stats::MixCell> cells;  ///< numbered as in `units`
};

/// Counts the ratings of a selection by unit and by all values of `mix` together, the most important dimension first.
/// Strata under 10 ratings are taken together: first those that differ in the last dimension only, and so on.
MixTable count_mix(const View& view, const Selection& selection, const Grouping& unit,
                   std::span<const Grouping* const> mix);

enum class Band { few, worse, same, better };

struct UnitResult {
  Code code = 0;
  stats::Share share;
  double expected = 0;                    ///< rate that its mix of work would lead one to expect
  std::optional<stats::Estimate> likely;  ///< its rate with luck taken out, drawn toward the expected one
  double p = 1;                           ///< of any unit lying as far off by chance
  double design_effect = 1;               ///< of its ratings that go together
  bool one_member = false;                ///< would be worse but for one of its members (a team's agent)
  Band band = Band::few;
};

struct UnitStudy {
  std::vector<UnitResult> units;  ///< by code
  std::optional<double> p;        ///< of units differing as much by chance; nothing if that can't be told
  bool differ = false;            ///< beyond chance, within the budget
};

/// How units are studied.
struct UnitPlan {
  double budget = 0;  ///< how often any is named by chance
  int min_ratings = 1;
  const Clusters* clusters = nullptr;  ///< ratings that go together; nullptr: each stands for itself
  const Grouping* members = nullptr;   ///< who makes up a unit; nullptr: nobody in particular
};

/// Do units differ beyond chance and mix, and which? Half of the budget goes to all of them together, half to single
/// ones that stand out of an otherwise even field. What was seen is divided by each unit's design effect first. Only
/// then does anyone get a band but `same`; under `min_ratings` none. A unit that isn't clearly worse (one-sided p >
/// 0.05) without the member who has most negatives beyond expectation isn't called worse: that is one person's matter.
UnitStudy study_units(const View& view, const Selection& selection, const Grouping& unit,
                      std::span<const Grouping* const> mix, const UnitPlan& plan);

}  // namespace dsat::analyze
