#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dsat/analyze/breakdown.hpp"
#include "dsat/stats/interval.hpp"

namespace dsat::analyze {

/// What a measure looks at.
struct Slice {
  const View& view;
  const Tally& tally;
  std::span<const Row> cohort;  ///< rows, for measures that need them
};

/// What a figure would be at least and at most, whatever the answers say that can't be read.
struct Ends {
  double least = 0, most = 0;
  std::int64_t least_part = 0, most_part = 0, base = 0;  ///< of a share
};

/// A figure with its base. No number: undefined (base 0, or the export can't tell), never 0.
struct Value {
  std::optional<double> number;
  std::int64_t part = 0;                    ///< numerator of a share
  std::int64_t base = 0;                    ///< n
  std::optional<stats::Interval> interval;  ///< 95 %
  std::optional<Ends> ends = {};            ///< only where answers can't be read, of what rests on ratings
};

/// The figure at one end: what it would be, were what isn't understood known. Itself where everything is understood.
Value at_least(const Value& value);
Value at_most(const Value& value);

/// `points` are sums of weights: as many decimals as the weights have.
enum class MeasureKind { count, share, score, points, minutes };
enum class Direction { none, lower_is_better, higher_is_better };

struct Measure {
  std::string_view key;
  std::string_view title;
  std::string_view help;
  std::string_view base;  ///< what n counts
  MeasureKind kind = MeasureKind::count;
  Direction direction = Direction::none;
  bool needs_rows = false;
  Value (*formula)(const Slice&);
  FieldSet reads{};  ///< the fields it rests on, beside always_read

  /// The value of a slice. Counts split into parts give fractional counts and no interval.
  Value compute(const Slice& slice) const;
};

/// All measures in the order of help; `KEY_low` and `KEY_high` of shares are entries of their own.
std::span<const Measure> measures();
const Measure* measure_named(std::string_view key);
/// As measure_named, but throws Error(usage) with the nearest key.
const Measure& require_measure(std::string_view key);
/// The standard columns of breakdown and trend.
std::span<const std::string_view> standard_columns();

}  // namespace dsat::analyze
