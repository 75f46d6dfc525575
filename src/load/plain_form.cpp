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
  size_ = next_long_cell_ = 0;
  records_.clear();
  long_cells_.clear();
}

void PlainPart::ensure(std::size_t more) {
  if (capacity_ - size_ >= more) return;
  const std::size_t capacity = std::max(size_ + more, capacity_ * 2);
  std::unique_ptr<char[]> larger(new char[capacity]);
  if (size_ != 0) std::memcpy(larger.get(), text_.get(), size_);
  text_ = std::move(larger);
  capacity_ = capacity;
}

void PlainPart::put(std::string_view bytes) {
  char* const to = text_.get() + size_;
  size_ += bytes.size();
  // Most cells are a few bytes long, for which a call costs more than the bytes.
  const auto put_ends = [&]<typename Number>(Number) {
    const std::size_t rest = bytes.size() - sizeof(Number);
    Number first, last;
    std::memcpy(&first, bytes.data(), sizeof first);
    std::memcpy(&last, bytes.data() + rest, sizeof last);
    std::memcpy(to, &first, sizeof first);
    std::memcpy(to + rest, &last, sizeof last);
  };
  if (bytes.size() > 16) {
    std::memcpy(to, bytes.data(), bytes.size());
  } else if (bytes.size() >= 8) {
    put_ends(std::uint64_t{});
  } else if (bytes.size() >= 4) {
    put_ends(std::uint32_t{});
  } else {
    for (std::size_t i = 0; i < bytes.size(); ++i) to[i] = bytes[i];
  }
}

void PlainPart::begin_record(std::uint32_t line, std::size_t text_size, std::size_t cell_count) {
  ensure(text_size + 2 * (cell_count + plain_cells) + plain_cells);
  records_.push_back({0, line, 0, false});
}

void PlainPart::add_cell(const RawCell& cell) {
  PlainRecord& record = records_.back();
  std::string_view text = content(cell, scratch_);
  if (record.cells != 0) text_[size_++] = record.cells % plain_cells == 0 ? '\n' : plain_separator;
  ++record.cells;
  char* const begin = text_.get() + size_;
  if (text.size() > longest_cell) {
    long_cells_.emplace_back(text);
    *begin = long_cell_stand_in;
    ++size_;
    record.masked = true;
    return;
  }
  put(text);
  char* const end = text_.get() + size_;
  if (cell.line_break) {
    std::replace(begin, end, '\n', feed_stand_in);
    std::replace(begin, end, '\r', return_stand_in);
    record.masked = true;
  }
}

void PlainPart::end_record(std::uint64_t fingerprint) {
  PlainRecord& record = records_.back();
  record.fingerprint = fingerprint;
  const std::size_t in_last_line = record.cells == 0 ? 1 : (record.cells - 1) % plain_cells + 1;
  for (std::size_t cell = in_last_line; cell < plain_cells; ++cell) text_[size_++] = plain_separator;
  text_[size_++] = '\n';
}

std::string_view PlainPart::unmask(char* cell, std::size_t size) {
  if (size == 1 && *cell == long_cell_stand_in) return long_cells_[next_long_cell_++];
  std::replace(cell, cell + size, feed_stand_in, '\n');
  std::replace(cell, cell + size, return_stand_in, '\r');
  return {cell, size};
}

}  // namespace dsat::load
