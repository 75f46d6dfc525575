#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Small tables that people keep by hand (review worksheet, QA scores, roster): every record whole and exact, together
/// with the way the file writes them, so that it can be written back as its owner's spreadsheet likes it.
namespace dsat::load {

/// How a CSV file is written.
struct Dialect {
  std::string encoding = "UTF-8";  ///< or UTF-16LE, UTF-16BE, Windows-1252
  bool byte_order_mark = false;
  char delimiter = ',';
  std::string line_end = "\n";  ///< or CRLF, or CR alone
  bool quote_all = false;       ///< every cell that isn't empty is quoted, needed or not

  bool operator==(const Dialect&) const = default;
};

/// All records of a file as found: not trimmed, blank lines as records of one empty cell, preambles and header too.
struct Cells {
  Dialect dialect;
  std::vector<std::vector<std::string>> records;  ///< valid UTF-8
  std::vector<std::uint64_t> lines;               ///< physical line on which each record begins
};

/// True for a cell that is a column name the caller knows.
using IsColumnName = std::function<bool(std::string_view cell)>;

/// Reads a file. The separator is the one of comma, semicolon, tab and bar that gives the most column names within the
/// first records, comma if none does; of a spreadsheet (.xlsx, .ods, .xls) it is the sheet with most of them, whose
/// rows count as lines. Throws Error(input) naming file and line for what can't be read exactly: no such file, a quote
/// never closed, bytes that aren't text.
Cells read_cells(const std::filesystem::path& path, const IsColumnName& is_column_name);
/// The same for bytes in memory; `name` is what errors call them.
Cells parse_cells(std::string_view bytes, const std::string& name, const IsColumnName& is_column_name);

/// True for the bytes of a workbook: of a zip archive, or of an old Office document.
bool is_workbook(std::string_view bytes);
/// The names of the sheets of a workbook that hold anything. Throws Error(input) for what is no workbook.
std::vector<std::string> filled_sheets(std::string bytes, const std::string& name);

/// The file's bytes: records in their dialect, cells quoted where they need it. Throws Error(output) naming the first
/// character that the encoding can't hold. parse_cells() gives the same records again.
std::string print_cells(const Cells& cells, const std::string& name);

}  // namespace dsat::load
