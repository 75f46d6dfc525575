#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Where the records and cells of a CSV text begin and end: quoting, and nothing else.
namespace dsat::load {

/// A cell where it stands. A quoted one begins after its opening quote.
struct RawCell {
  const char* begin = nullptr;
  const char* close = nullptr;  ///< the closing quote; of a cell that isn't quoted its end
  const char* end = nullptr;    ///< before the separator or line end; text between close and end is kept
  bool quoted = false;
  bool doubled = false;     ///< holds doubled quotes
  bool line_break = false;  ///< holds CR or LF
  bool is_plain() const { return !doubled && (!quoted || close + 1 == end); }
  std::string_view inner() const { return {begin, static_cast<std::size_t>(close - begin)}; }
  bool is_empty() const { return begin == close && is_plain(); }
};

/// The content of a cell: quotes off, doubled ones single, text after the closing quote appended. Uses `scratch` for
/// what doesn't stand in the text as it is.
std::string_view content(const RawCell& cell, std::string& scratch);

/// The cell that takes all of `text`, which is quoted well or not at all.
RawCell whole_cell(std::string_view text);

/// One record where it stands.
struct RawRecord {
  std::vector<RawCell> cells;
  std::size_t text_size = 0;    ///< without its line end
  std::size_t size = 0;         ///< with its line end: CR, LF or CRLF
  std::size_t line_breaks = 0;  ///< physical lines it takes, the one that ends it included
  bool terminated = false;      ///< a line end follows
  bool quote_inside = false;    ///< a quote in mid-cell: data
  bool text_after_quote = false;
  /// True for an empty line, which is one empty cell.
  bool is_blank_line() const { return cells.size() == 1 && cells[0].is_empty() && !cells[0].quoted; }
};

enum class Walk : std::uint8_t {
  record,    ///< a whole record
  more,      ///< the text ends within it, and it isn't the end of the file
  unclosed,  ///< the file ends within an open quote
  end,       ///< no text left
};

/// Reads the record that `text` begins with. `last`: the text ends where the file does.
Walk walk_record(std::string_view text, bool last, char separator, RawRecord& record);

/// Length of the first physical line with its line end.
std::size_t line_size(std::string_view text);

}  // namespace dsat::load
