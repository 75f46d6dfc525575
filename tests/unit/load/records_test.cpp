#include "load/records.hpp"

#include <catch2/catch.hpp>

using namespace dsat::load;

namespace {

std::string shown(const RawRecord& record) {
  std::string joined, scratch;
  for (const RawCell& cell : record.cells) joined += "<" + std::string(content(cell, scratch)) + ">";
  return joined;
}

/// All records, with the irregularities of each.
std::vector<std::string> walked(std::string_view text, char separator = ',') {
  std::vector<std::string> records;
  RawRecord record;
  for (;;) {
    const Walk walk = walk_record(text, true, separator, record);
    if (walk == Walk::unclosed) records.push_back("unclosed");
    if (walk != Walk::record) return records;
    records.push_back(shown(record) + (record.quote_inside ? " inside" : "") +
                      (record.text_after_quote ? " after" : ""));
    text.remove_prefix(record.size);
  }
}

using Records = std::vector<std::string>;

}  // namespace

TEST_CASE("quotes hold separators, line breaks and doubled quotes", "[records]") {
  CHECK(walked("a,\"b,c\",d\n") == Records{"<a><b,c><d>"});
  CHECK(walked("\"a\nb\r\nc\",d\n") == Records{"<a\nb\r\nc><d>"});
  CHECK(walked("\"a \"\"b\"\" c\",\"\"\"\",\"\"\n") == Records{"<a \"b\" c><\"><>"});
}

TEST_CASE("a record ends with LF, CRLF or CR, in any mixture", "[records]") {
  CHECK(walked("a,b\nc,d\r\ne,f\rg,h") == Records{"<a><b>", "<c><d>", "<e><f>", "<g><h>"});
  CHECK(walked("a\n\r\nb\n") == Records{"<a>", "<>", "<b>"});
}

TEST_CASE("a quote in mid-cell is data and is told", "[records]") {
  CHECK(walked("5\" pipe,x\n") == Records{"<5\" pipe><x> inside"});
  CHECK(walked(" \"a\",b\n") == Records{"< \"a\"><b> inside"});
}

TEST_CASE("text after a closing quote is kept and told", "[records]") {
  CHECK(walked("\"a\"b,c\n") == Records{"<ab><c> after"});
  CHECK(walked("\"a \"b\" c\",d\n") == Records{"<a b\" c\"><d> after"});
  CHECK(walked("\"a\"\"b\"c\"\n") == Records{"<a\"bc\"> after"});
}

TEST_CASE("separators at the end make empty cells", "[records]") {
  CHECK(walked("a,\n,\n,,") == Records{"<a><>", "<><>", "<><><>"});
}

TEST_CASE("every separator works the same", "[records]") {
  for (const char separator : {';', '\t', '|', ':'}) {
    const std::string s(1, separator);
    CHECK(walked("a" + s + "\"b" + s + "c\"" + s + "1,5\n", separator) == Records{"<a><b" + s + "c><1,5>"});
  }
}

TEST_CASE("an open quote at the end is told from a record", "[records]") {
  CHECK(walked("a,b\nc,\"d\n") == Records{"<a><b>", "unclosed"});
  CHECK(walked("\"\"\"") == Records{"unclosed"});
}

TEST_CASE("a record that isn't whole asks for more, at whatever byte it is cut", "[records]") {
  const std::string text =
      "a long first cell of thirty bytes,\"quoted, with \"\"doubled\"\" ones\r\nand lines\",\"x\"y,z\r\n";
  RawRecord record;
  for (std::size_t size = 0; size < text.size(); ++size) {
    CHECK(walk_record(std::string_view(text).substr(0, size), false, ',', record) == Walk::more);
  }
  REQUIRE(walk_record(text, false, ',', record) == Walk::record);
  CHECK(record.size == text.size());
  CHECK(record.text_size == text.size() - 2);
  CHECK(record.line_breaks == 2);
  CHECK(record.terminated);
  CHECK(record.cells.size() == 4);
}

TEST_CASE("an empty line is one empty cell, but a pair of quotes is no blank line", "[records]") {
  RawRecord record;
  REQUIRE(walk_record("\nx", true, ',', record) == Walk::record);
  CHECK(record.is_blank_line());
  REQUIRE(walk_record("\"\"\nx", true, ',', record) == Walk::record);
  CHECK_FALSE(record.is_blank_line());
  CHECK(walk_record("", true, ',', record) == Walk::end);
}

TEST_CASE("the walk finds its bytes at every offset", "[records]") {
  for (std::size_t offset = 0; offset < 70; ++offset) {
    const std::string padding(offset, 'x');
    CHECK(walked(padding + ",b\"c,\"d,e\"\n") == Records{"<" + padding + "><b\"c><d,e> inside"});
  }
}
