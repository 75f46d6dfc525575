#pragma once
#include <cstdint>
#include <optional>

namespace dsat::stats {

/// Ratings needed in each of two periods to tell rate p1 from p0 with the given power, two-sided, by the normal
/// approximation without continuity correction (Fleiss, Levin & Paik 2003, §4.2):
/// φ·[z(1−α/2)√(2p̄q̄) + z(power)√(p0q0 + p1q1)]² ÷ (p1−p0)², rounded up. Nothing if the rates are equal or outside 0
/// to 1.
std::optional<std::int64_t> ratings_to_tell(double p0, double p1, double dispersion = 1, double power = 0.8,
                                            double alpha = 0.05);

/// Ratings needed for a share to be known to ± `margin`: φ·z²·pq ÷ margin² (normal approximation), rounded up. Nothing
/// unless 0 <= p <= 1 and margin > 0.
std::optional<std::int64_t> ratings_for_margin(double p, double margin, double dispersion = 1,
                                               double confidence = 0.95);

}  // namespace dsat::stats
