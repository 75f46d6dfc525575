#include "dsat/review/worksheet.hpp"

#include <algorithm>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/targets/check.hpp"
#include "unit/review/reviewed_store.hpp"

namespace dsat::fuzz {
namespace {

using review::Worksheet;

/// What people typed, cell by cell, in any order of rows.
std::vector<std::string> typed(const Worksheet& sheet) {
  std::vector<std::string> cells;
  for (std::size_t row = 0; row < sheet.rows(); ++row)
    for (std::size_t place = 0; place < sheet.headers().size(); ++place) {
      const auto column = sheet.column_at(place);
      if (column && review::info(*column).kind == review::ColumnKind::ours) continue;
      if (const std::string& cell = sheet.cells(row)[place]; !cell.empty())
        cells.push_back(sheet.headers()[place] + '=' + cell);
    }
  std::sort(cells.begin(), cells.end());
  return cells;
}

}  // namespace

/// A file that may be a review worksheet: merged with ratings and written back, it holds every typed word, and a second
/// merge changes nothing.
void worksheet(std::string_view bytes) {
  static const Store store = test::store_of({{"0042", "2026-11-03T08:00:00Z", "Bad", "=so slow"},
                                             {"A-7", "2026-11-04T09:30:00Z", "Bad", ""},
                                             {"43", "2026-11-05T10:00:00Z", "Good", "fine"}});
  const std::vector<review::Entry> entries = {{0, 0}, {1, 1}};
  try {
    Worksheet sheet = Worksheet::parse(bytes, "sheet");
    const auto before = typed(sheet);
    merge(sheet, store, entries, false);
    check(typed(sheet) == before, "a merge touched a typed word");
    const std::string written = sheet.print();
    Worksheet again = Worksheet::parse(written, "sheet");
    check(typed(again) == before, "a typed word was lost on the way");
    check(merge(again, store, entries, false).added == 0, "a row was added twice");
    check(again.print() == written, "the same again gives another sheet");
  } catch (const Error&) {
  }
}

}  // namespace dsat::fuzz
