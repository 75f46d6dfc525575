#include <catch2/catch.hpp>

#include "report/sections/sections.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;

TEST_CASE("reasons stand largest first, with running share and the side they are usually on", "[reasons]") {
  std::vector<TestTicket> tickets = weeks({{0, 10, 0, 5}});
  for (std::size_t i = 0; i < 10; ++i)
    tickets[i].ratings[0].reason = i < 6 ? "Late delivery" : i < 8 ? "Tone of voice" : i < 9 ? "Colour" : "";
  ReportFixture fixture(tickets);
  fixture.extras.reasons = {{"colour", "outside"}};
  const auto section = report::write_reasons(fixture.context());
  CHECK(section->title == "Reasons of the 10 negative ratings");
  CHECK(opening(section) ==
        "Most often: Late delivery, 6 of 10 negative ratings (60 %). 7 are for reasons that are usually outside an "
        "agent's "
        "control. 1 gives no reason.");
  const auto* reasons = table(section, "reasons");
  CHECK(std::get<document::Share>(cell(reasons, "Tone of voice", "running").content).fraction == Approx(0.8));
  CHECK(std::get<document::Text>(cell(reasons, "Tone of voice", "fault").content).text == "agent?");
  CHECK(std::get<document::Text>(cell(reasons, "Colour", "fault").content).text == "outside?");
}

TEST_CASE("reasons that are level are named together, too many not at all", "[reasons]") {
  std::vector<TestTicket> tickets = weeks({{0, 10, 0, 5}});
  const auto said = [&](std::vector<const char*> reasons) {
    for (std::size_t i = 0; i < 10; ++i) tickets[i].ratings[0].reason = reasons[i % reasons.size()];
    return opening(report::write_reasons(ReportFixture(tickets).context()));
  };
  CHECK(said({"Refund", "Tone"}) == "Most often, 5 of 10 negative ratings (50 %) each: Refund and Tone.");
  CHECK(said({"A", "B", "C", "D", "E"}) ==
        "No reason stands out: 5 of them were given most often, 2 of 10 negative ratings each.");
}

TEST_CASE("without reasons there is no section, without given ones a sentence", "[reasons]") {
  ReportFixture none(weeks({{0, 3, 0, 5}}));
  CHECK_FALSE(report::write_reasons(none.context()).has_value());
}

TEST_CASE("where the export names templates, each has its NRR beside the reasons", "[reasons]") {
  std::vector<TestTicket> tickets;
  add(tickets, {this_monday, 6, 0, 2, 0, {{Field::template_name, "Refund: please be patient"}}});
  add(tickets, {this_monday, 1, 0, 9, 0, {{Field::template_name, "Where is my order"}}});
  for (TestTicket& ticket : tickets) ticket.ratings[0].reason = "Refund";
  ReportFixture fixture(tickets);
  const auto section = report::write_reasons(fixture.context());
  const auto* templates = table(section, "template");
  REQUIRE(templates != nullptr);
  CHECK(templates->title == "By template of the reply");
  CHECK(std::get<document::Share>(cell(templates, "Refund: please be patient", "nrr").content).fraction ==
        Approx(0.75));
  CHECK(std::get<document::Share>(cell(templates, "Where is my order", "nrr").content).fraction == Approx(0.1));
}

TEST_CASE("where reviews say whose fault it was, column and sentence say the same", "[reasons]") {
  std::vector<TestTicket> tickets = weeks({{0, 10, 0, 5}});
  for (std::size_t i = 0; i < 10; ++i) tickets[i].ratings[0].reason = i < 6 ? "Slow reply" : "Late delivery";
  ReportFixture fixture(tickets);
  // Of six slow replies three were reviewed: outside, outside, agent. Nobody has reviewed the deliveries.
  fixture.annotations.list.resize(3);
  fixture.annotations.list[0].fault = fixture.annotations.list[1].fault = Fault::outside;
  fixture.annotations.list[2].fault = Fault::agent;
  fixture.annotations.of_rating.resize(fixture.store.ratings.size());
  for (std::uint32_t i = 0; i < 3; ++i) fixture.annotations.of_rating[i] = i + 1;
  const auto section = report::write_reasons(fixture.context());
  CHECK(opening(section) ==
        "Most often: Slow reply, 6 of 10 negative ratings (60 %). Outside the agents' control: 2 of 3 reviewed; 4 more "
        "for reasons that usually are (?).");
  const auto* reasons = table(section, "reasons");
  CHECK(std::get<document::Text>(cell(reasons, "Slow reply", "fault").content).text == "outside");
  CHECK(std::get<document::Text>(cell(reasons, "Slow reply", "fault_reviewed").content).text == "outside 2 of 3");
  CHECK(std::get<document::Count>(cell(reasons, "Slow reply", "outside").content).value == 2);
  CHECK(std::get<document::Text>(cell(reasons, "Late delivery", "fault_reviewed").content).text == "outside?");
}

TEST_CASE("negatives stand by tag as they do by reason, and overlapping tags count a rating once", "[reasons]") {
  std::vector<TestTicket> tickets;
  Batch batch{this_monday, 8, 0, 2};
  batch.tags = {"refund"};
  add(tickets, batch);
  batch.tags = {"refund", "late"};
  batch.negative = 4;
  add(tickets, batch);
  batch.tags = {"late"};
  batch.negative = 3;
  add(tickets, batch);
  // 12 of 15 carry refund, the other 3 are late: without a column of reasons tags say what to work on.
  ReportFixture fixture(tickets);
  const auto section = report::write_reasons(fixture.context());
  CHECK(opening(section) == "By tag: refund 80 % of the negative ratings (12 of 15); with late 100 %.");
  const auto* by_tag = table(section, "by_tag");
  REQUIRE(by_tag != nullptr);
  CHECK(std::get<document::Count>(cell(by_tag, "late", "negative").content).value == 7);
  CHECK(std::get<document::Share>(cell(by_tag, "late", "running").content).fraction == 1);
}
