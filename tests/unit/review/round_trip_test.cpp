#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include <sys/wait.h>
#include <unistd.h>

#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/spreadsheet.hpp"
#include "dsat/review/worksheet.hpp"
#include "support/packing.hpp"
#include "support/scratch_folder.hpp"
#include "unit/review/reviewed_store.hpp"

using namespace dsat;
using namespace dsat::review;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

/// A fixed sequence of dice.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return engine_() % n; }
  bool heads() { return below(2) == 0; }

 private:
  std::mt19937 engine_;
};

/// What people type, and worse.
std::string typed_text(Dice& dice) {
  static const std::vector<std::string> parts = {
      "agent", "outside", "=SUM(A1)",  "-5",   "'-5", "''+x", "@home", "\t",   " ",    ";",
      ",",     "|",       "\"",        "\"\"", "\n",  "\r\n", "ü",     "Łódź", "日本", "＝full",
      "0042",  "1/5",     "3.11.2026", "'",    "''",  "#",    "a",     "é",    "🙂", "\\"};
  std::string text;
  for (std::size_t n = 1 + dice.below(4); n > 0; --n) text += parts[dice.below(parts.size())];
  return text;
}

std::string ticket_id(std::size_t number) {
  return "00" + std::to_string(100 + number);
}

Store store_of_tickets(std::size_t from, std::size_t to, bool later_ratings) {
  std::vector<test::Rated> list;
  for (std::size_t i = from; i < to; ++i) {
    list.push_back({ticket_id(i), iso_moment(Moment::instant(1'790'000'000 + static_cast<int>(i) * 4000)), "Bad",
                    i % 3 == 0 ? "" : "so \"slow\"; really,\nyes", "Ann", ""});
    if (later_ratings && i % 4 == 0)
      list.push_back({ticket_id(i), iso_moment(Moment::instant(1'799'000'000)), "Good", "better", "Ann", ""});
  }
  return test::store_of(list);
}

std::vector<Entry> newest(const Store& store) {
  std::vector<Entry> list;
  for (std::uint32_t ticket = 0; ticket < store.tickets; ++ticket)
    list.push_back({ticket, store.ratings_of(ticket).second - 1});
  return list;
}

/// The words in a worksheet that dsat must never touch: by ticket (without zeros) and header, as people see them.
std::map<std::string, std::map<std::string, std::string>> typed_cells(const Worksheet& sheet) {
  std::map<std::string, std::map<std::string, std::string>> cells;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    std::string id(sheet.cell(row, Column::ticket_id));
    id.erase(0, id.find_first_not_of('0'));
    for (std::size_t place = 0; place < sheet.headers().size(); ++place) {
      const auto column = sheet.column_at(place);
      if (column && info(*column).kind == ColumnKind::ours) continue;
      if (!sheet.cells(row)[place].empty()) cells[id][sheet.headers()[place]] = sheet.cells(row)[place];
    }
  }
  return cells;
}

/// What a spreadsheet program does between opening and saving: its own dialect, numbers and dates in its own form, rows
/// sorted, columns moved.
std::string saved_by_a_spreadsheet(const std::string& bytes, Dice& dice) {
  load::Cells cells =
      load::parse_cells(bytes, "sheet", [](std::string_view cell) { return cell == "ticket_id" || cell == "fault"; });
  static const std::vector<std::string> encodings = {"UTF-8", "UTF-16LE"};
  cells.dialect.encoding = encodings[dice.below(encodings.size())];
  cells.dialect.byte_order_mark = cells.dialect.encoding != "UTF-8" || dice.heads();
  cells.dialect.delimiter = ",;\t"[dice.below(3)];
  cells.dialect.line_end = dice.heads() ? "\r\n" : "\n";
  cells.dialect.quote_all = dice.heads();
  auto& records = cells.records;
  std::size_t id = 0;
  while (records[0][id] != "ticket_id") ++id;
  for (std::size_t i = 1; i < records.size(); ++i) {
    std::string& cell = records[i][id];
    if (dice.heads()) cell.erase(0, cell.find_first_not_of('0'));
  }
  std::shuffle(records.begin() + 1, records.end(), std::mt19937(static_cast<unsigned>(dice.below(1000))));
  const std::size_t a = dice.below(records[0].size()), b = dice.below(records[0].size());
  for (auto& record : records) std::swap(record[a], record[b]);
  for (std::size_t n = dice.below(3); n > 0; --n) records.emplace_back(records[0].size());  // blank lines at the end
  return load::print_cells(cells, "sheet");
}

}  // namespace

TEST_CASE("of a thousand random edits, saved in any dialect, none is lost", "[worksheet][property]") {
  Dice dice(20261116);
  for (int round = 0; round < 25; ++round) {
    Worksheet sheet;
    Store store = store_of_tickets(0, 20, false);
    merge(sheet, store, newest(store), false);
    std::string bytes = sheet.print();
    for (int week = 0; week < 4; ++week) {
      // Ten edits by hand …
      Worksheet edited = Worksheet::parse(bytes, "sheet");
      for (int edit = 0; edit < 10; ++edit) {
        const std::size_t row = dice.below(edited.rows());
        if (edited.cell(row, Column::ticket_id).empty()) continue;
        const Column column = static_cast<Column>(first_typed_column + dice.below(column_count - first_typed_column));
        edited.set(row, column, typed_text(dice));
      }
      bytes = edited.print();
      if (week == 1) {  // … and a column of people's own
        auto cells = load::parse_cells(bytes, "sheet", [](std::string_view cell) { return cell == "fault"; });
        cells.records[0].push_back("mood");
        for (std::size_t i = 1; i < cells.records.size(); ++i)
          cells.records[i].push_back(with_spreadsheet_guard(typed_text(dice)));
        bytes = load::print_cells(cells, "sheet");
      }
      bytes = saved_by_a_spreadsheet(bytes, dice);

      // A week later: new ratings, ratings that changed, tickets that left the data.
      Worksheet before = Worksheet::parse(bytes, "sheet");
      const auto words = typed_cells(before);
      store = store_of_tickets(static_cast<std::size_t>(week) * 2, 20 + static_cast<std::size_t>(week) * 3, week > 1);
      Worksheet after = before;
      merge(after, store, newest(store), false);
      const std::string written = after.print();
      const Worksheet back = Worksheet::parse(written, "sheet");
      CHECK(back.dialect() == before.dialect());
      const auto words_after = typed_cells(back);
      REQUIRE(words_after.size() >= words.size());
      for (const auto& [id, cells] : words)
        for (const auto& [header, text] : cells) REQUIRE(words_after.at(id).at(header) == text);
      bytes = written;
    }
  }
}

TEST_CASE("the worksheet file is replaced whole, and the one before kept", "[worksheet]") {
  const test::ScratchFolder folder;
  const fs::path path = folder.path() / "reviews.csv";
  const Store store = store_of_tickets(0, 3, false);
  CHECK(update_worksheet(path, store, newest(store), false).added == 3);
  CHECK_FALSE(fs::exists(folder.path() / "reviews.csv.bak"));
  const std::string first = read_file(path);
  const Store more = store_of_tickets(0, 5, false);
  CHECK(update_worksheet(path, more, newest(more), false).added == 2);
  CHECK(read_file(folder.path() / "reviews.csv.bak") == first);
  CHECK(Worksheet::read(path).rows() == 5);
}

TEST_CASE("a worksheet that can't be read is not touched, nor is its backup", "[worksheet]") {
  const test::ScratchFolder folder;
  const fs::path path = folder.path() / "reviews.csv";
  const std::string broken = "ticket_id,fault\n1,\"agent\n";
  std::ofstream(path) << broken;
  const Store store = store_of_tickets(0, 3, false);
  CHECK_THROWS_AS(update_worksheet(path, store, newest(store), false), Error);
  CHECK(read_file(path) == broken);
  CHECK_FALSE(fs::exists(folder.path() / "reviews.csv.bak"));
}

TEST_CASE("a worksheet that is a spreadsheet is read, merged and written anew like CSV", "[worksheet]") {
  const test::ScratchFolder folder;
  const fs::path path = folder.path() / "reviews.xlsx";
  const Store few = store_of_tickets(0, 3, false), more = store_of_tickets(0, 5, false);
  CHECK(update_worksheet(path, few, newest(few), false).added == 3);
  const std::string first = read_file(path);
  CHECK(first.starts_with("PK"));
  const Worksheet sheet = Worksheet::read(path);
  CHECK(sheet.rows() == 3);

  const Merged merged = update_worksheet(path, more, newest(more), false);
  CHECK(merged.added == 2);
  CHECK(merged.kept == 3);
  CHECK(read_file(folder.path() / "reviews.xlsx.bak") == first);
  CHECK(Worksheet::read(path).rows() == 5);

  fs::remove(path);  // the same again gives the same bytes
  update_worksheet(path, few, newest(few), false);
  CHECK(read_file(path) == first);
}

TEST_CASE("what people typed into a spreadsheet stays, and what they added too", "[worksheet]") {
  const test::ScratchFolder folder;
  const Store store = store_of_tickets(0, 3, false);
  Worksheet empty;
  merge(empty, store, newest(store), false);
  const auto cell = [](const std::string& place, std::string_view text) {
    return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + std::string(text) + "</t></is></c>";
  };
  const std::string id(empty.cell(0, Column::ticket_id)), at(empty.cell(0, Column::rated_at));
  const std::string rows = "<sheetData><row r=\"1\">" + cell("A1", "ticket_id") + cell("B1", "rated_at") +
                           cell("C1", "fault") + cell("D1", "followed_up_at") + cell("E1", "Our own") +
                           "</row><row r=\"2\">" + cell("A2", id) + cell("B2", at) + cell("C2", "agent") +
                           "<c r=\"D2\" s=\"1\"><v>46331</v></c>" + cell("E2", "=1+1 &amp; more") +
                           "</row></sheetData>";
  const std::string styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
  const std::string path = folder.write("typed.xlsx", test::xlsx_of({{"reviews", rows}}, {{"styles.xml", styles}}));
  CHECK(update_worksheet(path, store, newest(store), false).added == 2);
  const Worksheet sheet = Worksheet::read(path);
  REQUIRE(sheet.rows() == 3);
  CHECK(sheet.cell(0, Column::fault) == "agent");
  CHECK(sheet.cell(0, Column::followed_up_at) == "2026-11-05");
  CHECK(sheet.extra_cell(0, "Our own") == "=1+1 & more");

  const std::string with_more = folder.write(
      "more.xlsx",
      test::xlsx_of({{"reviews", rows}, {"Pivot", "<sheetData><row>" + cell("A1", "x") + "</row></sheetData>"}},
                    {{"styles.xml", styles}}));
  const std::string before = read_file(with_more);
  CHECK_THROWS_WITH(update_worksheet(with_more, store, newest(store), false),
                    Contains("has other sheets, which would be lost: reviews, Pivot"));
  CHECK(read_file(with_more) == before);
  CHECK_THROWS_WITH(update_worksheet(folder.path() / "a.ods", store, newest(store), false),
                    Contains("worksheets are read from .ods, and not written to it"));
}

TEST_CASE("killed at any instant, the old worksheet or the new one stands there whole", "[worksheet][kill]") {
  const test::ScratchFolder folder;
  const fs::path path = folder.path() / "reviews.csv";
  const Store few = store_of_tickets(0, 2, false), many = store_of_tickets(0, 400, false);
  Worksheet sheet;
  merge(sheet, few, newest(few), false);
  sheet.set(0, Column::root_cause, "typed by hand");
  const std::string old_bytes = sheet.print();
  merge(sheet, many, newest(many), false);
  const std::string new_bytes = sheet.print();
  int old_left = 0, new_left = 0;
  for (int attempt = 0; attempt < 40; ++attempt) {
    std::ofstream(path, std::ios::trunc) << old_bytes;
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      update_worksheet(path, many, newest(many), false);
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(attempt) * 700);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    const std::string left = read_file(path);
    const bool is_old = left == old_bytes, is_new = left == new_bytes;
    REQUIRE((is_old || is_new));
    old_left += is_old ? 1 : 0;
    new_left += is_new ? 1 : 0;
  }
  CHECK(old_left + new_left == 40);
}
