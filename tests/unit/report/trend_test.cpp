#include <algorithm>
#include <catch2/catch.hpp>

#include "dsat/analyze/trend.hpp"
#include "report/sections/sections.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;
using Catch::Contains;

namespace {

std::vector<TestTicket> weeks_of_100(std::initializer_list<int> negatives) {
  std::vector<Batch> batches;
  for (const int negative : negatives) batches.push_back({0, negative, 0, 100 - negative});
  return weeks(batches);
}

const auto quiet = {15, 12, 18, 14, 16, 13, 17, 15, 14, 16, 15, 13};
const auto shifted = {13, 12, 14, 11, 15, 13, 12, 14, 13, 30, 33, 29, 31};
const auto spiked = {13, 12, 14, 11, 15, 13, 12, 14, 13, 12, 40, 13, 14};

}  // namespace

TEST_CASE("a quiet history has no week that stands out", "[trend]") {
  ReportFixture fixture(weeks_of_100(quiet));
  CHECK(
      opening(report::write_trend(fixture.context())) ==
      "Over the last 12 weeks NRR ran from 12.0 % to 18.0 %; 2026-W46 lies within its limits (3.8 – 26.2 %, outside of "
      "which lies about 1 week in 370 of an unchanged desk). No week stands out, and the level has not changed beyond "
      "chance.");
  CHECK(report::claims_of_trend(fixture.context()).empty());
}

TEST_CASE("a level that changed is named with its date", "[trend]") {
  ReportFixture fixture(weeks_of_100(shifted));
  const auto section = report::write_trend(fixture.context());
  CHECK_THAT(opening(section),
             Contains("NRR has been higher since about 2026-W43: 30.8 % (123 of 400), before 13.0 % (117 of 900).") &&
                 !Contains("jumped"));
  CHECK_THAT(opening(section), !Contains("stands out"));
  const auto* weeks = table(section, "trend");
  CHECK(std::get<document::Text>(cell(weeks, "2026-W43", "note").content).text == "level changed");
  // Each level has limits of its own.
  CHECK(std::get<document::Share>(cell(weeks, "2026-W42", "usual_high").content).fraction < 0.25);
  CHECK(std::get<document::Share>(cell(weeks, "2026-W44", "usual_high").content).fraction > 0.35);

  const auto claims = report::claims_of_trend(fixture.context());
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].key == "level 2026-10-19 up");
  CHECK(claims[0].text == "NRR has been higher since about 2026-W43: 30.8 % (123 of 400), before 13.0 % (117 of 900)");
  CHECK(analyze::change_of_level(claims[0]) == day_of({2026, 10, 19}));
}

TEST_CASE("a change that an earlier report told is no news", "[trend]") {
  ReportFixture fixture(weeks_of_100(shifted));
  report::Context context = fixture.context();
  context.announced.push_back({report::claims_of_trend(context).front(), {this_monday - 7, this_monday}});
  CHECK(report::claims_of_trend(context).empty());
  CHECK_THAT(opening(report::write_trend(context)),
             Contains("As told before, NRR has been higher since about 2026-W43: 30.8 %"));
}

TEST_CASE("one week that stands out is no change of level", "[trend]") {
  ReportFixture fixture(weeks_of_100(spiked));
  const auto section = report::write_trend(fixture.context());
  CHECK_THAT(opening(section),
             Contains("2026-W44 stands out with NRR 40.0 % (40 of 100), where the limits are ") && !Contains("Since"));
  CHECK(cell(table(section, "trend"), "2026-W44", "nrr").tone == document::Tone::worse);
  const auto claims = report::claims_of_trend(fixture.context());
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].key == "point 2026-W44");
}

TEST_CASE("few weeks give provisional limits and no claims", "[trend]") {
  ReportFixture fixture(weeks_of_100({13, 12, 14, 60}));
  CHECK(opening(report::write_trend(fixture.context())) ==
        "Over the last 4 weeks NRR ran from 12.0 % to 60.0 %; the limits for 2026-W46 would be 1.4 – 24.6 %, "
        "but they rest on 3 weeks, too few to say what is outside of them. Whether a week stands out can be told from "
        "8 earlier ones on.");
  CHECK(report::claims_of_trend(fixture.context()).empty());
}

TEST_CASE("empty weeks are drawn as gaps", "[trend]") {
  ReportFixture fixture(weeks({{0, 10, 0, 90}, {}, {0, 12, 0, 88}}));
  const auto section = report::write_trend(fixture.context());
  const auto* weeks = table(section, "trend");
  REQUIRE(weeks->rows.size() == 3);
  CHECK(std::get<document::Count>(cell(weeks, "2026-W45", "tickets").content).value == 0);
  CHECK(std::holds_alternative<document::Missing>(cell(weeks, "2026-W45", "nrr").content));
  const auto line = std::get<document::Spark>(cell(table(section, "lines"), "NRR", "line").content);
  REQUIRE(line.values.size() == 3);
  CHECK_FALSE(line.values[1].has_value());
}

TEST_CASE("events stand beside their week", "[trend]") {
  ReportFixture fixture(weeks_of_100(quiet));
  fixture.extras.events = {{day_of({2026, 11, 3}), "Carrier changed"}, {day_of({2020, 1, 1}), "Long ago"}};
  const auto section = report::write_trend(fixture.context());
  CHECK(std::get<document::Text>(cell(table(section, "trend"), "2026-W45", "note").content).text == "Carrier changed");
  const auto drawn = std::ranges::find_if(
      section->blocks, [](const document::Block& block) { return std::holds_alternative<document::Chart>(block); });
  REQUIRE(drawn != section->blocks.end());
  const auto& chart = std::get<document::Chart>(*drawn);
  REQUIRE(chart.marks.size() == 1);
  CHECK(chart.marks[0] == std::pair<std::string, std::string>("2026-W45", "Carrier changed"));
}

TEST_CASE("other figures are drawn, and correlated only from twenty periods on", "[trend]") {
  ReportFixture few(weeks_of_100(quiet));
  for (int i = 0; i < 12; ++i)
    few.extras.series.push_back({{this_monday - 7 * i, this_monday - 7 * i + 7}, "refunds", 100.0 + i});
  const auto drawn = report::write_trend(few.context());
  CHECK(std::holds_alternative<document::Missing>(cell(table(drawn, "series"), "refunds", "correlation").content));
  CHECK(std::get<document::Score>(cell(table(drawn, "series"), "refunds", "last").content).value == 100);

  std::vector<Batch> batches;
  std::vector<int> negatives;
  for (int i = 0; i < 30; ++i) {
    negatives.push_back(10 + (i * 7) % 13);
    batches.push_back({0, negatives.back(), 0, 100 - negatives.back()});
  }
  ReportFixture many(weeks(batches));
  for (int i = 0; i < 30; ++i) {
    const Day monday = this_monday - 7 * (29 - i);
    many.extras.series.push_back({{monday, monday + 7}, "refunds", 5.0 * negatives[static_cast<std::size_t>(i)]});
    many.extras.series.push_back({{monday, monday + 7}, "releases", static_cast<double>((i * i) % 5)});
  }
  const auto section = report::write_trend(many.context());
  const auto* series = table(section, "series");
  CHECK(std::get<document::Score>(cell(series, "refunds", "correlation").content).value == Approx(1));
  CHECK(std::get<document::Count>(cell(series, "refunds", "periods").content).value == 29);
  bool told = false;
  for (const auto& block : section->blocks)
    if (const auto* paragraph = std::get_if<document::Paragraph>(&block))
      told = told || paragraph->text ==
                         "Refunds rises and falls with NRR (rank correlation of the changes 1.00, 29 compared). Going "
                         "together does not make one the cause of the other.";
  CHECK(told);
}
