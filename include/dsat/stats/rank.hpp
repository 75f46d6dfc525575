#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dsat/stats/share.hpp"

namespace dsat::stats {

/// Ranks from 1, ties sharing their mean rank.
std::vector<double> ranks(std::span<const double> values);

/// Spearman's rank correlation (Pearson's of mean ranks, so right with ties), p from Student's t with n − 2 degrees of
/// freedom (a good approximation from some 10 values on). Nothing for fewer than 3 pairs, spans of different length, or
/// a series that never changes. ±1: p 0.
std::optional<Test> spearman(std::span<const double> x, std::span<const double> y);

/// Each value less the one before it: one shorter; empty for fewer than two.
std::vector<double> differences(std::span<const double> values);

/// One rating with a figure that may go with its outcome.
struct RankedRating {
  double value = 0;
  std::uint32_t stratum = 0;  ///< ratings are only compared within one
  bool part = false;          ///< has the outcome
};

/// How a figure differs between ratings that have the outcome and those that don't.
struct RankSum {
  /// Of two ratings of one stratum, one with the outcome and one without: probability that the figure is higher in the
  /// one with it, ties counting half. ½: no difference.
  double superiority = 0.5;
  std::int64_t pairs = 0;  ///< compared
  Test test;               ///< z
};

/// Stratified rank sum test of van Elteren (1960): within every stratum Wilcoxon's, with mean ranks and the variance
/// for ties, weighted by 1/(N + 1). Normal approximation, good from some 10 ratings on either side. Nothing if no
/// stratum has both outcomes and two values. `design_effect` d of ratings that go together divides z by √d.
std::optional<RankSum> rank_sum_within(std::span<const RankedRating> ratings, double design_effect = 1);

}  // namespace dsat::stats
