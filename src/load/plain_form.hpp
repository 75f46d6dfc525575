#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "load/records.hpp"

/// The plain form: CSV as the line reader wants it, whatever dialect it came in.
///
/// Text that was decoded never holds the bytes F5 to FF, so these can stand for what the line reader doesn't know: one
/// separator for every dialect, and line breaks within cells. Quotes are gone. A line has exactly `plain_cells` cells;
/// a record takes as many lines as it needs, the last one filled up with empty cells. Cells too long for a line are
/// carried beside the text.
namespace dsat::load {

inline constexpr std::size_t plain_cells = 16;
inline constexpr char plain_separator = '\xFE';

/// What stands beside the text of a record.
struct PlainRecord {
  std::uint64_t fingerprint = 0;  ///< of all its cells; see fingerprint()
  std::uint32_t line = 0;         ///< physical line where it begins
  std::uint32_t cells = 0;        ///< cells in the plain form; the lines they take follow from that
  bool masked = false;            ///< some cell holds stand-ins
};

/// Some whole records in plain form.
class PlainPart {
 public:
  /// What the text of a part stays below, unless a single record takes more: what any version of the line reader holds
  /// without moving it.
  static constexpr std::size_t usual_size = std::size_t{1} << 20;

  std::string_view text() const { return {text_.get(), size_}; }
  const std::vector<PlainRecord>& records() const { return records_; }
  /// Undoes the stand-ins in a cell of a masked record. The part goes on owning cells that are carried beside the text;
  /// they are asked for in order.
  std::string_view unmask(char* cell, std::size_t size);

  void clear();
  /// Adds a record. Its cells come in order by add_cell(), between these two.
  void begin_record(std::uint32_t line, std::size_t text_size, std::size_t cell_count);
  void add_cell(const RawCell& cell);
  void end_record(std::uint64_t fingerprint);

 private:
  void ensure(std::size_t more);
  void put(std::string_view bytes);

  std::unique_ptr<char[]> text_;
  std::size_t size_ = 0, capacity_ = 0;
  std::vector<PlainRecord> records_;
  std::deque<std::string> long_cells_;
  std::size_t next_long_cell_ = 0;
  std::string scratch_;
};

/// A hash of the contents of all cells, for telling rows that are equal in every cell. The same for every dialect,
/// machine and version; empty cells at the end don't count.
std::uint64_t fingerprint(const std::vector<RawCell>& cells, std::string& scratch);

}  // namespace dsat::load
