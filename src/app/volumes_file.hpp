#pragma once
#include <span>
#include <string>
#include <string_view>

#include "dsat/analyze/volumes.hpp"
#include "dsat/render/writer.hpp"

/// The volumes table (dsat/analyze/volumes.hpp) as CSV.
///
/// Its first row is `meta`: `value` is `as-of=…;tz=…;version=…`, `every` the unit that was counted, and `period` the
/// days that were, or `all`. Tickets without a date have the period `(no date)`. A count that the data can't tell is
/// empty, and so is a median of no tickets.
namespace dsat::app {

/// The columns in their order.
std::span<const std::string_view> volumes_columns();
std::string print_volumes(const analyze::Volumes& volumes, const render::CsvStyle& style);
/// Throws Error(input) naming line and column for what isn't such a table, or one of another version.
analyze::Volumes read_volumes(const std::string& path);

}  // namespace dsat::app
