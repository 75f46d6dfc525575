#include "load/raw_table.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>
#include <vector>

using namespace dsat::load;

TEST_CASE("a column tells an empty cell from a null one and from one that isn't there", "[raw_table]") {
  for (const Keep keep : {Keep::coded, Keep::packed, Keep::plain}) {
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
  std::vector<std::uint32_t> codes;
  for (std::size_t row = 0; row < column.size(); ++row) codes.push_back(column.codes()[row]);
  CHECK(codes == std::vector<std::uint32_t>{2, 3, 2, 4, 1});
  CHECK(column.distinct() == std::vector<std::string_view>{"", "", "good", "bad", ""});
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

TEST_CASE("a column that packs its cells spells them as they came", "[raw_table]") {
  RawColumn column("created_at", Keep::packed);
  for (const char* cell : {"2026-11-03 08:00:00", "yesterday", "", "12"}) column.append(cell);
  SpelledCell room;
  CHECK(column.cell(0, room) == "2026-11-03 08:00:00");
  CHECK(column.cell(1, room) == "yesterday");
  CHECK(column.cell(2, room).empty());
  CHECK(column.cell(3, room) == "12");
  CHECK(column.packed(0) == pack("2026-11-03 08:00:00"));
  CHECK(column.packed(1) == 0);
  CHECK(column.state(0) == RawColumn::State::present);
  CHECK_THROWS_AS(column[0], std::logic_error);
}

TEST_CASE("cells may be appended some at a time; those without bytes are absent", "[raw_table]") {
  // More distinct cells than are looked up one by one.
  RawColumn one("agent", Keep::coded), many("agent", Keep::coded);
  std::vector<std::string> cells;  // each with bytes behind it
  for (int i = 0; i < 9000; ++i)
    cells.push_back(std::string(i % 3 == 0 ? "a most excellent agent " : "a") + std::to_string(i * 7 % 5000));
  std::vector<std::string_view> block;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool absent = i % 100 == 99;
    cells[i].reserve(cells[i].size() + TextKey::longest_whole);
    absent ? one.append_absent() : one.append(cells[i]);
    block.insert(block.end(), {absent ? std::string_view() : std::string_view(cells[i]), "another column"});
    if (block.size() == 600 || i + 1 == cells.size()) {
      many.append_readable(block.data(), 2, block.size() / 2);
      block.clear();
    }
  }
  REQUIRE(many.size() == one.size());
  CHECK(many.distinct() == one.distinct());
  std::size_t differing = 0;
  for (std::size_t row = 0; row < one.size(); ++row) differing += many.codes()[row] == one.codes()[row] ? 0 : 1;
  CHECK(differing == 0);
}

TEST_CASE("a column joined from parts is as if it had been read in one go", "[raw_table]") {
  for (const Keep keep : {Keep::coded, Keep::packed, Keep::plain}) {
    RawColumn whole("x", keep), odd("x", keep), even("x", keep);
    for (int row = 0; row < 1000; ++row) {
      const std::string cell = row % 10 == 0 ? "" : std::to_string(row * row % 337);
      RawColumn& part = row / 100 % 2 == 0 ? even : odd;
      for (RawColumn* column : {&whole, &part}) row % 50 == 7 ? column->append_null() : column->append(cell);
    }
    RawColumn::Joiner joiner({&even, &odd}, 1000);
    for (std::size_t piece = 0; piece < 10; ++piece) joiner.append(piece % 2, piece / 2 * 100, 100);
    const RawColumn joined = joiner.finish();
    REQUIRE(joined.size() == whole.size());
    CHECK(joined.distinct() == whole.distinct());
    SpelledCell one, other;
    for (std::size_t row = 0; row < whole.size(); ++row) {
      CHECK(joined.cell(row, one) == whole.cell(row, other));
      CHECK(joined.state(row) == whole.state(row));
    }
  }
}
