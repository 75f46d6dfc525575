#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/analyze/measure.hpp"
#include "dsat/document/document.hpp"

namespace dsat::report {

/// Points with the decimals that they have, in every format.
document::Cell points_cell(double points, bool suppressed = false);
/// A measure's value as a cell of its kind; suppressed for readers when its base is under `min_base`.
document::Cell cell_of(const analyze::Measure& measure, const analyze::Value& value, int min_base = 0);

/// What rests on reviews ranks only those of whose negatives at least this share is reviewed.
inline constexpr double enough_reviewed = 0.8;

/// The column of a measure; ends of intervals are for machines only.
document::Column column_of(const analyze::Measure& measure);

/// A group's name for readers and machines alike: `(none)` for what has no value.
std::string group_name(std::string_view name);

/// What became of rows on stray days, as a sentence; empty if there are none.
std::string stray_days_in_words(const analyze::View& view);

/// The plain table of breakdown and trend: one row per group, the dimensions' columns, then the measures.
struct PlainTable {
  std::vector<std::string> titles;  ///< of the dimension columns
  std::vector<std::string> keys;
  std::vector<std::vector<std::string>> names;  ///< per group
  std::vector<const analyze::Measure*> measures;
};
document::Table plain_table(const analyze::View& view, std::span<const analyze::Group> groups, const PlainTable& plan);

}  // namespace dsat::report
