#include "dsat/analyze/action.hpp"

#include <catch2/catch.hpp>

#include "dsat/review/annotate.hpp"
#include "unit/review/reviewed_store.hpp"

using namespace dsat;
using namespace dsat::analyze;

namespace {

/// Weeks of ratings, 20 a week with a tag and 20 without; W01 of 2026 is the first.
struct Weeks {
  Store store;

  /// `negatives` of the tagged 20 per week; of the others always 4.
  explicit Weeks(const std::vector<int>& negatives) {
    std::vector<test::Rated> list;
    std::vector<std::vector<Code>> tags;
    const Day first = monday_of({2026, 1});
    for (std::size_t week = 0; week < negatives.size(); ++week)
      for (int i = 0; i < 40; ++i) {
        const bool tagged = i < 20;
        const Day day = first + static_cast<Day>(week) * 7 + i % 7;
        const bool bad = tagged ? i < negatives[week] : i - 20 < 4;
        list.push_back({"w" + std::to_string(week + 1) + "-" + std::to_string(i), iso_date(day), bad ? "Bad" : "Good"});
        tags.push_back(tagged ? std::vector<Code>{1} : std::vector<Code>());
      }
    store = test::store_of(list);
    store.tags = NameSetColumn(tags, {"", "refund"});
  }

  BeforeAfter measure(const std::string& row) const {
    const Annotations annotations =
        review::annotate(review::Worksheet::parse("ticket_id,action,action_date,prompted_by\n" + row, "r"), store, {})
            .annotations;
    const View view(store, annotations, {});
    const auto list = actions(view);
    REQUIRE(list.size() == 1);
    return ActionMeter(view, {}, Unit::week).measure(list.front());
  }
};

std::vector<int> steady(int weeks, int negatives) {
  return std::vector<int>(static_cast<std::size_t>(weeks), negatives);
}

}  // namespace

TEST_CASE("an action names its scope, or shares one with all its rows", "[action]") {
  const Weeks weeks(steady(4, 6));
  const std::string sheet =
      "ticket_id,action,action_date,prompted_by\n"
      "w1-1,Edit the template tag:refund (team:\"Second line\").,2026-01-12,2026-W02\n"
      "w1-2,New text,2026-01-20,a bad week\n"
      "w1-3,new text ,2026-01-20,2026-W03\n"
      "w1-30,Training,2026-01-05,\n"
      "w1-4,Some day,,\n";
  const Annotations annotations = review::annotate(review::Worksheet::parse(sheet, "r"), weeks.store, {}).annotations;
  const View view(weeks.store, annotations, {});
  const auto list = actions(view);
  REQUIRE(list.size() == 4);
  CHECK(list[0].text == "New text");
  CHECK(list[0].rows == 2);
  CHECK(list[0].scope_in_words() == "tag refund");
  CHECK(list[0].scope_from_rows);
  CHECK(list[0].prompted_range == period_of(Unit::week, monday_of({2026, 3})));
  CHECK(list[1].scope_in_words() == "tag refund, team Second line");
  CHECK_FALSE(list[1].scope_from_rows);
  CHECK(list[2].scope_in_words() == "not named");
  CHECK(list[3].date == no_day);
  CHECK(ActionMeter(view, {}, Unit::week).measure(list[3]).verdict == BeforeAfter::Verdict::no_date);
}

TEST_CASE("the baseline ends before what prompted the action, and leaves out two periods if nobody said", "[action]") {
  const Weeks weeks(steady(16, 6));
  // W12 begins on 16 March 2026; the action falls into its middle.
  const BeforeAfter said = weeks.measure("w1-1,Edit tag:refund,2026-03-18,2026-W10\n");
  CHECK(said.baseline == DayRange{monday_of({2026, 2}), monday_of({2026, 10})});
  CHECK(said.baseline_periods == 8);
  CHECK(said.since == DayRange{monday_of({2026, 13}), monday_of({2026, 17})});
  CHECK(said.periods_since == 4);
  CHECK(said.before == stats::Share{48, 160});
  CHECK(said.after == stats::Share{24, 80});
  CHECK(said.rest_before == stats::Share{32, 160});
  CHECK(said.verdict == BeforeAfter::Verdict::no_change);
  const BeforeAfter unsaid = weeks.measure("w1-1,Edit tag:refund,2026-03-16,\n");
  CHECK(unsaid.baseline == DayRange{monday_of({2026, 2}), monday_of({2026, 10})});
  CHECK(unsaid.since.begin == monday_of({2026, 12}));
}

TEST_CASE("acting on the worst week is no cure: that week is no part of the baseline", "[action]") {
  std::vector<int> negatives = steady(16, 6);
  negatives[9] = 19;
  const BeforeAfter result = Weeks(negatives).measure("w1-1,Edit tag:refund,2026-03-09,2026-W10\n");
  CHECK(result.before == stats::Share{48, 160});
  CHECK(result.verdict == BeforeAfter::Verdict::no_change);
}

TEST_CASE("it is too early with under 30 ratings or 2 full periods after", "[action]") {
  const BeforeAfter one_week = Weeks(steady(12, 6)).measure("w1-1,Edit tag:refund,2026-03-16,2026-W11\n");
  CHECK(one_week.periods_since == 1);
  CHECK(one_week.verdict == BeforeAfter::Verdict::too_early);
  CHECK(Weeks(steady(13, 6)).measure("w1-1,Edit tag:refund,2026-03-16,2026-W11\n").verdict ==
        BeforeAfter::Verdict::no_change);
}

TEST_CASE("a fall beyond chance is told as such, with the rest as control", "[action]") {
  std::vector<int> negatives = steady(10, 12);
  for (int week = 0; week < 6; ++week) negatives.push_back(4);
  const BeforeAfter result = Weeks(negatives).measure("w1-1,Edit tag:refund,2026-03-09,2026-W10\n");
  CHECK(result.before == stats::Share{96, 160});
  CHECK(result.after == stats::Share{24, 120});
  CHECK(result.verdict == BeforeAfter::Verdict::fell);
  REQUIRE(result.difference.has_value());
  CHECK(result.difference->value == Approx(-0.4));
  CHECK_FALSE(result.rest_moved_too);
  CHECK(result.rest_difference->value == Approx(0.0));
}

TEST_CASE("without anything before there is nothing to compare with", "[action]") {
  CHECK(Weeks(steady(6, 6)).measure("w1-1,Edit tag:refund,2026-01-05,2026-W01\n").verdict ==
        BeforeAfter::Verdict::nothing_before);
}

TEST_CASE("a scope of several words needs no quotes where the data know it, and prose with a colon is none",
          "[action]") {
  Weeks weeks(steady(4, 6));
  weeks.store.names[Field::template_name].names = {"", "Refund std", "Refund", "Welcome"};
  weeks.store.names[Field::template_name].codes = Codes(std::vector<Code>(weeks.store.tickets, 1));
  const auto scope = [&](const std::string& action) {
    const Annotations annotations =
        review::annotate(
            review::Worksheet::parse("ticket_id,action,action_date\nw1-30,\"" + action + "\",2026-01-12\n", "r"),
            weeks.store, {})
            .annotations;
    const View view(weeks.store, annotations, {});
    const auto list = actions(view);
    REQUIRE(list.size() == 1);
    return list.front().scope_from_rows ? "shared" : list.front().scope_in_words();
  };
  CHECK(scope("New text, template:Refund std with an apology") == "template Refund std");
  CHECK(scope("template: Welcome") == "template Welcome");
  CHECK(scope("template: refund std.") == "template refund std");
  CHECK(scope("template:Refund std|Welcome rewritten") == "template Refund std or Welcome");
  CHECK(scope("template:Unheard of") == "template Unheard");
  CHECK(scope("team: we talked about it") == "shared");
}

TEST_CASE("what is to come or concerns nobody named gets no verdict", "[action]") {
  const Weeks weeks(steady(8, 6));
  CHECK(weeks.measure("w1-1,tag:refund new text,2027-06-01,\n").verdict == BeforeAfter::Verdict::not_yet_due);
  Action action;
  action.text = "Talk to everybody";
  action.date = monday_of({2026, 5});
  const Annotations none;
  const View view(weeks.store, none, {});
  const BeforeAfter result = ActionMeter(view, {}, Unit::week).measure(action);
  CHECK(result.verdict == BeforeAfter::Verdict::no_scope);
  CHECK_FALSE(result.difference.has_value());
}
