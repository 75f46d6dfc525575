#pragma once
#include <optional>
#include <span>

namespace dsat::stats {

/// The quantile `at` (0.5 is the median), by linear interpolation between order statistics: R's type 7. The values get
/// another order; nothing without any.
std::optional<double> quantile(std::span<double> values, double at);

}  // namespace dsat::stats
