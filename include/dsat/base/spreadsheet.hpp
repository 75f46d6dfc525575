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

/// Where a cell of CSV may be parted into several: line breaks, and what parts cells in spreadsheets set up for other
/// countries. A comma does it only in files whose own separator is another.
std::string_view csv_breaks(char separator);

/// `text` for a cell of CSV: guarded at its beginning and behind each of `breaks`, where a spreadsheet that takes the
/// file for something else would begin a cell. Quotes there don't stop it.
std::string with_csv_guards(std::string_view text, std::string_view breaks);

/// Takes off exactly what with_csv_guards() put on.
std::string without_csv_guards(std::string_view text, std::string_view breaks);

}  // namespace dsat
