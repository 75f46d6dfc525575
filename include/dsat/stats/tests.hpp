#pragma once
#include <cstdint>
#include <optional>
#include <span>

#include "dsat/stats/share.hpp"

/// Tests on counts. All p values are two-sided unless said otherwise.
namespace dsat::stats {

/// z test of two shares with pooled variance, no continuity correction: (p1 − p2) ÷ √(φ·p̄q̄(1/n1 + 1/n2)). For
/// description and for the headline, where `dispersion` φ covers ordinary swings; claims use Fisher's. All or none on
/// both sides: z 0, p 1. Nothing if a base is empty. `degrees_of_freedom` of an estimated φ: p from Student's t.
std::optional<Test> pooled_z(const Share& first, const Share& second, double dispersion = 1,
                             std::optional<double> degrees_of_freedom = std::nullopt);

/// An exact test's p value, and its mid-p (p less half the probability of what was seen), which is for description
/// only.
struct ExactTest {
  double p = 1;
  double mid_p = 1;
};

/// Fisher's exact test of two shares: sum of the probabilities, given all margins, of the tables that are no more
/// likely than the one seen (relative tolerance 1e-7, as in R's fisher.test). About a microsecond. Nothing if a base is
/// empty; all or none on both sides: p 1, mid-p 0.5.
std::optional<ExactTest> fisher(const Share& first, const Share& second);

/// Smallest p Fisher's test can reach for a slice of `slice_base` of the ratings in `total`, whatever its outcome
/// (Tarone 1990): a slice that can't reach α needn't be tested. Depends on the margins only. 1 where there is one table
/// only.
double smallest_fisher_p(std::int64_t slice_base, const Share& total);

/// A slice and the rest of the same period, disjoint.
struct Stratum {
  Share slice;
  Share rest;
};

/// Fisher's test of "slice and rest are equal within each stratum", strata pooled: distribution of the slice's parts
/// summed over strata, given every stratum's margins (exact form of the Mantel–Haenszel test; Birch 1964). One stratum:
/// the same as `fisher`. Two strata take a few microseconds; each further one multiplies the distributions out. Strata
/// with an empty side tell nothing and are passed over; nothing if all are.
std::optional<ExactTest> fisher_within(std::span<const Stratum> strata);

/// Smallest p of `fisher_within` for these margins, whatever the slice's outcome. 1 if nothing can vary.
double smallest_fisher_within_p(std::span<const Stratum> strata);

/// Exact test of "the slice's log odds changed as the rest's did" (Zelen 1971, one odds ratio in both strata): given
/// all margins of both periods and the slice's parts in both together, probability of a split no more likely than the
/// one seen. Nothing if a base is empty; p 1, mid-p 0.5 if only one split is possible.
std::optional<ExactTest> same_change(const Stratum& before, const Stratum& after);

/// Smallest p `same_change` can reach for these margins and the slice's parts in both periods together; how they are
/// split between the periods doesn't matter. 1 if only one split is possible or a base is empty.
double smallest_same_change_p(const Stratum& before, const Stratum& after);

/// One-sided form of same_change: probability that as many of the slice's parts or more (`up`; else as few or fewer)
/// fall into the period after. Nothing if a base is empty; 1 if only one split is possible.
std::optional<double> same_change_tail(const Stratum& before, const Stratum& after, bool up);

/// Smallest p that same_change_tail can reach for these margins and the slice's parts in both periods together.
double smallest_same_change_tail(const Stratum& before, const Stratum& after, bool up);

/// A χ² test.
struct ChiSquared {
  double statistic = 0;
  int degrees_of_freedom = 0;
  double p = 1;
};

/// Pearson's χ² test that all groups have one rate. Groups without base are left out; nothing with fewer than two left
/// or if all or none of the ratings are parts.
std::optional<ChiSquared> homogeneity(std::span<const Share> groups);

/// Cochran–Armitage test for a trend of the rate over ordered groups, χ² with 1 degree of freedom (Armitage 1955, as in
/// R's prop.trend.test). `scores` are the groups' positions, 1, 2, 3 … where empty. Nothing with fewer than two groups
/// that have a base, no variation in outcome or in score, or a wrong number of scores.
std::optional<ChiSquared> cochran_armitage(std::span<const Share> groups, std::span<const double> scores = {});

/// Result of the Cochran–Mantel–Haenszel test.
struct MantelHaenszel {
  double statistic = 0;  ///< χ², 1 degree of freedom, no continuity correction
  double p = 1;
  std::optional<double> odds_ratio;  ///< common, slice against rest; may be 0 or infinite; nothing if 0 ÷ 0
};

/// Cochran–Mantel–Haenszel test of slice against rest within strata (Mantel & Haenszel 1959), with the common odds
/// ratio Σ(ad/N) ÷ Σ(bc/N). Strata with an empty side are passed over. Nothing if no stratum can vary. `design_effect`
/// d divides χ² (Rao & Scott 1992): ratings that go together say less than as many apart.
std::optional<MantelHaenszel> mantel_haenszel(std::span<const Stratum> strata, double design_effect = 1);

}  // namespace dsat::stats
