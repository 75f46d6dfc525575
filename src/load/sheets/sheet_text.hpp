#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "load/sheets/workbook.hpp"
#include "load/source.hpp"

/// A sheet as CSV: what CSV files are looked through for (titles above the header, totals below, a second table) is
/// looked for in sheets by the same code.
namespace dsat::load {

/// Which row of the sheet each line of its text is of: cells may hold line breaks.
class RowsOfLines {
 public:
  /// The row that a line (from 1) is of, or continues.
  std::uint64_t row(std::uint64_t line) const;
  /// What was met beside the rows; once everything was read.
  std::vector<std::string> notes;

 private:
  friend class SheetText;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> breaks_;  ///< from that line on, so many lines more than rows
};

/// The rows as lines of UTF-8, cells parted by commas; the row N of a sheet without line breaks in cells is line N.
class SheetText : public ByteStream {
 public:
  SheetText(std::unique_ptr<SheetRows> rows, std::shared_ptr<RowsOfLines> lines)
      : rows_(std::move(rows)), lines_(std::move(lines)) {}
  std::size_t read(char* to, std::size_t size) override;

 private:
  void write(const SheetRow& row);
  void write_cell(const std::string& cell);

  std::unique_ptr<SheetRows> rows_;
  std::shared_ptr<RowsOfLines> lines_;
  SheetRow row_;
  std::string text_;
  std::size_t at_ = 0, width_ = 0;
  std::uint64_t line_ = 1, next_row_ = 1, more_lines_ = 0;
  bool ended_ = false;
};

}  // namespace dsat::load
