#include "dsat/report/explain.hpp"

#include <catch2/catch.hpp>

#include "report/sections/sections.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;

namespace {

Batch of(Day day, const std::string& tag, const std::string& channel, int negative, int rated) {
  return {.day = day,
          .negative = negative,
          .positive = rated - negative,
          .names = {{Field::channel, channel}},
          .tags = {tag}};
}

/// Two weeks of four kinds of tickets; refund on chat gets bad in the second.
std::vector<TestTicket> two_weeks(int times) {
  const Day now = this_monday + 6, then = this_monday - 1;
  std::vector<TestTicket> tickets;
  for (const Batch& batch :
       {of(then, "refund", "chat", 3 * times, 20 * times), of(then, "refund", "email", 3 * times, 20 * times),
        of(then, "other", "chat", 3 * times, 20 * times), of(then, "other", "email", 6 * times, 40 * times),
        of(now, "refund", "chat", 14 * times, 25 * times), of(now, "refund", "email", 2 * times, 15 * times),
        of(now, "other", "chat", 3 * times, 25 * times), of(now, "other", "email", 5 * times, 45 * times)})
    add(tickets, batch);
  return tickets;
}

}  // namespace

TEST_CASE("what moved and what is bad are told in sentences with their bases", "[explain]") {
  ReportFixture desk(two_weeks(3));
  const auto context = desk.context();
  const auto section = report::write_explain(context);
  CHECK(opening(section) ==
        "Refund on chat rose from 15.0 % to 56.0 % (42 of 75 after 9 of 60); the others went from 15.0 % to 11.8 %. "
        "One place is worse than the rest over the 2 weeks up to 2026-W46: refund on chat, 51 of 135 negative (37.8 %) "
        "against 66 of 495 (13.3 %) elsewhere. That is where to look.");
  CHECK(fact(section, "Mix or rate") ==
        "of the +6.8 points, by topic −0.5 are mix and +7.3 not (refund went from 40 % to 36 % of ratings); by channel "
        "+0.7 are mix and +6.2 not (email went from 60 % to 55 % of ratings). By every one of these, rates changed "
        "beyond "
        "what mix explains.");
  CHECK(fact(section, "Tested") ==
        "8 slices for what moved, 8 for what is always bad, of 5 ratings or more; 4 and 6 differ beyond chance, and "
        "those are told that no simpler or stronger one says already. Of findings like these at most about 1 in 20 is "
        "chance.");
  CHECK(fact(section, "Moved").empty());
  const std::string name = "tag refund · channel chat";
  const document::Table* moved = table(section, "moved");
  CHECK(std::get<document::Count>(cell(moved, name, "negative").content).value == 42);
  CHECK(std::get<document::Change>(cell(moved, name, "effect").content).difference == Approx(42.0 / 330 - 9.0 / 300));
  CHECK(std::get<document::Score>(cell(moved, name, "p").content).value >= 3.706153617677879e-06);  // days go together
  const document::Table* bad = table(section, "bad");
  CHECK(std::get<document::Score>(cell(bad, name, "ratio").content).value == Approx((51.0 / 135) / (66.0 / 495)));
  CHECK(std::get<document::Change>(cell(bad, name, "impact").content).difference == Approx(72.0 / 330 - 30.0 / 255));
  CHECK(std::get<document::Text>(cell(bad, name, "also_before").content).text.empty());

  const auto claims = report::claims_of_explain(context);
  REQUIRE(claims.size() == 2);
  CHECK(claims[0].key == "rose tag=refund channel=chat");
  CHECK(claims[1].key == "bad tag=refund channel=chat");
}

TEST_CASE("nothing beyond chance is said so, with the slice that came nearest", "[explain]") {
  std::vector<TestTicket> tickets;
  for (const Day day : {this_monday - 1, this_monday + 6}) {
    add(tickets, of(day, "refund", "chat", 6, 20));
    add(tickets, of(day, "refund", "email", 3, 20));
    add(tickets, of(day, "other", "chat", 3, 20));
    add(tickets, of(day, "other", "email", 6, 40));
  }
  ReportFixture desk(tickets);
  auto context = desk.context();
  const auto section = report::write_explain(context);
  CHECK(opening(section) == "No kind of ticket stands out beyond chance.");
  CHECK(fact(section, "Moved") == "nothing beyond chance.");
  CHECK(fact(section, "Always bad") ==
        "nothing beyond chance in the 2 weeks up to 2026-W46. Largest: refund on chat, 12 of 40 negative (30.0 %) "
        "against 24 of 160 (15.0 %) elsewhere.");
  CHECK(fact(section, "Tested") ==
        "8 slices for what moved, 8 for what is always bad, of 5 ratings or more; none differs beyond chance.");
  CHECK(table(section, "bad") == nullptr);
  CHECK(report::claims_of_explain(context).empty());

  context.full_detail = true;
  const auto detailed = report::write_explain(context);
  const document::Table* tested = table(detailed, "tested");
  REQUIRE(tested != nullptr);
  CHECK(std::get<document::Count>(cell(tested, "always bad", "slices").content).value == 8);
  CHECK(std::get<document::Text>(cell(tested, "always bad", "nearest").content).text == "tag refund · channel chat");
}

TEST_CASE("what is bad over the weeks is marked where the week before showed it, too", "[explain]") {
  std::vector<TestTicket> tickets;
  for (int week = 0; week < 6; ++week) {
    const Day day = this_monday + 6 - 7 * week;
    add(tickets, of(day, "refund", "chat", 8, 20));
    add(tickets, of(day, "refund", "email", 3, 20));
    add(tickets, of(day, "other", "chat", 3, 20));
    add(tickets, of(day, "other", "email", 6, 40));
  }
  ReportFixture desk(tickets);
  const auto section = report::write_explain(desk.context());
  const document::Table* bad = table(section, "bad");
  CHECK(std::get<document::Text>(cell(bad, "tag refund · channel chat", "also_before").content).text == "8 of 20");
  CHECK(std::get<document::Count>(cell(bad, "tag refund · channel chat", "rated").content).value == 120);
}

TEST_CASE("files that know no kind of ticket are told how to look further", "[explain]") {
  std::vector<TestTicket> tickets;
  add(tickets, {.day = this_monday, .negative = 5, .positive = 20});
  ReportFixture desk(tickets);
  CHECK(opening(report::write_explain(desk.context())).starts_with("There is nothing to look among"));
  ReportFixture nothing({});
  CHECK_FALSE(report::write_explain(nothing.context()).has_value());
}
