#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsat/analyze/clusters.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/stats/decompose.hpp"
#include "dsat/stats/interval.hpp"

/// How much of a change of NRR is that other work came in.
namespace dsat::analyze {

/// A partition of the ratings, and what its groups' weights explain of a change.
struct MixPart {
  double change = 0;  ///< of NRR
  double mix = 0;     ///< Σ (w1 − w0) r̄: weights changed, rates being what they usually are
  double rates() const { return change - mix; }
  stats::Interval mix_interval, rates_interval;  ///< 95 %, by bootstrap of customers
  std::vector<std::string> names;                ///< of the groups
  std::vector<stats::GroupChange> changes;

  /// Mix is at least half of the change, and its interval leaves out 0.
  bool explains() const {
    return mix * change > 0 && 2 * mix / change >= 1 && (mix_interval.low > 0 || mix_interval.high < 0);
  }
  /// What isn't mix is there beyond chance, in the direction of the change.
  bool rates_hold() const { return change > 0 ? rates_interval.low > 0 : rates_interval.high < 0; }
};

/// Between two periods, r̄ over all of `usual`. Groups with fewer than 5 ratings in either period are one, `other`.
/// Nothing if the dimension overlaps or a period has no ratings.
std::optional<MixPart> mix_part(const View& view, const Selection& before, const Selection& after,
                                const Selection& usual, const Grouping& grouping, const Customers& customers);

/// What each ticket is about: a column that is called topic or category; else the most frequent of its tags over all
/// data, those recorded after the outcome left out and ties by name; else the product or type.
Grouping topics_of_mix(const View& view);

}  // namespace dsat::analyze
