#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "dsat/stats/share.hpp"

/// From which reply or resolution time on ratings are worse.
namespace dsat::stats {

/// One rating with the duration that may matter. Ratings are only exchanged for one another within a stratum (channel ×
/// topic × week), so that what differs between strata isn't taken for an effect of time.
struct TimedRating {
  double minutes = 0;
  std::uint32_t stratum = 0;
  bool negative = false;
};

/// The cut that parts fast and slow tickets best.
struct CriticalPoint {
  double fast_until = 0;  ///< longest duration of the fast side
  double slow_from = 0;   ///< shortest duration of the slow side
  double g_squared = 0;   ///< of the two rates against one
  Share fast;
  Share slow;
  Interval indicative;  ///< from the lowest `fast_until` to the highest `slow_from` of the cuts whose G² is within
                        ///< 3.84 of the best; not a confidence interval
  double p = 1;         ///< of a cut as good by chance
};

/// Cut of largest G² (the lowest of equals) between two distinct durations among those where the slow side is worse. p
/// is that of outcomes permuted within strata, the search repeated each time: (1 + #{G* >= G}) ÷ (B + 1) (Phipson &
/// Smyth 2010), or once 100 permutations have reached G, 100 ÷ permutations made (Besag & Clifford 1991). With more
/// than 1,000 distinct durations neighbours are taken together into at most 1,000 groups of about equal size, and the
/// cuts lie between those. Nothing if no cut has a worse slow side, as with fewer than two durations or one outcome
/// only. Ratings without a finite duration are passed over. `design_effect` of the best cut divides its G² before it is
/// held against the permutations.
std::optional<CriticalPoint> critical_point(std::span<const TimedRating> ratings, int permutations = 1999,
                                            std::uint64_t seed = 1,
                                            const std::function<double(const CriticalPoint&)>& design_effect = nullptr);

}  // namespace dsat::stats
