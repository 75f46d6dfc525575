#pragma once

namespace dsat::stats {

/// Floating-point noise must not part two equal statistics: reached means at least this fraction of the one seen.
inline constexpr double kReached = 1 - 1e-9;

/// This many that reach what was seen are enough to know that it is nothing rare.
inline constexpr int kEnough = 100;

/// p of a permutation test; `reaches` makes one permutation and says whether its statistic is at least the one seen.
/// (1 + reached) ÷ (permutations + 1) (Phipson & Smyth 2010); but once 100 have reached it nothing more is to be
/// learned, and p is 100 ÷ permutations made (Besag & Clifford 1991).
template <typename Reaches>
double permutation_p(int permutations, Reaches&& reaches) {
  int reached = 0;
  for (int made = 1; made <= permutations; ++made) {
    if (reaches() && ++reached == kEnough) return static_cast<double>(kEnough) / made;
  }
  return static_cast<double>(1 + reached) / (permutations + 1);
}

}  // namespace dsat::stats
