#include "dsat/data/store.hpp"

#include <catch2/catch.hpp>

using namespace dsat;

TEST_CASE("codes take the narrowest width that holds the largest", "[store]") {
  for (const Code largest : {Code{3}, Code{255}, Code{256}, Code{65535}, Code{65536}, Code{4000000000}}) {
    const Codes codes(std::vector<Code>{0, largest, 1});
    CHECK(codes.size() == 3);
    CHECK(codes[1] == largest);
    const std::size_t width = codes.visit([](const auto& v) { return sizeof(v[0]); });
    CHECK(width == (largest < 256 ? 1u : largest < 65536 ? 2u : 4u));
  }
  CHECK(Codes().empty());
}

TEST_CASE("texts stand back to back and come out as they went in", "[store]") {
  TextColumn column;
  for (const char* text : {"", "a", "two\nlines", ""}) column.append(text);
  CHECK(column.size() == 4);
  CHECK(column[0].empty());
  CHECK(column[1] == "a");
  CHECK(column[2] == "two\nlines");
  CHECK(column[3].empty());
}

TEST_CASE("a column that the export lacks is empty, not wrong", "[store]") {
  const Store store;
  CHECK(store.name_column(Field::channel).empty());
  CHECK(store.moment_column(Field::solved_at).empty());
}
