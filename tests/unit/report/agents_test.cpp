#include <catch2/catch.hpp>

#include "report/sections/sections.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;
using Catch::Contains;

namespace {

Batch batch(const std::string& who, int negative, int positive, const std::string& team = "Orders") {
  return {this_monday, negative, 0, positive, 0, {{Field::agent, who}, {Field::team, team}, {Field::channel, "chat"}}};
}

std::vector<TestTicket> six_agents(int negatives_of_marek) {
  std::vector<TestTicket> tickets;
  add(tickets, batch("Marek", negatives_of_marek, 80 - negatives_of_marek));
  for (const auto* who : {"Ann", "Bob", "Eva", "Tom", "Ida"}) add(tickets, batch(who, 10, 70));
  return tickets;
}

}  // namespace

TEST_CASE("agents who are alike aren't ranked", "[agents]") {
  ReportFixture fixture(six_agents(11));
  const auto section = report::write_agents(fixture.context());
  CHECK(opening(section) ==
        "Over 2026-W46: no evidence that agents differ beyond chance and their mix of work, so they are listed by "
        "negatives and not ranked.");
  CHECK(report::claims_of_agents(fixture.context()).empty());
  CHECK(std::get<document::Text>(cell(table(section, "agents"), "Marek", "band").content).text == "none shown");
}

TEST_CASE("an agent who stands out is named with what was expected", "[agents]") {
  ReportFixture fixture(six_agents(40));
  const auto section = report::write_agents(fixture.context());
  CHECK(opening(section) ==
        "Over 2026-W46: agents differ by more than chance and their mix of work. Clearly worse: Marek (40 of 80, where "
        "15.0 are expected for the mix of work). For the others no difference is shown.");
  const auto claims = report::claims_of_agents(fixture.context());
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].key == "worse agent=Marek");
  const auto* agents = table(section, "agents");
  CHECK(std::get<document::Text>(agents->rows.front().front().content).text == "Marek");
  CHECK(std::get<document::Share>(cell(agents, "Marek", "expected").content).fraction == Approx(90.0 / 480));
  CHECK(std::get<document::Change>(cell(agents, "Marek", "excess").content).difference == Approx(0.5 - 90.0 / 480));
}

TEST_CASE("a single agent can't be compared", "[agents]") {
  std::vector<TestTicket> tickets;
  add(tickets, batch("Ann", 3, 7));
  ReportFixture fixture(tickets);
  CHECK(opening(report::write_agents(fixture.context())) ==
        "Over 2026-W46: too few ratings to compare agents (5 needed for each).");
  ReportFixture nobody(weeks({{0, 3, 0, 7}}));
  CHECK(opening(report::write_agents(nobody.context())) == "(nothing)");
}

TEST_CASE("weights give points beside the figures", "[agents]") {
  ReportFixture fixture(six_agents(11));
  fixture.counting.points = {{"good", 1}, {"bad", -2}};
  const auto section = report::write_agents(fixture.context());
  CHECK(std::get<document::Score>(cell(table(section, "agents"), "Marek", "points").content).value == 69 - 22);
}

TEST_CASE("teams have a section of their own", "[agents]") {
  std::vector<TestTicket> tickets;
  add(tickets, batch("Ann", 10, 90));
  add(tickets, batch("Bob", 45, 55, "Product"));
  ReportFixture fixture(tickets);
  const auto section = report::write_teams(fixture.context());
  CHECK_THAT(opening(section),
             Contains("teams differ by more than chance and their mix of work. Clearly worse: Product "
                      "(45 of 100, where 27.5 are expected for the mix of work)."));
  REQUIRE(report::claims_of_teams(fixture.context()).size() == 2);  // the other one is clearly better
}

TEST_CASE("a scorecard sets an agent beside the team, and lists every negative", "[agents]") {
  std::vector<TestTicket> tickets = six_agents(20);
  tickets[0].ratings[0].reason = tickets[1].ratings[0].reason = "Slow reply";
  tickets[0].ratings[0].comment = "third time\nI ask";
  tickets[0].tags = {"refund"};
  add(tickets, batch("Zoe", 30, 10, "Product"));
  ReportFixture fixture(tickets);
  fixture.counting.points = {{"good", 1}, {"bad", -2}};
  report::Context everybody = fixture.context();
  const analyze::Condition own{"agent", false, {"Marek"}, "agent=Marek"};
  const analyze::Filter filter(*fixture.view, std::span(&own, 1));
  report::Context context =
      report::make_context(*fixture.view, filter, fixture.provenance, fixture.extras, Unit::week, std::nullopt, false);
  context.agent = "Marek";
  context.everyone = &fixture.filter;
  const auto section = report::write_agents(context);
  REQUIRE(section.has_value());
  CHECK(section->title == "Marek");
  CHECK(opening(section) ==
        "Marek has an NRR of 25.0 % (20 of 80) over 2026-W46; 14.6 % would be expected for that mix of work: no "
        "difference shown.");
  const auto* negatives = table(section, "negatives");
  REQUIRE(negatives != nullptr);
  CHECK(negatives->rows.size() == 20);
  CHECK(std::get<document::Text>(cell(negatives, "1", "comment").content).text == "third time\nI ask");
  CHECK(std::get<document::Text>(cell(negatives, "1", "tags").content).text == "refund");
  // Colleagues are those of the team, without the agent and without other teams.
  const auto* channel = table(section, "channel");
  CHECK(std::get<document::Count>(cell(channel, "chat", "others_rated").content).value == 400);
  CHECK(std::get<document::Share>(cell(channel, "chat", "others_nrr").content).fraction == Approx(0.125));
  CHECK(std::get<document::Count>(cell(table(section, "reasons"), "Slow reply", "negative").content).value == 2);
  CHECK(std::get<document::Score>(cell(table(section, "points"), "all", "points").content).value == 60 - 40);
  CHECK(std::get<document::Share>(cell(table(section, "periods"), "2026-W46", "nrr").content).fraction == Approx(0.25));
}

TEST_CASE("a scorecard shows what was handled well and badly, reason by reason", "[agents]") {
  std::vector<TestTicket> tickets = six_agents(4);
  for (std::size_t i = 0; i < 4; ++i) tickets[i].ratings[0].reason = "Slow reply";
  tickets[1].ratings.push_back({Sentiment::positive, Moment::date(this_monday + 2)});
  ReportFixture fixture(tickets);
  fixture.counting.date = analyze::DateBasis::solved;
  fixture.counting.as_of = Moment::date(this_monday + 20);
  fixture.annotations.of_rating.assign(fixture.store.ratings.size(), 0);
  fixture.annotations.list.resize(2);
  fixture.annotations.of_rating[0] = 1;
  fixture.annotations.of_rating[1] = 2;
  fixture.annotations.list[0].fault = Fault::agent;
  fixture.annotations.list[1].followed_up_at = Moment::date(this_monday + 1);
  report::Context everybody = fixture.context();
  const analyze::Condition own{"agent", false, {"Marek"}, "agent=Marek"};
  const analyze::Filter filter(*fixture.view, std::span(&own, 1));
  report::Context context =
      report::make_context(*fixture.view, filter, fixture.provenance, fixture.extras, Unit::week, std::nullopt, false);
  context.agent = "Marek";
  context.everyone = &fixture.filter;
  const auto section = report::write_agents(context);
  const auto* examples = table(section, "examples");
  REQUIRE(examples != nullptr);
  CHECK(std::get<document::Text>(examples->rows.at(0)[1].content).text == "badly");
  CHECK(std::get<document::Text>(examples->rows.at(0)[3].content).text ==
        "the agent's own fault, and nobody followed up");
}
