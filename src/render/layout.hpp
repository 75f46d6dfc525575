#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dsat/document/document.hpp"
#include "dsat/render/writer.hpp"

/// Text on a terminal: lines of a given width, counted in columns.
namespace dsat::render {

/// `text` on lines of at most `width` columns, broken at blanks, never between a figure and its unit; a word longer
/// than a line is cut into pieces. The first line has room for `first` columns only.
std::vector<std::string> wrap(std::string_view text, std::size_t width, std::size_t first);
inline std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  return wrap(text, width, width);
}

/// `text` with blanks after (left) or before (right) it, up to `width` columns.
std::string left(std::string_view text, std::size_t width);
std::string right(std::string_view text, std::size_t width);

/// Upper case for a heading. Words beyond ASCII stay as they are, and so do names of files and tags.
std::string capitals(std::string_view text);

/// The columns that readers see as lines of at most `width` columns, headings included, without title and note: numbers
/// aligned on the decimal point, words to the left. Where room is short `wide` columns break over two lines, then bars
/// get shorter, then `spare` columns go (a last line names them), then other words break; what still can't stand side
/// by side goes on below, with the columns repeated that name a row.
std::vector<std::string> table_lines(const document::Table& table, std::size_t width, const Style& style);

}  // namespace dsat::render
