#include "load/raw_table.hpp"

#include <catch2/catch.hpp>

using namespace dsat::load;

TEST_CASE("a column tells an empty cell from a null one and from one that isn't there", "[raw_table]") {
  for (const Keep keep : {Keep::coded, Keep::plain}) {
    RawColumn column("rating", keep);
    column.append("good");
    column.append("");
    column.append_null();
    column.append_absent();
    column.append("bad");
    column.append("good");
    column.pad(8);
    REQUIRE(column.size() == 8);
    const std::string_view cells[] = {"good", "", "", "", "bad", "good", "", ""};
    using State = RawColumn::State;
    const State states[] = {State::present, State::present, State::null,   State::absent,
                            State::present, State::present, State::absent, State::absent};
    for (std::size_t row = 0; row < 8; ++row) {
      CHECK(column[row] == cells[row]);
      CHECK(column.state(row) == states[row]);
    }
  }
}

TEST_CASE("a coded column numbers its distinct cells from 2 in order of appearance", "[raw_table]") {
  RawColumn column("rating", Keep::coded);
  for (const char* cell : {"good", "bad", "good", ""}) column.append(cell);
  column.append_null();
  CHECK(column.codes() == std::vector<std::uint32_t>{2, 3, 2, 4, 1});
  CHECK(column.distinct() == std::vector<std::string>{"", "", "good", "bad", ""});
}

TEST_CASE("a coded column tells many distinct cells apart", "[raw_table]") {
  RawColumn column("agent", Keep::coded);
  for (int round = 0; round < 2; ++round) {
    for (int agent = 0; agent < 5000; ++agent) column.append("agent " + std::to_string(agent));
  }
  REQUIRE(column.distinct().size() == 5002);
  bool all_right = true;
  for (std::size_t row = 0; row < 10000; ++row) {
    all_right =
        all_right && column[row] == "agent " + std::to_string(row % 5000) && column.codes()[row] == 2 + row % 5000;
  }
  CHECK(all_right);
}

TEST_CASE("a column that isn't kept holds nothing but its name", "[raw_table]") {
  RawColumn column("subject", Keep::no);
  column.append("hello");
  column.append_null();
  column.pad(5);
  CHECK(column.size() == 0);
  CHECK(column.name() == "subject");
}

TEST_CASE("a cell may hold a NUL byte", "[raw_table]") {
  using namespace std::string_view_literals;
  for (const Keep keep : {Keep::coded, Keep::plain}) {
    RawColumn column("comment", keep);
    column.append("a\0b"sv);
    CHECK(column[0] == "a\0b"sv);
  }
}

TEST_CASE("a table finds the first column of a name", "[raw_table]") {
  RawTable table;
  table.columns.emplace_back("Labels", Keep::plain);
  table.columns.emplace_back("Labels", Keep::plain);
  CHECK(table.find("Labels") == &table.columns[0]);
  CHECK(table.find("labels") == nullptr);
}
