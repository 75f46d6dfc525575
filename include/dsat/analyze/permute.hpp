#pragma once
#include <cstdint>
#include <vector>

#include "dsat/analyze/view.hpp"
#include "dsat/stats/random.hpp"

/// Copies of a data set without effects: outcomes change places among ratings of the same kind.
namespace dsat::analyze {

/// Ratings that may change places: of one week, channel and topic. Kinds of fewer than 10 ratings are taken together,
/// first over topics, then over channels.
struct Strata {
  std::vector<std::vector<std::uint32_t>> ratings;  ///< indices into Store::ratings
  std::int64_t alone = 0;  ///< ratings whose kind has only one outcome: nothing can change there
  std::int64_t all = 0;
};
Strata ratings_alike(const View& view);

/// Gives the outcomes (sentiment, level, scale) of the original's ratings to ratings of their stratum at random.
void permute_outcomes(const Ratings& original, const Strata& strata, stats::Random& random, Ratings& copy);

}  // namespace dsat::analyze
