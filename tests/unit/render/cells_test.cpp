#include "render/cells.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace dsat;
using namespace dsat::document;
using namespace dsat::render;

namespace {

const Style unicode;
const Style ascii = [] {
  Style style;
  style.ascii = true;
  return style;
}();

std::string shown(Content content) {
  return reader_text(Cell(std::move(content)), unicode);
}

std::string raw(Content content) {
  return machine_text(Cell(std::move(content)));
}

}  // namespace

TEST_CASE("readers see rounded figures with their units", "[cells]") {
  CHECK(shown(Missing{}) == "–");
  CHECK(shown(Count{1284}) == "1,284");
  CHECK(shown(Count{-3}) == "−3");
  CHECK(shown(Share{0.143639}) == "14.4 %");
  CHECK(shown(Share{1}) == "100.0 %");
  CHECK(shown(Score{71.456, 2}) == "71.46");
  CHECK(shown(Score{12345.6, 1}) == "12,345.6");
  CHECK(shown(Score{-0.5, 2}) == "−0.50");
  CHECK(shown(Score{-0.001, 2}) == "0.00");
  CHECK(shown(Text{" two\n lines "}) == "two lines");
}

TEST_CASE("durations read as people say them", "[cells]") {
  CHECK(shown(Duration{0}) == "0 min");
  CHECK(shown(Duration{0.25}) == "15 s");
  CHECK(shown(Duration{42}) == "42 min");
  CHECK(shown(Duration{59.6}) == "1 h 00 min");
  CHECK(shown(Duration{65}) == "1 h 05 min");
  CHECK(shown(Duration{1439}) == "23 h 59 min");
  CHECK(shown(Duration{7920}) == "5 d 12 h");
  CHECK(shown(Duration{1'440'000}) == "1,000 d 0 h");
}

TEST_CASE("changes carry their sign, and none when nothing changed", "[cells]") {
  CHECK(shown(Change{0.046, Change::Of::points}) == "+4.6 pp");
  CHECK(shown(Change{-0.053, Change::Of::points}) == "−5.3 pp");
  CHECK(shown(Change{0.0001, Change::Of::points}) == "0.0 pp");
  CHECK(shown(Change{-0.0001, Change::Of::points}) == "0.0 pp");
  CHECK(shown(Change{11, Change::Of::minutes}) == "+11 min");
  CHECK(shown(Change{-11, Change::Of::minutes}) == "−11 min");
  CHECK(shown(Change{1200, Change::Of::count}) == "+1,200");
  CHECK(shown(Change{-2.684, Change::Of::score}) == "−2.68");
}

TEST_CASE("an interval names its unit once", "[cells]") {
  CHECK(shown(Range{0.152, 0.239, Range::Of::share}) == "15.2 – 23.9 %");
  CHECK(shown(Range{-1.5, 2, Range::Of::score}) == "−1.50 – 2.00");
  CHECK(shown(Range{90, 420, Range::Of::minutes}) == "1 h 30 min – 7 h 00 min");
}

TEST_CASE("machines get bare figures, and nothing where nothing is known", "[cells]") {
  CHECK(raw(Missing{}).empty());
  CHECK(raw(Count{1284}) == "1284");
  CHECK(raw(Share{0.1436394}) == "0.143639");
  CHECK(raw(Score{-0.001, 2}) == "0.00");
  CHECK(raw(Duration{42}) == "42");
  CHECK(raw(Duration{42.5}) == "42.5");
  CHECK(raw(Duration{42.126}) == "42.13");
  CHECK(raw(Change{-0.05, Change::Of::points}) == "-0.050000");
  CHECK(raw(Instant{Moment::date(20000), "Fri"}) == "2024-10-04");
  CHECK(raw(Range{0.1, 0.2, Range::Of::share}).empty());
  CHECK(raw(Bar{1}).empty());
  CHECK(raw(Spark{{1.0}}).empty());
}

TEST_CASE("a figure that is not finite is missing, not printed", "[cells]") {
  for (const Content& content : {Content(Share{NAN}), Content(Score{INFINITY, 2}), Content(Duration{-INFINITY}),
                                 Content(Change{NAN, Change::Of::points}), Content(Range{0, NAN, Range::Of::share})}) {
    CHECK(shown(content) == "–");
    CHECK(raw(content).empty());
    CHECK_FALSE(machine_number(Cell(content)));
  }
}

TEST_CASE("readers see no rate of too few ratings; machines get it", "[cells]") {
  const Cell cell(Share{0.5}, Tone::plain, true);
  CHECK(reader_text(cell, unicode) == "·");
  CHECK(reader_text(cell, ascii) == ".");
  CHECK(machine_text(cell) == "0.500000");
}

TEST_CASE("bars have eighths of a column, and a sliver for what is more than nothing", "[cells]") {
  CHECK(reader_text(Cell(Bar{1}), unicode, 4) == "████");
  CHECK(reader_text(Cell(Bar{0.5}), unicode, 4) == "██");
  CHECK(reader_text(Cell(Bar{0.28125}), unicode, 4) == "█▏");
  CHECK(reader_text(Cell(Bar{0.0001}), unicode, 4) == "▏");
  CHECK(reader_text(Cell(Bar{7}), unicode, 4) == "████");
  CHECK(reader_text(Cell(Bar{0}), unicode, 4).empty());
  CHECK(reader_text(Cell(Bar{0.5}), ascii, 4) == "##");
  CHECK(reader_text(Cell(Bar{0.0001}), ascii, 4) == "#");
}

TEST_CASE("sparks go from the smallest to the largest value", "[cells]") {
  CHECK(spark_line({1.0, 2.0, 3.0, 8.0}, unicode) == "▁▂▃█");
  CHECK(spark_line({8.0, std::nullopt, 1.0}, unicode) == "█·▁");
  CHECK(spark_line({5.0, 5.0}, unicode) == "▅▅");
  CHECK(spark_line({}, unicode).empty());
  CHECK(spark_line({1.0, NAN, 8.0}, ascii) == "_.#");
}

TEST_CASE("with --ascii our own typography becomes ASCII, data stays", "[cells]") {
  CHECK(reader_text(Cell(Missing{}), ascii) == "-");
  CHECK(reader_text(Cell(Share{-0.05}), ascii) == "-5.0 %");
  CHECK(reader_text(Cell(Range{0.1, 0.2, Range::Of::share}), ascii) == "10.0 - 20.0 %");
  CHECK(one_printable_line("± 4 · “so” … 1–2 −3 é \x1b", ascii) == "+/- 4 | \"so\" ... 1-2 -3 é ?");
}

TEST_CASE("what was left out is counted, with the command that shows it", "[cells]") {
  Table table{.rows = {{}, {}, {}}, .top = 2, .more = "dsat reviews"};
  CHECK(rows_left_out(table, unicode) == "… 1 more: dsat reviews");
  CHECK(rows_left_out(table, ascii) == "... 1 more: dsat reviews");
  table.more.clear();
  CHECK(rows_left_out(table, unicode) == "… 1 more: --top 0 shows them");
  table.top = 0;
  CHECK(rows_left_out(table, unicode).empty());
  CHECK(rows_shown(table) == 3);
  table.top = 9;
  CHECK(rows_shown(table) == 3);
}

TEST_CASE("columns in which nothing is known are left out for readers, and named", "[cells]") {
  Table table;
  table.columns = {{.key = "ticket", .title = "ticket"},
                   {.key = "agent", .title = "agent"},
                   {.key = "few", .title = "few"},
                   {.key = "comment", .title = "comment"},
                   {.key = "bare", .title = ""}};
  table.rows = {{Count{1}, Missing{}, Cell(Share{0.5}, Tone::plain, true), text(""), text("")},
                {Count{2}, Missing{}, Missing{}, text(""), Missing{}}};
  CHECK(known_columns(table) == std::vector<std::size_t>{0, 2});
  CHECK(reader_columns(table) == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(unknown_columns(table, {}) == "No entries: agent");
  table.rows.clear();
  CHECK(known_columns(table).size() == 5);
  CHECK(unknown_columns(table, {}).empty());
  table.rows = {{Missing{}, Missing{}, Missing{}, Missing{}, Missing{}}};
  CHECK(known_columns(table).size() == 4);
  CHECK(unknown_columns(table, {}).empty());
}

TEST_CASE("a trend in text goes through its values and names both ends", "[cells]") {
  Section section{"trend", "", {}};
  Table table{.key = "weeks", .columns = {{.key = "week"}, {.key = "nrr"}}};
  table.rows = {{text("1"), Share{0.089}},
                {text("2"), Missing{}},
                {text("3"), Cell(Share{0.5}, Tone::plain, true)},
                {text("4"), Share{0.192}}};
  section.blocks = {table};
  Chart chart{.kind = Chart::Kind::trend, .table = "weeks", .x = "week", .y = "nrr"};
  CHECK(trend_sketch(section, chart, unicode) == "▁··█  8.9 – 19.2 %");
  chart.table = "elsewhere";
  CHECK(trend_sketch(section, chart, unicode).empty());
  chart.table = "weeks";
  chart.y = "csat";
  CHECK(trend_sketch(section, chart, unicode).empty());
}
