#include "dsat/load/cells.hpp"

#include <catch2/catch.hpp>

#include "dsat/base/error.hpp"

using namespace dsat::load;
using Record = std::vector<std::string>;
using Catch::Contains;

namespace {

bool known(std::string_view cell) {
  return cell == "id" || cell == "fault" || cell == "comment";
}

Cells parse(std::string_view bytes) {
  return parse_cells(bytes, "sheet.csv", known);
}

}  // namespace

TEST_CASE("cells come as found, with the line where each record begins", "[cells]") {
  const Cells cells = parse("id,fault,comment\n1, agent ,\"two\nlines, \"\"quoted\"\"\"\n\n2,,6\" screen\n");
  REQUIRE(cells.records.size() == 4);
  CHECK(cells.records[1] == Record{"1", " agent ", "two\nlines, \"quoted\""});
  CHECK(cells.records[2] == Record{""});
  CHECK(cells.records[3] == Record{"2", "", "6\" screen"});
  CHECK(cells.lines == std::vector<std::uint64_t>{1, 2, 4, 5});
  CHECK(cells.dialect == Dialect{});
}

TEST_CASE("the separator is the one that gives the most column names", "[cells]") {
  CHECK(parse("id;fault;comment\n1;agent;a,b,c,d\n").dialect.delimiter == ';');
  CHECK(parse("id\tfault\tcomment\n").dialect.delimiter == '\t');
  CHECK(parse("id|fault|comment\n").dialect.delimiter == '|');
  CHECK(parse("nothing;known\n").dialect.delimiter == ',');
}

TEST_CASE("a dialect is told from the file", "[cells]") {
  const Cells excel = parse("\xEF\xBB\xBFid;fault\r\n1;\"a\nb\"\r\n");
  CHECK(excel.dialect.byte_order_mark);
  CHECK(excel.dialect.line_end == "\r\n");
  CHECK(excel.records[1] == Record{"1", "a\nb"});
  CHECK_FALSE(excel.dialect.quote_all);

  const Cells quoted = parse("\"id\",\"fault\"\n\"1\",\n");
  CHECK(quoted.dialect.quote_all);

  const Cells old_mac = parse("id,fault\r1,agent\r");
  CHECK(old_mac.dialect.line_end == "\r");
  CHECK(old_mac.records.size() == 2);

  const Cells latin = parse("id;comment\n1;f\xFCr\n");
  CHECK(latin.dialect.encoding == "Windows-1252");
  CHECK(latin.records[1] == Record{"1", "für"});

  const std::string wide("\xFF\xFEi\0d\0\t\0f\0a\0u\0l\0t\0\n\0\x31\0\t\0\xFC\0\n\0", 28);
  const Cells unicode = parse(wide);
  CHECK(unicode.dialect.encoding == "UTF-16LE");
  CHECK(unicode.records == std::vector<Record>{{"id", "fault"}, {"1", "ü"}});
  CHECK(print_cells(unicode, "sheet.csv") == wide);
}

TEST_CASE("cells printed in any dialect are read as they were", "[cells]") {
  const std::vector<Record> records = {
      {"id", "comment"}, {"1", "a \"b\"; c,\td|"}, {"2", "line\r\nline\rend"}, {"3", " blank "}, {"4", "für"}};
  for (const char delimiter : {',', ';', '\t', '|'})
    for (const char* line_end : {"\n", "\r\n", "\r"})
      for (const char* encoding : {"UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252"})
        for (const bool quote_all : {false, true}) {
          Dialect dialect{encoding, std::string_view(encoding) != "Windows-1252", delimiter, line_end, quote_all};
          const Cells back = parse(print_cells({dialect, records, {}}, "sheet.csv"));
          CHECK(back.records == records);
          CHECK(back.dialect == dialect);
        }
}

TEST_CASE("what can't be read exactly is refused with its line", "[cells]") {
  CHECK_THROWS_WITH(parse("id,fault\n1,agent\n2,\"open\n3,x\n"),
                    Contains("sheet.csv:3: a quote in the row that begins here is never closed"));
  CHECK_THROWS_WITH(parse("id,fault\n1,\x81\n"), Contains("sheet.csv:2: these bytes aren't text"));
  CHECK_THROWS_WITH(parse("PK\x03\x04 and so on"), Contains("the packed file is cut short"));
  Cells latin = parse("id;comment\n1;f\xFCr\n");
  latin.records.push_back({"2", "Łódź"});
  CHECK_THROWS_WITH(print_cells(latin, "sheet.csv"),
                    Contains("the file is in Windows-1252, which has no \"Ł\"") && Contains("CSV UTF-8"));
}
