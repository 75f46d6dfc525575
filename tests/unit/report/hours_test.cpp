#include <catch2/catch.hpp>

#include "dsat/analyze/hours.hpp"
#include "report/sections/sections.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;
using Catch::Contains;

namespace {

/// Written in the morning, rated at that hour.
TestTicket rated(Day day, int hour, bool negative) {
  TestTicket ticket;
  ticket.created = Moment::instant(std::int64_t{day} * 86400 + 6 * 3600);
  ticket.solved = Moment::date(day);
  ticket.ratings = {{negative ? Sentiment::negative : Sentiment::positive,
                     Moment::instant(std::int64_t{day} * 86400 + hour * 3600 + 60)}};
  return ticket;
}

/// 40 tickets a day; at night every second is rated negative.
std::vector<TestTicket> bad_nights(int night_share) {
  std::vector<TestTicket> tickets;
  for (int day = 0; day < 7; ++day)
    for (int i = 0; i < 48; ++i) {
      const int hour = i % 24;
      tickets.push_back(
          rated(this_monday + day, hour, hour >= 20 ? i % 2 == 0 && night_share > 0 : (i + day) % 8 == 0));
    }
  return tickets;
}

}  // namespace

TEST_CASE("bad hours are named with what was expected", "[hours]") {
  ReportFixture fixture(bad_nights(1));
  const auto section = report::write_hours(fixture.context());
  CHECK_THAT(opening(section), Contains("By the hour and weekday of the rating, in UTC, over 2026-W46: worse beyond "
                                        "chance: 20–24 (50.0 %, 28 of 56, where"));
  const auto* hours = table(section, "hours");
  REQUIRE(hours->rows.size() == 7 * 24);
  CHECK(std::get<document::Count>(hours->rows[20][3].content).value == 2);
}

TEST_CASE("hours are those of the report's zone", "[hours]") {
  ReportFixture fixture({rated(this_monday, 23, true)}, {});
  fixture.counting.zone = Zone::named("Europe/Berlin");
  const auto context = fixture.context();
  const auto groupings = analyze::hour_groupings(context.view);
  const analyze::Row row{0, 0};
  CHECK(groupings.hour.names()[groupings.hour.code(row)] == "00");
  CHECK(groupings.weekday.names()[groupings.weekday.code(row)] == "Tuesday");
  CHECK(groupings.stretch.names()[groupings.stretch.code(row)] == "00–04");
}

TEST_CASE("--date decides whose hour it is", "[hours]") {
  ReportFixture fixture({rated(this_monday, 23, true)}, {});
  fixture.counting.date = analyze::DateBasis::created;
  const auto context = fixture.context();
  const auto groupings = analyze::hour_groupings(context.view);
  CHECK(groupings.hour.names()[groupings.hour.code({0, 0})] == "06");
  CHECK_THAT(opening(report::write_hours(context)), Contains("when customers wrote"));
}

TEST_CASE("no time that stands out is a finding", "[hours]") {
  std::vector<TestTicket> tickets;
  for (int day = 0; day < 7; ++day)
    for (int i = 0; i < 48; ++i) tickets.push_back(rated(this_monday + day, i % 24, (i * 7 + day) % 8 == 0));
  ReportFixture fixture(tickets);
  CHECK(opening(report::write_hours(fixture.context())) ==
        "By the hour and weekday of the rating, in UTC, over 2026-W46: no time of the day or week stands out "
        "beyond chance and its mix of work.");
}

TEST_CASE("bare dates have weekdays and no hours", "[hours]") {
  ReportFixture fixture(weeks({{0, 3, 0, 7}}));
  const auto section = report::write_hours(fixture.context());
  CHECK_THAT(opening(section), Contains("By the weekday of the rating"));
  CHECK(std::get<document::Count>(cell(table(section, "weekdays"), "Sunday", "rated").content).value == 10);
  CHECK(table(section, "hours") == nullptr);
}
