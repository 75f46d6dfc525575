#include "dsat/analyze/clusters.hpp"

#include <catch2/catch.hpp>

#include "dsat/analyze/mix_part.hpp"
#include "dsat/analyze/unmapped.hpp"
#include "report/sections/sections.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;
using namespace dsat::analyze;

namespace {

Batch of(const std::string& who, int negative, int positive) {
  return {.day = this_monday + 1, .negative = negative, .positive = positive, .names = {{Field::requester_id, who}}};
}

}  // namespace

TEST_CASE("nine negatives of one customer have the variance of far more than nine", "[cluster]") {
  std::vector<TestTicket> tickets;
  add(tickets, of("Ann", 9, 0));
  for (int i = 0; i < 191; ++i)
    add(tickets, of("customer " + std::to_string(i), i % 10 == 0 ? 1 : 0, i % 10 == 0 ? 0 : 1));
  ReportFixture desk(tickets);
  const auto context = desk.context();
  const Clusters& clusters = context.clusters();
  const double rho = clusters.correlations()[0];
  CHECK(rho > 0.5);
  std::vector<std::uint32_t> hers;
  for (std::uint32_t rating = 0; rating < 9; ++rating) hers.push_back(rating);
  // d = 1 + ρ(81/9 − 1): all of them are hers. Nobody knows agents or channels, and one day is one cluster of all.
  CHECK(clusters.design_effect(hers) == Approx(1 + 8 * rho));
  const auto count = customers_of_negatives(context.view, clusters.customers(), context.now.rows);
  CHECK(count.negatives == 29);
  CHECK(count.customers == 21);
  CHECK(count.of_most == 9);
}

TEST_CASE("who holds over 5 % of the ratings, or is a shared address, may be anybody", "[cluster]") {
  std::vector<TestTicket> tickets;
  add(tickets, of("Front desk", 2, 9));
  add(tickets, of("no-reply@shop.example", 1, 0));
  for (int i = 0; i < 188; ++i) add(tickets, of("customer " + std::to_string(i), 0, 1));
  ReportFixture desk(tickets);
  const auto context = desk.context();
  const Customers& customers = context.clusters().customers();
  CHECK(customers.anybody().size() == 2);
  CHECK(customers.known());  // for 188 of 200
  CHECK(customers_of_negatives(context.view, customers, context.now.rows).customers == 0);
}

TEST_CASE("customers and organisations with several negatives have a table", "[customers]") {
  std::vector<TestTicket> tickets;
  add(tickets, of("Ann", 3, 1));
  add(tickets, of("Bob", 1, 1));
  for (int i = 0; i < 60; ++i) add(tickets, of("customer " + std::to_string(i), 0, 1));
  ReportFixture desk(tickets);
  const auto section = report::write_customers(desk.context());
  REQUIRE(section);
  CHECK(opening(section) == "1 customer gave more than one negative over 2026-W46: 3 of 4 in all.");
  const auto* people = table(section, "customers");
  REQUIRE(people != nullptr);
  REQUIRE(people->rows.size() == 1);
  CHECK(std::get<document::Count>(cell(people, "Ann", "rated").content).value == 4);
}

TEST_CASE("a mix part weighs with usual rates and leaves the rest to rates", "[mix]") {
  std::vector<TestTicket> tickets;
  const auto week = [&](Day day, int easy, int easy_bad, int hard, int hard_bad) {
    add(tickets, {.day = day, .negative = easy_bad, .positive = easy - easy_bad, .names = {{Field::channel, "mail"}}});
    add(tickets, {.day = day, .negative = hard_bad, .positive = hard - hard_bad, .names = {{Field::channel, "chat"}}});
  };
  week(this_monday - 1, 160, 16, 40, 16);  // mail at 10 %, chat at 40 %
  week(this_monday + 6, 80, 8, 120, 48);   // the same, but more chat
  ReportFixture desk(tickets);
  const auto context = desk.context();
  const auto part = mix_part(context.view, context.then, context.now, context.recent,
                             grouping_named(context.view, "channel"), context.clusters().customers());
  REQUIRE(part);
  CHECK(part->change == Approx(0.12));  // 28 % after 16 %
  CHECK(part->mix == Approx(0.12));     // (0.4 − 0.8)·0.1 + (0.6 − 0.2)·0.4
  CHECK(part->rates() == Approx(0).margin(1e-12));
  CHECK(part->explains());
  CHECK_FALSE(part->rates_hold());
}

TEST_CASE("of many ratings the intervals of a mix part are those that resamples would give", "[mix]") {
  std::vector<TestTicket> tickets;
  const auto week = [&](Day day, int mail_bad, int mail_good, int chat_bad, int chat_good) {
    add(tickets, {.day = day, .negative = mail_bad, .positive = mail_good, .names = {{Field::channel, "mail"}}});
    add(tickets, {.day = day, .negative = chat_bad, .positive = chat_good, .names = {{Field::channel, "chat"}}});
  };
  week(this_monday - 1, 150, 1350, 200, 300);
  week(this_monday + 6, 100, 900, 430, 570);
  ReportFixture desk(tickets);
  const auto context = desk.context();
  const auto part = mix_part(context.view, context.then, context.now, context.recent,
                             grouping_named(context.view, "channel"), context.clusters().customers());
  REQUIRE(part);
  // 4,000 Poisson resamples, computed outside.
  CHECK(part->mix == Approx(0.08));
  CHECK(part->mix_interval.low == Approx(0.06855).margin(0.0015));
  CHECK(part->mix_interval.high == Approx(0.09225).margin(0.0015));
  CHECK(part->rates_interval.low == Approx(-0.01179).margin(0.0015));
  CHECK(part->rates_interval.high == Approx(0.03274).margin(0.0015));
}

TEST_CASE("a column that the rating or the week tells is another name for those, not a cause", "[unmapped]") {
  std::vector<TestTicket> tickets;
  for (int week = 0; week < 6; ++week)
    add(tickets, {.day = this_monday + 6 - 7 * week, .negative = 10, .positive = 20, .unrated = 10});
  ReportFixture desk(tickets);
  const std::size_t count = desk.store.tickets;
  std::vector<Code> by_rating(count), by_week(count), by_turn(count), only_rated(count);
  const auto context = desk.context();
  for (std::uint32_t ticket = 0; ticket < count; ++ticket) {
    const std::uint32_t rating = context.view.newest_rating(ticket);
    const bool rated = rating != no_row;
    by_rating[ticket] = rated && desk.store.ratings.sentiment[rating] == Sentiment::negative ? 1 : 2;
    by_week[ticket] = 1 + ticket / 40;
    by_turn[ticket] = 1 + ticket % 3;
    only_rated[ticket] = rated ? 1 + ticket % 3 : 0;
  }
  const auto column = [](const std::vector<Code>& codes) {
    return NameColumn{Codes(codes), {"", "a", "b", "c", "d", "e", "f"}};
  };
  CHECK(may_be_cause(context.view, column(by_turn)));
  CHECK_FALSE(may_be_cause(context.view, column(by_rating)));
  CHECK_FALSE(may_be_cause(context.view, column(by_week)));
  CHECK_FALSE(may_be_cause(context.view, column(only_rated)));
}
