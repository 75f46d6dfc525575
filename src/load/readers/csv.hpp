#pragma once
#include <functional>
#include <span>
#include <string_view>

#include "load/plain_form.hpp"
#include "load/raw_table.hpp"
#include "load/readers/csv_text.hpp"

namespace dsat::load {

/// Called with each record of a part: its cells, valid during the call only.
using RecordSink = std::function<void(const PlainRecord& record, std::span<const std::string_view> cells)>;

/// Reads the records of a part with fast-cpp-csv-parser.
void read_plain(PlainPart& part, const RecordSink& sink);

/// Reads the rest of a CSV file as one table, on up to `threads` threads; the table is the same for any number.
/// `progress` is called by any of them, one at a time.
RawTable read_csv(CsvText& text, const ColumnPlan& plan, unsigned threads,
                  const std::function<void(std::uint64_t rows)>& progress);

}  // namespace dsat::load
