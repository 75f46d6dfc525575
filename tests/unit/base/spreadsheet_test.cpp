#include "dsat/base/spreadsheet.hpp"

#include <catch2/catch.hpp>

using namespace dsat;

TEST_CASE("text that a spreadsheet would run is guarded, other text isn't touched", "[spreadsheet]") {
  for (const char* text : {"=1+1", "+49 30", "-5", "@SUM", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"}) {
    CHECK(with_spreadsheet_guard(text) == "'" + std::string(text));
  }
  for (const char* text : {"", "a=1", " =1", "'", "'quoted'", "5-3", "–", "\"=1\""}) {
    CHECK(with_spreadsheet_guard(text) == text);
  }
}

TEST_CASE("the guard comes off again, and nothing else does", "[spreadsheet]") {
  for (const char* text : {"", "=1", "'=1", "''=1", "'quoted'", "'", "''", "a", "-", "'@", "＝1"}) {
    CHECK(without_spreadsheet_guard(with_spreadsheet_guard(text)) == text);
  }
  CHECK(without_spreadsheet_guard("'tis") == "'tis");
  CHECK(without_spreadsheet_guard("-typed by hand") == "-typed by hand");
}
