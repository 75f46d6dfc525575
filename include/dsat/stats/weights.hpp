#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "dsat/stats/share.hpp"

namespace dsat::stats {

/// A cell of the ticket mix: the ratings that came in, and how many tickets there were.
struct MixWeight {
  Share answers;
  std::int64_t population = 0;
};

/// A rate weighted to the ticket mix.
struct PostStratified {
  double rate = 0;
  double standard_error = 0;
  double effective_base = 0;  ///< Kish's n: (Σw)² ÷ Σw² over ratings; never more than their number
  std::size_t cells = 0;      ///< used, after collapsing
  std::size_t collapsed = 0;  ///< cells that had fewer than 5 ratings and were put together
};

/// Post-stratified rate Σ W·p over cells, W a cell's share of the population (Holt & Smith 1979), SE √Σ W²·pq/(n−1).
/// Cells with fewer than 5 ratings are taken together as one; if that has still fewer than 5, it joins the smallest
/// other cell. Cells without population and ratings are passed over. Nothing with fewer than 5 ratings in all or no
/// population.
std::optional<PostStratified> post_stratify(std::span<const MixWeight> cells);

}  // namespace dsat::stats
