#include <algorithm>
#include <cstring>

#include "load/readers/csv_part.hpp"

namespace dsat::load {
namespace {

constexpr std::size_t longest_uncut = std::size_t{1} << 24;
/// Behind what was read, as RecordIndex and the plain form want it.
constexpr std::size_t padding = 64;

void make_room(CsvPart& part, std::size_t capacity) {
  if (part.capacity >= capacity) return;
  std::unique_ptr<char[]> larger(new char[capacity + padding]);
  if (part.size != 0) std::memcpy(larger.get(), part.bytes.get(), part.size);
  part.bytes = std::move(larger);
  part.capacity = capacity;
}

}  // namespace

/// Text cut off within quotes by mistake begins with lines that are no rows.
bool CsvCutter::begins_well(std::string_view text, const CsvTable& table) {
  constexpr int records_looked_at = 4;
  for (int i = 0; i < records_looked_at; ++i) {
    if (walk_record(text, false, table.separator, record_) != Walk::record) return i == 0;
    if (record_.cells.size() == table.width && !record_.quote_inside && !record_.text_after_quote) return true;
    text.remove_prefix(record_.size);
  }
  return false;
}

bool CsvCutter::cut(CsvPart& part, const CsvTable& table) {
  part.size = part.prepared = part.line_ends = 0;
  part.replaced_at = CsvPart::nowhere;
  if (ended_) return false;
  make_room(part, rest_.size() + part_size_);
  std::memcpy(part.bytes.get(), rest_.data(), rest_.size());
  part.size = rest_.size();
  const std::uint64_t begin = window_.offset() - rest_.size();
  std::size_t end = 0;
  for (;;) {
    part.size += window_.take(part.bytes.get() + part.size, part.capacity - part.size);
    part.last = window_.at_end();
    end = part.size;
    if (part.last) break;
    end = last_line_end(part.text(), !begins_well(part.text(), table));
    if (end == 0) end = last_line_end(part.text(), false);
    if (end != 0) break;
    end = part.size;
    if (part.size >= longest_uncut) break;
    make_room(part, 2 * part.size);
  }
  rest_.assign(part.bytes.get() + end, part.size - end);
  part.size = end;
  ended_ = part.last;
  const Decoder& decoder = window_.decoder();
  if (const auto at = decoder.first_replaced_at(); at && *at >= begin && *at < begin + end) part.replaced_at = *at;
  part.any_replaced = decoder.replaced() > 0;
  part.any_zero_bytes = decoder.zero_bytes() > 0;
  return true;
}

void CsvCutter::put_back(std::string_view text) {
  rest_.insert(0, text);
  ended_ = false;
}

}  // namespace dsat::load
