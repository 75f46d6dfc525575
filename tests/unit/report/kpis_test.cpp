#include <catch2/catch.hpp>

#include "report/sections/sections.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;
using Catch::Contains;

namespace {

TestTicket ticket(bool negative, double minutes, int replies, int reopens) {
  TestTicket made;
  made.names[Field::channel] = "mail";
  made.created = made.solved = Moment::date(this_monday);
  made.first_reply_minutes = minutes;
  made.replies = replies;
  made.reopens = reopens;
  made.ratings = {{negative ? Sentiment::negative : Sentiment::positive, Moment::date(this_monday)}};
  return made;
}

}  // namespace

TEST_CASE("KPIs are ranked by how far they go with ratings", "[kpis]") {
  std::vector<TestTicket> tickets;
  for (int i = 0; i < 40; ++i) tickets.push_back(ticket(true, 30 + i % 7, 3 + i % 3, i % 2));
  for (int i = 0; i < 160; ++i) tickets.push_back(ticket(false, 30 + i % 7, 1 + i % 3, i % 8 == 0 ? 1 : 0));
  ReportFixture fixture(tickets);
  const auto section = report::write_kpis(fixture.context());
  CHECK_THAT(opening(section),
             Contains("Over 2026-W46 these go with bad ratings, strongest first: replies (more: 94 %)") &&
                 Contains("reopens (more: 69 %)") && Contains("No effect found: first reply"));
  const auto* kpis = table(section, "kpis");
  CHECK(std::get<document::Text>(kpis->rows[0][0].content).text == "replies");
  CHECK(std::get<document::Score>(cell(kpis, "replies", "negative_typical").content).value == Approx(3.975));
  CHECK(std::get<document::Share>(cell(kpis, "one-touch", "negative_typical").content).fraction == 1);
}

TEST_CASE("one KPI, and one against expectation, are told in whole sentences", "[kpis]") {
  const std::string meaning =
      " The percentage: of two ratings of the same channel, topic and week, one negative and one not, how often the "
      "negative one has the worse figure; 50 % is no difference.";
  const std::string caution = " Going together does not make one the cause of the other.";
  const auto told = [](double slow_minutes, double fast_minutes, int negative_replies, int other_replies) {
    std::vector<TestTicket> tickets;
    for (int i = 0; i < 40; ++i) tickets.push_back(ticket(true, slow_minutes + i % 7, negative_replies, 0));
    for (int i = 0; i < 160; ++i) tickets.push_back(ticket(false, fast_minutes + i % 7, other_replies, 0));
    for (TestTicket& one : tickets) one.reopens.reset();
    ReportFixture fixture(tickets);
    return opening(report::write_kpis(fixture.context()));
  };
  CHECK(told(90, 30, 2, 2) ==
        "Over 2026-W46 this goes with bad ratings: first reply (slower: 100 %)." + meaning + caution);
  CHECK(told(30, 90, 2, 2) ==
        "Over 2026-W46 this goes with good ratings, against expectation: first reply (slower: 0 %)." + meaning +
            caution);
  CHECK(told(30, 90, 4, 2) ==
        "Over 2026-W46 this goes with bad ratings: replies (more: 100 %). The other way round, this goes with good "
        "ratings, against expectation: first reply (slower: 0 %)." +
            meaning + caution);
}

TEST_CASE("no KPI that goes with ratings is a finding", "[kpis]") {
  std::vector<TestTicket> tickets;
  for (int i = 0; i < 120; ++i) tickets.push_back(ticket(i % 6 == 0, 30 + (i * 11) % 17, 1 + (i / 6) % 3, 0));
  ReportFixture fixture(tickets);
  CHECK_THAT(opening(report::write_kpis(fixture.context())),
             Contains("Over 2026-W46 none of these figures goes with ratings beyond chance:"));
  ReportFixture few({ticket(true, 1, 1, 0), ticket(false, 2, 1, 0)});
  CHECK(opening(report::write_kpis(few.context())) ==
        "Too few negative or other ratings with such a figure to compare.");
  ReportFixture none(weeks({{0, 3, 0, 7}}));
  CHECK_FALSE(report::write_kpis(none.context()).has_value());
}
