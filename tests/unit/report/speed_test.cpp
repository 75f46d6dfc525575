#include <catch2/catch.hpp>

#include "dsat/analyze/speed.hpp"
#include "report/sections/sections.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;
using Catch::Contains;

namespace {

TestTicket timed(const std::string& channel, double minutes, bool negative) {
  TestTicket ticket;
  ticket.names[Field::channel] = channel;
  ticket.created = ticket.solved = Moment::date(this_monday);
  ticket.first_reply_minutes = minutes;
  ticket.ratings = {{negative ? Sentiment::negative : Sentiment::positive, Moment::date(this_monday)}};
  return ticket;
}

/// Chats answered within 40 minutes are negative in one case of ten, slower ones in six.
std::vector<TestTicket> slow_chats(int factor = 1) {
  std::vector<TestTicket> tickets;
  for (int i = 0; i < 60 * factor; ++i) tickets.push_back(timed("chat", 5 + i % 35, i % 10 == 9));
  for (int i = 0; i < 30 * factor; ++i) tickets.push_back(timed("chat", 45 + i % 50, i % 10 < 6));
  for (int i = 0; i < 90 * factor; ++i) tickets.push_back(timed("mail", 30 + (i * 37) % 400, (i * 7) % 10 < 2));
  return tickets;
}

}  // namespace

TEST_CASE("the point beyond which ratings are worse is named per channel, as an association", "[speed]") {
  ReportFixture fixture(slow_chats());
  const auto section = report::write_speed(fixture.context());
  CHECK(
      opening(section) ==
      "On chat, ratings are worse beyond about 42 min until the first reply: 60.0 % (18 of 30) negative against 10.0 % "
      "(6 of 60). A target within 39 min is where it would show (indicative: cuts from 33 min to 46 min fit nearly as "
      "well). This is an association: slow tickets may be the harder ones. No effect found: mail until the first reply "
      "(46 min to 6 h 46 min).");
  const auto claims = report::claims_of_speed(fixture.context());
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].key == "slow first_reply channel=chat");
  const auto* points = table(section, "critical_points");
  REQUIRE(points->rows.size() == 2);
  CHECK(std::get<document::Score>(cell(points, "chat", "fast_until").content).value == 39);
  CHECK(std::get<document::Score>(cell(points, "chat", "slow_from").content).value == 45);
  CHECK(std::get<document::Text>(cell(points, "mail", "verdict").content).text == "no effect found");
}

TEST_CASE("no effect is a finding, too", "[speed]") {
  std::vector<TestTicket> tickets;
  for (int i = 0; i < 100; ++i) tickets.push_back(timed("mail", 30 + (i * 37) % 400, (i * 7) % 10 < 2));
  ReportFixture fixture(tickets);
  CHECK(
      opening(report::write_speed(fixture.context())) ==
      "Over 2026-W46 ratings do not depend on reply or resolution time beyond chance. No effect found: mail until the "
      "first reply (49 min to 6 h 47 min).");
  CHECK(report::claims_of_speed(fixture.context()).empty());
  ReportFixture few({timed("mail", 10, true), timed("mail", 20, false)});
  CHECK(opening(report::write_speed(few.context())) ==
        "Too few ratings with a reply or resolution time to look for a critical point.");
}

TEST_CASE("without durations there is nothing to say about speed", "[speed]") {
  ReportFixture fixture(weeks({{0, 3, 0, 7}}));
  CHECK_FALSE(report::write_speed(fixture.context()).has_value());
}

TEST_CASE("the curve never falls, and its stretches hold all ratings", "[speed]") {
  ReportFixture fixture(slow_chats(3));
  const auto context = fixture.context();
  const auto bins = analyze::speed_curve(context.view, context.recent, Field::first_reply);
  REQUIRE(bins.size() > 3);
  CHECK(bins.size() <= 12);
  std::int64_t ratings = 0;
  for (std::size_t i = 0; i < bins.size(); ++i) {
    ratings += bins[i].share.base;
    CHECK(bins[i].from <= bins[i].median);
    CHECK(bins[i].median <= bins[i].until);
    if (i > 0) {
      CHECK(bins[i].from > bins[i - 1].until);
      CHECK(bins[i].fitted >= bins[i - 1].fitted);
    }
  }
  CHECK(ratings == 540);
}
