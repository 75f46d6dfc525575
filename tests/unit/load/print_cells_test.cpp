#include <catch2/catch.hpp>

#include "dsat/load/load.hpp"
#include "unit/load/reading.hpp"

using namespace dsat::load;
using namespace dsat::load::test;

namespace {

struct Printed {
  std::string out, err;
};

Printed printed_path(const std::string& path, std::string_view text = {}) {
  std::istringstream in{std::string(text)};
  std::ostringstream out, err;
  print_cells(path, {}, in, out, err);
  return {out.str(), err.str()};
}

Printed printed(std::string_view text) {
  return printed_path("-", text);
}

}  // namespace

TEST_CASE("records are printed as found, header included", "[cells]") {
  const Printed cells = printed("a,b\n1,\"x\n\"\"y\"\"\"\n 2 ,\t\n");
  CHECK(cells.out == "[\"a\",\"b\"]\n[\"1\",\"x\\n\\\"y\\\"\"]\n[\" 2 \",\"\\t\"]\n");
  CHECK(cells.err.empty());
}

TEST_CASE("irregular records are printed unpadded and told with their first line", "[cells]") {
  const Printed cells = printed("a,b,c\n1,2\n1,2,3,4\n5\" x,\"y\"z,\n1\n");
  CHECK(cells.out ==
        "[\"a\",\"b\",\"c\"]\n[\"1\",\"2\"]\n[\"1\",\"2\",\"3\",\"4\"]\n[\"5\\\" x\",\"yz\",\"\"]\n[\"1\"]\n");
  CHECK(cells.err ==
        "standard input:2: short record (fewer cells than the header; the missing ones are empty), 2 times\n"
        "standard input:3: long record (more cells than the header)\n"
        "standard input:4: quote in mid-cell (taken as it is)\n"
        "standard input:4: text after a closing quote (kept)\n");
}

TEST_CASE("a blank line is a record in a file of one column only", "[cells]") {
  CHECK(printed("a\n\n1\n\n").out == "[\"a\"]\n[\"\"]\n[\"1\"]\n[\"\"]\n");
  CHECK(printed("\n\n").out == "[\"\"]\n[\"\"]\n");
  CHECK(printed("a,b\n\n1,2\n\n,\n").out == "[\"a\",\"b\"]\n[\"1\",\"2\"]\n[\"\",\"\"]\n");
}

TEST_CASE("preamble and footer lines are left out and told", "[cells]") {
  const Printed cells = printed("Report of the week\n\nTicket ID,Rating,Comment\n1,good,x\nReporting period 2026-01\n");
  CHECK(cells.out == "[\"Ticket ID\",\"Rating\",\"Comment\"]\n[\"1\",\"good\",\"x\"]\n");
  CHECK(cells.err ==
        "standard input:1: line before the header (left out)\n"
        "standard input:5: footer line (left out)\n");
}

TEST_CASE("repeated and further header rows are records like others", "[cells]") {
  CHECK(printed("a,b\n1,2\na,b\n").out == "[\"a\",\"b\"]\n[\"1\",\"2\"]\n[\"a\",\"b\"]\n");
}

TEST_CASE("a quote never closed is told with the line where it began", "[cells]") {
  const Printed cells = printed("a,b\n1,2\n3,\"4\n5,6\n");
  CHECK(cells.out == "[\"a\",\"b\"]\n[\"1\",\"2\"]\n[\"5\",\"6\"]\n");
  CHECK(cells.err == "standard input:3: quote never closed (its record is rejected)\n");
}

TEST_CASE("a header alone is printed and told", "[cells]") {
  const Printed cells = printed("a,b\n");
  CHECK(cells.out == "[\"a\",\"b\"]\n");
  CHECK(cells.err == "standard input: no data row\n");
}

TEST_CASE("JSON records are printed as pairs of path and value", "[cells]") {
  CHECK(
      printed(
          R"([{"id":1,"via":{"channel":"email"},"tags":["a",null,2.5],"x":{},"y":[],"f":[{"v":true},{"v":"\u0000\""}]}])")
          .out ==
      R"([["id",1],["via.channel","email"],["tags",["a",null,2.5]],["x",{}],["y",[]],["f[].v",true],["f[].v","\u0000\""]])"
      "\n");
  CHECK(printed("[1,0]").out == "[[\"value\",1]]\n[[\"value\",0]]\n");
}

TEST_CASE("valid JSON without records prints nothing", "[cells]") {
  for (const char* text : {"{}", "[]", "[[1]]", "[1,2]"}) CHECK(printed(text).out.empty());
  const Folder folder;
  for (const char* text : {"5", "\"x\"", "null", " true "})
    CHECK(printed_path(folder.write("a.json", text)).out.empty());
}

TEST_CASE("what turns out to be unreadable half way prints nothing", "[cells]") {
  std::istringstream in("{\"tickets\":[{\"id\":1}]} oops");
  std::ostringstream out, err;
  CHECK_THROWS_AS(print_cells("-", {}, in, out, err), dsat::Error);
  CHECK(out.str().empty());
}

TEST_CASE("control characters of a file name don't reach the terminal", "[cells]") {
  const Folder folder;
  CHECK_THAT(printed_path(folder.write("a\x1B[31m\n.csv", "a,b\n1\n")).err,
             !Catch::Contains("\x1B") && Catch::Contains("␛[31m"));
}
