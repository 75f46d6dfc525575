#pragma once
#include <cstdint>
#include <optional>

#include "dsat/stats/share.hpp"

/// Is a change of NRR between two periods more than the ordinary swings between periods here?
namespace dsat::analyze {

enum class Verdict {
  none,      ///< nothing to compare
  ordinary,  ///< a swing like this is ordinary
  unusual,   ///< rare by chance (under 1 in 20), but not rare enough to be called a change
  beyond     ///< more than chance: the share of the report's budget that the headline has
};

struct Comparison {
  stats::Share now, then;
  bool swings_known = false;  ///< enough earlier periods; otherwise chance means coin tosses
  double dispersion = 1;      ///< φ, 1 where unknown
  double p = 1;               ///< of a difference as large by chance and ordinary swings
  Verdict verdict = Verdict::none;
};

/// p is the larger of Fisher's and of the pooled z ÷ √φ, so that neither small counts nor swings are overlooked.
/// Without known swings nothing is `beyond`.
Comparison compare(const stats::Share& now, const stats::Share& then, std::optional<double> dispersion);

/// How many of this period's ratings would have had to be otherwise (negative instead of not, or the reverse) for
/// another verdict; the fewest in either direction. Nothing if no number does, or there is no verdict.
std::optional<std::int64_t> ratings_to_flip(const Comparison& comparison);

/// Ratings in each of two periods that would tell such a change from ordinary swings. Nothing if there is none.
std::optional<std::int64_t> ratings_to_settle(const Comparison& comparison);

}  // namespace dsat::analyze
