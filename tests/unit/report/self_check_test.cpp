#include "dsat/report/self_check.hpp"

#include <catch2/catch.hpp>
#include <tuple>

#include "dsat/report/section.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;

namespace {

/// Twelve weeks; the brand is bad or not, channels don't matter.
std::vector<TestTicket> brands(int bad_negatives) {
  std::vector<TestTicket> tickets;
  for (int week = 0; week < 12; ++week)
    for (const char* channel : {"chat", "email"})
      for (const auto& [brand, negative] : {std::pair{"bad", bad_negatives}, std::pair{"good", 3}})
        add(tickets, {.day = this_monday + 6 - 7 * week,
                      .negative = negative,
                      .positive = 20 - negative,
                      .names = {{Field::channel, channel}, {Field::brand, brand}}});
  return tickets;
}

constexpr std::string_view sections[] = {"explain"};

}  // namespace

TEST_CASE("a cause of the original is gone from the copies", "[self_check]") {
  ReportFixture desk(brands(10));
  const auto context = desk.context();
  CHECK(report::section_named("explain")->claims(context).size() == 1);
  const report::SelfCheck check = report::self_check(context, sections, 40);
  CHECK(check.copies == 40);
  CHECK(check.with_claim <= 3);
  CHECK(check.alone == 0);
}

TEST_CASE("the self-check is the same for any number of threads", "[self_check]") {
  ReportFixture desk(brands(10));
  const auto context = desk.context();
  const auto one = report::self_check(context, sections, 12, 1), two = report::self_check(context, sections, 12, 2);
  CHECK(one.with_claim == two.with_claim);
  CHECK(one.with_any == two.with_any);
  CHECK(one.with_claim_of == two.with_claim_of);
}

TEST_CASE("what the strata hold fast is told apart", "[self_check]") {
  // The channel is the cause: it is as bad in every copy.
  std::vector<TestTicket> tickets;
  for (int week = 0; week < 12; ++week)
    for (const auto& [channel, negative] : {std::pair{"chat", 10}, std::pair{"email", 3}})
      add(tickets, {.day = this_monday + 6 - 7 * week,
                    .negative = negative,
                    .positive = 20 - negative,
                    .names = {{Field::channel, channel}}});
  ReportFixture desk(tickets);
  const report::SelfCheck check = report::self_check(desk.context(), sections, 5);
  CHECK(check.with_claim == 0);
  CHECK(check.with_any == 5);
  CHECK(opening(report::self_check_section(check)) ==
        "On your data without any cause, this report would claim something in 0.0 %: so it did in 0 of 5 copies with "
        "outcomes permuted within week × channel × topic.");
}

TEST_CASE("a slice that topics make worse is no false alarm of a copy", "[self_check]") {
  // The team takes both bad topics and does nothing wrong itself.
  std::vector<TestTicket> tickets;
  for (int week = 0; week < 12; ++week)
    for (const auto& [tag, team, negative] : {std::tuple{"refund", "Problems", 8},
                                              {"late", "Problems", 8},
                                              {"login", "Others", 2},
                                              {"advice", "Others", 2}})
      add(tickets, {.day = this_monday + 6 - 7 * week,
                    .negative = negative,
                    .positive = 20 - negative,
                    .names = {{Field::team, team}},
                    .tags = {tag}});
  ReportFixture desk(tickets);
  const auto context = desk.context();
  const auto claims = report::section_named("explain")->claims(context);
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].key == "bad team=Problems");
  const report::SelfCheck check = report::self_check(context, sections, 10);
  CHECK(check.with_any == 10);
  CHECK(check.with_claim == 0);
}
