#include "dsat/report/self_check.hpp"

#include <catch2/catch.hpp>

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
  CHECK(check.customers == 0);  // nobody knows who wrote
}

TEST_CASE("the self-check is the same for any number of threads", "[self_check]") {
  ReportFixture desk(brands(10));
  const auto context = desk.context();
  const auto one = report::self_check(context, sections, 12, 1), two = report::self_check(context, sections, 12, 2);
  CHECK(one.with_claim == two.with_claim);
  CHECK(one.with_claim_of == two.with_claim_of);
}

TEST_CASE("under 100 ratings there are too few to check", "[self_check]") {
  std::vector<TestTicket> tickets;
  add(tickets, {.day = this_monday + 6, .negative = 20, .positive = 79});
  ReportFixture desk(tickets);
  const report::SelfCheck check = report::self_check(desk.context(), sections, 5);
  CHECK(check.copies == 0);
  CHECK(opening(report::self_check_section(check)) == "99 ratings: too few to check (100 needed).");
}

TEST_CASE("customers who are always unhappy differ in the copies as well", "[self_check]") {
  std::vector<TestTicket> tickets;
  for (int week = 0; week < 12; ++week)
    for (int customer = 0; customer < 40; ++customer)
      add(tickets, {.day = this_monday + 6 - 7 * week,
                    .negative = customer < 8 ? 1 : 0,
                    .positive = customer < 8 ? 0 : 1,
                    .names = {{Field::requester_id, "customer " + std::to_string(customer)}}});
  ReportFixture desk(tickets);
  const report::SelfCheck check = report::self_check(desk.context(), sections, 2);
  CHECK(check.customers > 0.9);
  CHECK(check.drift == 0);
}
