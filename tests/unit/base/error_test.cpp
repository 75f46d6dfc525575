#include "dsat/base/error.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace dsat {

TEST_CASE("each kind of error has its exit code", "[error]") {
  CHECK(exit_code(ErrorKind::usage) == 2);
  CHECK(exit_code(ErrorKind::input) == 3);
  CHECK(exit_code(ErrorKind::output) == 4);
}

TEST_CASE("an error says what, where and what to do, as far as that is known", "[error]") {
  using namespace std::string_literals;
  CHECK(Error(ErrorKind::usage, "no such format").what() == "no such format"s);
  CHECK(Error(ErrorKind::usage, "no such format", "Take text or csv.").what() == "no such format\nTake text or csv."s);
  CHECK(Error(ErrorKind::input, "broken quote", "Save it again.", {"a.csv", 12, 7, "x,\"y"}).what() ==
        "a.csv:12:7: broken quote\n  x,\"y\nSave it again."s);
  CHECK(Error(ErrorKind::input, "broken", {}, {"a.csv", 12, 0, {}}).what() == "a.csv:12: broken"s);
  CHECK(Error(ErrorKind::input, "broken", {}, {"a.csv", 0, 7, {}}).what() == "a.csv: broken"s);
}

TEST_CASE("nothing from data or a file name acts on the terminal through an error", "[error]") {
  const Error error(ErrorKind::input, "no column \x1B[31mx", "Name\na column.",
                    {"a\nb\x07.csv", 1, 2, "\x1B]0;t\r\nz"});
  CHECK(error.what() == std::string("a b␇.csv:1:2: no column ␛[31mx\n  ␛]0;t  z\nName a column."));
  CHECK(error.summary() == "no column \x1B[31mx");
}

TEST_CASE("a long excerpt is shortened", "[error]") {
  const Error error(ErrorKind::input, "w", {}, {"f", 1, 1, std::string(100000, 'a')});
  CHECK(error.what() == "f:1:1: w\n  " + std::string(59, 'a') + "…");
}

}  // namespace dsat
