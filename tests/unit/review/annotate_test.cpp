#include "dsat/review/annotate.hpp"

#include <catch2/catch.hpp>

#include "dsat/base/error.hpp"
#include "unit/review/reviewed_store.hpp"

using namespace dsat;
using namespace dsat::review;
using Catch::Contains;
using dsat::test::at;
using dsat::test::store_of;

namespace {

Store two_tickets() {
  return store_of({{"1", "2026-11-02T08:00:00Z", "Bad"}, {"2", "2026-12-11T08:00:00Z", "Bad"}});
}

Reading read(const std::string& sheet, const Store& store, const ReadingOptions& options = {}) {
  return annotate(Worksheet::parse(sheet, "r.csv"), store, options);
}

}  // namespace

TEST_CASE("what was typed into the worksheet reaches its rating", "[annotate]") {
  const Store store = two_tickets();
  const Reading reading = read(
      "ticket_id,fault,error_source,root_cause,challenge,challenge_by,decided_at,reviewed_at,Challenged At\n"
      "2,Outside,Template, refund text ,OVERTURNED,Ann,2026-12-13T09:30:00Z,2026-12-12,2026-12-12T10:00\n"
      "1,,,,,,,,\n"
      "9,agent,warehouse,,,,,,\n",
      store);
  CHECK(reading.rows == 2);
  CHECK(reading.gone == 1);
  CHECK(reading.annotations.find(0) == nullptr);
  const Annotation* annotation = reading.annotations.find(1);
  REQUIRE(annotation != nullptr);
  CHECK(annotation->fault == Fault::outside);
  CHECK_FALSE(annotation->fault_by_article);
  CHECK(annotation->error_source == "template");
  CHECK(annotation->root_cause == "refund text");
  CHECK(annotation->challenge == Challenge::overturned);
  CHECK(annotation->challenge_by == "Ann");
  CHECK(annotation->decided_at == at("2026-12-13T09:30:00Z"));
  CHECK(annotation->reviewed_at == at("2026-12-12"));
  CHECK(annotation->challenged_at == at("2026-12-12T10:00:00Z"));
  CHECK(reading.annotations.list[1].error_source == "warehouse");
}

TEST_CASE("actionable is read as the article defines it, unless a flag turns it round", "[annotate]") {
  const Store store = two_tickets();
  const std::string sheet = "ticket_id,fault\n1,Actionable\n2,non-actionable\n";
  const Reading article = read(sheet, store);
  CHECK(article.annotations.find(0)->fault == Fault::outside);
  CHECK(article.annotations.find(1)->fault == Fault::agent);
  CHECK(article.annotations.find(1)->fault_by_article);
  CHECK(article.by_article == 2);

  ReadingOptions options;
  options.actionable_means = Fault::agent;
  const Reading turned = read(sheet, store, options);
  CHECK(turned.annotations.find(0)->fault == Fault::agent);
  CHECK(turned.annotations.find(1)->fault == Fault::outside);
  CHECK(turned.by_article == 0);

  options.actionable_means = Fault::outside;
  const Reading said = read(sheet, store, options);
  CHECK(said.annotations.find(0)->fault == Fault::outside);
  CHECK(said.by_article == 0);
}

TEST_CASE("a date is read in the order that the sheet gives away", "[annotate]") {
  const Store store = two_tickets();
  const std::string header = "ticket_id;rated_at;reviewed_at;decided_at\n";
  CHECK(read(header + "1;;3.11.2026;\n", store).annotations.find(0)->reviewed_at == at("2026-11-03"));
  CHECK(read(header + "1;;3/11/2026;25/11/26\n", store).annotations.find(0)->reviewed_at == at("2026-11-03"));
  CHECK(read(header + "1;;11/3/2026;11/25/26\n", store).annotations.find(0)->reviewed_at == at("2026-11-03"));
  CHECK(read(header + "1;;11/3/2026 3:05 PM;11/25/26\n", store).annotations.find(0)->reviewed_at ==
        at("2026-11-03T15:05:00Z"));
  // Nothing but the rating's own time decides.
  const Reading by_rating = read(header + "1;11/2/2026 8:00;11/3/2026;\n", store);
  CHECK(by_rating.annotations.find(0)->reviewed_at == at("2026-11-03"));
  REQUIRE(by_rating.guesses.size() == 1);
  CHECK(by_rating.guesses[0].certain);
  // Nothing decides at all: the day first, and told.
  const Reading open = read(header + "1;;3/11/2026;\n", store);
  CHECK(open.annotations.find(0)->reviewed_at == at("2026-11-03"));
  REQUIRE(open.notes.size() == 1);
  CHECK(open.notes[0] ==
        "r.csv:2: 3/11/2026 is read as d/m/y, and nothing in the sheet decides it; --date-order settles it");
  ReadingOptions options;
  options.date_order = "mdy";
  CHECK(read(header + "1;;3/11/2026;\n", store, options).annotations.find(0)->reviewed_at == at("2026-03-11"));
}

TEST_CASE("times without a zone are in the run's zone", "[annotate]") {
  ReadingOptions options;
  options.zone = Zone::named("+02:00");
  const Store store = two_tickets();
  const Reading reading =
      read("ticket_id,reviewed_at,decided_at\n1,03.11.2026 10:00,2026-11-03 10:00:30\n", store, options);
  CHECK(reading.annotations.find(0)->reviewed_at == at("2026-11-03T08:00:00Z"));
  CHECK(reading.annotations.find(0)->decided_at == at("2026-11-03T08:00:30Z"));
}

TEST_CASE("a word or date that can't be read is refused with its line and what may stand there", "[annotate]") {
  const Store store = two_tickets();
  CHECK_THROWS_WITH(
      read("ticket_id,fault\n1,agent\n2,agnet\n", store),
      Contains("r.csv:3: fault can't be read") && Contains("agnet") &&
          Contains("Write agent, outside, mixed or unknown (actionable and non-actionable are understood)."));
  CHECK_THROWS_WITH(
      read("ticket_id,challenge\n1,won\n", store),
      Contains("r.csv:2: challenge can't be read") && Contains("Write open, upheld, overturned or restored."));
  CHECK_THROWS_WITH(read("ticket_id,action_date\n1,next week\n", store),
                    Contains("r.csv:2: action_date can't be read") && Contains("2026-11-03"));
  CHECK_THROWS_WITH(read("ticket_id,action_date\n1,31.02.2026\n", store), Contains("action_date can't be read"));
  CHECK_THROWS_WITH(read("ticket_id,action_date\n1,25/11/2026\n2,11/25/2026\n", store),
                    Contains("the dates contradict each other"));
}

TEST_CASE("a row about a ticket covers all its ratings, a row about a rating only that", "[annotate]") {
  const Store store = store_of({{"1", "2026-11-02T08:00:00Z", "Bad"}, {"1", "2026-11-05T08:00:00Z", "Bad"}});
  const std::string sheet = "ticket_id,rated_at,fault\n1,2026-11-02T08:00:00Z,agent\n";
  const Reading ticket = read(sheet, store);
  CHECK(ticket.annotations.find(0) != nullptr);
  CHECK(ticket.annotations.find(1) == ticket.annotations.find(0));
  ReadingOptions options;
  options.every_rating = true;
  const Reading rating = read(sheet, store, options);
  CHECK(rating.annotations.find(0) != nullptr);
  CHECK(rating.annotations.find(1) == nullptr);
  // A sheet kept rating by rating says the same when tickets are counted.
  const Reading both = read(sheet + "1,2026-11-05T08:00:00Z,outside\n", store);
  CHECK(both.annotations.find(0)->fault == Fault::agent);
  CHECK(both.annotations.find(1)->fault == Fault::outside);
}

TEST_CASE("counting each rating, a row without a time is about the ticket's one negative, if it is one", "[annotate]") {
  const Store store = store_of({{"1", "2026-11-02", "Bad"},
                                {"1", "2026-11-04", "Good"},
                                {"2", "2026-11-02", "Bad"},
                                {"2", "2026-11-04", "Bad"},
                                {"3", "2026-11-05", "Bad"}});
  ReadingOptions options;
  options.every_rating = true;
  const Reading reading =
      annotate(Worksheet::parse("ticket_id,fault\n1,agent\n2,outside\n3,mixed\n", "r.csv"), store, options);
  CHECK(reading.annotations.find(0)->fault == Fault::agent);
  CHECK(reading.annotations.find(1) == nullptr);
  CHECK(reading.annotations.find(2) == nullptr);
  CHECK(reading.annotations.find(4)->fault == Fault::mixed);
  REQUIRE(reading.notes.size() == 1);
  CHECK(reading.notes[0].find("r.csv:3: ticket 2 has 2 ratings, and no rating of its is surely this row's") == 0);
}
