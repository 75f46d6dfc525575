#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "load/raw_table.hpp"
#include "load/records.hpp"

/// What the rows of a CSV table are like, as far as its header and the row itself tell.
namespace dsat::load {

/// A table of a CSV file: its header, and what is wanted of it.
struct CsvTable {
  char separator = ',';
  bool one_column = false;
  std::vector<std::string> header;
  std::size_t width = 0;         ///< cells of the header
  std::size_t needed_cells = 0;  ///< up to the last named column
  std::vector<bool> kept;        ///< columns that the plain form is to carry; empty: all
  std::vector<std::size_t> id_columns;
  /// By column, the words one of which a cell must hold to be carried; none: every cell is. Empty: as well.
  std::vector<std::vector<std::string>> marks;

  /// Takes a header's cells.
  void begin(std::vector<std::string> cells);
  bool keeps(std::size_t column) const { return kept.empty() || kept[column]; }
  bool is_marked(std::size_t column) const { return !marks.empty() && !marks[column].empty(); }
  /// True if a cell of a marked column is to be carried.
  bool holds_mark(std::size_t column, std::string_view cell) const;
};

/// A record that may be none of the table.
enum class Ending : std::uint8_t {
  none,
  footer,   ///< surely a line below the table
  perhaps,  ///< one if nothing follows, a row if something does
};

/// Tells what a record is. Has room of its own: each thread needs one.
class RowJudge {
 public:
  /// Both must outlive this.
  RowJudge(const CsvTable& table, const KnownName& known) : table_(table), known_(known) {}

  bool is_blank(const RawRecord& record) const;
  bool repeats_header(const RawRecord& record);
  /// A row of column names that profiles know, and not those of the header: another export begins here.
  bool begins_another_table(const RawRecord& record);
  Ending ending(const RawRecord& record);
  /// True if it has filled cells beyond the header's.
  bool is_too_long(const RawRecord& record) const;
  bool is_short(const RawRecord& record) const { return record.cells.size() < table_.needed_cells; }
  bool has_id(const RawRecord& record);
  /// True for a whole, well-formed row of the table about which there is nothing to tell.
  bool is_ordinary(const RawRecord& record);
  /// The same, told from a few bytes of its first cell and its number of cells; false where that isn't enough.
  bool is_surely_ordinary(std::string_view first_cell, std::size_t cells) const;

 private:
  const CsvTable& table_;
  const KnownName& known_;
  std::string scratch_;
};

/// A header's cell without the byte order mark that files joined by hand have in their midst.
std::string_view without_mark(std::string_view cell);

}  // namespace dsat::load
