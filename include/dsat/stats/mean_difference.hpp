#pragma once
#include <optional>
#include <span>

#include "dsat/stats/share.hpp"

namespace dsat::stats {

/// Two means beside each other.
struct MeanDifference {
  Estimate difference;  ///< first minus second, 95 % interval
  Test test;            ///< t
};

/// Welch's t test of two independent means (Welch 1947): the variances may differ, degrees of freedom by Satterthwaite.
/// Nothing with fewer than two values on a side or where neither side varies.
std::optional<MeanDifference> welch(std::span<const double> first, std::span<const double> second);

}  // namespace dsat::stats
