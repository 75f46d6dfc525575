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

TEST_CASE("guards within a cell stand where another program would begin one, and come off again", "[spreadsheet]") {
  const std::string_view breaks = csv_breaks(',');
  const auto guarded = [&](std::string_view text) { return with_csv_guards(text, breaks); };
  CHECK(guarded("x;=1+1;y") == "x;'=1+1;y");
  CHECK(guarded("a|-1\t+2\r\n@c") == "a|'-1\t'+2\r\n'@c");
  CHECK(guarded("=1;＝2") == "'=1;'＝2");
  CHECK(guarded("a;\"\"=1") == "a;'\"\"=1");
  for (const char* text : {"a; =1", "a;b", "a,-b", "a=1;", "a;'b", "", ";", "one\r\ntwo"}) CHECK(guarded(text) == text);
  CHECK(with_csv_guards("5,-", csv_breaks(';')) == "5,'-");
  CHECK(without_csv_guards("x;'y;'-z", breaks) == "x;'y;-z");
  // Every text of a few signs that matter comes back.
  constexpr std::string_view signs = ";'\"=\n,\ta";
  std::vector<std::string> texts{""};
  for (std::size_t length = 0, begin = 0; length < 5; ++length) {
    const std::size_t end = texts.size();
    for (; begin < end; ++begin)
      for (const char sign : signs) texts.push_back(texts[begin] + sign);
  }
  std::size_t changed = 0;
  for (const char separator : {',', ';'})
    for (const std::string& text : texts)
      changed += without_csv_guards(with_csv_guards(text, csv_breaks(separator)), csv_breaks(separator)) != text;
  CHECK(changed == 0);
}

TEST_CASE("the guard comes off again, and nothing else does", "[spreadsheet]") {
  for (const char* text : {"", "=1", "'=1", "''=1", "'quoted'", "'", "''", "a", "-", "'@", "＝1"}) {
    CHECK(without_spreadsheet_guard(with_spreadsheet_guard(text)) == text);
  }
  CHECK(without_spreadsheet_guard("'tis") == "'tis");
  CHECK(without_spreadsheet_guard("-typed by hand") == "-typed by hand");
}
