#pragma once
#include <span>
#include <vector>

namespace dsat::stats {

/// Non-decreasing fit of least weighted squares, by pooling adjacent violators (Ayer et al. 1955; Barlow et al. 1972).
/// `weights` empty: all 1; else one positive weight a value. Empty in, empty out; wrong number of weights: empty.
std::vector<double> isotonic(std::span<const double> values, std::span<const double> weights = {});

}  // namespace dsat::stats
