#include <catch2/catch.hpp>

#include "report/sections/sections.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;
using Catch::Contains;

namespace {

void put(std::vector<TestTicket>& to, const std::string& channel, const std::string& tag, int negative, int positive) {
  add(to, {this_monday, negative, 0, positive, 0, {{Field::channel, channel}}, {tag}});
}

}  // namespace

TEST_CASE("a ranking that is due to the topic mix is called so", "[channels]") {
  // Berkeley 1973, from R's UCBAdmissions: departments are topics, rejections are negatives.
  std::vector<TestTicket> tickets;
  const struct {
    const char* department;
    int men_in, men_out, women_in, women_out;
  } rows[] = {{"A", 512, 313, 89, 19},   {"B", 353, 207, 17, 8},  {"C", 120, 205, 202, 391},
              {"D", 138, 279, 131, 244}, {"E", 53, 138, 94, 299}, {"F", 22, 351, 24, 317}};
  for (const auto& row : rows) {
    put(tickets, "mail", row.department, row.men_out, row.men_in);
    put(tickets, "chat", row.department, row.women_out, row.women_in);
  }
  ReportFixture fixture(tickets);
  CHECK(
      opening(report::write_channels(fixture.context())) ==
      "Highest NRR on chat: 69.6 % (1,278 of 1,835); lowest on mail: 55.5 % (1,493 of 2,691). Over 2026-W46 chat is at "
      "69.6 % (1,278 of 1,835) against 55.5 % (1,493 of 2,691) elsewhere, but that is due to the topic mix: within the "
      "same topics chat is no worse (odds ratio 0.90 instead of 1.84).");
  CHECK(report::claims_of_channels(fixture.context()).empty());
}

TEST_CASE("a channel that is worse within topics stands out", "[channels]") {
  std::vector<TestTicket> tickets;
  for (const auto* tag : {"refund", "delivery"}) {
    put(tickets, "chat", tag, 30, 70);
    put(tickets, "mail", tag, 10, 90);
  }
  ReportFixture fixture(tickets);
  CHECK_THAT(
      opening(report::write_channels(fixture.context())),
      Contains("Over 2026-W46 chat is at 30.0 % (60 of 200) against 10.0 % (20 of 200) elsewhere, beyond chance. "
               "It is not the topic mix: within the same topics the odds of a negative are 3.9 times those "
               "elsewhere."));
  const auto claims = report::claims_of_channels(fixture.context());
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].key == "channel chat");
  CHECK(claims[0].text == "chat is at 30.0 % (60 of 200) against 10.0 % (20 of 200) elsewhere");
}

TEST_CASE("channels that are alike aren't told apart", "[channels]") {
  std::vector<TestTicket> tickets;
  put(tickets, "chat", "a", 16, 84);
  put(tickets, "mail", "a", 14, 86);
  ReportFixture fixture(tickets);
  CHECK(opening(report::write_channels(fixture.context())) ==
        "Highest NRR on chat: 16.0 % (16 of 100); lowest on mail: 14.0 % (14 of 100). Over 2026-W46 channels differ no "
        "more than chance makes them.");
  std::vector<TestTicket> one;
  put(one, "chat", "a", 16, 84);
  ReportFixture alone(one);
  CHECK(opening(report::write_channels(alone.context())) == "Too few ratings to compare channels.");
}
