#include "dsat/analyze/topic.hpp"

#include <catch2/catch.hpp>

#include "support/store_builder.hpp"

using namespace dsat;
using namespace dsat::test;

namespace {

TestTicket ticket(std::vector<std::string> tags, std::optional<Sentiment> sentiment) {
  TestTicket made;
  made.tags = std::move(tags);
  if (sentiment) made.ratings = {{*sentiment}};
  return made;
}

std::vector<TestTicket> times(int n, const TestTicket& one) {
  return std::vector<TestTicket>(static_cast<std::size_t>(n), one);
}

void append(std::vector<TestTicket>& to, const std::vector<TestTicket>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

Code code_of(const NameSetColumn& tags, const std::string& name) {
  return static_cast<Code>(std::find(tags.names.begin(), tags.names.end(), name) - tags.names.begin());
}

}  // namespace

TEST_CASE("a tag that is set because of the rating is told by its outcomes and its absence elsewhere", "[topic]") {
  std::vector<TestTicket> tickets;
  append(tickets, times(9, ticket({"escalated", "refund"}, Sentiment::negative)));
  append(tickets, times(1, ticket({"escalated"}, Sentiment::positive)));
  append(tickets, times(4, ticket({"rare"}, Sentiment::negative)));
  append(tickets, times(8, ticket({"hated"}, Sentiment::negative)));
  append(tickets, times(98, ticket({"refund"}, std::nullopt)));
  append(tickets, times(1, ticket({"escalated"}, std::nullopt)));
  append(tickets, times(2, ticket({"hated"}, std::nullopt)));
  const Store store = make_store(tickets);
  const Annotations annotations;

  const analyze::View view(store, annotations, {});
  const std::vector<bool> after = analyze::after_outcome_tags(view);
  CHECK(after[code_of(store.tags, "escalated")]);     // 9 of 10 negative, on 1 of 101 unrated
  CHECK_FALSE(after[code_of(store.tags, "refund")]);  // all negative, but on most unrated tickets
  CHECK_FALSE(after[code_of(store.tags, "rare")]);    // 4 ratings are too few to tell
  CHECK(after[code_of(store.tags, "hated")]);         // 8 of 8, on 2 of 101 = 1.98 %

  analyze::Counting counting;
  counting.after_outcome = {"tag=#Rare"};
  const analyze::View told(store, annotations, counting);
  CHECK(analyze::after_outcome_tags(told)[code_of(store.tags, "rare")]);
}

TEST_CASE("without unrated tickets only the user can say that a tag came after the rating", "[topic]") {
  const Store store = make_store(times(20, ticket({"escalated"}, Sentiment::negative)));
  const Annotations annotations;
  CHECK_FALSE(analyze::after_outcome_tags(analyze::View(store, annotations, {}))[1]);
}

TEST_CASE("a ticket's topic is its most frequent tag that says something", "[topic]") {
  std::vector<TestTicket> tickets;
  append(tickets, times(30, ticket({"web", "refund"}, std::nullopt)));
  append(tickets, times(20, ticket({"web", "refund", "delivery"}, std::nullopt)));
  append(tickets, times(45, ticket({"delivery", "once"}, std::nullopt)));
  tickets.back().tags = {"delivery"};
  append(tickets, times(5, ticket({}, std::nullopt)));
  const Store store = make_store(tickets);
  const Annotations annotations;
  const analyze::View view(store, annotations, {});
  const analyze::Grouping topics = analyze::topics(view);
  CHECK_FALSE(topics.overlapping());
  const auto name = [&](std::uint32_t row) { return topics.names()[topics.code({row, no_row})]; };
  CHECK(name(0) == "web");   // on 50 of 100, not over half
  CHECK(name(40) == "web");  // delivery is on 65 of 100: too general
  CHECK(name(60) == "once");
  CHECK(name(94).empty());
}
