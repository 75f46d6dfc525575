#include "load/plain_id.hpp"

#include <algorithm>
#include <array>

#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Blanks, and the characters that nobody sees: byte order mark, zero-width ones, no-break blank, soft hyphen, marks of
/// direction.
std::string_view without_invisible_ends(std::string_view cell) {
  constexpr std::array<std::string_view, 10> invisible = {"\uFEFF", "\u200B", "\u200C", "\u200D", "\u2060",
                                                          "\u00A0", "\u202F", "\u00AD", "\u200E", "\u200F"};
  for (bool any = true; any;) {
    cell = trim(cell);
    any = false;
    for (const std::string_view character : invisible) {
      if (cell.starts_with(character)) cell.remove_prefix(character.size()), any = true;
      if (cell.ends_with(character)) cell.remove_suffix(character.size()), any = true;
    }
  }
  return cell;
}

/// What a formula shows: `="000120"`, `=HYPERLINK("https://…";"000120")`. Of several texts the last one.
std::string_view shown_by_formula(std::string_view cell) {
  if (cell.size() < 3 || cell.front() != '=') return cell;
  const std::size_t close = cell.rfind('"');
  const std::size_t open = close == std::string_view::npos || close == 0 ? close : cell.rfind('"', close - 1);
  if (open == std::string_view::npos || open == close) return cell;
  const std::string_view behind = cell.substr(close + 1);
  if (behind.find_first_not_of(") ") != std::string_view::npos) return cell;
  return cell.substr(open + 1, close - open - 1);
}

}  // namespace

std::string_view plain_id(std::string_view cell) {
  const bool plain =
      std::ranges::all_of(cell, [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
  if (plain) return cell;
  cell = without_invisible_ends(cell);
  cell = without_invisible_ends(shown_by_formula(cell));
  // A link to the ticket ends in its id.
  if (cell.find("://") != std::string_view::npos) {
    while (cell.ends_with('/')) cell.remove_suffix(1);
    cell.remove_prefix(cell.rfind('/') + 1);
    cell.remove_prefix(cell.rfind('=') + 1);
    return cell;
  }
  // How a spreadsheet is told that digits are text.
  if (cell.size() > 1 && cell.front() == '\'' && cell.back() != '\'') cell.remove_prefix(1);
  if (cell.size() > 1 && cell.front() == '#') cell.remove_prefix(1);
  if (cell.size() > 2 && cell.ends_with(".0") && std::ranges::all_of(cell.substr(0, cell.size() - 2), is_digit))
    cell.remove_suffix(2);
  return cell;
}

}  // namespace dsat::load
