#include "dsat/analyze/history.hpp"

#include <catch2/catch.hpp>

#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;
using namespace dsat::analyze;

TEST_CASE("periods are counted in one pass, empty ones too, up to the one asked for", "[history]") {
  ReportFixture fixture(weeks({{0, 1, 2, 3, 4}, {}, {0, 2, 0, 0, 1}, {0, 5, 0, 5}}));
  const View view(fixture.store, fixture.annotations, {});
  const DayRange w45{this_monday - 7, this_monday};
  const auto periods = count_periods(view, {}, Unit::week, w45, 10);
  REQUIRE(periods.size() == 3);
  CHECK(periods[0].range == DayRange{this_monday - 21, this_monday - 14});
  CHECK(periods[0].nrr == stats::Share{1, 6});
  CHECK(periods[0].tally.cohort == 10);
  CHECK(periods[0].cohort.size() == 10);
  CHECK(periods[1].tally == Tally{});
  CHECK(periods[2].nrr == stats::Share{2, 2});
  CHECK(count_periods(view, {}, Unit::week, w45, 2).size() == 2);
  CHECK(count_periods(view, {}, Unit::month, period_of(Unit::month, this_monday), 10).size() == 2);
  CHECK(count_periods(view, {}, Unit::week, {0, 7}, 10).empty());
}

TEST_CASE("a ticket that was rated again counts in each week as it stood then", "[history]") {
  std::vector<TestTicket> tickets(1);
  add(tickets, {this_monday - 7, 0, 0, 1});
  tickets[0].created = tickets[0].solved = Moment::date(this_monday - 7);
  tickets[0].ratings = {{Sentiment::negative, Moment::date(this_monday - 6)},
                        {Sentiment::positive, Moment::date(this_monday)}};
  ReportFixture fixture(tickets);
  const View view(fixture.store, fixture.annotations, {});
  const auto periods = count_periods(view, {}, Unit::week, {this_monday, this_monday + 7}, 10);
  REQUIRE(periods.size() == 2);
  CHECK(periods[0].nrr == stats::Share{1, 2});
  CHECK(periods[1].nrr == stats::Share{0, 1});
}
