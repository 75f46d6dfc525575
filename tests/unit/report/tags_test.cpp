#include <catch2/catch.hpp>

#include "report/sections/sections.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;

TEST_CASE("a tag that rises beyond its history is said first", "[tags]") {
  std::vector<TestTicket> tickets;
  for (int week = 0; week < 12; ++week) {
    const Day day = this_monday - 7 * week;
    add(tickets, {day, 2, 0, 40, 58, {}, {"refund"}});
    add(tickets, {day, 0, 0, 2, week == 0 ? 60 : 2, {}, {"address_change"}});
  }
  ReportFixture fixture(tickets);
  const auto section = report::write_tags(fixture.context("2026-W46"));
  CHECK(opening(section) ==
        "Rising beyond its history: address_change with 62 tickets (4 the week before, usually about 6).");
  CHECK(std::get<document::Paragraph>(section->blocks[1]).text ==
        "All 2 negatives carry refund. Tags overlap: a ticket counts under each of its tags.");
}

TEST_CASE("where nothing rises the section begins with its negatives", "[tags]") {
  std::vector<TestTicket> tickets;
  add(tickets, {this_monday, 1, 0, 9, 0, {}, {"refund"}});
  ReportFixture fixture(tickets);
  CHECK(opening(report::write_tags(fixture.context("2026-W46"))) ==
        "The one negative carries refund. Tags overlap: a ticket counts under each of its tags.");
  tickets.clear();
  add(tickets, {this_monday, 0, 0, 9, 0, {}, {"refund"}});
  ReportFixture happy(tickets);
  CHECK(opening(report::write_tags(happy.context("2026-W46"))) == "No negative rating carries a tag.");
}
