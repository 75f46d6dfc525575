#include "load/raw_table.hpp"

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
    auto found = index_.find(cell);
    if (found == index_.end()) {
      found = index_.emplace(cell, static_cast<std::uint32_t>(distinct_.size())).first;
      distinct_.emplace_back(cell);
    }
    codes_.push_back(found->second);
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
