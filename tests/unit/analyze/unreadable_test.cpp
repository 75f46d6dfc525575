#include <catch2/catch.hpp>

#include "dsat/analyze/breakdown.hpp"
#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/measure.hpp"
#include "dsat/analyze/outcome.hpp"
#include "dsat/report/unread.hpp"
#include "support/store_builder.hpp"

using namespace dsat;
using namespace dsat::analyze;
using test::TestTicket;

namespace {

/// So many tickets of each kind; the silent ones have no answer.
struct Desk {
  Store store;
  Annotations annotations;
  View view;
  Selection all;
  Tally counts;

  Desk(int negative, int neutral, int positive, int unreadable, int silent = 0, Counting counting = {})
      : store(test::make_store(tickets(negative, neutral, positive, unreadable, silent))),
        view(store, annotations, std::move(counting)),
        all(view.select({})),
        counts(tally(view, all)) {}

  static std::vector<TestTicket> tickets(int negative, int neutral, int positive, int unreadable, int silent) {
    std::vector<TestTicket> made;
    const auto add = [&](int count, std::optional<Sentiment> sentiment) {
      for (int i = 0; i < count; ++i) {
        TestTicket ticket;
        if (sentiment) ticket.ratings = {{.sentiment = *sentiment}};
        made.push_back(std::move(ticket));
      }
    };
    add(negative, Sentiment::negative);
    add(neutral, Sentiment::neutral);
    add(positive, Sentiment::positive);
    add(unreadable, Sentiment::unreadable);
    add(silent, std::nullopt);
    return made;
  }

  Value of(const char* key) const { return require_measure(key).compute({view, counts, all.cohort}); }
};

std::string as_is(std::string_view text) {
  return std::string(text);
}

}  // namespace

TEST_CASE("an answer that can't be read is neither rated nor silent", "[unreadable]") {
  const Desk desk(20, 0, 70, 5, 5);
  CHECK(desk.counts.tickets == 100);
  CHECK(desk.counts.rated == 90);
  CHECK(desk.counts.unreadable == 5);
  CHECK(desk.of("unreadable").number == 5);
  CHECK(desk.of("coverage").number == 0.95);
  CHECK(desk.view.unrated() == 5);
}

TEST_CASE("a rate beside answers that can't be read has its ends", "[unreadable]") {
  const Desk desk(20, 0, 70, 10);  // exactly a tenth
  CHECK(desk.of("nrr").number == Approx(20.0 / 90));
  CHECK(desk.of("nrr").ends->least == 0.2);
  CHECK(desk.of("nrr").ends->most == 0.3);
  CHECK(desk.of("nrr_least").number == 0.2);
  CHECK(desk.of("nrr_most").number == 0.3);
  CHECK(desk.of("csat").ends->least == 0.7);
  CHECK(desk.of("csat").ends->most == 0.8);
  CHECK(desk.of("csi").ends->least == Approx(70));
  CHECK(desk.of("csi").ends->most == Approx(80));
}

TEST_CASE("above a tenth no rate is given, nor its interval", "[unreadable]") {
  const Desk desk(20, 0, 69, 11);
  for (const auto* key : {"nrr", "nrr_low", "nrr_high", "csat", "csat_low", "csat_high", "csi", "nps"})
    CHECK_FALSE(desk.of(key).number);
  CHECK(desk.of("nrr_least").number == 0.2);
  CHECK(desk.of("nrr_most").number == 0.31);
  CHECK(negatives(desk.view, desk.counts).base == 0);
}

TEST_CASE("under --base decided the answers are negative, positive and unreadable ones", "[unreadable]") {
  Counting decided;
  decided.base = Base::decided;
  const Desk few(20, 100, 60, 8, 0, decided), many(20, 100, 60, 9, 0, decided);
  CHECK(few.of("nrr").number == 0.25);
  CHECK(few.of("nrr").ends->most == Approx(28.0 / 88));
  CHECK_FALSE(many.of("nrr").number);
}

TEST_CASE("a word of what isn't understood stands from one in 200 answers on", "[unreadable]") {
  const auto words = [](const Desk& desk) {
    return report::unread_in_words(desk.view, desk.all.rows, desk.counts, as_is);
  };
  CHECK(words(Desk(0, 0, 199, 1)).empty());
  CHECK(words(Desk(10, 0, 88, 2)) ==
        "2 answers not understood (\"unreadable\" 2; 100 answers in all): NRR lies between 10.0 % and 12.0 %. " +
            std::string(report::how_to_settle));
  CHECK(words(Desk(1, 0, 3, 6)) ==
        "6 answers not understood (\"unreadable\" 6; 10 answers in all), more than one in ten, so NRR, CSAT, CSI and "
        "NPS are undefined (not 0): NRR lies between 10.0 % and 70.0 %. " +
            std::string(report::how_to_settle));
}

TEST_CASE("where agents are rated apart a ticket counts once and each rating with its agent", "[unreadable]") {
  std::vector<TestTicket> tickets(3);
  for (TestTicket& ticket : tickets) ticket.names[Field::agent] = "Bob";
  for (std::size_t i = 0; i < 2; ++i)
    tickets[i].ratings = {{.sentiment = Sentiment::negative, .agent = "Ann"},
                          {.sentiment = Sentiment::positive, .agent = "Bob"}};
  Store store = test::make_store(tickets);
  store.ratings_by_agent = true;
  const Annotations annotations;
  const View view(store, annotations, {});
  const Selection all = view.select({});
  const Tally whole = tally(view, all);
  CHECK(whole.tickets == 3);
  CHECK(whole.rated == 4);
  CHECK(whole.cohort == 3);
  CHECK(whole.cohort_answered == 2);

  const Grouping agents = grouping_named(view, "agent");
  const Grouping* by[] = {&agents};
  const Breakdown parts = break_down(view, all, by);
  CHECK(parts.overlapping);
  REQUIRE(parts.groups.size() == 2);
  for (const Group& group : parts.groups) {
    const bool ann = agents.names()[group.key.front()] == "Ann";
    CHECK(group.tally.tickets == (ann ? 2 : 3));
    CHECK(group.tally.negative == (ann ? 2 : 0));
    CHECK(group.tally.positive == (ann ? 0 : 2));
    CHECK(group.tally.cohort == (ann ? 2 : 3));
    CHECK(group.tally.cohort_answered == 2);
  }
}
