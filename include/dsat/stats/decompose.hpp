#pragma once
#include <optional>
#include <span>
#include <vector>

#include "dsat/stats/share.hpp"

/// Which groups a change of the overall rate comes from.
namespace dsat::stats {

/// A group of a partition in two periods.
struct GroupChange {
  Share before;
  Share after;
};

/// A part of a change, in fractions (0.01 is one point).
struct RateAndMix {
  double rate = 0;  ///< because the group's own rate changed
  double mix = 0;   ///< because the group's share of the ratings changed
};

/// Kitagawa's decomposition.
struct Kitagawa {
  double change = 0;  ///< overall rate after − before = total.rate + total.mix
  RateAndMix total;
  std::vector<RateAndMix> groups;  ///< in the order given
};

/// Splits the change of an overall rate (Kitagawa 1955): rate ½(w0+w1)(r1−r0), mix [½(r0+r1) − ½(R0+R1)](w1−w0), w
/// being a group's share of ratings. Only for partitions: groups mustn't overlap. A group absent in one period takes
/// the other period's rate, so that its part is all mix; absent in both: 0. Nothing if a period has no ratings at all.
std::optional<Kitagawa> kitagawa(std::span<const GroupChange> groups);

/// What the slice adds to the overall rate: R − R without it = n(r − R) ÷ (N − n). The slice is part of the total. An
/// empty slice adds 0. Nothing if the total is empty or the slice is all of it.
std::optional<double> leave_one_out(const Share& slice, const Share& total);

/// SliceLine's score (Sagadeeva & Boehm 2021), with ratings for tuples and negatives for errors:
/// α((k/n)/(K/N) − 1) − (1−α)(N/n − 1). Positive: worse than average by more than its smallness costs. Nothing if the
/// slice or the total is empty or nothing is negative.
std::optional<double> slice_score(const Share& slice, const Share& total, double alpha = 0.95);

}  // namespace dsat::stats
