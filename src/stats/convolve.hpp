#pragma once
#include <vector>

namespace dsat::stats {

/// Σ one[i] · two[k − i] for every k: the distribution of a sum. Neither is empty; terms are added in ascending order
/// of i, on every machine.
std::vector<double> convolve(const std::vector<double>& one, const std::vector<double>& two);

}  // namespace dsat::stats
