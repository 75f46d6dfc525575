#include <catch2/catch.hpp>

#include "report/sections/sections.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;
using Catch::Contains;

namespace {

/// Twelve weeks of 100 ratings, the last two with these negatives.
std::vector<TestTicket> twelve_weeks(int before_last, int last) {
  std::vector<Batch> batches;
  for (const int negative : {15, 12, 18, 14, 16, 13, 17, 15, 14, 16})
    batches.push_back({0, negative, 0, 100 - negative});
  batches.push_back({0, before_last, 0, 100 - before_last});
  batches.push_back({0, last, 0, 100 - last});
  return weeks(batches);
}

std::string headline(ReportFixture& fixture, const std::string& period = {}) {
  return opening(report::write_summary(fixture.context(period)));
}

}  // namespace

TEST_CASE("an ordinary swing isn't called a worsening", "[summary]") {
  ReportFixture fixture(twelve_weeks(15, 20));
  CHECK(headline(fixture) ==
        "NRR is 20.0 % (20 of 100), up 5.0 points from 15.0 %. In an unchanged desk about 1 week in 4 differs "
        "this much from its usual 15.0 % (the 11 weeks before), so this is not yet a worsening.");
}

TEST_CASE("a fall is spoken of as an improvement", "[summary]") {
  ReportFixture fixture(twelve_weeks(20, 15));
  CHECK(headline(fixture) ==
        "NRR is 15.0 % (15 of 100), down 5.0 points from 20.0 %. In an unchanged desk nearly every week differs "
        "this much from its usual 15.5 % (the 11 weeks before), so this is not yet an improvement.");
}

TEST_CASE("a swing beyond chance is a worsening, and a claim", "[summary]") {
  ReportFixture fixture(twelve_weeks(15, 45));
  CHECK(headline(fixture) ==
        "NRR is 45.0 % (45 of 100), up 30.0 points from 15.0 %. In an unchanged desk under 1 week in 1,000 "
        "differs this much from its usual 15.0 % (the 11 weeks before): a worsening.");
  const auto claims = report::claims_of_summary(fixture.context());
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].key == "period 2026-W46 up");
  CHECK(claims[0].family == analyze::Family::trend);
  CHECK(claims[0].lasting->level == Approx(0.30));
}

TEST_CASE("an unusual swing is told as such and isn't claimed", "[summary]") {
  ReportFixture fixture(twelve_weeks(15, 29));
  CHECK(headline(fixture) ==
        "NRR is 29.0 % (29 of 100), up 14.0 points from 15.0 %. In an unchanged desk about 1 week in 98 differs "
        "this much from its usual 15.0 % (the 11 weeks before): not rare enough to be called a worsening.");
  CHECK(report::claims_of_summary(fixture.context()).empty());
}

TEST_CASE("without enough weeks ordinary swings aren't known", "[summary]") {
  ReportFixture few(weeks({{0, 15, 0, 85}, {0, 15, 0, 85}, {0, 45, 0, 55}}));
  CHECK(headline(few) ==
        "NRR is 45.0 % (45 of 100), up 30.0 points from 15.0 %. If only the luck of who answers were at work, "
        "under 1 week in 1,000 differs this much, which hints at a worsening; but ordinary swings from one week to the "
        "next are not yet known (2 "
        "weeks with ratings before this one, 8 are needed).");
  CHECK(report::claims_of_summary(few.context()).empty());
  ReportFixture ordinary(weeks({{0, 15, 0, 85}, {0, 16, 0, 84}}));
  CHECK(headline(ordinary) ==
        "NRR is 16.0 % (16 of 100), up 1.0 point from 15.0 %. If only the luck of who answers were at work, "
        "nearly every week differs this much, so this is not yet a worsening; ordinary swings from one week to the "
        "next are not yet known (1 week "
        "with ratings before this one, 8 are needed).");
}

TEST_CASE("an unchanged rate needs no verdict", "[summary]") {
  ReportFixture fixture(twelve_weeks(15, 15));
  CHECK(headline(fixture) == "NRR is 15.0 % (15 of 100), unchanged at 15.0 %.");
}

TEST_CASE("too few ratings are counted, not rated", "[summary]") {
  ReportFixture one(weeks({{0, 15, 0, 85}, {0, 1, 0, 0, 3}}));
  CHECK(headline(one) == "Only 1 rating in 2026-W46, a negative one: too few for a rate (under 5).");
  ReportFixture good(weeks({{0, 15, 0, 85}, {0, 0, 0, 1, 3}}));
  CHECK(headline(good) == "Only 1 rating in 2026-W46, which is not negative: too few for a rate (under 5).");
  ReportFixture three(weeks({{0, 15, 0, 85}, {0, 2, 0, 1, 3}}));
  CHECK(headline(three) == "Only 3 ratings in 2026-W46, 2 of them negative: too few for a rate (under 5).");
}

TEST_CASE("without ratings NRR is undefined, and the sentence says what there is", "[summary]") {
  ReportFixture unrated(weeks({{0, 15, 0, 85}, {0, 0, 0, 0, 1}}));
  CHECK(headline(unrated) == "No rating in 2026-W46, so NRR is undefined (not 0); 1 ticket had no answer.");
  CHECK(headline(unrated, "2026-W47") == "No ticket in 2026-W47, so there is nothing to say.");
  ReportFixture no_column(weeks({{0, 0, 0, 0, 4}}));
  no_column.provenance.no_rating_reason = "no column looks like a rating";
  CHECK(headline(no_column) == "Nothing is rated here, so NRR is undefined (not 0): no column looks like a rating.");
}

TEST_CASE("without a week before there is nothing to compare with", "[summary]") {
  ReportFixture alone(weeks({{0, 2, 0, 8}}));
  CHECK(headline(alone) == "NRR is 20.0 % (2 of 10). 2026-W45 has no ratings to compare with.");
  ReportFixture thin(weeks({{0, 1, 0, 1}, {0, 2, 0, 8}}));
  CHECK(headline(thin) == "NRR is 20.0 % (2 of 10). 2026-W45 had only 2 ratings, too few to compare with.");
}

TEST_CASE("without dates everything is one period", "[summary]") {
  std::vector<TestTicket> tickets;
  add(tickets, {0, 2, 0, 8});
  for (TestTicket& ticket : tickets) {
    ticket.created = ticket.solved = {};
    ticket.ratings.front().at = {};
  }
  ReportFixture fixture(tickets);
  CHECK(headline(fixture) ==
        "NRR is 20.0 % (2 of 10). The files carry no dates, so everything is one period and there is nothing to "
        "compare it with.");
  CHECK(opening(report::write_trend(fixture.context())) == "(nothing)");
}

TEST_CASE("a partial week is compared with the same days of the one before", "[summary]") {
  std::vector<TestTicket> tickets = weeks({{0, 10, 0, 90}, {0, 10, 0, 90}, {0, 10, 0, 90}});
  add(tickets, {this_monday - 7, 5, 0, 15});
  for (TestTicket& ticket : tickets)
    if (ticket.solved >= Moment::date(this_monday))
      ticket.created = ticket.solved = ticket.ratings.front().at = Moment::date(this_monday);
  ReportFixture fixture(tickets);
  CHECK_THAT(headline(fixture, "2026-W46"),
             Contains("NRR is 10.0 % (10 of 100), down 15.0 points from 25.0 %.") &&
                 Contains("The week is not over: 2026-W45 is counted up to the same day."));
  fixture.counting.partial = analyze::Partial::skip;
  CHECK(headline(fixture, "2026-W46") == "NRR is 10.0 % (10 of 100). The week is not over, so it is not compared.");
}

TEST_CASE("a change between different mixes of scales isn't called a change", "[summary]") {
  ReportFixture fixture(twelve_weeks(15, 45));
  fixture.store.scales.push_back(*scale_named("1-5"));
  // Half of this week's ratings come from another survey.
  for (std::size_t rating = 1100; rating < 1200; rating += 2) {
    fixture.store.ratings.scale[rating] = 1;
    fixture.store.ratings.level[rating] = fixture.store.ratings.sentiment[rating] == Sentiment::negative ? 1 : 5;
  }
  const auto section = report::write_summary(fixture.context());
  CHECK(opening(section) ==
        "NRR is 45.0 % (45 of 100), against 15.0 % in 2026-W45. The two have a different mix of rating scales, so that "
        "is not called a change.");
  CHECK(report::claims_of_summary(fixture.context()).empty());
  const auto* scales = table(section, "scales");
  REQUIRE(scales != nullptr);
  CHECK(scales->rows.size() == 2);
  CHECK(std::get<document::Count>(cell(scales, "1-5", "rated").content).value == 50);
}

TEST_CASE("precision says what would settle the change and what would flip the verdict", "[summary]") {
  ReportFixture fixture(twelve_weeks(15, 20));
  // R: power.prop.test(p1 = .15, p2 = .2, power = .8) gives n = 905.3; 100 are there.
  CHECK(fact(report::write_summary(fixture.context()), "Precision") ==
        "± 7.8 points, from 100 ratings. A week of so many ratings would show a worsening from +15.0 points on. About "
        "810 more "
        "ratings a week would settle a change of this size. The verdict would flip if 5 ratings changed.");
}

TEST_CASE("neutrals are told, and what they would make of NRR", "[summary]") {
  ReportFixture fixture(weeks({{0, 15, 0, 85}, {0, 15, 10, 75}}));
  CHECK(fact(report::write_summary(fixture.context()), "Neutral") ==
        "10 ratings are neutral, so NRR and CSAT do not add up to 100 %; counted as negative, NRR would be 25.0 %.");
  ReportFixture one(weeks({{0, 15, 0, 85}, {0, 15, 1, 84}}));
  CHECK_THAT(fact(report::write_summary(one.context()), "Neutral"), Contains("1 rating is neutral"));
  ReportFixture none(weeks({{0, 15, 0, 85}, {0, 15, 0, 85}}));
  CHECK(fact(report::write_summary(none.context()), "Neutral").empty());
  fixture.counting.base = analyze::Base::decided;
  CHECK(fact(report::write_summary(fixture.context()), "Neutral") ==
        "10 ratings are neutral and left out of NRR's base (--base decided).");
}

TEST_CASE("silence leaves open what the others think", "[summary]") {
  // 20 of 100 answered, a quarter of them negative: 0.2 × 0.25 to that plus 0.8.
  ReportFixture fixture(weeks({{0, 5, 0, 15, 80}}));
  fixture.counting.as_of = Moment::date(this_monday + 60);
  CHECK(fact(report::write_summary(fixture.context("2026-W46")), "Silence") ==
        "80 % (80 of 100 tickets) did not answer, and ratings cannot say what they think: from 5.0 % (all content) to "
        "85.0 % "
        "(none) is possible. Coverage is under the working goal of 25 %.");
  ReportFixture rated(weeks({{0, 5, 0, 15}}));
  CHECK(fact(report::write_summary(rated.context()), "Silence") ==
        "The files hold rated tickets only, so how many did not answer can't be told, nor what they think.");
}

TEST_CASE("full coverage is no boast while unrated tickets carry no date", "[summary]") {
  std::vector<TestTicket> tickets = weeks({{0, 5, 0, 15}});
  ReportFixture dated(tickets);
  CHECK(fact(report::write_summary(dated.context()), "Undated").empty());
  for (int i = 0; i < 60; ++i) tickets.emplace_back();
  tickets.push_back({.ratings = {{Sentiment::negative}}});
  ReportFixture fixture(tickets);
  const auto section = report::write_summary(fixture.context());
  CHECK(fact(section, "Silence") == "Every ticket of 2026-W46 is rated.");
  CHECK(fact(section, "Undated") ==
        "61 tickets more in the files have no date (1 of them rated), so they stand in no period and not in this "
        "coverage.");
  CHECK(fact(report::write_data(fixture.context()), "Undated") ==
        "61 tickets without any date (1 of them rated), in no period.");
  // Over all data they count like any other.
  CHECK(fact(report::write_summary(fixture.context("all")), "Undated").empty());
}

TEST_CASE("an undated ticket is one ticket, however many of its ratings count", "[summary]") {
  std::vector<TestTicket> tickets = weeks({{0, 5, 0, 15}});
  tickets.push_back({.ratings = {{Sentiment::negative}, {Sentiment::positive}}});
  ReportFixture fixture(tickets);
  fixture.counting.every_rating = true;
  CHECK(fixture.context().undated == 1);
  CHECK(fixture.context().undated_rated == 1);
}

TEST_CASE("coverage of a young period is still growing", "[summary]") {
  std::vector<TestTicket> tickets = weeks({{0, 5, 0, 15, 80}});
  for (TestTicket& ticket : tickets)
    for (TestRating& rating : ticket.ratings) rating.at = Moment::date(this_monday + 8);  // two days after Sunday
  ReportFixture fixture(tickets);
  fixture.counting.date = analyze::DateBasis::solved;
  CHECK_THAT(
      fact(report::write_summary(fixture.context("2026-W46")), "Silence"),
      Contains("It is still growing: 9 of 10 ratings come within 2 d 0 h, which have not passed since 2026-W46."));
  fixture.counting.as_of = Moment::date(this_monday + 30);
  CHECK_THAT(fact(report::write_summary(fixture.context("2026-W46")), "Silence"), !Contains("still growing"));
}

TEST_CASE("NRR weighted to the ticket mix stands beside the raw one", "[summary]") {
  // docs/statistics.md: responses {40, 60}, negative {4, 18}, tickets {400, 200}: raw 22 %, weighted 16.7 %.
  std::vector<TestTicket> tickets;
  add(tickets, {this_monday, 4, 0, 36, 360, {{Field::channel, "mail"}}});
  add(tickets, {this_monday, 18, 0, 42, 140, {{Field::channel, "chat"}}});
  ReportFixture fixture(tickets);
  const auto section = report::write_summary(fixture.context());
  CHECK(fact(section, "Mix") ==
        "Weighted to the ticket mix NRR is 16.7 % rather than 22.0 %: the work whose customers answer "
        "more often is the unhappier one.");
  const auto weighted = cell(table(section, "figures"), "NRR, mix-weighted", "value");
  CHECK(std::get<document::Share>(weighted.content).fraction == Approx(1.0 / 6));
}

TEST_CASE("challenges leave the customer unhappy, and undecided faults leave a range", "[summary]") {
  ReportFixture fixture(weeks({{0, 4, 0, 6}}));
  fixture.annotations.list.resize(3);
  fixture.annotations.list[0].challenge = Challenge::overturned;
  fixture.annotations.list[1].challenge = Challenge::open;
  fixture.annotations.list[2].fault = Fault::agent;
  fixture.annotations.of_rating = {1, 2, 3, 0, 0, 0, 0, 0, 0, 0};
  fixture.extras.goals = {{"true_nrr", 0.25}};
  const auto section = report::write_summary(fixture.context());
  CHECK(
      fact(section, "Reviews") ==
      "2 of 4 negatives reviewed, 1 overturned (the customer is still unhappy). Agent NRR lies between 14.3 % (if all "
      "the rest were outside the agents' control) and 33.3 % (if none). 1 challenge is open.");
  CHECK(fact(section, "Goal") ==
        "NRR after challenges misses the goal of 25.0 % (33.3 %). With the one open challenge overturned it would be "
        "25.0 % and meet it.");
  CHECK(std::get<document::Share>(cell(table(section, "figures"), "NRR after challenges", "value").content).fraction ==
        Approx(3.0 / 9));
}
