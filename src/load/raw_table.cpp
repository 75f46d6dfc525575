#include "load/raw_table.hpp"

#include <algorithm>

#include "load/hash.hpp"

namespace dsat::load {
namespace {

constexpr std::uint32_t absent_code = 0, null_code = 1;
// A plain column marks its cells in the two top bits of where they end.
constexpr std::uint64_t absent_mark = std::uint64_t{1} << 63, null_mark = std::uint64_t{1} << 62;
constexpr std::uint64_t end_mask = null_mark - 1;

}  // namespace

std::size_t RawColumn::size() const {
  return keep_ == Keep::coded ? codes_.size() : ends_.size();
}

std::string_view RawColumn::operator[](std::size_t row) const {
  if (keep_ == Keep::coded) return distinct_[codes_[row]];
  if (keep_ == Keep::no) return {};
  const std::uint64_t begin = row == 0 ? 0 : ends_[row - 1] & end_mask;
  return std::string_view(bytes_).substr(begin, (ends_[row] & end_mask) - begin);
}

RawColumn::State RawColumn::state(std::size_t row) const {
  if (keep_ == Keep::no) return State::absent;
  if (keep_ == Keep::coded) {
    return codes_[row] == absent_code ? State::absent : codes_[row] == null_code ? State::null : State::present;
  }
  return (ends_[row] & absent_mark) != 0 ? State::absent : (ends_[row] & null_mark) != 0 ? State::null : State::present;
}

void RawColumn::append(std::string_view cell) {
  if (keep_ == Keep::plain) {
    bytes_ += cell;
    ends_.push_back(bytes_.size());
  } else if (keep_ == Keep::coded) {
    // Neighbours are often the same.
    const bool again = !codes_.empty() && codes_.back() > null_code && distinct_[codes_.back()] == cell;
    codes_.push_back(again ? codes_.back() : code_of(cell));
  }
}

std::uint32_t RawColumn::code_of(std::string_view cell) {
  if (distinct_.size() * 2 > slots_.size()) make_slots(std::max<std::size_t>(16, slots_.size() * 2));
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash_more(0, cell) & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    if (distinct_[slots_[slot]] == cell) return slots_[slot];
  }
  slots_[slot] = static_cast<std::uint32_t>(distinct_.size());
  distinct_.emplace_back(cell);
  return slots_[slot];
}

void RawColumn::make_slots(std::size_t count) {
  slots_.assign(count, 0);
  for (std::size_t code = null_code + 1; code < distinct_.size(); ++code) {
    std::size_t slot = hash_more(0, distinct_[code]) & (count - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (count - 1);
    slots_[slot] = static_cast<std::uint32_t>(code);
  }
}

void RawColumn::append_null() {
  if (keep_ == Keep::plain) ends_.push_back(bytes_.size() | null_mark);
  if (keep_ == Keep::coded) codes_.push_back(null_code);
}

void RawColumn::append_absent() {
  if (keep_ == Keep::plain) ends_.push_back(bytes_.size() | absent_mark);
  if (keep_ == Keep::coded) codes_.push_back(absent_code);
}

void RawColumn::pad(std::size_t rows) {
  if (keep_ == Keep::plain && ends_.size() < rows) ends_.resize(rows, bytes_.size() | absent_mark);
  if (keep_ == Keep::coded && codes_.size() < rows) codes_.resize(rows, absent_code);
}

RawColumn* RawTable::find(std::string_view name) {
  for (RawColumn& column : columns) {
    if (column.name() == name) return &column;
  }
  return nullptr;
}

}  // namespace dsat::load
