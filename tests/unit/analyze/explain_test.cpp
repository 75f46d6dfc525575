#include "dsat/analyze/explain.hpp"

#include <catch2/catch.hpp>

#include "dsat/analyze/filter.hpp"
#include "dsat/stats/random.hpp"
#include "support/store_builder.hpp"

using namespace dsat;
using namespace dsat::analyze;
using namespace dsat::test;

// p and q values: exact arithmetic on the counts (Python fractions), Fisher's and the pooled ones checked with R 4.2.2
// (fisher.test, mantelhaen.test(exact = TRUE)).

namespace {

const Day before_day = day_of({2026, 11, 3}), after_day = day_of({2026, 11, 10});

/// Ratings of one kind: `negative` of `rated`.
struct Cell {
  Day day;
  std::string tag, channel;
  int negative, rated;
  std::string team = {};
};

std::vector<TestTicket> tickets_of(const std::vector<Cell>& cells) {
  std::vector<TestTicket> tickets;
  for (const Cell& cell : cells)
    for (int i = 0; i < cell.rated; ++i) {
      TestTicket ticket;
      if (!cell.tag.empty()) ticket.tags = {cell.tag};
      if (!cell.channel.empty()) ticket.names[Field::channel] = cell.channel;
      if (!cell.team.empty()) ticket.names[Field::team] = cell.team;
      ticket.solved = Moment::date(cell.day);
      ticket.ratings = {{i < cell.negative ? Sentiment::negative : Sentiment::positive, ticket.solved}};
      tickets.push_back(std::move(ticket));
    }
  return tickets;
}

struct Desk {
  explicit Desk(const std::vector<TestTicket>& tickets, Counting counting = {})
      : store(make_store(tickets)), view(store, annotations, std::move(counting)) {
    before = view.select({}, period_of(Unit::week, before_day));
    after = view.select({}, period_of(Unit::week, after_day));
    plan.dimensions = explaining_dimensions(view);
  }
  Findings<MovedSlice> moved() const { return find_moved(view, std::vector{before, after}, plan, candidates()); }
  Findings<BadSlice> bad() const { return find_bad(view, std::vector{before, after}, plan, candidates()); }
  Candidates candidates() const { return {view, plan.dimensions}; }

  Store store;
  Annotations annotations;
  View view;
  Selection before, after;
  SearchPlan plan;
};

std::vector<Cell> two_weeks(int times) {
  return {{before_day, "refund", "chat", 3 * times, 20 * times}, {before_day, "refund", "email", 3 * times, 20 * times},
          {before_day, "other", "chat", 3 * times, 20 * times},  {before_day, "other", "email", 6 * times, 40 * times},
          {after_day, "refund", "chat", 14 * times, 25 * times}, {after_day, "refund", "email", 2 * times, 15 * times},
          {after_day, "other", "chat", 3 * times, 25 * times},   {after_day, "other", "email", 5 * times, 45 * times}};
}

}  // namespace

TEST_CASE("a pair that carries the badness of both its values is told alone", "[explain]") {
  const Desk desk(tickets_of({{after_day, "refund", "chat", 12, 20},
                              {after_day, "refund", "email", 2, 20},
                              {after_day, "other", "chat", 2, 20},
                              {after_day, "other", "email", 4, 40}}));
  const auto found = find_bad(desk.view, std::vector{desk.after}, desk.plan, desk.candidates());
  CHECK(found.searched.ratings == 100);
  CHECK(found.searched.slices == 8);
  CHECK(found.searched.tested == 8);
  CHECK(found.searched.surviving == 5);  // both values, their complements, and the pair
  REQUIRE(found.shown.size() == 1);
  const BadSlice& slice = found.shown.front();
  CHECK(slice_label(slice.name) == "tag refund · channel chat");
  CHECK(slice_phrase(slice.name) == "refund on chat");
  CHECK(slice.slice == stats::Share{12, 20});
  CHECK(slice.rest == stats::Share{8, 80});
  CHECK(slice.p == Approx(7.294716939347181e-06).epsilon(1e-8));
  CHECK(slice.q == Approx(5.835773551477745e-05).epsilon(1e-8));
  CHECK(slice.ratio->value == Approx(6));
  CHECK(*slice.impact == Approx(0.1));  // 20 % with it, 10 % without
  CHECK_FALSE(found.nearest.has_value());
}

TEST_CASE("always bad compares within each period, and marks what was so in the period before", "[explain]") {
  const auto found = Desk(tickets_of(two_weeks(1))).bad();
  REQUIRE(found.shown.size() == 1);
  const BadSlice& slice = found.shown.front();
  CHECK(slice_label(slice.name) == "tag refund · channel chat");
  CHECK(slice.p == Approx(0.000830728861708898).epsilon(1e-8));
  CHECK(slice.q == Approx(0.006645830893671184).epsilon(1e-8));
  CHECK(slice.slice == stats::Share{17, 45});
  CHECK(slice.slice_now == stats::Share{14, 25});
  CHECK(slice.slice_before == stats::Share{3, 20});
  CHECK_FALSE(slice.bad_before);  // 3 of 20 against 12 of 80: the same rate
}

TEST_CASE("what moved is tested against the change of the rest", "[explain]") {
  const auto found = Desk(tickets_of(two_weeks(3))).moved();
  CHECK(found.searched.tested == 8);
  CHECK(found.searched.surviving == 5);
  REQUIRE(found.shown.size() == 1);  // refund, chat and their complements say no more
  const MovedSlice& slice = found.shown.front();
  CHECK(slice_label(slice.name) == "tag refund · channel chat");
  CHECK(slice.rose);
  CHECK(slice.before == stats::Share{9, 60});
  CHECK(slice.after == stats::Share{42, 75});
  CHECK(slice.rest_after == stats::Share{30, 255});
  CHECK(slice.p == Approx(3.706153617677879e-06).epsilon(1e-8));  // one side of Zelen's; the normal's is smaller
  CHECK(slice.effect == Approx(42.0 / 330 - 9.0 / 300));
}

TEST_CASE("nothing beyond chance is a result, with the slice that came nearest", "[explain]") {
  const auto found = Desk(tickets_of(two_weeks(1))).moved();
  CHECK(found.shown.empty());
  CHECK(found.searched.slices == 8);
  CHECK(found.searched.tested == 7);  // refund by mail can't reach 0.04 / 7
  CHECK(found.searched.surviving == 0);
  REQUIRE(found.nearest.has_value());
  CHECK(slice_label(found.nearest->name) == "tag refund · channel chat");
  CHECK(found.nearest->p == Approx(0.010272941582946017).epsilon(1e-8));
  // Two combinations can matter, and share a fifth of the level.
  CHECK(found.nearest->q == Approx(2 * 0.010272941582946017 / 0.2).epsilon(1e-8));
}

TEST_CASE("a shift of mix moves nothing while every slice keeps its rate", "[explain]") {
  const Desk desk(tickets_of({{before_day, "", "a", 300, 3000},
                              {before_day, "", "b", 400, 2000},
                              {before_day, "", "c", 300, 1000},
                              {after_day, "", "a", 100, 1000},
                              {after_day, "", "b", 400, 2000},
                              {after_day, "", "c", 900, 3000}}));
  CHECK(desk.moved().shown.empty());
}

TEST_CASE("two names for the same tickets are one test, under the simplest name", "[explain]") {
  std::vector<Cell> cells = two_weeks(1);
  for (Cell& cell : cells) cell.team = cell.tag == "refund" ? "billing" : "care";
  const Desk desk(tickets_of(cells));
  CHECK(desk.plan.dimensions == std::vector<std::string>{"tag", "channel", "team"});
  const auto found = desk.bad();
  CHECK(found.searched.slices == 8);
  REQUIRE(found.shown.size() == 1);
  CHECK(slice_label(found.shown.front().name) == "tag refund · channel chat");
}

TEST_CASE("support is counted over both periods and never looks at outcomes", "[explain]") {
  const Desk desk(tickets_of({{before_day, "few", "chat", 0, 2},
                              {after_day, "few", "chat", 0, 2},
                              {before_day, "enough", "chat", 0, 2},
                              {after_day, "enough", "chat", 0, 3},
                              {before_day, "rest", "chat", 2, 40},
                              {after_day, "rest", "chat", 5, 40}}));
  // enough and rest; chat holds every rating and is no slice, nor do pairs with it differ from their tags.
  CHECK(desk.bad().searched.slices == 2);
}

TEST_CASE("missing values, who wrote, the time and the agent are no candidates", "[explain]") {
  std::vector<TestTicket> tickets = tickets_of(two_weeks(1));
  for (TestTicket& ticket : tickets) {
    ticket.names[Field::agent] = "Ann";
    ticket.names[Field::requester_id] = "7";
    ticket.names[Field::status] = "solved";
    ticket.first_reply_minutes = 3;
    ticket.resolution_minutes = 30;
    ticket.ratings.front().reason = "late";
  }
  const Desk desk(tickets);
  CHECK(desk.plan.dimensions == std::vector<std::string>{"tag", "channel", "first-reply-band"});
}

TEST_CASE("tags recorded after the outcome are no candidates", "[explain]") {
  std::vector<TestTicket> tickets = tickets_of(two_weeks(1));
  for (TestTicket& ticket : tickets)
    if (ticket.ratings.front().sentiment == Sentiment::negative) ticket.tags.push_back("complaint");
  TestTicket unrated;
  unrated.tags = {"other"};
  unrated.solved = Moment::date(after_day);
  tickets.resize(tickets.size() + 10, unrated);
  const auto found = Desk(tickets).bad();
  CHECK(found.searched.slices == 8);
  REQUIRE(found.shown.size() == 1);
  CHECK(slice_label(found.shown.front().name) == "tag refund · channel chat");
}

TEST_CASE("a part of a bad slice is told only if it is worse than the rest of that slice", "[explain]") {
  // refund is bad everywhere; on chat by chance a little more.
  const auto found = Desk(tickets_of({{after_day, "refund", "chat", 34, 60},
                                      {after_day, "refund", "email", 26, 60},
                                      {after_day, "other", "chat", 10, 100},
                                      {after_day, "other", "email", 10, 100},
                                      {before_day, "other", "email", 0, 1}}))
                         .bad();
  REQUIRE(found.shown.size() == 1);
  CHECK(slice_label(found.shown.front().name) == "tag refund");
}

TEST_CASE("what goes along with one cause isn't told beside it, a second cause is", "[explain]") {
  // Tags and languages at random; only planted tickets on chat are bad, and in the second desk late ones, too.
  const auto desk_with = [](bool second_cause) {
    stats::Random random(11);
    std::vector<TestTicket> tickets;
    for (int i = 0; i < 3000; ++i) {
      TestTicket ticket;
      const bool chat = random.below(3) == 0, planted = random.below(3) == 0, late = random.below(10) == 0;
      ticket.names = {{Field::channel, chat ? "chat" : "email"},
                      {Field::language, std::string("language ") + std::to_string(random.below(3))}};
      ticket.tags = {"tag " + std::to_string(random.below(12)), "tag " + std::to_string(random.below(12))};
      if (planted) ticket.tags.emplace_back("planted");
      if (late) ticket.tags.emplace_back("late");
      const double rate = (planted && chat) || (second_cause && late) ? 0.5 : 0.1;
      ticket.solved = Moment::date(after_day);
      ticket.ratings = {{random.uniform() < rate ? Sentiment::negative : Sentiment::positive, ticket.solved}};
      tickets.push_back(std::move(ticket));
    }
    return Desk(tickets);
  };
  const auto names = [](const Desk& desk) {
    std::vector<std::string> labels;
    for (const BadSlice& slice : find_bad(desk.view, std::vector{desk.after}, desk.plan, desk.candidates()).shown)
      labels.push_back(slice_label(slice.name));
    return labels;
  };
  CHECK(names(desk_with(false)) == std::vector<std::string>{"tag planted · channel chat"});
  CHECK(names(desk_with(true)) == std::vector<std::string>{"tag planted · channel chat", "tag late"});
}

TEST_CASE("neutral ratings leave the search when the base is decided ratings", "[explain]") {
  std::vector<TestTicket> tickets = tickets_of(two_weeks(1));
  tickets.front().ratings.front().sentiment = Sentiment::neutral;
  Counting counting;
  CHECK(Desk(tickets, counting).bad().searched.ratings == 210);
  counting.base = Base::decided;
  CHECK(Desk(tickets, counting).bad().searched.ratings == 209);
}

TEST_CASE("nothing at all is searched without complaint", "[explain]") {
  const Desk desk({});
  CHECK(desk.bad().shown.empty());
  CHECK(desk.bad().searched.tested == 0);
  CHECK(desk.moved().shown.empty());
  CHECK(find_bad(desk.view, {}, desk.plan, desk.candidates()).searched.tested == 0);
  CHECK(by_period(desk.view, {}, Unit::week).empty());
}

TEST_CASE("a selection is cut into periods, undated rows last, never more than a test can bear", "[explain]") {
  std::vector<TestTicket> tickets = tickets_of(two_weeks(1));
  TestTicket undated;
  undated.ratings = {{Sentiment::positive}};
  tickets.push_back(undated);
  const Desk desk(tickets);
  const Selection all = desk.view.select({});
  const auto weeks = by_period(desk.view, all, Unit::week);
  REQUIRE(weeks.size() == 3);
  CHECK(weeks[0].rows.size() == 100);
  CHECK(weeks[1].rows.size() == 110);
  CHECK(weeks[2].rows.size() == 1);

  std::vector<TestTicket> year;
  for (int week = 0; week < 52; ++week) {
    year.push_back(undated);
    year.back().ratings.front().at = year.back().solved = Moment::date(day_of({2026, 1, 1}) + 7 * week);
  }
  const Desk long_desk(year);
  CHECK(by_period(long_desk.view, long_desk.view.select({}), Unit::week).size() == 12);  // months
}

TEST_CASE("a slice given beforehand is set against the rest within the periods", "[explain]") {
  const Desk desk(tickets_of(two_weeks(1)));
  const std::vector<Condition> conditions = {parse_condition("tag=refund"), parse_condition("channel=chat")};
  const Filter filter(desk.view, conditions);
  const std::vector<Selection> slice = {desk.view.select(filter, period_of(Unit::week, before_day)),
                                        desk.view.select(filter, period_of(Unit::week, after_day))};
  const SliceAgainstRest result = against_rest(desk.view, slice, std::vector{desk.before, desk.after});
  CHECK(result.slice == stats::Share{17, 45});
  CHECK(result.rest == stats::Share{22, 165});
  CHECK(*result.p == Approx(0.000830728861708898).epsilon(1e-8));
  CHECK(result.ratio->value == Approx(17.0 / 45 / (22.0 / 165)));
}

TEST_CASE("findings become claims that later periods can bear out", "[explain]") {
  const auto bad = claims_of(Desk(tickets_of(two_weeks(1))).bad());
  REQUIRE(bad.size() == 1);
  CHECK(bad[0].key == "bad tag=refund channel=chat");
  CHECK(bad[0].lasting->where == std::vector<std::string>{"tag=refund", "channel=chat"});
  CHECK(bad[0].lasting->figure == Lasting::Figure::excess_ratio);
  CHECK(bad[0].lasting->level == Approx((1 + 17.0 / 45 / (22.0 / 165)) / 2));

  const auto moved = claims_of(Desk(tickets_of(two_weeks(3))).moved());
  REQUIRE(moved.size() == 1);
  CHECK(moved[0].key == "rose tag=refund channel=chat");
  CHECK(moved[0].lasting->level == Approx((9.0 / 60 + 42.0 / 75) / 2));
  CHECK(moved[0].lasting->above);
}
