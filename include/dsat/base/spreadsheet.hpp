#pragma once
#include <string>
#include <string_view>

/// What a spreadsheet would run when it opens a cell of text, and the `'` that stops it.
namespace dsat {

/// True if `text` begins with `=`, `+`, `-`, `@` (also full-width), a tab or a carriage return, or with any number of
/// `'` before one of those: such a text needs the guard, and such a text alone carries one.
bool needs_spreadsheet_guard(std::string_view text);

/// `text`, with a `'` before it where it needs the guard.
std::string with_spreadsheet_guard(std::string_view text);

/// Takes off exactly what with_spreadsheet_guard() put on: the inverse on everything that it returns.
std::string_view without_spreadsheet_guard(std::string_view text);

}  // namespace dsat
