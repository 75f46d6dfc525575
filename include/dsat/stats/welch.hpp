#pragma once
#include <optional>
#include <span>

namespace dsat::stats {

/// Arithmetic mean; 0 of nothing.
double mean(std::span<const double> values);

/// One-sided p that `now` lies lower than `before` by chance: Welch's t test with Satterthwaite's degrees of freedom
/// (Welch 1947). Nothing under two values a side. Where neither side varies nothing is known of chance: 1.
std::optional<double> welch_lower(std::span<const double> now, std::span<const double> before);

}  // namespace dsat::stats
