#include "dsat/analyze/breakdown.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/measure.hpp"
#include "support/store_builder.hpp"

using namespace dsat;
using namespace dsat::analyze;
using test::make_store;
using test::TestTicket;

namespace {

Moment at(const char* text) {
  return parse_iso_moment(text, Zone()).value();
}

std::vector<TestTicket> some_tickets() {
  const auto ticket = [](const char* channel, std::vector<std::string> tags, std::optional<Sentiment> sentiment,
                         const char* reason = "") {
    TestTicket made{.names = {{Field::channel, channel}}, .tags = std::move(tags), .created = at("2026-11-03T08:15")};
    if (sentiment) made.ratings = {{.sentiment = *sentiment, .reason = reason}};
    return made;
  };
  return {ticket("Chat", {"refund", "vip"}, Sentiment::negative, "Slow reply"),
          ticket("Chat", {"refund"}, Sentiment::negative, "Wrong information"), ticket("Mail", {}, Sentiment::positive),
          ticket("Mail", {"vip"}, std::nullopt), ticket("", {"refund"}, Sentiment::neutral)};
}

struct Data {
  std::vector<TestTicket> tickets = some_tickets();
  Store store = make_store(tickets);
  Annotations annotations;
  View view{store, annotations, {}};

  std::map<std::string, Tally> by(const char* key, const char* where = nullptr) const {
    Filter filter;
    if (where != nullptr) {
      const Condition condition = parse_condition(where);
      filter = Filter(view, {&condition, 1});
    }
    const Grouping grouping = grouping_named(view, key);
    const Grouping* list[] = {&grouping};
    std::map<std::string, Tally> result;
    for (const Group& group : break_down(view, view.select(filter), list).groups)
      result[grouping.names()[group.key[0]]] = group.tally;
    return result;
  }
};

}  // namespace

TEST_CASE("groups that don't overlap add up to the total, the missing value among them", "[breakdown]") {
  const Data data;
  const Tally total = tally(data.view, data.view.select({}));
  for (const Dimension& dimension : dimensions()) {
    const Grouping grouping = dimension.group(data.view);
    if (grouping.overlapping()) continue;
    INFO(dimension.key);
    const Grouping* list[] = {&grouping};
    Tally sum;
    for (const Group& group : break_down(data.view, data.view.select({}), list).groups) sum += group.tally;
    CHECK(sum == total);
  }
  CHECK(data.by("channel").at("").neutral == 1);
}

TEST_CASE("a ticket stands in the group of each of its tags, and untagged ones in none", "[breakdown]") {
  const auto tags = Data().by("tag");
  CHECK(tags.at("refund").tickets == 3);
  CHECK(tags.at("refund").negative == 2);
  CHECK(tags.at("vip").tickets == 2);
  CHECK(tags.at("").tickets == 1);
}

TEST_CASE("two dimensions give the combinations that occur", "[breakdown]") {
  const Data data;
  const Grouping channel = grouping_named(data.view, "channel"), tag = grouping_named(data.view, "tag");
  const Grouping* list[] = {&channel, &tag};
  const Breakdown result = break_down(data.view, data.view.select({}), list);
  CHECK(result.overlapping);
  CHECK(result.groups.size() == 5);  // Chat × refund, Chat × vip, Mail × none, Mail × vip, none × refund
}

TEST_CASE("negatives of groups are those of their tallies", "[breakdown]") {
  const Data data;
  const Grouping channel = grouping_named(data.view, "channel"), tag = grouping_named(data.view, "tag");
  const Grouping* const by[] = {&tag, &channel};
  const Selection all = data.view.select({});
  std::vector<GroupShare> expected;
  for (const Group& group : break_down(data.view, all, by).groups)
    if (group.tally.rated > 0) expected.push_back({group.key, {group.tally.negative, group.tally.rated}});
  const auto found = negatives_by(data.view, all, by);
  CHECK(std::ranges::equal(found, expected, {}, &GroupShare::key, &GroupShare::key));
  CHECK(std::ranges::equal(found, expected, {}, &GroupShare::share, &GroupShare::share));
}

TEST_CASE("a breakdown without dimensions has one row even of nothing", "[breakdown]") {
  const std::vector<TestTicket> nothing;
  const Store store = make_store(nothing);
  const Annotations annotations;
  const View view(store, annotations, {});
  CHECK(break_down(view, view.select({}), {}).groups.size() == 1);
}

TEST_CASE("reasons belong to ratings: unrated tickets have none", "[breakdown]") {
  const auto reasons = Data().by("reason");
  CHECK(reasons.at("Slow reply").negative == 1);
  CHECK(reasons.at("").tickets == 3);
}

TEST_CASE("conditions match folded, by list, by glob, by absence, and turned round", "[filter]") {
  const Data data;
  const auto tickets = [&](const char* where) {
    std::int64_t sum = 0;
    for (const auto& [name, group] : data.by("channel", where)) sum += group.tickets;
    return sum;
  };
  CHECK(tickets("channel=CHAT") == 2);
  CHECK(tickets("channel=chat|mail") == 4);
  CHECK(tickets("channel!=chat") == 3);
  CHECK(tickets("channel=c*") == 2);
  CHECK(tickets("channel=(none)") == 1);
  CHECK(tickets("tag=#refund") == 3);
  CHECK(tickets("tag!=refund") == 2);
  CHECK(tickets("sentiment=negative") == 2);
  CHECK(tickets("reason=slow reply") == 1);
  CHECK(tickets("hour=08") == 5);
  CHECK(tickets("weekday=Tuesday") == 5);
}

TEST_CASE("a condition that matches nothing is told with the nearest value", "[filter]") {
  const Data data;
  const Condition condition = parse_condition("channel=chatt");
  const Filter filter(data.view, {&condition, 1});
  REQUIRE(filter.warnings().size() == 1);
  CHECK(filter.warnings()[0] == "--where 'channel=chatt': no channel is \"chatt\"; did you mean \"Chat\"?");
}

TEST_CASE("conditions are read as written", "[filter]") {
  const Condition condition = parse_condition("tag != refund | billing");
  CHECK(condition.key == "tag");
  CHECK(condition.negated);
  CHECK(condition.values == std::vector<std::string>{"refund", "billing"});
  CHECK(parse_condition("column:Order=a=b").values == std::vector<std::string>{"a=b"});
}

TEST_CASE("a rating split among agents counts for each in equal parts, and adds up", "[breakdown]") {
  std::vector<TestTicket> tickets(2);
  tickets[0].names = {{Field::agent, "Ann"}};
  tickets[0].ratings = {{.sentiment = Sentiment::negative}};
  tickets[1].names = {{Field::agent, "Ben"}};
  tickets[1].ratings = {{.sentiment = Sentiment::positive}};
  Store store = make_store(tickets);
  store.involved_agents = NameSetColumn({{1, 2}, {2}}, store.names[Field::agent].names);  // both; Ben alone
  const Annotations annotations;
  Counting counting;
  const auto by_agent = [&](Attribution attribution) {
    counting.attribution = attribution;
    const View view(store, annotations, counting);
    const Grouping grouping = grouping_named(view, "agent");
    const Grouping* list[] = {&grouping};
    std::map<std::string, std::vector<double>> result;
    for (const Group& group : break_down(view, view.select({}), list).groups)
      for (const char* key : {"rated", "negative", "nrr"})
        result[grouping.names()[group.key[0]]].push_back(
            require_measure(key).compute({view, group.tally, {}}).number.value());
    return result;
  };
  CHECK(by_agent(Attribution::equal_share)["Ann"] == std::vector<double>{0.5, 0.5, 1.0});
  CHECK(by_agent(Attribution::equal_share)["Ben"] == std::vector<double>{1.5, 0.5, 0.5 / 1.5});
  CHECK(by_agent(Attribution::all_involved)["Ben"] == std::vector<double>{2.0, 1.0, 0.5});
}
