#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dsat/stats/share.hpp"

/// What a unit's mix of work would lead one to expect, and whether units differ beyond that.
namespace dsat::stats {

/// The ratings of one unit (agent, team, channel) in one stratum of its mix (channel × team × topic). Units and strata
/// are numbered from 0; a pair may occur more than once.
struct MixCell {
  std::uint32_t unit = 0;
  std::uint32_t stratum = 0;
  Share share;
};

/// A unit's own count and the one expected for its mix.
struct Standardized {
  Share share;
  double expected = 0;  ///< parts expected if every rating had its stratum's rate (indirect standardisation)
  double variance = 0;  ///< of the unit's parts, given every stratum's margins (hypergeometric)
};

/// One entry per unit, numbered as in the cells; units that don't occur have no base. The expected parts of all add up
/// to the parts seen.
std::vector<Standardized> expected_parts(std::span<const MixCell> cells);

/// Do units differ within strata? Statistic Σ (seen − expected)² ÷ variance over units; p by permuting outcomes within
/// strata (on counts): (1 + #{T* >= T}) ÷ (B + 1) (Phipson & Smyth 2010), or once 100 permutations have reached T,
/// 100 ÷ permutations made (Besag & Clifford 1991). Nothing if no stratum has two units and both outcomes, as then
/// nothing can be told.
std::optional<Test> units_differ(std::span<const MixCell> cells, int permutations = 1999, std::uint64_t seed = 1);

/// Which units differ from their expectation.
struct UnitTests {
  Test overall;  ///< as units_differ
  std::vector<double>
      p;  ///< per unit: of any unit lying as many standard deviations off by chance (single-step max-T
          ///< of Westfall & Young 1993), so that it holds for all units together; 1 where nothing varies
};

/// The overall test and one for every unit, from the same permutations. Nothing where units_differ has nothing.
/// `design_effects`, by unit (1 where missing), divide what was seen before it is held against the permutations:
/// ratings that go together lie farther off by chance than ratings dealt one by one.
std::optional<UnitTests> test_units(std::span<const MixCell> cells, int permutations = 1999, std::uint64_t seed = 1,
                                    std::span<const double> design_effects = {});

}  // namespace dsat::stats
