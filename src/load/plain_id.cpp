#include "load/plain_id.hpp"

#include <algorithm>

#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Takes off blanks and the signs that nobody sees: byte order mark, zero width and no-break blanks, soft hyphen.
std::string_view without_invisible(std::string_view cell) {
  static constexpr std::string_view invisible[] = {" ",      "\t",     "\r",     "\n",     "\u00A0", "\u00AD",
                                                   "\u200B", "\u200C", "\u200D", "\u2060", "\u202F", "\uFEFF"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view sign : invisible) {
      if (cell.starts_with(sign)) cell.remove_prefix(sign.size()), again = true;
      if (cell.ends_with(sign)) cell.remove_suffix(sign.size()), again = true;
    }
  }
  return cell;
}

/// What a formula shows: `="000120"`, and of `=HYPERLINK("https://…","000120")` the last text in quotes.
std::string_view shown_by_formula(std::string_view cell) {
  if (!cell.starts_with('=')) return cell;
  const std::size_t end = cell.rfind('"');
  if (end == cell.npos || end == 0) return cell;
  const std::size_t begin = cell.rfind('"', end - 1);
  return begin == cell.npos ? cell : cell.substr(begin + 1, end - begin - 1);
}

}  // namespace

std::string_view plain_id(std::string_view cell) {
  const bool plain =
      std::ranges::all_of(cell, [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
  if (plain) return cell;
  cell = without_invisible(shown_by_formula(without_invisible(cell)));
  if (cell.size() > 1 && cell.front() == '\'') cell = without_invisible(cell.substr(1));
  // A link to the ticket ends in its id.
  if (cell.find("://") != std::string_view::npos) {
    while (cell.ends_with('/')) cell.remove_suffix(1);
    cell.remove_prefix(cell.rfind('/') + 1);
    cell.remove_prefix(cell.rfind('=') + 1);
    return cell;
  }
  if (cell.size() > 1 && cell.front() == '#') cell.remove_prefix(1);
  if (cell.size() > 2 && cell.ends_with(".0") && std::ranges::all_of(cell.substr(0, cell.size() - 2), is_digit))
    cell.remove_suffix(2);
  return cell;
}

}  // namespace dsat::load
