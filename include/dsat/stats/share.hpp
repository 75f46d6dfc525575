#pragma once
#include <cstdint>
#include <optional>

namespace dsat::stats {

/// `part` out of `base`: 5 negatives of 40 ratings. Meaningful when 0 <= part <= base and base > 0; every function of
/// this room treats anything else as undefined, never as 0.
struct Share {
  std::int64_t part = 0;
  std::int64_t base = 0;

  /// Whether a rate can be taken of it.
  constexpr bool defined() const { return base > 0 && part >= 0 && part <= base; }

  /// part ÷ base; nothing where that is undefined.
  constexpr std::optional<double> rate() const {
    if (!defined()) return std::nullopt;
    return static_cast<double>(part) / static_cast<double>(base);
  }

  /// Two disjoint sets of ratings taken together.
  constexpr Share& operator+=(const Share& other) {
    part += other.part;
    base += other.base;
    return *this;
  }
  friend constexpr Share operator+(Share left, const Share& right) { return left += right; }

  /// What is left when `right`, a subset, is taken out.
  friend constexpr Share operator-(const Share& left, const Share& right) {
    return {left.part - right.part, left.base - right.base};
  }
  friend constexpr bool operator==(const Share&, const Share&) = default;
};

/// A range of values, both ends included; an end may be infinite.
struct Interval {
  double low = 0;
  double high = 0;
};

/// A figure and the interval around it, in the same unit.
struct Estimate {
  double value = 0;
  Interval interval;
};

/// A test statistic and its two-sided p value.
struct Test {
  double statistic = 0;
  double p = 1;
};

}  // namespace dsat::stats
