#include "render/charts.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace dsat;
using namespace dsat::document;
using namespace dsat::render;

namespace {

constexpr Chart::Kind kinds[] = {Chart::Kind::trend,  Chart::Kind::pareto, Chart::Kind::heat,
                                 Chart::Kind::funnel, Chart::Kind::curve,  Chart::Kind::bars};

Chart chart_of(Chart::Kind kind) {
  return {.key = "c",
          .title = "Title <b>",
          .kind = kind,
          .table = "t",
          .x = "x",
          .y = "y",
          .low = "low",
          .high = "high",
          .running = "running",
          .group = "group",
          .marks = {{"b", "an event"}, {"7", "a minute"}},
          .description = "What it shows."};
}

Table table_of(std::vector<std::vector<Cell>> rows) {
  Table table{.key = "t"};
  for (const char* key : {"x", "y", "low", "high", "running", "group"}) table.columns.push_back({.key = key});
  table.rows = std::move(rows);
  return table;
}

bool is_sound(const std::string& svg) {
  return svg.find("nan") == std::string::npos && svg.find("inf") == std::string::npos;
}

}  // namespace

TEST_CASE("a chart without figures is not drawn", "[charts]") {
  for (const Chart::Kind kind : kinds) {
    CHECK(draw_chart(table_of({}), chart_of(kind), 720, "chart").empty());
    CHECK(draw_chart(table_of({{text("a"), Missing{}, Missing{}, Missing{}, Missing{}, text("g")}}), chart_of(kind),
                     720, "chart")
              .empty());
    CHECK(draw_chart(Table{.key = "t"}, chart_of(kind), 720, "chart").empty());
  }
}

TEST_CASE("charts of odd figures have no odd coordinates", "[charts]") {
  const auto row = [](Cell x, Cell y) {
    return std::vector<Cell>{std::move(x), y, Share{0.1}, Missing{}, Share{1}, text("g")};
  };
  const std::vector<Table> tables = {table_of({row(text("one"), Share{0.5})}),
                                     table_of({row(text("a"), Share{0.5}), row(text("b"), Share{0.5})}),
                                     table_of({row(text("a"), Share{0}), row(text("b"), Share{0})}),
                                     table_of({row(text("a"), Score{-5, 1}), row(text("b"), Score{1e300, 1})}),
                                     table_of({row(text("a"), Share{NAN}), row(text("b"), Share{0.2})}),
                                     table_of({row(Duration{0}, Share{0.1}), row(Duration{1e6}, Share{0.2}),
                                               row(Duration{3}, Cell(Share{1}, Tone::worse, true))}),
                                     table_of({row(Duration{5}, Share{0.1}), row(Duration{5}, Share{0.2})}),
                                     table_of({row(text(std::string(500, 'x')), Count{1}), row(text(""), Count{0})})};
  for (const Table& table : tables) {
    for (const Chart::Kind kind : kinds) {
      for (const int width : {360, 720}) CHECK(is_sound(draw_chart(table, chart_of(kind), width, "chart")));
    }
  }
}

TEST_CASE("a chart has a name, a description, and nothing that a strict page forbids", "[charts]") {
  const Table table = table_of({{text("a"), Count{3}, Missing{}, Missing{}, Share{0.75}, text("g")},
                                {text("b"), Count{1}, Missing{}, Missing{}, Share{1}, text("g")}});
  for (const Chart::Kind kind : kinds) {
    const std::string svg = draw_chart(table, chart_of(kind), 720, "chart wide");
    CHECK(svg.starts_with("<svg class=\"chart wide\" viewBox=\"0 0 720 "));
    CHECK(
        svg.find(
            "role=\"img\" aria-label=\"Title &lt;b&gt;\"><title>Title &lt;b&gt;</title><desc>What it shows.</desc>") !=
        std::string::npos);
    CHECK(svg.find("style=") == std::string::npos);
    CHECK(svg.find("href") == std::string::npos);
  }
}

TEST_CASE("in a Pareto chart the running share starts where the first bar ends", "[charts]") {
  const Table table = table_of({{text("a"), Count{3}, Missing{}, Missing{}, Share{0.75}, text("")},
                                {text("b"), Count{1}, Missing{}, Missing{}, Share{1}, text("")}});
  const std::string svg = draw_chart(table, chart_of(Chart::Kind::pareto), 720, "chart");
  const auto number_after = [&](const std::string& words, std::size_t from) {
    const std::size_t at = svg.find(words, from);
    REQUIRE(at != std::string::npos);
    return std::stod(svg.substr(at + words.size()));
  };
  const std::size_t bar = svg.find("<rect class=\"fill\"");
  const double end = number_after("x=\"", bar) + number_after("width=\"", bar);
  CHECK(number_after("<polyline class=\"running\" points=\"", 0) == Approx(end).margin(0.2));
}

TEST_CASE("points outside what is usual stand out, and say so", "[charts]") {
  Table table = table_of({});
  for (const double share : {0.1, 0.2, 0.5}) {
    table.rows.push_back(
        {text(share > 0.4 ? "late" : "early"), Share{share}, Share{0.05}, Share{0.3}, Missing{}, text("")});
  }
  const std::string svg = draw_chart(table, chart_of(Chart::Kind::trend), 720, "chart");
  CHECK(svg.find("r=\"5\"><title>late: 50.0\u00A0%, outside the limits</title>") != std::string::npos);
  CHECK(svg.find("<polygon class=\"band\"") != std::string::npos);
}

TEST_CASE("a mark says where it stands in the words of its axis", "[charts]") {
  const Table table = table_of({{Duration{5}, Share{0.1}, Missing{}, Missing{}, Missing{}, text("")}});
  Chart chart = chart_of(Chart::Kind::curve);
  chart.marks = {{"240", "critical"}, {"later", ""}};
  CHECK(mark_place(table, chart, 0) == "4 h");
  CHECK(mark_place(table, chart, 1) == "later");
  chart.kind = Chart::Kind::trend;
  CHECK(mark_place(table, chart, 0) == "240");
  CHECK(mark_sign(0) == "A");
  CHECK(mark_sign(25) == "Z");
  CHECK(mark_sign(26) == "27");
}
