#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

#include "load/plain_form.hpp"
#include "load/readers/csv_rows.hpp"
#include "load/record_index.hpp"
#include "load/window.hpp"

namespace dsat::load {

/// A part of a CSV text on its way to plain form. Whoever reads parts has one, and uses it again.
struct CsvPart {
  static constexpr std::uint64_t nowhere = std::numeric_limits<std::uint64_t>::max();

  PlainPart plain;  ///< its records

  std::unique_ptr<char[]> bytes;
  std::size_t capacity = 0, size = 0;
  bool last = false;                    ///< the text ends with it
  std::uint64_t replaced_at = nowhere;  ///< offset of the first place in it where what isn't text was replaced
  bool any_replaced = false, any_zero_bytes = false;  ///< what was replaced, up to its end

  RecordIndex index;
  std::size_t prepared = 0;     ///< bytes whose records are in `plain`
  std::uint32_t line_ends = 0;  ///< among these

  std::string_view text() const { return {bytes.get(), size}; }
};

/// Cuts a text into parts, each where a record seems to end. Quotes in unusual places may deceive it: whoever reads a
/// part has to see whether it begins where the last record ended.
class CsvCutter {
 public:
  /// Parts are of about `part_size` bytes, more only where no end of a record is found.
  CsvCutter(Decoder decoder, std::size_t part_size) : window_(std::move(decoder)), part_size_(part_size) {}

  /// The beginning of the text, for having a look at it; parts are cut off what is left of it.
  Window& window() { return window_; }
  const Decoder& decoder() const { return window_.decoder(); }

  /// False after the last part, which may be empty.
  bool cut(CsvPart& part, const CsvTable& table);
  /// Puts text back before what wasn't cut off yet.
  void put_back(std::string_view text);

 private:
  bool begins_well(std::string_view text, const CsvTable& table);

  Window window_;
  std::size_t part_size_;
  std::string rest_;  ///< behind the last cut, read already
  RawRecord record_;
  bool ended_ = false;
};

}  // namespace dsat::load
