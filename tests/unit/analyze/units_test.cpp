#include "dsat/analyze/units.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;
using namespace dsat::analyze;

namespace {

const Field agent = Field::agent, channel = Field::channel;

struct Study {
  explicit Study(const std::vector<Batch>& batches) : fixture(tickets_of(batches)) {
    view.emplace(fixture.store, fixture.annotations, Counting());
    agents = grouping_named(*view, "agent");
    channels = grouping_named(*view, "channel");
  }
  static std::vector<TestTicket> tickets_of(const std::vector<Batch>& batches) {
    std::vector<TestTicket> tickets;
    for (const Batch& batch : batches) add(tickets, batch);
    return tickets;
  }
  UnitStudy study(int min_ratings = 5) {
    const Grouping* mix[] = {&*channels};
    return study_units(*view, view->select({}), *agents, mix, {0.01, min_ratings});
  }

  ReportFixture fixture;
  std::optional<View> view;
  std::optional<Grouping> agents, channels;
};

Batch batch(const std::string& who, const std::string& where, int negative, int positive) {
  return {this_monday, negative, 0, positive, 0, {{agent, who}, {channel, where}}};
}

}  // namespace

TEST_CASE("who takes the hard work isn't worse for it", "[units]") {
  // Jonas has 31 % negative and the others 15 %, but he takes all the chats that fall to all alike.
  Study study({batch("Jonas", "chat", 30, 60), batch("Jonas", "mail", 1, 9), batch("Ann", "chat", 3, 6),
               batch("Ann", "mail", 9, 81), batch("Bob", "chat", 3, 6), batch("Bob", "mail", 9, 81)});
  const UnitStudy result = study.study();
  REQUIRE(result.units.size() == 3);
  CHECK_FALSE(result.differ);
  CHECK(result.units[0].share == stats::Share{31, 100});
  CHECK(result.units[0].expected == Approx(0.31));
  CHECK(result.units[0].band == Band::same);
}

TEST_CASE("one who is worse at the same work is named, and nobody else", "[units]") {
  std::vector<Batch> batches{batch("Marek", "chat", 30, 50), batch("Marek", "mail", 20, 60)};
  for (const auto* who : {"Ann", "Bob", "Eva", "Tom", "Ida"}) {
    batches.push_back(batch(who, "chat", 12, 68));
    batches.push_back(batch(who, "mail", 8, 72));
  }
  const UnitStudy result = Study(batches).study();
  CHECK(result.differ);
  CHECK(*result.p <= 0.01);
  CHECK(result.units[0].band == Band::worse);
  CHECK(result.units[0].p <= 0.005);
  for (std::size_t i = 1; i < result.units.size(); ++i) CHECK(result.units[i].band == Band::same);
  // His mix: 30 + 5 × 12 of 480 chats, 20 + 5 × 8 of 480 mails.
  CHECK(result.units[0].expected == Approx((90.0 / 480 + 60.0 / 480) / 2));
}

TEST_CASE("one among many who are alike is found, too", "[units]") {
  std::vector<Batch> batches{batch("Marek", "chat", 36, 60)};
  for (int i = 0; i < 39; ++i) batches.push_back(batch("Agent " + std::to_string(i), "chat", 13 + i % 3, 82 - i % 3));
  const UnitStudy result = Study(batches).study();
  CHECK(result.differ);
  CHECK(result.units[0].band == Band::worse);
}

TEST_CASE("few ratings give no band", "[units]") {
  const UnitStudy result = Study({batch("Ann", "chat", 4, 0), batch("Bob", "chat", 10, 90)}).study();
  CHECK(result.units[0].band == Band::few);
}

TEST_CASE("who does everything alone can't be compared", "[units]") {
  const UnitStudy result = Study({batch("Ann", "chat", 4, 20), batch("Bob", "mail", 10, 90)}).study();
  CHECK_FALSE(result.p.has_value());
  CHECK_FALSE(result.differ);
}

TEST_CASE("thin strata are taken together", "[units]") {
  Study study({batch("Ann", "chat", 4, 20), batch("Ann", "fax", 1, 2), batch("Bob", "phone", 1, 3),
               batch("Bob", "chat", 5, 20)});
  const Grouping* mix[] = {&*study.channels};
  const MixTable table = count_mix(*study.view, study.view->select({}), *study.agents, mix);
  REQUIRE(table.cells.size() == 4);
  std::set<std::uint32_t> strata;
  for (const auto& cell : table.cells) strata.insert(cell.stratum);
  CHECK(strata.size() == 2);  // chat; fax with phone
}
