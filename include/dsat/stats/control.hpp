#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dsat/stats/share.hpp"

/// Control charts for shares: which periods stand out of a process's ordinary swings.
namespace dsat::stats {

/// What earlier periods say about ordinary swings. Periods without base are passed over everywhere.
struct Baseline {
  double rate = 0;           ///< p̄ = Σx ÷ Σn
  std::size_t periods = 0;   ///< that had a base
  std::int64_t ratings = 0;  ///< Σn
  std::optional<double> sigma_z;  ///< mean |zᵢ − zᵢ₋₁| ÷ 1.128, zᵢ = (pᵢ − p̄)/√(p̄q̄/nᵢ); nothing under 2 periods or if
                                  ///< p̄ is 0 or 1
};

/// Baseline of these periods, in order of time; nothing if none has a base.
std::optional<Baseline> baseline(std::span<const Share> periods);

/// Overdispersion φ = max(1, σz²) of the last 26 periods that have a base: how many times more the variance between
/// periods is than coin tosses would make it. Nothing with fewer than 8: ordinary swings not yet known.
std::optional<double> overdispersion(std::span<const Share> earlier);

/// Where limits come from.
enum class LimitKind {
  plain,    ///< p chart, 3 standard errors
  laney,    ///< Laney's p′ chart: 3 standard errors × σz
  binomial  ///< 0.135 % and 99.865 % points of the binomial
};

/// Control limits of one period's rate; cut off at 0 and 1.
struct ControlLimits {
  double centre = 0;
  Interval limits;
  LimitKind kind = LimitKind::plain;
};

/// p chart (Shewhart): p̄ ± 3√(p̄q̄/n) for a period with n ratings. Nothing if n is not positive.
std::optional<ControlLimits> p_limits(const Baseline& baseline, std::int64_t n);

/// Laney's p′ chart (2002): p̄ ± 3·σz·√(p̄q̄/n), with σz never under `floor`; σz unknown counts as the floor.
std::optional<ControlLimits> laney_limits(const Baseline& baseline, std::int64_t n, double floor = 0);

/// Exact limits: the smallest and largest rate whose binomial tail (n, p̄) at or beyond it still holds at least 0.135 %.
/// Rates beyond them stand out.
std::optional<ControlLimits> binomial_limits(const Baseline& baseline, std::int64_t n);

/// The limits to draw: binomial where p̄·n < 5, plain under 8 baseline periods (call them provisional), else Laney's
/// with σz never under 1; all of them wider by √(1 + n/Σn), as the baseline is known from Σn ratings only. A baseline
/// without a negative (or of nothing else) counts half a rating more of the other kind. Nothing from one period: it
/// says nothing of how periods differ.
std::optional<ControlLimits> control_limits(const Baseline& baseline, std::int64_t n);

/// One point of an EWMA chart.
struct EwmaPoint {
  double value = 0;
  Interval limits;  ///< cut off at 0 and 1
};

/// Exponentially weighted moving average of the rates (Roberts 1959), started at p̄: vᵢ = λpᵢ + (1−λ)vᵢ₋₁, limits
/// p̄ ± L·√φ·√(λ² Σ (1−λ)^2(i−j) p̄q̄/nⱼ), the exact variance for unequal bases. A period without base carries the value
/// and limits before it. Empty if no period has a base.
std::vector<EwmaPoint> ewma(std::span<const Share> periods, double lambda = 0.2, double width = 2.7,
                            double dispersion = 1);

/// Bernoulli CUSUM (Reynolds & Stoumbos 1999) over single ratings in order of time (non-zero: negative), tuned to tell
/// rate p1 from p0: Sᵢ = max(0, Sᵢ₋₁ + ln(p1/p0) or ln((1−p1)/(1−p0))). Empty unless 0 < p0 < p1 < 1.
std::vector<double> bernoulli_cusum(std::span<const std::uint8_t> outcomes, double p0, double p1);

/// Threshold h for that CUSUM such that, with the rate at p0, it is first crossed once in `ratings` ratings on average:
/// by seeded simulation of `runs` stretches of that length, h being the level which a share of 1 − 1/e of them cross.
/// Nothing unless 0 < p0 < p1 < 1 and both numbers are positive.
std::optional<double> cusum_threshold(double p0, double p1, std::int64_t ratings, int runs = 400,
                                      std::uint64_t seed = 1);

}  // namespace dsat::stats
