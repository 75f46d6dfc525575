#include "dsat/analyze/coaching.hpp"

#include <catch2/catch.hpp>

#include "dsat/analyze/filter.hpp"
#include "dsat/review/annotate.hpp"
#include "unit/review/reviewed_store.hpp"

using namespace dsat;
using namespace dsat::analyze;
using dsat::test::at;

namespace {

constexpr std::string_view knowledge = "Lack of product knowledge";

std::vector<test::Rated> ratings() {
  std::vector<test::Rated> list;
  for (int i = 0; i < 4; ++i)
    list.push_back({"A" + std::to_string(i), "2026-11-11T08:00:00Z", "Bad", "", "Agent A", std::string(knowledge)});
  list.push_back({"A9", "2026-11-11T08:00:00Z", "Bad", "", "Agent A", "Late delivery"});
  list.push_back({"A10", "2026-11-11T08:00:00Z", "Good", "", "Agent A", std::string(knowledge)});
  for (int i = 0; i < 3; ++i)
    list.push_back({"B" + std::to_string(i), "2026-11-11T08:00:00Z", "Bad", "", "Agent B", "Slow reply"});
  list.push_back({"B9", "2026-11-11T08:00:00Z", "Bad", "", "Agent B", std::string(knowledge)});
  return list;
}

const DayRange week{day_of({2026, 11, 9}), day_of({2026, 11, 16})};
const DayRange week_before{day_of({2026, 11, 2}), day_of({2026, 11, 9})};

const std::vector<QaScore> scores = {
    {"agent a", "Product knowledge", 80, at("2026-11-03")}, {"agent a", "Product knowledge", 84, at("2026-11-05")},
    {"agent a", "Product knowledge", 71, at("2026-11-12")}, {"agent a", "Tone of voice", 90, at("2026-11-12")},
    {"Agent B", "Product knowledge", 75, at("2026-10-20")}, {"Agent B", "Product knowledge", 80, at("2026-11-12")},
    {"Agent A", "Product knowledge", 10, at("2026-11-20")},
};

}  // namespace

TEST_CASE("negatives and the QA scores for the same thing stand beside one another", "[coaching]") {
  const Store store = test::store_of(ratings());
  const Annotations none;
  const View view(store, none, {});
  const Coaching coaching = coach(view, view.select({}).rows, {}, scores, week, week_before);
  REQUIRE(coaching.crossings.size() == 2);
  const QaCrossing& flagged = coaching.crossings[0];
  CHECK(flagged.agent == "Agent A");
  CHECK(flagged.criterion == "Product knowledge");
  CHECK(flagged.negatives.size() == 4);
  REQUIRE(flagged.qa.has_value());
  CHECK(flagged.qa->before == 82);
  CHECK(flagged.qa->now == 71);
  CHECK(flagged.qa->scores_before == 2);
  CHECK(flagged.qa->scores_now == 1);
  CHECK_FALSE(flagged.both_worse());  // one score says nothing of chance, and no ratings of the week before are known
  const QaCrossing& other = coaching.crossings[1];
  CHECK(other.agent == "Agent B");
  CHECK(other.qa->before == 75);  // no score in the week before: the latest one earlier
  CHECK_FALSE(other.both_worse());
  REQUIRE(coaching.agents.size() == 2);
  CHECK(coaching.agents[0].agent == "Agent A");
  CHECK(coaching.agents[0].crossings.empty());
  CHECK(coaching.agents[0].negatives.size() == 5);
  CHECK(coaching.agents[0].reasons.front() == std::pair<std::string, std::int64_t>(knowledge, 4));
}

TEST_CASE("overturned and outside negatives are nothing to coach", "[coaching]") {
  const Store store = test::store_of(ratings());
  const Annotations annotations =
      review::annotate(
          review::Worksheet::parse("ticket_id,fault,challenge\nA0,outside,\nA1,,overturned\nA2,agent,upheld\n", "r"),
          store, {})
          .annotations;
  const View view(store, annotations, {});
  const Coaching coaching = coach(view, view.select({}).rows, {}, scores, week, week_before);
  CHECK(coaching.crossings[0].negatives.size() == 2);
}

TEST_CASE("a frequent reason that no criterion covers is proposed as one", "[coaching]") {
  const Store store = test::store_of(ratings());
  const Annotations none;
  const View view(store, none, {});
  const Coaching coaching = coach(view, view.select({}).rows, {}, scores, week, week_before);
  REQUIRE(coaching.proposals.size() == 1);  // late delivery isn't the agents'
  CHECK(coaching.proposals[0].reason == "Slow reply");
  CHECK(coaching.proposals[0].negatives == 3);
  CHECK(coaching.proposals[0].agents == 1);
}

TEST_CASE("reasons and criteria meet by topic or by all their telling words", "[coaching]") {
  CHECK(corresponds("Lack of product knowledge", "Product knowledge"));
  CHECK(corresponds("The agent's attitude is unsatisfactory", "Tone of voice"));
  CHECK(corresponds("Wrong information", "Accuracy"));
  CHECK(corresponds("packaging", "Packaging quality"));
  CHECK_FALSE(corresponds("Product malfunction", "Product knowledge"));
  CHECK_FALSE(corresponds("", "Tone"));
  CHECK_FALSE(corresponds("Slow reply", "Tone of voice"));
}

TEST_CASE("without periods the latest scores are compared with all before", "[coaching]") {
  const Store store = test::store_of(ratings());
  const Annotations none;
  const View view(store, none, {});
  const std::vector<QaScore> some(scores.begin(), scores.begin() + 3);
  const Coaching coaching = coach(view, view.select({}).rows, {}, some, std::nullopt, std::nullopt);
  CHECK(coaching.crossings[0].qa->before == 82);
  CHECK(coaching.crossings[0].qa->now == 71);
}

TEST_CASE("both got worse when scores fell beyond chance and such negatives are more of as many ratings",
          "[coaching]") {
  const Store store = test::store_of(ratings());
  const Annotations none;
  const View view(store, none, {});
  std::vector<QaScore> many;
  for (const double score : {82.0, 80.0, 85.0, 81.0, 83.0})
    many.push_back({"Agent A", "Product knowledge", score, at("2026-11-03")});
  for (const double score : {71.0, 74.0, 69.0, 72.0})
    many.push_back({"Agent A", "Product knowledge", score, at("2026-11-12")});
  const std::vector<Row> rows = view.select({}).rows;
  const auto crossing = [&](std::span<const Row> before, double budget) {
    return coach(view, rows, before, many, week, week_before, {}, budget).crossings.front();
  };
  std::vector<Row> others;  // the week before: the same agent's ratings without such negatives
  for (const Row row : rows)
    if (store.ratings.sentiment[row.rating] != Sentiment::negative) others.push_back(row);
  // Welch's t is 7.924 with 6.295 degrees of freedom: p 8.416e-5 (Python, Simpson's rule).
  CHECK(crossing(others, 0.0025).p == Approx(8.416066281874413e-05).epsilon(1e-6));
  CHECK(crossing(others, 0.00001).both_worse() == false);
  CHECK(crossing(rows, 0.0025).both_worse() == false);  // as many as before
}
