#include "dsat/base/spreadsheet.hpp"

#include <algorithm>
#include <array>

namespace dsat {

bool needs_spreadsheet_guard(std::string_view text) {
  static constexpr std::array<std::string_view, 10> dangerous = {"=",  "+",  "-",  "@",  "\t",
                                                                 "\r", "＝", "＋", "－", "＠"};
  // Text that looks guarded already gets one more, or taking the guard off would change it.
  text.remove_prefix(std::min(text.find_first_not_of('\''), text.size()));
  return std::any_of(dangerous.begin(), dangerous.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}

std::string with_spreadsheet_guard(std::string_view text) {
  return (needs_spreadsheet_guard(text) ? "'" : "") + std::string(text);
}

std::string_view without_spreadsheet_guard(std::string_view text) {
  const bool guarded = text.starts_with('\'') && needs_spreadsheet_guard(text);
  return guarded ? text.substr(1) : text;
}

}  // namespace dsat
