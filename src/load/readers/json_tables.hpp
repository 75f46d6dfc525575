#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "load/readers/json_cells.hpp"
#include "load/readers/json_log.hpp"
#include "load/side_by_side.hpp"

namespace dsat::load {

/// The tables that one worker fills record by record, one for each record type.
class JsonTables {
 public:
  JsonTables(const ColumnPlan& plan, JsonLedger& ledger) : plan_(plan), ledger_(ledger) {}

  /// What comes now is of that part, and is told in `log`.
  void begin_part(std::size_t part, bool control_bytes, JsonLog& log) {
    part_ = part;
    log_ = &log;
    flattener_.expect_control_bytes(control_bytes);
  }
  void add(std::string_view type, const JsonRecord& record, std::uint64_t line);

  /// At the end: the rows of a type, with exactly the columns of `header`.
  Share take(const RawTable& header);

 private:
  struct Open {
    Share share;
    std::unordered_map<std::string, std::size_t> index;  ///< columns by name
    std::size_t next = 0;                                ///< behind the column of the last member
  };
  class Row;

  static std::string_view type_of(const Open& open) { return open.share.table.record_type; }
  Open& table_of(std::string_view type, std::uint64_t line);
  RawColumn* column(Open& open, const std::string& path, std::uint64_t line);
  std::size_t index_of(Open& open, const std::string& path, std::uint64_t line);

  const ColumnPlan& plan_;
  JsonLedger& ledger_;
  std::size_t part_ = 0;
  JsonLog* log_ = nullptr;
  JsonFlattener flattener_;
  std::vector<Open> tables_;
};

}  // namespace dsat::load
