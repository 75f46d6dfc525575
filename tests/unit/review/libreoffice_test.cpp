#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "dsat/base/file.hpp"
#include "dsat/review/annotate.hpp"
#include "dsat/review/worksheet.hpp"
#include "unit/review/reviewed_store.hpp"

using namespace dsat;
using namespace dsat::review;

// One worksheet (`typed.csv`: as dsat wrote it, then filled in), and what LibreOffice 7.4 made of it: opened and saved
// by way of ODS, of XLSX with semicolons, and on a German desktop with German dates.

namespace {

const std::filesystem::path folder =
    std::filesystem::path(DSAT_SOURCE_DIR) / "tests" / "unit" / "review" / "libreoffice";

Store four_bad_ratings() {
  return test::store_of(
      {{"00042", "2026-11-03T09:15:30Z", "Bad", "They said \"soon\", twice.\nThen nothing.", "Zoë Łuczak"},
       {"00043", "2026-11-04T00:00:00Z", "Bad", "=slow; very slow", "José Ñandú"},
       {"123456789012345", "2026-11-05T23:59:59Z", "Bad", "10/11", "Ann"},
       {"00100", "2026-12-11T10:00:00Z", "Bad", "+49 30 123456", "Ann"}});
}

std::vector<std::string> typed_cells(const Worksheet& sheet) {
  std::vector<std::string> cells;
  for (std::size_t row = 0; row < sheet.rows(); ++row)
    for (std::size_t place = 0; place < sheet.headers().size(); ++place)
      if (const auto column = sheet.column_at(place); !column || info(*column).kind != ColumnKind::ours)
        cells.push_back(sheet.cells(row)[place]);
  return cells;
}

}  // namespace

TEST_CASE("a worksheet that LibreOffice saved comes back with every typed cell", "[worksheet][libreoffice]") {
  const Store store = four_bad_ratings();
  const std::vector<Entry> entries = {{0, 0}, {1, 1}, {2, 2}, {3, 3}};
  const Worksheet original = Worksheet::read(folder / "typed.csv");
  const Reading expected = annotate(original, store, {});
  for (const std::string name : {"typed.csv", "from_ods.csv", "from_xlsx_semicolon.csv", "from_xlsx_german.csv"}) {
    INFO(name);
    Worksheet sheet = Worksheet::read(folder / name);
    const load::Dialect dialect = sheet.dialect();
    const std::vector<std::string> before = typed_cells(sheet);
    CHECK(std::count_if(before.begin(), before.end(), [](const std::string& cell) { return !cell.empty(); }) == 36);

    const Merged merged = merge(sheet, store, entries, false);
    CHECK(merged.kept == 4);
    CHECK(merged.added == 0);
    CHECK(merged.gone == 0);
    CHECK(merged.changed == 0);
    CHECK(merged.notes.empty());

    const Worksheet back = Worksheet::parse(sheet.print(), name);
    CHECK(typed_cells(back) == before);
    CHECK(back.dialect() == dialect);
    for (std::size_t row = 0; row < 4; ++row) {
      // The zeros that a spreadsheet takes off an id are put back.
      CHECK(back.cell(row, Column::ticket_id) == original.cell(row, Column::ticket_id));
      CHECK(back.cell(row, Column::rated_at) == original.cell(row, Column::rated_at));
    }

    const Reading reading = annotate(back, store, {});
    CHECK(reading.rows == 3);
    CHECK(reading.gone == 0);
    for (std::uint32_t rating = 0; rating < 3; ++rating) {
      const Annotation *now = reading.annotations.find(rating), *then = expected.annotations.find(rating);
      REQUIRE((now != nullptr && then != nullptr));
      CHECK(now->fault == then->fault);
      CHECK(now->challenge == then->challenge);
      CHECK(now->error_source == then->error_source);
      CHECK(now->root_cause == then->root_cause);
      CHECK(now->action == then->action);
      CHECK(now->result == then->result);
      CHECK(now->reviewer == then->reviewer);
      CHECK(now->challenge_reason.substr(0, 5) == then->challenge_reason.substr(0, 5));  // 12:30 becomes 12:30:00
      CHECK(now->action_date == then->action_date);
      CHECK(now->reviewed_at == then->reviewed_at);
      CHECK(now->followed_up_at == then->followed_up_at);
      CHECK(now->decided_at == then->decided_at);
    }
  }
}
