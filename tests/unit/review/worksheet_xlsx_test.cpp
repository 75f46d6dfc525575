#include <catch2/catch.hpp>
#include <string>

#include "dsat/base/file.hpp"
#include "dsat/review/worksheet.hpp"
#include "support/scratch_folder.hpp"
#include "support/unzip.hpp"
#include "unit/review/reviewed_store.hpp"

using namespace dsat;
using namespace dsat::review;
using Catch::Contains;

TEST_CASE("the native worksheet has lists for the fixed words, a frozen header, and isn't protected",
          "[worksheet][xlsx]") {
  const Store store = test::store_of({{"0042", "2026-11-03T08:00:00Z", "Bad", "=HYPERLINK(\"x\") so slow"}});
  Worksheet sheet;
  merge(sheet, store, std::vector<Entry>{{0, 0}}, false);
  const test::ScratchFolder folder;
  write_xlsx(sheet, folder.path() / "reviews.xlsx");
  const auto files = test::unzipped(read_file(folder.path() / "reviews.xlsx"));
  const std::string& page = files.at("xl/worksheets/sheet1.xml");
  CHECK_THAT(page, Contains("state=\"frozen\""));
  CHECK_THAT(page, !Contains("sheetProtection"));
  CHECK_THAT(page, !Contains("<f>"));
  // The lists go on below the rows that are there.
  CHECK_THAT(page, Contains("<dataValidations count=\"3\">"));
  CHECK_THAT(page, Contains("<formula1>\"agent,outside,mixed,unknown\"</formula1>"));
  CHECK_THAT(page, Contains("<formula1>\"employee,procedure,template,product,delivery,other\"</formula1>"));
  CHECK_THAT(page, Contains("<formula1>\"open,upheld,overturned\"</formula1>") ||
                       Contains("<formula1>\"open,upheld,overturned,restored\"</formula1>"));
  CHECK_THAT(page, Contains("sqref=\"K2:K1002\""));
  // An id stays text, and what a spreadsheet would run is guarded.
  const std::string& words = files.at("xl/sharedStrings.xml");
  CHECK_THAT(words, Contains("<t>0042</t>"));
  CHECK_THAT(words, Contains("<t>'=HYPERLINK("));
  const std::string& styles = files.at("xl/styles.xml");
  CHECK_THAT(styles, Contains("wrapText=\"1\""));
  CHECK_THAT(styles, Contains("FFF8DC"));  // what people fill in
  CHECK_THAT(styles, Contains("yyyy\\-mm\\-dd") || Contains("yyyy-mm-dd"));
}
