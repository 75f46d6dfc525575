#include "dsat/base/spreadsheet.hpp"

#include <algorithm>
#include <array>

namespace dsat {
namespace {

constexpr std::array<std::string_view, 10> dangerous = {"=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"};
/// Within a cell a tab or a carriage return ends what stands before it, and begins nothing.
constexpr std::size_t dangerous_inside = 8;

bool begins_dangerously(std::string_view text, std::size_t count) {
  return std::any_of(dangerous.begin(), dangerous.begin() + static_cast<std::ptrdiff_t>(count),
                     [&](std::string_view start) { return text.starts_with(start); });
}

std::string_view behind_any(std::string_view text, std::string_view signs) {
  return text.substr(std::min(text.find_first_not_of(signs), text.size()));
}

/// Quotes behind a break are an empty cell's, and what follows them is its text.
bool needs_guard_inside(std::string_view text) {
  return begins_dangerously(behind_any(text, "'\""), dangerous_inside);
}

}  // namespace

bool needs_spreadsheet_guard(std::string_view text) {
  // Text that looks guarded already gets one more, or taking the guard off would change it.
  return begins_dangerously(behind_any(text, "'"), dangerous.size());
}

std::string with_spreadsheet_guard(std::string_view text) {
  return (needs_spreadsheet_guard(text) ? "'" : "") + std::string(text);
}

std::string_view without_spreadsheet_guard(std::string_view text) {
  const bool guarded = text.starts_with('\'') && needs_spreadsheet_guard(text);
  return guarded ? text.substr(1) : text;
}

std::string_view csv_breaks(char separator) {
  return separator == ',' ? ";\t|\r\n" : ",;\t|\r\n";
}

std::string with_csv_guards(std::string_view text, std::string_view breaks) {
  std::string guarded(needs_spreadsheet_guard(text) ? "'" : "");
  for (std::size_t next; (next = text.find_first_of(breaks)) != text.npos;) {
    guarded += text.substr(0, ++next);
    text.remove_prefix(next);
    if (needs_guard_inside(text)) guarded += '\'';
  }
  return guarded += text;
}

std::string without_csv_guards(std::string_view text, std::string_view breaks) {
  text = without_spreadsheet_guard(text);
  std::string bare;
  for (std::size_t next; (next = text.find_first_of(breaks)) != text.npos;) {
    bare += text.substr(0, ++next);
    text.remove_prefix(next);
    if (text.starts_with('\'') && needs_guard_inside(text)) text.remove_prefix(1);
  }
  return bare += text;
}

}  // namespace dsat
