#include "load/sheets/sheet_text.hpp"

#include <algorithm>
#include <cstring>

namespace dsat::load {

std::uint64_t RowsOfLines::row(std::uint64_t line) const {
  const auto after = std::ranges::upper_bound(breaks_, line, {}, &std::pair<std::uint64_t, std::uint64_t>::first);
  return after == breaks_.begin() ? line : line - std::prev(after)->second;
}

std::size_t SheetText::read(char* to, std::size_t size) {
  while (text_.size() - at_ < size && !ended_) {
    text_.erase(0, std::exchange(at_, 0));
    for (int rows = 0; rows < 256 && !ended_; ++rows)
      if (rows_->next(row_))
        write(row_);
      else
        ended_ = true;
    if (ended_) lines_->notes = rows_->notes();
  }
  const std::size_t got = std::min(size, text_.size() - at_);
  std::memcpy(to, text_.data() + at_, got);
  at_ += got;
  return got;
}

void SheetText::write(const SheetRow& row) {
  for (; next_row_ < row.number; ++next_row_, ++line_) text_ += '\n';
  const std::size_t begin = text_.size();
  // Empty cells at the end of a row aren't missing ones.
  width_ = std::max(width_, row.cells.size());
  for (std::size_t i = 0; i < width_; ++i) {
    if (i > 0) text_ += ',';
    if (i < row.cells.size()) write_cell(row.cells[i]);
  }
  const auto breaks = std::count(text_.begin() + static_cast<std::ptrdiff_t>(begin), text_.end(), '\n');
  text_ += '\n';
  line_ += 1 + static_cast<std::uint64_t>(breaks);
  next_row_ = row.number + 1;
  if (breaks > 0) {
    // The lines in the row are of it, each one more line than the row has.
    for (std::uint64_t i = 1; i <= static_cast<std::uint64_t>(breaks); ++i)
      lines_->breaks_.emplace_back(line_ - static_cast<std::uint64_t>(breaks) + i - 1, ++more_lines_);
  }
}

void SheetText::write_cell(const std::string& cell) {
  const bool plain = cell.find_first_of(",\"\n\r") == cell.npos && cell.find_first_of(" \t'") != 0;
  if (plain) {
    text_ += cell;
    return;
  }
  text_ += '"';
  for (const char c : cell) {
    if (c == '"') text_ += '"';
    // A carriage return alone would end a line for some.
    if (c == '\r') continue;
    text_ += c;
  }
  text_ += '"';
}

}  // namespace dsat::load
