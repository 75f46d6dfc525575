#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace dsat::load {

/// Where the cells and records of a CSV text end, found 64 bytes at a time by masks of its quotes, separators and line
/// ends (the way of Langdale and Lemire, "Parsing Gigabytes of JSON per Second", 2019). It tells what walk_record()
/// tells, of the records alone about which there is nothing to tell: every quote opens a cell, closes it, or is
/// doubled.
class RecordIndex {
 public:
  struct Record {
    std::uint32_t begin = 0;      ///< offset of its first byte
    std::uint32_t line = 0;       ///< line ends before it
    std::uint32_t first_end = 0;  ///< index into cell_ends()
    std::uint32_t cells = 0;
  };

  /// Indexes the records that `text`, up to 4 GiB of it, begins with: up to the first quote that is none of the three,
  /// or the last line end. `text` begins where a record does, and 64 bytes behind it can be read.
  void index(std::string_view text, char separator);

  std::span<const Record> records() const { return records_; }
  /// Offsets of the separators and line ends that the cells of all records end with.
  const std::uint32_t* cell_ends() const { return ends_.get(); }
  std::size_t size() const { return size_; }          ///< bytes of the records, line ends included
  std::uint32_t line_ends() const { return lines_; }  ///< among these bytes, those within quotes too

 private:
  std::vector<Record> records_;
  std::unique_ptr<std::uint32_t[]> ends_;
  std::size_t capacity_ = 0;
  std::size_t size_ = 0;
  std::uint32_t lines_ = 0;
};

/// The offset behind the last line end that stands outside quotes; 0 if there is none. `text` begins outside quotes,
/// or within if `quoted`.
std::size_t last_line_end(std::string_view text, bool quoted);

}  // namespace dsat::load
