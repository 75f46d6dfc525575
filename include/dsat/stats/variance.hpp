#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "dsat/stats/share.hpp"

/// Variance within and between groups of values.
namespace dsat::stats {

/// One-way analysis of variance: that all groups have one mean (Fisher). The statistic is F. Groups without values are
/// left out; nothing with fewer than two left, without a second value in any, or where nothing varies within groups.
std::optional<Test> means_differ(std::span<const std::vector<double>> groups);

/// How far values of one thing, given by different people, agree.
struct Agreement {
  double correlation = 0;  ///< intraclass, ICC(1): 1 is always alike, 0 no more alike than values of other things
  Interval interval;       ///< 95 %
  std::size_t things = 0;  ///< with at least two values
};

/// Intraclass correlation of the one-way random model (Shrout & Fleiss 1979, ICC(1,1)): whoever gave the values, in any
/// order. With two values a thing that are 0 or 1 it is Scott's kappa but for 1/n. Things with one value are passed
/// over; unequal numbers by k₀ = (N − Σk²/N) ÷ (n − 1). Interval by F. Nothing with fewer than two things or where no
/// value differs from another.
std::optional<Agreement> agreement(std::span<const std::vector<double>> things);

}  // namespace dsat::stats
