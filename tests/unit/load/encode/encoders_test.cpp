#include "load/encode/encoder.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "load/raw_table.hpp"

using namespace dsat::load;

namespace {

constexpr Keep every_keep[] = {Keep::sampled, Keep::words, Keep::sets, Keep::keys, Keep::packed, Keep::plain};

/// Encoder as a column of that nature has them, nothing and null among them.
std::string invented_cell(int nature, std::mt19937& random) {
  const auto below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
  switch (nature) {
    case 0:
      return "agent " + std::to_string(below(40));
    case 1:
      return std::to_string(below(100'000'000));
    case 2:
      return "2026-11-" + std::to_string(10 + below(20)) + " 08:" + std::to_string(10 + below(50)) + ":00";
    case 3: {
      std::string tags;
      for (unsigned i = below(5); i > 0; --i) tags += "tag_" + std::to_string(below(30)) + (i > 1 ? " " : "");
      return tags;
    }
    case 4:
      return std::string(below(4), ' ') + "late delivery, " + std::string(below(3), ',') + "x" +
             std::to_string(below(9));
    case 5:
      return "customer" + std::to_string(below(500)) + "@example.com";
    case 6:
      return "0012" + std::to_string(below(10));
    default:
      return std::string(below(40), static_cast<char>(below(255) + 1));
  }
}

}  // namespace

TEST_CASE("a column tells an empty cell from a null one and from one that isn't there", "[encode]") {
  for (const Keep keep : {Keep::words, Keep::packed, Keep::plain}) {
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
    using State = CellState;
    const State states[] = {State::present, State::present, State::null,   State::absent,
                            State::present, State::present, State::absent, State::absent};
    for (std::size_t row = 0; row < 8; ++row) {
      CHECK(column[row] == cells[row]);
      CHECK(column.state(row) == states[row]);
    }
  }
}

TEST_CASE("a coded column numbers its distinct cells from 2 in order of appearance", "[encode]") {
  RawColumn column("rating", Keep::words);
  for (const char* cell : {"good", "bad", "good", ""}) column.append(cell);
  column.append_null();
  std::vector<std::uint32_t> codes;
  for (std::size_t row = 0; row < column.size(); ++row) codes.push_back(column.words()->codes()[row]);
  CHECK(codes == std::vector<std::uint32_t>{2, 3, 2, 4, 1});
  CHECK(column.words()->distinct() == std::vector<std::string_view>{"", "", "good", "bad", ""});
}

TEST_CASE("a coded column tells many distinct cells apart", "[encode]") {
  RawColumn column("agent", Keep::words);
  for (int round = 0; round < 2; ++round) {
    for (int agent = 0; agent < 5000; ++agent) column.append("agent " + std::to_string(agent));
  }
  REQUIRE(column.words()->distinct().size() == 5002);
  bool all_right = true;
  for (std::size_t row = 0; row < 10000; ++row) {
    all_right = all_right && column[row] == "agent " + std::to_string(row % 5000) &&
                column.words()->codes()[row] == 2 + row % 5000;
  }
  CHECK(all_right);
}

TEST_CASE("a column that isn't kept holds nothing but its name", "[encode]") {
  RawColumn column("subject", Keep::no);
  column.append("hello");
  column.append_null();
  column.pad(5);
  CHECK(column.size() == 0);
  CHECK(column.name() == "subject");
}

TEST_CASE("a cell may hold a NUL byte", "[encode]") {
  using namespace std::string_view_literals;
  for (const Keep keep : {Keep::words, Keep::plain}) {
    RawColumn column("comment", keep);
    column.append("a\0b"sv);
    CHECK(column[0] == "a\0b"sv);
  }
}

TEST_CASE("a table finds the first column of a name", "[encode]") {
  RawTable table;
  table.columns.emplace_back("Labels", Keep::plain);
  table.columns.emplace_back("Labels", Keep::plain);
  CHECK(table.find("Labels") == &table.columns[0]);
  CHECK(table.find("labels") == nullptr);
}

TEST_CASE("a column that packs its cells spells them as they came", "[encode]") {
  RawColumn column("created_at", Keep::packed);
  for (const char* cell : {"2026-11-03 08:00:00", "yesterday", "", "12"}) column.append(cell);
  CellRoom room;
  CHECK(column.cell(0, room) == "2026-11-03 08:00:00");
  CHECK(column.cell(1, room) == "yesterday");
  CHECK(column.cell(2, room).empty());
  CHECK(column.cell(3, room) == "12");
  CHECK(column.packed(0) == pack("2026-11-03 08:00:00"));
  CHECK(column.packed(1) == 0);
  CHECK(column.state(0) == CellState::present);
  CHECK_THROWS_AS(column[0], std::logic_error);
}

TEST_CASE("cells may be appended some at a time; those without bytes are absent", "[encode]") {
  // More distinct cells than are looked up one by one.
  RawColumn one("agent", Keep::words), many("agent", Keep::words);
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
  CHECK(many.words()->distinct() == one.words()->distinct());
  std::size_t differing = 0;
  for (std::size_t row = 0; row < one.size(); ++row)
    differing += many.words()->codes()[row] == one.words()->codes()[row] ? 0 : 1;
  CHECK(differing == 0);
}

TEST_CASE("a column that changes its nature at any row reads as what came in, however it is held", "[encode]") {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    const int before = static_cast<int>(random() % 8), after = static_cast<int>(random() % 8);
    const std::size_t rows = 300, change = random() % rows;
    std::vector<std::string> cells;
    for (std::size_t row = 0; row < rows; ++row) cells.push_back(invented_cell(row < change ? before : after, random));
    for (const Keep keep : every_keep) {
      RawColumn column("x", keep);
      for (std::size_t row = 0; row < rows; ++row)
        row % 17 == 3 ? column.append_null() : row % 19 == 5 ? column.append_absent() : column.append(cells[row]);
      CellRoom room;
      std::size_t wrong = 0;
      for (std::size_t row = 0; row < rows; ++row) {
        const CellState state = row % 17 == 3   ? CellState::null
                                : row % 19 == 5 ? CellState::absent
                                                : CellState::present;
        const std::string_view expected = state == CellState::present ? std::string_view(cells[row]) : "";
        wrong += column.state(row) == state && column.cell(row, room) == expected ? 0 : 1;
      }
      CAPTURE(round, before, after, change, static_cast<int>(keep));
      CHECK(wrong == 0);
    }
  }
}

TEST_CASE("a column joined from parts is as if it had been read in one go", "[encode]") {
  std::mt19937 random(11);
  for (const Keep keep : every_keep) {
    if (keep == Keep::sampled) continue;  // read by one worker only
    for (int nature = 0; nature < 8; ++nature) {
      RawColumn whole("x", keep), odd("x", keep), even("x", keep);
      for (int row = 0; row < 1000; ++row) {
        const std::string cell = invented_cell(nature, random);
        RawColumn& part = row / 100 % 2 == 0 ? even : odd;
        for (RawColumn* column : {&whole, &part}) row % 50 == 7 ? column->append_null() : column->append(cell);
      }
      std::vector<Piece> pieces;
      for (std::size_t piece = 0; piece < 10; ++piece) pieces.push_back({piece % 2, piece / 2 * 100, 100});
      RawColumn* const parts[] = {&even, &odd};
      const RawColumn joined = RawColumn::joined(parts, pieces);
      REQUIRE(joined.size() == whole.size());
      // Dictionaries are numbered as if one worker had read everything.
      if (keep == Keep::words) CHECK(joined.words()->distinct() == whole.words()->distinct());
      if (keep == Keep::sets) CHECK(joined.sets()->fragments() == whole.sets()->fragments());
      CellRoom one, other;
      std::size_t wrong = 0;
      for (std::size_t row = 0; row < whole.size(); ++row) {
        wrong += joined.cell(row, one) == whole.cell(row, other) && joined.state(row) == whole.state(row) ? 0 : 1;
        if (keep == Keep::keys) wrong += joined.keys()->value(row) == whole.keys()->value(row) ? 0 : 1;
      }
      CAPTURE(static_cast<int>(keep), nature);
      CHECK(wrong == 0);
    }
  }
}

TEST_CASE("a cell of several names is held as single names with what stands behind them", "[encode]") {
  RawColumn column("tags", Keep::sets);
  column.append("refund late_delivery");
  column.append("late delivery, refund");
  column.append("refund ");
  const SetCells& sets = *column.sets();
  CHECK(sets.fragments() ==
        std::vector<std::string_view>{"", "", "refund ", "late_delivery", "late ", "delivery, ", "refund"});
  std::vector<std::vector<std::uint32_t>> rows;
  sets.each_row([&](std::size_t, const auto& codes) { rows.emplace_back(codes.begin(), codes.end()); });
  CHECK(rows == std::vector<std::vector<std::uint32_t>>{{2, 3}, {4, 5, 6}, {2}});
}

TEST_CASE("two rows of a column of keys hold the same value if and only if they hold the same text", "[encode]") {
  RawColumn column("requester", Keep::keys);
  for (const char* cell : {"17", "017", "ann@example.com", "17", "ann@example.com", "Ann@example.com"})
    column.append(cell);
  const KeyCells& keys = *column.keys();
  CHECK(keys.value(0) == keys.value(3));
  CHECK(keys.value(2) == keys.value(4));
  CHECK(keys.value(0) != keys.value(1));
  CHECK(keys.value(2) != keys.value(5));
}
