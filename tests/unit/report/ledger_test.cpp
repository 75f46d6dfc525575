#include "dsat/report/ledger.hpp"

#include <catch2/catch.hpp>

#include "dsat/base/error.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;
using analyze::Claim;
using analyze::Lasting;
using report::Fate;
using report::Ledger;

namespace {

Claim bad_refunds() {
  return {analyze::Family::explain, "bad tag=refund", "tag refund is worse than the rest",
          Lasting{{"tag=refund"}, Lasting::Figure::excess_ratio, 1.5, true}};
}

/// Weeks W44 to W46 with 20 refunds and 40 others each; negatives of the refunds as given, of the others 4.
ReportFixture desk(std::vector<int> refund_negatives) {
  std::vector<TestTicket> tickets;
  Day day = this_monday + 6 - 7 * (static_cast<int>(refund_negatives.size()) - 1);
  for (const int negative : refund_negatives) {
    add(tickets, {.day = day, .negative = negative, .positive = 20 - negative, .tags = {"refund"}});
    add(tickets, {.day = day, .negative = 4, .positive = 36, .tags = {"other"}});
    day += 7;
  }
  return ReportFixture(std::move(tickets));
}

Ledger read_back(const Ledger& ledger) {
  const auto records = ledger.records();
  std::vector<std::uint64_t> lines(records.size());
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i] = i + 1;
  return Ledger(records, lines, "history.csv");
}

}  // namespace

TEST_CASE("a ledger reads back what it wrote", "[ledger]") {
  auto fixture = desk({5, 5});
  const auto context = fixture.context();
  Ledger ledger;
  Claim odd = bad_refunds();
  odd.key = "=bad";
  odd.lasting->where = {"tag=a && b", "channel=\"x\", y"};
  odd.lasting->where = {"tag=a & b", "channel=\"x\", y"};
  odd.lasting->figure = Lasting::Figure::nrr;
  odd.lasting->above = false;
  Claim untested{analyze::Family::speed, "cut", "slow from 40 min", std::nullopt};
  ledger.add(context, "team=Billing", std::vector{bad_refunds(), odd, untested});
  const Ledger again = read_back(ledger);
  CHECK(again.records() == ledger.records());
  REQUIRE(again.rows().size() == 3);
  CHECK(again.rows()[0].period == DayRange{this_monday, this_monday + 7});
  CHECK(again.rows()[1].claim.key == "=bad");
  CHECK(ledger.records()[2][5] == "'=bad");
  CHECK(again.rows()[1].claim.lasting->where == odd.lasting->where);
  CHECK_FALSE(again.rows()[1].claim.lasting->above);
  CHECK_FALSE(again.rows()[2].claim.lasting.has_value());
}

TEST_CASE("a finding holds up if later ratings stay on its side", "[ledger]") {
  for (const auto& [negatives, fate] : {std::pair{5, Fate::lasted}, std::pair{2, Fate::faded}}) {
    auto fixture = desk({5, negatives});
    Ledger ledger;
    ledger.add(fixture.context("2026-W45"), "", std::vector{bad_refunds()});
    const auto later = fixture.context("2026-W46");
    ledger.judge(later, "");
    CHECK(ledger.rows()[0].fate == fate);  // 25 % or 10 % against 10 % elsewhere; the level is 1.5 times
    CHECK(ledger.rows()[0].judged_in == "2026-W46");
    CHECK(ledger.rows()[0].seen == stats::Share{negatives, 20});
    CHECK(opening(ledger.section("2026-W46", "")) == (fate == Fate::lasted
                                                          ? "The one finding that can be judged held up."
                                                          : "The one finding that can be judged did not hold up."));
  }
}

TEST_CASE("a finding waits until enough ratings came after it, and isn't judged by its own period", "[ledger]") {
  std::vector<TestTicket> tickets;
  for (const Day day : {this_monday - 8, this_monday - 1, this_monday + 6}) {
    add(tickets, {.day = day, .negative = 5, .positive = 7, .tags = {"refund"}});
    add(tickets, {.day = day, .negative = 4, .positive = 36, .tags = {"other"}});
  }
  ReportFixture fixture(std::move(tickets));
  Ledger ledger;
  ledger.add(fixture.context("2026-W44"), "", std::vector{bad_refunds()});
  ledger.judge(fixture.context("2026-W44"), "");
  CHECK(ledger.rows()[0].fate == Fate::open);
  ledger.judge(fixture.context("2026-W45"), "");
  CHECK(ledger.rows()[0].fate == Fate::open);  // 12 ratings
  CHECK(opening(ledger.section("2026-W45", "")) == "1 finding waits for 20 more ratings to be judged by.");
  ledger.judge(fixture.context("2026-W46"), "");
  CHECK(ledger.rows()[0].fate == Fate::lasted);  // 24 since
  CHECK(ledger.rows()[0].seen == stats::Share{10, 24});
}

TEST_CASE("the same report again changes nothing in the ledger", "[ledger]") {
  auto fixture = desk({5, 5});
  const auto context = fixture.context();
  Ledger ledger;
  ledger.add(context, "", std::vector{bad_refunds()});
  Claim reworded = bad_refunds();
  reworded.text = "something else";
  ledger.add(context, "", std::vector{reworded});
  REQUIRE(ledger.rows().size() == 1);
  CHECK(ledger.rows()[0].claim.text == "tag refund is worse than the rest");
  ledger.add(context, "team=Billing", std::vector{bad_refunds()});
  CHECK(ledger.rows().size() == 2);
}

TEST_CASE("a report hears of earlier periods' claims of its own selection only", "[ledger]") {
  auto fixture = desk({5, 5, 5});
  Ledger ledger;
  ledger.add(fixture.context("2026-W45"), "", std::vector{bad_refunds()});
  ledger.add(fixture.context("2026-W44"), "", std::vector{bad_refunds()});
  ledger.add(fixture.context("2026-W46"), "", std::vector{bad_refunds()});
  ledger.add(fixture.context("2026-W44"), "team=Billing", std::vector{bad_refunds()});
  const auto past = ledger.before(fixture.context("2026-W46"), "");
  REQUIRE(past.size() == 2);
  CHECK(past[0].period.begin == this_monday - 14);
  CHECK(past[1].period.begin == this_monday - 7);
}

TEST_CASE("of many findings the last ten are counted", "[ledger]") {
  std::vector<std::vector<std::string>> records;
  records.emplace_back(Ledger::columns().begin(), Ledger::columns().end());
  for (int week = 0; week < 12; ++week)
    records.push_back({"W" + std::to_string(week), iso_date(this_monday - 7 * (20 - week)),
                       iso_date(this_monday - 7 * (20 - week) + 6), "", "explain", "key", "words", "tag=a", "nrr",
                       "0.2", "above", week < 5 ? "faded" : "lasted", "2026-W46", "5", "20"});
  const Ledger ledger(records, {}, "history.csv");
  const auto section = ledger.section("2026-W46", "");
  CHECK(opening(section) == "7 of the last 10 findings held up.");
  CHECK(table(section, "history")->rows.size() == 10);
}

TEST_CASE("a file that is no ledger, or a cell that was spoilt, is named", "[ledger]") {
  const std::vector<std::vector<std::string>> other = {{"ticket_id", "rating"}, {"1", "good"}};
  const std::vector<std::uint64_t> lines = {1, 2};
  CHECK_THROWS_WITH(Ledger(other, lines, "tickets.csv"),
                    "tickets.csv:1: this is no history that dsat wrote\n"
                    "Its first line should be period,first_day,…; name another file for --history.");
  Ledger ledger;
  auto fixture = desk({5});
  ledger.add(fixture.context(), "", std::vector{bad_refunds()});
  auto records = ledger.records();
  records[1][1] = "09.11.2026";
  CHECK_THROWS_AS(Ledger(records, lines, "history.csv"), Error);
}

TEST_CASE("a ledger of other data is refused, one of the same data isn't", "[ledger]") {
  auto fixture = desk({5, 5});
  Ledger ledger;
  ledger.add(fixture.context(), "", std::vector{bad_refunds()});
  REQUIRE(ledger.rows().size() == 1);
  CHECK_FALSE(ledger.rows()[0].marks.empty());
  CHECK_NOTHROW(read_back(ledger).require_same_data(fixture.context(), "history.csv"));
  const auto again = read_back(ledger);
  Ledger twice = again;
  twice.add(fixture.context(), "", std::vector{bad_refunds()});
  CHECK(twice.records() == ledger.records());

  // The same weeks, other tickets.
  auto other = desk({5, 5});
  IdColumn ids;
  for (std::size_t ticket = 0; ticket < other.store.tickets; ++ticket) ids.append("other-" + std::to_string(ticket));
  other.store.ticket_id = ids;
  CHECK_THROWS_AS(again.require_same_data(other.context(), "history.csv"), Error);
}

TEST_CASE("a damaged line of a ledger is refused", "[ledger]") {
  auto fixture = desk({5, 5});
  Ledger ledger;
  ledger.add(fixture.context(), "", std::vector{bad_refunds()});
  auto records = ledger.records();
  records[1].resize(7);
  const std::vector<std::uint64_t> lines = {1, 2};
  CHECK_THROWS_AS(Ledger(records, lines, "history.csv"), Error);
}
