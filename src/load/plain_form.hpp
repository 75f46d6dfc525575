#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "load/records.hpp"

/// The plain form: CSV as the line reader wants it, whatever dialect it came in.
///
/// Text that was decoded never holds the bytes F5 to FF, so these can stand for what the line reader doesn't know: one
/// separator for every dialect, and line breaks within cells. Quotes are gone. The cells of all records follow each
/// other, `plain_cells` to a line, whichever record they belong to; empty ones fill up the last line. Cells too long
/// for a line are carried beside the text.
namespace dsat::load {

inline constexpr std::size_t plain_cells = 16;
inline constexpr char plain_separator = '\xFE';

/// What stands beside the text of a record.
struct PlainRecord {
  std::uint64_t fingerprint = 0;  ///< of all its cells; see fingerprint()
  std::uint32_t line = 0;         ///< physical line where it begins
  std::uint32_t cells = 0;        ///< cells in the plain form
  bool masked = false;            ///< some cell holds stand-ins
};

/// Some whole records in plain form.
class PlainPart {
 public:
  /// What a stretch stays below, unless a single record takes more: what any version of the line reader holds without
  /// moving it.
  static constexpr std::size_t usual_size = std::size_t{1} << 20;
  static constexpr std::size_t room_behind = 16;

  /// Whole lines with the cells of whole records.
  struct Stretch {
    std::string_view text;
    std::span<const PlainRecord> records;
  };
  std::vector<Stretch> stretches();
  const std::vector<PlainRecord>& records() const { return records_; }
  /// Undoes the stand-ins in a cell of a masked record. The part goes on owning cells that are carried beside the text;
  /// they are asked for in order.
  std::string_view unmask(char* cell, std::size_t size);

  void clear();
  /// Adds a record. Its cells come in order by add_cell(), between these two.
  void begin_record(std::uint32_t line, std::size_t text_size, std::size_t cell_count);
  void add_cell(const RawCell& cell);
  /// The same for a cell without quotes; `room_behind` bytes from its beginning can be read.
  void add_readable_cell(std::string_view cell);
  void end_record(std::uint64_t fingerprint);
  /// Counts the lines of all records from `first` on instead of 0.
  void move_to_line(std::uint32_t first);

 private:
  struct End {
    std::size_t text = 0, records = 0;
  };
  void ensure(std::size_t more);
  void end_cell();
  void end_stretch();

  std::unique_ptr<char[]> text_;
  std::size_t size_ = 0, capacity_ = 0;
  std::size_t in_line_ = 0;  ///< cells of the line that was begun
  std::vector<End> ends_;    ///< of stretches, but of the last
  std::vector<PlainRecord> records_;
  std::deque<std::string> long_cells_;
  std::size_t next_long_cell_ = 0;
  std::string scratch_;
};

/// A hash of the contents of all cells, for telling rows that are equal in every cell. The same for every dialect,
/// machine and version; empty cells at the end don't count.
std::uint64_t fingerprint(const std::vector<RawCell>& cells, std::string& scratch);

}  // namespace dsat::load
