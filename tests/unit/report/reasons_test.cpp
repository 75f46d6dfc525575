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

TEST_CASE("without reasons there is no section, without given ones a sentence", "[reasons]") {
  ReportFixture none(weeks({{0, 3, 0, 5}}));
  CHECK_FALSE(report::write_reasons(none.context()).has_value());
}
