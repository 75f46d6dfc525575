#include "load/plain_id.hpp"

#include <catch2/catch.hpp>
#include <utility>

using namespace dsat::load;

TEST_CASE("an id is what it was before a spreadsheet had it") {
  for (const auto& [cell, id] : {std::pair{"120", "120"},
                                 {" 120 ", "120"},
                                 {"#120", "120"},
                                 {"120.0", "120"},
                                 {"=\"000120\"", "000120"},
                                 {"'000120", "000120"},
                                 {"=HYPERLINK(\"https://desk.example/tickets/9\",\"000120\")", "000120"},
                                 {"=HYPERLINK(\"https://desk.example/tickets/9\";\"#120\")", "120"},
                                 {"=HYPERLINK(\"https://desk.example/tickets/120\")", "120"},
                                 {"https://desk.example/tickets/120/", "120"},
                                 {"\uFEFF120\u200B", "120"},
                                 {"\u00A0120\u00AD", "120"},
                                 {"A-12.0", "A-12.0"},
                                 {"'tis'", "'tis'"},
                                 {"=A1+1", "=A1+1"},
                                 {"#", "#"}}) {
    INFO(cell);
    CHECK(plain_id(cell) == id);
  }
}
