#include <catch2/catch.hpp>

#include "report/wording.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;

namespace {

/// Headings of the figures of a period and of the one before, beside one another.
std::string headings(const std::string& period, Unit unit, std::initializer_list<Day> days) {
  std::vector<TestTicket> tickets;
  for (const Day day : days) add(tickets, {day, 1, 0, 4});
  ReportFixture fixture(tickets);
  const report::Context context = fixture.context(period, unit);
  return report::heading_now(context) + " " + report::heading_before(context);
}

}  // namespace

TEST_CASE("figures of calendar periods of one year are headed without it", "[headings]") {
  CHECK(headings("2026-W46", Unit::week, {this_monday, this_monday - 7}) == "W46 W45");
  CHECK(headings("2026-11", Unit::month, {day_of({2026, 11, 9}), day_of({2026, 10, 9})}) == "Nov Oct");
  CHECK(headings("2026-Q3", Unit::quarter, {day_of({2026, 7, 9}), day_of({2026, 4, 9})}) == "Q3 Q2");
  CHECK(headings("2026-11-03", Unit::day, {day_of({2026, 11, 3}), day_of({2026, 11, 2})}) == "3 Nov 2 Nov");
}

TEST_CASE("across a new year both keep their years", "[headings]") {
  CHECK(headings("2026-01", Unit::month, {day_of({2026, 1, 9}), day_of({2025, 12, 9})}) == "2026-01 2025-12");
  // The year of a week is the one its Thursday lies in.
  CHECK(headings("2026-W01", Unit::week, {day_of({2026, 1, 2}), day_of({2025, 12, 24})}) == "2026-W01 2025-W52");
  CHECK(headings("2026-W02", Unit::week, {day_of({2026, 1, 6}), day_of({2025, 12, 30})}) == "W02 W01");
}

TEST_CASE("what is no calendar period keeps its own name", "[headings]") {
  CHECK(headings("all", Unit::week, {this_monday}) == "all before");
  CHECK(headings("2026-11-01..2026-11-10", Unit::week, {day_of({2026, 11, 3}), day_of({2026, 10, 27})}) ==
        "2026-11-01..2026-11-10 before");
  CHECK(headings("2026-W46", Unit::week, {this_monday}) == "W46 before");
}

TEST_CASE("a period without an end is compared with as many days as the data have", "[headings]") {
  std::vector<TestTicket> tickets;
  for (int day = 0; day < 20; ++day) add(tickets, {this_monday - 10 + day, 1, 0, 9});
  ReportFixture fixture(tickets);
  const report::Context context = fixture.context("2026-11-09..");
  CHECK(context.before_label == "the 10 days before");
  CHECK(context.tally.rated == 100);
  CHECK(context.tally_then.rated == 100);
  ReportFixture other(tickets);
  CHECK(other.context("2026-11-09..2026-11-09").before_label == "the 1 day before");
}
