#pragma once
#include <span>
#include <vector>

/// Correction of p values for many comparisons. Results stand in the order of the input; empty in, empty out.
namespace dsat::stats {

/// q values of Benjamini & Hochberg 1995: q(i) = min over j >= i of m·p(j)/j, never over 1. Claiming all with q <= 0.1
/// makes about one claim in ten a chance one.
std::vector<double> benjamini_hochberg(std::span<const double> p);

/// Adjusted p values of Holm 1979: running maximum of (m − i + 1)·p(i), never over 1. Guards against a single chance
/// claim in the whole family.
std::vector<double> holm(std::span<const double> p);

/// Which tests of a family can matter at all, from the smallest p value each can reach (Tarone 1990): those that reach
/// α/K, K being the smallest number such that at most K tests reach α/K. The others needn't be made, and the family is
/// only as large as what is left; with Benjamini–Hochberg over the rest that is Gilbert's 2005 procedure.
std::vector<bool> testable(std::span<const double> smallest_p, double alpha);

}  // namespace dsat::stats
