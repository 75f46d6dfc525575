#pragma once
#include <cstdint>
#include <optional>
#include <span>

#include "dsat/stats/share.hpp"

/// Intervals of shares, differences, ratios and means. All shares are fractions (0 to 1), never per cent.
namespace dsat::stats {

/// Score interval of a share (Wilson 1927): [p + z²/2n ± z√(pq/n + z²/4n²)] / (1 + z²/n). Ends exactly at 0 for none
/// and at 1 for all; nothing for an empty base.
std::optional<Interval> wilson(const Share& share, double confidence = 0.95);

/// The same for a rate with an effective base that needn't be whole: n ÷ φ where periods swing more than coin tosses,
/// or Kish's n of a weighted rate. Nothing unless 0 <= rate <= 1 and base > 0.
std::optional<Interval> wilson(double rate, double base, double confidence = 0.95);

/// Difference of two independent shares, first minus second, with the interval of Newcombe 1998, method 10:
/// d − √((p1−l1)² + (u2−p2)²), d + √((u1−p1)² + (p2−l2)²), l and u by Wilson. `dispersion` φ divides both bases in the
/// interval. Nothing if one of them has no base.
std::optional<Estimate> newcombe(const Share& first, const Share& second, double dispersion = 1,
                                 double confidence = 0.95);

/// Ratio of two independent rates, `inside` ÷ `outside`, with Katz's log interval (Katz et al. 1978):
/// exp(ln RR ± z√((1−p1)/x1 + (1−p2)/x2)). Nothing if a base is empty or no part is anywhere. All parts inside: the
/// value is infinite (see `only_here`); all outside: 0. In both cases the interval is [0, ∞].
std::optional<Estimate> risk_ratio(const Share& inside, const Share& outside, double confidence = 0.95);

/// Whether a risk ratio is infinite: every part lies inside, to be shown as "only here".
bool only_here(const Estimate& risk_ratio);

/// Net Promoter Score.
struct NetPromoterScore {
  double value = 0;           ///< (promoters − detractors) ÷ ratings × 100: −100 to 100
  double standard_error = 0;  ///< √((P + D − NPS²)/n) × 100, P and D shares; 0 when all are of one class
  Interval interval;          ///< in points, within −100 and 100
};

/// NPS with its standard error (variance of a score of +1, 0, −1 per rating) and interval: value ± z·SE, but where
/// fewer than 5 ratings lie outside the largest class, Tango's 1998 score interval for a difference of paired shares,
/// which doesn't collapse at 100 % of one class. Nothing without ratings.
std::optional<NetPromoterScore> net_promoter_score(std::int64_t promoters, std::int64_t passives,
                                                   std::int64_t detractors, double confidence = 0.95);

/// Mean of values on a bounded scale given as counts per value (ascending, values nobody chose included, as they are
/// the scale's ends), with an interval: Student's t from 30 ratings on, below that the percentiles of 2,000 seeded
/// bootstrap samples. If all ratings have one value m: [m − u(m − min), m + u(max − m)], u being Wilson's upper end for
/// 0 of n, as no spread seen isn't no spread. Nothing without ratings or if the spans differ in length.
std::optional<Estimate> mean_of_scale(std::span<const double> values, std::span<const std::int64_t> counts,
                                      double confidence = 0.95, std::uint64_t seed = 1);

/// Mean with Student's t interval: m ± t(n−1)·s/√n. Nothing for fewer than 2 values.
std::optional<Estimate> mean_by_t(std::span<const double> values, double confidence = 0.95);

/// Mean with the percentile interval of `samples` seeded bootstrap samples (Efron 1979). Nothing without values.
std::optional<Estimate> mean_by_bootstrap(std::span<const double> values, double confidence = 0.95,
                                          std::uint64_t seed = 1, int samples = 2000);

/// Where the share among all who were asked may lie if a `share` of those who answered, a fraction `response` of all,
/// says so: [r·p, r·p + 1 − r] (Manski 1989, worst-case bounds). Nothing unless both lie in 0 to 1.
std::optional<Interval> worst_case(double share, double response);

}  // namespace dsat::stats
