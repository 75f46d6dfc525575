#include "load/id_table.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace dsat::load;

TEST_CASE("an id keeps its ticket however many others come", "[id_table]") {
  std::vector<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.push_back("T-" + std::to_string(i));
  IdTable table(1);
  for (std::uint32_t i = 0; i < 1000; ++i) CHECK(table.find_or_add(0, ids[i], i) == i);
  for (std::uint32_t i = 0; i < 1000; ++i) CHECK(table.find_or_add(0, ids[i], 5000) == i);
  CHECK(table.find(0, "T-1000", 77) == 77);
}

TEST_CASE("the same id of another space is another ticket", "[id_table]") {
  IdTable table(4);
  CHECK(table.find_or_add(0, "1", 10) == 10);
  CHECK(table.find(1, "1", 99) == 99);
  CHECK(table.find_or_add(1, "1", 11) == 11);
  CHECK(table.find(0, "1", 99) == 10);
}
