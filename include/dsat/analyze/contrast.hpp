#pragma once
#include <optional>
#include <string>

#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/measure.hpp"
#include "dsat/stats/decompose.hpp"
#include "dsat/stats/share.hpp"

/// Two selections beside each other: how a measure differs, and what of it is because they hold other kinds of work.
/// Differences are the first less the second.
namespace dsat::analyze {

/// One of the two.
struct Side {
  Selection selection;
  Tally tally;
};
Side side_of(const View& view, Selection selection);

/// Rows that stand on both sides: they would be compared with themselves.
std::size_t overlap(const Side& one, const Side& other);

/// One measure on both sides.
struct Contrast {
  Value one, other;
  std::optional<double> difference;         ///< where both are defined
  std::optional<stats::Interval> interval;  ///< of the difference, 95 %
  std::optional<double> p;                  ///< that chance makes one as large
};

/// Shares: Newcombe's interval and Fisher's test; with a `dispersion` (swings between periods are larger than coin
/// tosses) the interval is wider and p the larger of Fisher's and of the pooled z ÷ √φ. Scores: Welch's t over ratings.
/// Medians of durations: the difference alone, and p by the rank sum test over tickets. Counts, sums and 90th
/// percentiles: the difference alone. Where a rating is split among agents there is neither interval nor test.
Contrast contrast(const View& view, const Measure& measure, const Side& one, const Side& other, double dispersion = 1);

/// NRR of both sides at one mix: every group of a dimension has the mean of its shares of the two sides' ratings.
struct AtOneMix {
  double one = 0, other = 0;
  stats::Estimate difference;  ///< what is left of the difference, because rates differ; Newcombe's squares added up
  double mix = 0;              ///< what is gone: because the sides hold groups in other proportions
  std::optional<double> p;     ///< Cochran–Mantel–Haenszel: that sides are equal within groups
  std::size_t groups = 0;      ///< with ratings on both sides; only these tell rates from mix
  stats::Share shared;         ///< ratings in these groups, of all of both sides
};

/// Nothing where groups overlap, a side has no ratings, the ratings stand in one group, or no group is shared.
std::optional<AtOneMix> at_one_mix(const View& view, const Grouping& groups, const Side& one, const Side& other,
                                   double dispersion = 1);

}  // namespace dsat::analyze
