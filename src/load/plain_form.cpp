#include "load/plain_form.hpp"

#include <algorithm>
#include <cstring>

#include "load/hash.hpp"

namespace dsat::load {
namespace {

constexpr char feed_stand_in = '\xFF', return_stand_in = '\xFD', long_cell_stand_in = '\xF8';
// Sixteen of them stay below the mebibyte that a line may have in the strictest version of the line reader.
constexpr std::size_t longest_cell = std::size_t{1} << 15;

}  // namespace

std::uint64_t fingerprint(const std::vector<RawCell>& cells, std::string& scratch) {
  std::uint64_t hash = 0;
  std::size_t empty = 0;
  for (const RawCell& cell : cells) {
    if (cell.is_empty()) {
      ++empty;
      continue;
    }
    for (; empty > 0; --empty) hash = hash_more(hash, {});
    hash = hash_more(hash, content(cell, scratch));
  }
  return hash;
}

void PlainPart::clear() {
  size_ = next_long_cell_ = in_line_ = 0;
  records_.clear();
  long_cells_.clear();
  ends_.clear();
}

void PlainPart::ensure(std::size_t more) {
  if (capacity_ - size_ >= more) return;
  const std::size_t capacity = std::max(size_ + more, capacity_ * 2);
  std::unique_ptr<char[]> larger(new char[capacity]);
  if (size_ != 0) std::memcpy(larger.get(), text_.get(), size_);
  text_ = std::move(larger);
  capacity_ = capacity;
}

void PlainPart::begin_record(std::uint32_t line, std::size_t text_size, std::size_t cell_count) {
  ensure(text_size + cell_count + 2 * plain_cells + room_behind);
  records_.push_back({0, line, 0, false});
}

void PlainPart::add_cell(const RawCell& cell) {
  PlainRecord& record = records_.back();
  ++record.cells;
  char* const begin = text_.get() + size_;
  std::string_view text = cell.is_plain() ? cell.inner() : content(cell, scratch_);
  if (text.size() > longest_cell) {
    long_cells_.emplace_back(text);
    text = std::string_view(&long_cell_stand_in, 1);
    record.masked = true;
  }
  if (!text.empty()) std::memcpy(begin, text.data(), text.size());
  size_ += text.size();
  if (cell.line_break) {
    char* const end = text_.get() + size_;
    std::replace(begin, end, '\n', feed_stand_in);
    std::replace(begin, end, '\r', return_stand_in);
    record.masked = true;
  }
  end_cell();
}

void PlainPart::add_readable_cell(std::string_view cell) {
  if (cell.size() > room_behind) return add_cell(whole_cell(cell));
  // Most cells are a few bytes long, for which a call costs more than the bytes.
  ++records_.back().cells;
  std::memcpy(text_.get() + size_, cell.data(), room_behind);
  size_ += cell.size();
  end_cell();
}

void PlainPart::end_cell() {
  in_line_ = (in_line_ + 1) % plain_cells;
  text_[size_++] = in_line_ == 0 ? '\n' : plain_separator;
}

void PlainPart::end_record(std::uint64_t fingerprint) {
  records_.back().fingerprint = fingerprint;
  constexpr std::size_t full = usual_size / 8 * 7;
  if (size_ - (ends_.empty() ? 0 : ends_.back().text) >= full) end_stretch();
}

void PlainPart::end_stretch() {
  if (in_line_ != 0) {
    // The last cell has its separator already; so many are still missing before the line end.
    ensure(plain_cells);
    while (++in_line_ < plain_cells) text_[size_++] = plain_separator;
    text_[size_++] = '\n';
    in_line_ = 0;
  }
  ends_.push_back({size_, records_.size()});
}

void PlainPart::move_to_line(std::uint32_t first) {
  for (PlainRecord& record : records_) record.line += first;
}

std::vector<PlainPart::Stretch> PlainPart::stretches() {
  if ((ends_.empty() ? 0 : ends_.back().records) != records_.size()) end_stretch();
  std::vector<Stretch> stretches;
  End begin;
  for (const End& end : ends_) {
    stretches.push_back({{text_.get() + begin.text, end.text - begin.text},
                         std::span(records_).subspan(begin.records, end.records - begin.records)});
    begin = end;
  }
  return stretches;
}

std::string_view PlainPart::unmask(char* cell, std::size_t size) {
  if (size == 1 && *cell == long_cell_stand_in) return long_cells_[next_long_cell_++];
  std::replace(cell, cell + size, feed_stand_in, '\n');
  std::replace(cell, cell + size, return_stand_in, '\r');
  return {cell, size};
}

}  // namespace dsat::load
