#include "dsat/analyze/review.hpp"

#include <catch2/catch.hpp>

#include "dsat/analyze/challenge.hpp"
#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/measure.hpp"
#include "dsat/analyze/queue.hpp"
#include "dsat/base/error.hpp"
#include "dsat/review/annotate.hpp"
#include "unit/review/reviewed_store.hpp"

using namespace dsat;
using namespace dsat::analyze;
using dsat::test::at;
using dsat::test::store_of;

namespace {

/// A store with its worksheet, as a run sees them.
struct Reviewed {
  Store store;
  Annotations annotations;
  View view;

  Reviewed(Store store_, const std::string& sheet, const std::string& as_of = {}, Counting counting = {})
      : store(std::move(store_)),
        annotations(review::annotate(review::Worksheet::parse(sheet, "r.csv"), store, {}).annotations),
        view(store, annotations, with_now(std::move(counting), as_of)) {}

  Value measure(std::string_view key) const {
    return require_measure(key).compute({view, tally(view, view.select({})), {}});
  }
  std::vector<std::string> queue(std::string_view key) const {
    std::vector<std::string> ids;
    for (const Row row : rows_of(require_queue(key), view, view.select({}).rows))
      ids.emplace_back(store.ticket_id[row.ticket]);
    return ids;
  }

 private:
  static Counting with_now(Counting counting, const std::string& as_of) {
    if (!as_of.empty()) counting.as_of = at(as_of);
    return counting;
  }
};

/// Three bad ratings of ten.
Store three_of_ten() {
  std::vector<test::Rated> list;
  for (int i = 1; i <= 10; ++i)
    list.push_back(
        {std::to_string(i), "2026-11-0" + std::to_string(i % 9 + 1) + "T08:00:00Z", i <= 3 ? "Bad" : "Good"});
  return store_of(list);
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("an overturned rating is taken off, or stays in the base as neutral", "[challenge]") {
  const std::string sheet = "ticket_id,challenge\n1,overturned\n2,upheld\n3,restored\n";
  const Reviewed excluded(three_of_ten(), sheet);
  CHECK(excluded.measure("nrr").number == Approx(0.3));
  CHECK(excluded.measure("true_nrr").number == Approx(2.0 / 9));
  CHECK(excluded.measure("true_nrr").base == 9);
  Counting counting;
  counting.overturned = Overturned::neutral;
  const Reviewed neutral(three_of_ten(), sheet, {}, counting);
  CHECK(neutral.measure("true_nrr").number == Approx(0.2));
  CHECK(neutral.measure("true_nrr").base == 10);
  CHECK(neutral.measure("nrr").number == Approx(0.3));
}

TEST_CASE("open challenges leave a best and a worst case", "[challenge]") {
  const Reviewed reviewed(three_of_ten(), "ticket_id,challenge\n1,overturned\n2,open\n3,open\n");
  const ChallengeRange range = challenge_range(reviewed.view, tally(reviewed.view, reviewed.view.select({})));
  CHECK(range.now.number == Approx(2.0 / 9));
  CHECK(range.worst.number == Approx(2.0 / 9));
  CHECK(range.best.number == Approx(0.0));
  CHECK(range.best.base == 7);
}

TEST_CASE("the ledger counts outcomes by agent and decider, and the time they took", "[challenge]") {
  const Reviewed reviewed(store_of({{"1", "2026-11-01T08:00:00Z", "Bad", "", "Ann"},
                                    {"2", "2026-11-02T08:00:00Z", "Bad", "", "Ann"},
                                    {"3", "2026-11-03T08:00:00Z", "Bad", "", "Bo"},
                                    {"4", "2026-11-04T08:00:00Z", "Bad", "", "Bo"},
                                    {"5", "2026-11-05T08:00:00Z", "Bad", "", "Bo"}}),
                          "ticket_id,challenge,decided_by,decided_at,challenged_at\n"
                          "1,upheld,Lea,2026-11-01T20:00:00Z,\n"
                          "2,overturned,Lea,2026-11-04T08:00:00Z,2026-11-03T08:00:00Z\n"
                          "3,restored,Max,2026-11-01T08:00:00Z,\n"
                          "4,open,,,\n");
  const Ledger ledger = challenge_ledger(reviewed.view, reviewed.view.select({}).rows);
  CHECK(ledger.counts.all() == 4);
  CHECK(ledger.counts.open == 1);
  CHECK(ledger.counts.upheld_share().number == Approx(2.0 / 3));
  REQUIRE(ledger.rows.size() == 4);
  CHECK(reviewed.store.ticket_id[ledger.rows[0].ticket] == "4");
  REQUIRE(ledger.by_agent.size() == 2);
  CHECK(ledger.by_agent[0].name == "Ann");
  CHECK(ledger.by_agent[0].counts.upheld_share().number == Approx(0.5));
  REQUIRE(ledger.by_decider.size() == 2);
  CHECK(ledger.by_decider[0].name == "Lea");
  // Twelve hours from the rating, a day from the challenge; a decision before the rating is a slip of the pen.
  CHECK(ledger.minutes_to_decision == std::vector<double>{720, 1440});
}

TEST_CASE("a review counts as in time within 24 hours, and not at all while the clock runs", "[review]") {
  const Reviewed reviewed(store_of({{"in time", "2026-11-01T08:00:00Z", "Bad"},
                                    {"late", "2026-11-01T08:00:00Z", "Bad"},
                                    {"never", "2026-11-01T08:00:00Z", "Bad"},
                                    {"undated", "2026-11-01T08:00:00Z", "Bad"},
                                    {"by date", "2026-11-01T08:00:00Z", "Bad"},
                                    {"running", "2026-11-09T12:00:00Z", "Bad"},
                                    {"running, done", "2026-11-09T12:00:00Z", "Bad"},
                                    {"good", "2026-11-09T12:00:00Z", "Good"}}),
                          "ticket_id,fault,reviewed_at,followed_up_at\n"
                          "in time,agent,2026-11-02T08:00:00Z,2026-11-03\n"
                          "late,agent,2026-11-02T08:00:01Z,\n"
                          "undated,agent,,\n"
                          "by date,,2026-11-02,2026-11-20\n"
                          "\"running, done\",outside,,\n",
                          "2026-11-10T08:00:00Z");
  const Value in_time = reviewed.measure("reviewed_24h");
  CHECK(in_time.part == 3);  // in time, by date, running but done
  CHECK(in_time.base == 5);  // late and never too; undated and running are in neither part
  const Value followed = reviewed.measure("follow_up_rate");
  CHECK(followed.part == 2);
  CHECK(followed.base == 5);
  CHECK(reviewed.queue("real-time") == Ids{"running"});
  CHECK(reviewed.queue("overdue") == Ids{"never"});
  CHECK(reviewed.queue("unreviewed") == Ids{"never", "running"});
  CHECK(reviewed.queue("follow-up") == Ids{"late", "undated", "running, done"});
  CHECK(waiting_minutes(reviewed.view, {2, 2}) == Approx(9 * 24 * 60));
}

TEST_CASE("without a worksheet nothing is known about reviews, and every negative waits", "[review]") {
  const Store store = three_of_ten();
  const Annotations none;
  const View view(store, none, {});
  const Tally all = tally(view, view.select({}));
  for (const char* key : {"reviewed_24h", "follow_up_rate", "rerated_up", "stayed", "true_nrr", "points"})
    CHECK_FALSE(require_measure(key).compute({view, all, {}}).number.has_value());
  CHECK(rows_of(require_queue("unreviewed"), view, view.select({}).rows).size() == 3);
}

TEST_CASE("the clock of a bare date starts when its day is over", "[review]") {
  const Store store = store_of({{"1", "2026-11-01", "Bad"}});
  const auto overdue = [&store](const std::string& as_of) {
    const Reviewed reviewed(store, "ticket_id,fault\n", as_of);
    return reviewed.queue("overdue").size() == 1;
  };
  CHECK_FALSE(overdue("2026-11-02T23:00:00Z"));
  CHECK(overdue("2026-11-03T00:00:00Z"));
  CHECK(overdue("2026-11-03"));
  CHECK_FALSE(overdue("2026-11-02"));
}

TEST_CASE("queues hold what they say", "[queue]") {
  Store store = store_of({{"silent", "2026-11-01T08:00:00Z", "Bad", ""},
                          {"spoken", "2026-11-02T08:00:00Z", "Bad", "why?"},
                          {"blank", "2026-11-03T08:00:00Z", "Bad", "  "},
                          {"praise", "2026-11-04T08:00:00Z", "Good", "thanks!"},
                          {"thanked", "2026-11-04T08:00:00Z", "Good", "thanks!"},
                          {"meh", "2026-11-05T08:00:00Z", "Bad", "so so"},
                          {"contested", "2026-11-06T08:00:00Z", "Bad", ""},
                          {"unrated", "", ""}});
  store.ratings.sentiment[5] = Sentiment::neutral;
  const Reviewed reviewed(std::move(store),
                          "ticket_id,challenge,followed_up_at\ncontested,open,2026-11-07\nthanked,,2026-11-05\n");
  CHECK(reviewed.queue("unanswered") == Ids{"silent", "spoken", "blank"});
  CHECK(reviewed.queue("ask-why") == Ids{"silent", "blank"});
  CHECK(reviewed.queue("neutral-comments") == Ids{"meh"});
  CHECK(reviewed.queue("praise") == Ids{"praise"});
  CHECK(reviewed.queue("challenged") == Ids{"contested"});
  CHECK(reviewed.queue("unreviewed") == Ids{"silent", "spoken", "blank", "contested"});
  CHECK_THROWS_WITH(require_queue("overdu"), Catch::Contains("Did you mean \"overdue\"?"));
  CHECK(queue_named("ask_why") == queue_named("ask-why"));
}

TEST_CASE("a better rating after the follow-up is a win, beside those that nobody followed up", "[review]") {
  const Reviewed reviewed(store_of({{"won", "2026-11-01T08:00:00Z", "Bad"},
                                    {"won", "2026-11-05T08:00:00Z", "Good"},
                                    {"too early", "2026-11-01T08:00:00Z", "Bad"},
                                    {"too early", "2026-11-02T08:00:00Z", "Good"},
                                    {"again bad", "2026-11-01T08:00:00Z", "Bad"},
                                    {"again bad", "2026-11-06T08:00:00Z", "Bad"},
                                    {"silent", "2026-11-01T08:00:00Z", "Bad"},
                                    {"by itself", "2026-11-01T08:00:00Z", "Bad"},
                                    {"by itself", "2026-11-03T08:00:00Z", "Good"},
                                    {"left", "2026-11-01T08:00:00Z", "Bad"},
                                    {"remembered", "2026-11-06T08:00:00Z", "Good"},
                                    {"always good", "2026-11-06T08:00:00Z", "Good"}}),
                          "ticket_id,rating_before,followed_up_at\n"
                          "won,,2026-11-03\ntoo early,,2026-11-03\nagain bad,,2026-11-03\nsilent,,2026-11-03\n"
                          "remembered,bad,2026-11-03\nalways good,,2026-11-03\n");
  const Value up = reviewed.measure("rerated_up");
  CHECK(up.part == 2);                           // won, remembered
  CHECK(up.base == 5);                           // and: too early, again bad, silent
  CHECK(reviewed.measure("rerated").part == 3);  // and: again bad
  const Value otherwise = reviewed.measure("rerated_up_otherwise");
  CHECK(otherwise.part == 1);
  CHECK(otherwise.base == 2);
}

TEST_CASE("a customer who comes back content within 90 days has stayed", "[review]") {
  const std::vector<std::pair<std::string, std::string>> tickets = {
      {"back", "2026-01-01T08:00:00Z"},   {"silent", "2026-01-01T08:00:00Z"}, {"angry", "2026-01-01T08:00:00Z"},
      {"recent", "2026-05-01T08:00:00Z"}, {"said", "2026-05-01T08:00:00Z"},   {"lost", "2026-05-01T08:00:00Z"}};
  std::vector<test::Rated> list;
  for (const auto& [id, rated] : tickets) list.push_back({id, rated, "Bad"});
  list.push_back({"back 2", "2026-02-02T08:00:00Z", "Good"});
  list.push_back({"angry 2", "2026-02-02T08:00:00Z", "Bad"});
  list.push_back({"last", "2026-06-01T08:00:00Z", "Good"});
  Store store = store_of(list);
  store.names[Field::requester_id] = {Codes(std::vector<Code>{1, 2, 3, 4, 5, 6, 1, 3, 7}),
                                      {"", "1", "2", "3", "4", "5", "6", "7"}};
  auto& created = store.moments[Field::created_at];
  for (const Moment rated : store.ratings.rated_at) created.push_back(rated);
  store.moments[Field::solved_at] = created;
  const Reviewed reviewed(std::move(store),
                          "ticket_id,followed_up_at,result\nback,2026-01-02,\nsilent,2026-01-02,\nangry,2026-01-02,\n"
                          "recent,2026-05-02,\nsaid,2026-05-02,Customer stays.\nlost,2026-05-02,left\n");
  const Value stayed_share = reviewed.measure("stayed");
  CHECK(stayed_share.part == 2);  // back, said
  CHECK(stayed_share.base == 5);  // recent isn't watched for 90 days yet
}

TEST_CASE("points weigh what happened", "[review]") {
  Counting counting;
  counting.points = {{"good", 1}, {"bad", -2}};
  const Reviewed reviewed(three_of_ten(), "ticket_id,fault\n", {}, counting);
  CHECK(reviewed.measure("points").number == Approx(1.0));
}

TEST_CASE("NRR and CSAT are each other's complement only where nothing is neutral", "[review]") {
  std::vector<test::Rated> list;
  for (int i = 0; i < 10; ++i) list.push_back({std::to_string(i), "2026-11-01", i < 4 ? "Bad" : "Good"});
  const Reviewed reviewed(store_of(list), "ticket_id,fault\n");
  CHECK(reviewed.measure("csat").number == Approx(0.6));
  CHECK(reviewed.measure("nrr").number == Approx(0.4));
}
