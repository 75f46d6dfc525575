#include "load/set_columns.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "dsat/base/text.hpp"
#include "load/vocabulary.hpp"

using namespace dsat;
using namespace dsat::load;

namespace {

NameSetColumn sets_in(const std::vector<std::string>& cells, const std::string& separators) {
  RawColumn column("tags", Keep::sets);
  for (const std::string& cell : cells) column.append(cell);
  Separators said;
  said.separators = separators;
  return sets_of(*column.sets(), said, TableProfile(), Field::tags);
}

std::vector<std::string> names_in(const NameSetColumn& sets, std::size_t row) {
  std::vector<std::string> names;
  for (const Code code : sets.set(row)) names.push_back(sets.names[code]);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a separator parts names; what else stands between words belongs to them", "[sets]") {
  const std::vector<std::string> cells = {"late delivery, refund", "refund", "", "a/b,c", " x ,, y ", "n/a", "not set"};
  const NameSetColumn by_comma = sets_in(cells, ",");
  CHECK(names_in(by_comma, 0) == Names{"late delivery", "refund"});
  CHECK(names_in(by_comma, 1) == Names{"refund"});
  CHECK(names_in(by_comma, 2).empty());
  CHECK(names_in(by_comma, 3) == Names{"a/b", "c"});
  CHECK(names_in(by_comma, 4) == Names{"x", "y"});
  CHECK(names_in(by_comma, 5).empty());
  const NameSetColumn by_blank = sets_in(cells, " ");
  CHECK(names_in(by_blank, 0) == Names{"late", "delivery,", "refund"});
  const NameSetColumn whole = sets_in(cells, "");
  CHECK(names_in(whole, 0) == Names{"late delivery, refund"});
}

TEST_CASE("lists of JSON and Python are read as such, whatever the separator", "[sets]") {
  const NameSetColumn sets = sets_in({R"(['refund', "late delivery"])", "[x] y", "['a']"}, " ");
  CHECK(names_in(sets, 0) == Names{"refund", "late delivery"});
  CHECK(names_in(sets, 2) == Names{"a"});
}

TEST_CASE("names put together of fragments are those that the whole cell parts into", "[sets]") {
  std::mt19937 random(3);
  const std::vector<std::string> words = {"refund", "late", "Über", "a", "x_1", "not", "set", "n", "[b", "#", "-"};
  const std::vector<std::string> between = {" ", ",", ", ", ";", " / ", "/", "|", "+", "\t", "  ", ",,", "\x1F"};
  for (const std::string separators : {"", " ", ",", ";", ",;", "|", "+", " ,"}) {
    std::vector<std::string> cells;
    for (int i = 0; i < 500; ++i) {
      std::string cell = random() % 5 == 0 ? between[random() % between.size()] : "";
      for (std::size_t n = random() % 5; n > 0; --n)
        cell += words[random() % words.size()] + (n > 1 || random() % 6 == 0 ? between[random() % between.size()] : "");
      cells.push_back(cell);
    }
    const NameSetColumn sets = sets_in(cells, separators);
    REQUIRE(sets.size() == cells.size());
    for (std::size_t row = 0; row < cells.size(); ++row) {
      Names expected;
      for (std::string_view part : split(cells[row], array_separator)) {
        part = trim(part);
        if (part.empty() || means_missing(part)) continue;
        std::string item;
        for (const char c : std::string(part) + "\n") {
          const bool ends = c == '\n' || separators.find(c) != std::string::npos;
          if (!ends) {
            item += c;
            continue;
          }
          if (!means_missing(item)) expected.emplace_back(trim(item));
          item.clear();
        }
      }
      CAPTURE(separators, cells[row]);
      CHECK(names_in(sets, row) == expected);
    }
  }
}

TEST_CASE("the separator of tags is what most cells show", "[sets]") {
  const auto separator_in = [](const std::vector<std::string>& cells) {
    RawColumn column("tags", Keep::sets);
    for (const std::string& cell : cells) column.append(cell);
    const Separators found = separators_of(*column.sets(), TableProfile());
    return found.shown + " (" + found.evidence + ")";
  };
  CHECK(separator_in({"a, b", "c", "d;e", ""}) == "comma (1 of 3 cells)");
  CHECK(separator_in({"a; b", "c", "d;e"}) == "semicolon (2 of 3 cells)");
  CHECK(separator_in({"late_delivery refund", "late_delivery"}) == "blank (1 of 2 cells, words like a_b)");
  CHECK(separator_in({"Late delivery ", " Refund", "n/a", "not set"}) ==
        "none (no cell with commas, semicolons or bars)");
  CHECK(separator_in({"['a', 'b']", "c"}) == "list (1 cell like ['a', 'b'])");
  CHECK(separator_in({"a\x1F"
                      "b",
                      "c"}) == "array (1 cell from arrays)");
}
