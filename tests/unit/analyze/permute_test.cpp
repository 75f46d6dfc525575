#include "dsat/analyze/permute.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;

namespace {

Batch of(Day day, const std::string& channel, int negative, int positive) {
  return {.day = day, .negative = negative, .positive = positive, .names = {{Field::channel, channel}}};
}

/// Negatives by day and channel.
std::map<std::pair<Day, std::string>, int> negatives(const Store& store) {
  std::map<std::pair<Day, std::string>, int> counts;
  for (std::uint32_t rating = 0; rating < store.ratings.size(); ++rating) {
    const std::uint32_t ticket = store.ratings.ticket[rating];
    if (store.ratings.sentiment[rating] == Sentiment::negative)
      ++counts[{Zone().day_of(store.ratings.rated_at[rating]),
                std::string(store.name_column(Field::channel).name(ticket))}];
  }
  return counts;
}

}  // namespace

TEST_CASE("outcomes change places within week and channel, and nothing else changes", "[permute]") {
  std::vector<TestTicket> tickets;
  add(tickets, of(this_monday, "chat", 10, 0));
  add(tickets, of(this_monday + 1, "chat", 0, 10));
  add(tickets, of(this_monday, "email", 0, 15));
  add(tickets, of(this_monday + 7, "chat", 6, 6));
  const Store store = make_store(tickets);
  const Annotations annotations;
  const analyze::View view(store, annotations, {});
  const analyze::Strata strata = analyze::ratings_alike(view);
  CHECK(strata.ratings.size() == 3);
  CHECK(strata.all == 47);
  CHECK(strata.alone == 15);  // by mail nobody is unhappy

  Store copy = store;
  stats::Random random(7);
  analyze::permute_outcomes(store.ratings, strata, random, copy.ratings);
  const auto moved = negatives(copy);
  CHECK(moved.at({this_monday, "chat"}) + moved.at({this_monday + 1, "chat"}) == 10);
  CHECK(moved.at({this_monday, "chat"}) < 10);
  CHECK(moved.at({this_monday + 7, "chat"}) == 6);
  CHECK(moved.count({this_monday, "email"}) == 0);
  for (std::size_t i = 0; i < copy.ratings.size(); ++i)
    CHECK(copy.ratings.level[i] == 1 + static_cast<int>(copy.ratings.sentiment[i]));
}

TEST_CASE("kinds with few ratings are taken together, so that something can change", "[permute]") {
  std::vector<TestTicket> tickets;
  for (const char* channel : {"a", "b", "c"}) add(tickets, of(this_monday, channel, 2, 4));
  add(tickets, of(this_monday, "d", 5, 5));
  const Store store = make_store(tickets);
  const Annotations annotations;
  const analyze::View view(store, annotations, {});
  const analyze::Strata strata = analyze::ratings_alike(view);
  CHECK(strata.ratings.size() == 2);  // d, and a, b and c together
  CHECK(strata.alone == 0);
}
