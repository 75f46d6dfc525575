#include "dsat/analyze/view.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "dsat/analyze/breakdown.hpp"
#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/measure.hpp"
#include "dsat/stats/random.hpp"
#include "support/store_builder.hpp"

using namespace dsat;
using namespace dsat::analyze;
using test::make_store;
using test::TestTicket;

namespace {

Moment at(const char* text) {
  return parse_iso_moment(text, Zone()).value();
}

constexpr auto bad = Sentiment::negative, good = Sentiment::positive, meh = Sentiment::neutral;

/// A store with a view on it.
struct Data {
  Store store;
  Annotations annotations;
  View view;
  Data(std::vector<TestTicket> tickets, Counting counting = {})
      : store(make_store(tickets)), view(store, annotations, std::move(counting)) {}

  Tally count(const char* period) const {
    const auto named = parse_period(period, 0);
    return tally(view, view.select({}, named ? std::optional(named->range) : std::nullopt));
  }
  Value measure(const char* key, const char* period = "all") const {
    const auto named = parse_period(period, 0);
    const Selection selection = view.select({}, named ? std::optional(named->range) : std::nullopt);
    const Tally counts = tally(view, selection);
    return require_measure(key).compute({view, counts, selection.cohort});
  }
};

TestTicket rated(Sentiment sentiment, const char* when) {
  return {.solved = at(when), .ratings = {{.sentiment = sentiment, .at = at(when)}}};
}

}  // namespace

TEST_CASE("a closed week keeps its figures when a customer rates again later", "[view]") {
  // Bad on Tuesday of W45, good in W46.
  const Data data({{.solved = at("2026-11-03"),
                    .ratings = {{.sentiment = bad, .at = at("2026-11-03T10:00")},
                                {.sentiment = good, .at = at("2026-11-10T10:00")}}}});
  CHECK(data.count("2026-W45").negative == 1);
  CHECK(data.count("2026-W45").positive == 0);
  CHECK(data.count("2026-W46").positive == 1);
  CHECK(data.count("2026-W46").negative == 0);
  CHECK(data.count("2026-11").positive == 1);  // the newest one given by the month's end
  CHECK(data.count("2026-11").negative == 0);
  CHECK(data.count("all").rated == 1);
}

TEST_CASE("a series shows a ticket in each period in which it was rated, once in each", "[view]") {
  const Data data({{.ratings = {{.sentiment = bad, .at = at("2026-11-03T10:00")},
                                {.sentiment = meh, .at = at("2026-11-04T10:00")},
                                {.sentiment = good, .at = at("2026-11-10T10:00")}}}});
  const Selection weeks = data.view.select_each(Unit::week, {});
  REQUIRE(weeks.rows.size() == 2);
  CHECK(data.store.ratings.sentiment[weeks.rows[0].rating] == good);
  CHECK(data.store.ratings.sentiment[weeks.rows[1].rating] == meh);
  CHECK(data.view.select_each(Unit::day, {}).rows.size() == 3);
  CHECK(data.view.select_each(Unit::month, {}).rows.size() == 1);
  CHECK(weeks.cohort.size() == 1);
}

TEST_CASE("every rating counts when asked", "[view]") {
  Counting every;
  every.every_rating = true;
  const Data data({{.ratings = {{.sentiment = bad, .at = at("2026-11-03T10:00")},
                                {.sentiment = good, .at = at("2026-11-10T10:00")}}},
                   {.created = at("2026-11-03")}},
                  every);
  CHECK(data.count("all").rated == 2);
  CHECK(data.count("all").negative == 1);
  CHECK(data.count("all").cohort == 2);  // a cohort is made of tickets all the same
  CHECK(data.count("all").cohort_answered == 1);
}

TEST_CASE("coverage looks at the tickets solved in the period, rated at any time since", "[view]") {
  const Data data({
      {.solved = at("2026-11-06"),
       .ratings = {{.sentiment = good, .at = at("2026-11-10T09:00")}}},  // W45, rated in W46
      {.solved = at("2026-11-06")},
      {.solved = at("2026-11-10")},
      {.created = at("2026-11-11")},  // never solved: its creation stands in
  });
  CHECK(data.measure("coverage", "2026-W45").number == 0.5);
  CHECK(data.measure("coverage", "2026-W45").base == 2);
  CHECK(data.measure("coverage", "2026-W46").number == 0.0);
  CHECK(data.measure("nrr", "2026-W46").number == 0.0);
  CHECK(data.measure("nrr", "2026-W46").base == 1);
  CHECK_FALSE(data.measure("nrr", "2026-W45").number.has_value());
  CHECK(data.measure("coverage").number == 0.25);
}

TEST_CASE("coverage is undefined where only rated tickets are in the files", "[view]") {
  const Data data({rated(good, "2026-11-03"), rated(bad, "2026-11-04")});
  CHECK(data.view.only_rated());
  CHECK_FALSE(data.measure("coverage").number.has_value());
  CHECK_FALSE(data.measure("coverage_base").number.has_value());
}

TEST_CASE("who was surveyed is known only if an unrated ticket says so", "[view]") {
  const Data silent({{.surveyed = true, .ratings = {{.sentiment = good}}}, {}});
  CHECK_FALSE(silent.view.survey_known());
  CHECK_FALSE(silent.measure("response_rate").number.has_value());
  CHECK_FALSE(silent.measure("surveyed").number.has_value());

  const Data told({{.surveyed = true, .ratings = {{.sentiment = good}}},
                   {.surveyed = true},
                   {.surveyed = false},
                   {.surveyed = false}});
  CHECK(told.measure("surveyed").number == 2);
  CHECK(told.measure("response_rate").number == 0.5);
  CHECK(told.measure("reach").number == 0.5);
  CHECK(told.measure("coverage").number == 0.25);  // reach × response rate
}

TEST_CASE("--date chooses the instant that puts a rating into a period", "[view]") {
  const std::vector<TestTicket> tickets = {{.created = at("2026-10-20"),
                                            .solved = at("2026-11-03"),
                                            .ratings = {{.sentiment = bad, .at = at("2026-11-10T08:00")}}}};
  const auto weeks_by = [&](DateBasis basis) {
    Counting counting;
    counting.date = basis;
    const Data data(tickets, counting);
    return std::vector<std::int64_t>{data.count("2026-W43").negative, data.count("2026-W45").negative,
                                     data.count("2026-W46").negative};
  };
  CHECK(weeks_by(DateBasis::created) == std::vector<std::int64_t>{1, 0, 0});
  CHECK(weeks_by(DateBasis::solved) == std::vector<std::int64_t>{0, 1, 0});
  CHECK(weeks_by(DateBasis::rated) == std::vector<std::int64_t>{0, 0, 1});
}

TEST_CASE("a rating without a time of its own stands where its ticket was solved, else created", "[view]") {
  const Data data({{.solved = at("2026-11-03"), .ratings = {{.sentiment = bad}}},
                   {.created = at("2026-11-10"), .ratings = {{.sentiment = bad}}},
                   {.ratings = {{.sentiment = bad}}}});
  CHECK(data.count("2026-W45").negative == 1);
  CHECK(data.count("2026-W46").negative == 1);
  CHECK(data.count("all").negative == 3);
  CHECK(data.view.day({2, 2}) == no_day);
}

TEST_CASE("now is the newest moment of the data, unless it stands alone by more than a month", "[view]") {
  const Data near({{.created = at("2026-10-01")}, {.created = at("2026-10-31")}});
  CHECK(near.view.as_of() == at("2026-10-31"));
  CHECK_FALSE(near.view.stray_newest());

  const Data stray({{.created = at("2026-10-01")}, {.created = at("2036-10-31")}});
  CHECK(stray.view.as_of() == at("2026-10-01"));
  CHECK(stray.view.stray_newest() == at("2036-10-31"));

  CHECK_FALSE(Data({TestTicket{}}).view.as_of());
}

TEST_CASE("ratings given after an --as-of of one's own aren't known yet", "[view]") {
  Counting counting;
  counting.as_of = at("2026-11-05");
  const Data data({{.solved = at("2026-11-03"),
                    .ratings = {{.sentiment = bad, .at = at("2026-11-04T10:00")},
                                {.sentiment = good, .at = at("2026-11-10T10:00")}}},
                   rated(good, "2026-11-11")},
                  counting);
  CHECK(data.count("all").negative == 1);
  CHECK(data.count("all").positive == 0);
}

TEST_CASE("a week is complete when the data reach the last weekday that weeks use to have", "[view]") {
  // An office that works from Monday to Friday.
  std::vector<TestTicket> tickets;
  for (const char* day : {"2026-10-23", "2026-10-30", "2026-11-06", "2026-11-09", "2026-11-13"})
    tickets.push_back(rated(good, day));
  const Data data(tickets);
  CHECK(data.view.complete(Unit::week, parse_period("2026-W46", 0)->range));  // Friday is reached
  CHECK(data.view.complete(Unit::week, parse_period("2026-W45", 0)->range));
  tickets.back() = rated(good, "2026-11-12");
  CHECK_FALSE(Data(tickets).view.complete(Unit::week, parse_period("2026-W46", 0)->range));
  CHECK_FALSE(data.view.complete(Unit::day, parse_period("2026-11-13", 0)->range));
  CHECK(data.view.complete(Unit::day, parse_period("2026-11-09", 0)->range));

  Counting later;
  later.as_of = at("2026-11-16");
  CHECK(Data(tickets, later).view.complete(Unit::week, parse_period("2026-W46", 0)->range));
}

TEST_CASE("weeks in which hardly a ticket arrives are the tail of an export, not its last weeks", "[view]") {
  std::vector<TestTicket> tickets;
  const auto add = [&](int count, const std::string& day) {
    for (int i = 0; i < count; ++i) tickets.push_back(rated(good, day.c_str()));
  };
  for (const char* monday : {"2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02"}) add(20, monday);
  for (TestTicket& ticket : tickets) ticket.created = ticket.ratings.front().at;
  const std::size_t arrived = tickets.size();
  // Ratings that come late, of tickets of earlier weeks, and a few new ones.
  for (const char* day : {"2026-11-10", "2026-11-11", "2026-11-18"}) add(3, day);
  for (std::size_t i = arrived; i < tickets.size(); ++i)
    tickets[i].created = at(i % 3 == 0 ? "2026-11-10" : "2026-11-02");
  const auto week = [](const char* label) { return parse_period(label, 0)->range; };
  const Data data(tickets);
  CHECK_FALSE(data.view.complete(Unit::week, week("2026-W47")));
  CHECK_FALSE(data.view.complete(Unit::week, week("2026-W46")));
  CHECK(data.view.complete(Unit::week, week("2026-W45")));
  // Who says what "now" is knows that the weeks are over.
  Counting later;
  later.as_of = at("2026-12-01");
  CHECK(Data(tickets, later).view.complete(Unit::week, week("2026-W46")));
}

TEST_CASE("days and weeks are those of the zone, but a bare date stays where it is", "[view]") {
  Counting berlin;
  berlin.zone = Zone::named("Europe/Berlin");
  // Sunday 23:30 UTC is Monday in Berlin.
  const Data data({rated(bad, "2026-11-08T23:30:00Z"), rated(bad, "2026-11-08")}, berlin);
  CHECK(data.count("2026-W46").negative == 1);
  CHECK(data.count("2026-W45").negative == 1);
}

TEST_CASE("first contact: solved, not reopened, nobody back within a week, seven days ago or more", "[view]") {
  const auto ticket = [](const char* who, const char* created, const char* solved, int reopens = 0) {
    return TestTicket{
        .names = {{Field::requester_id, who}}, .created = at(created), .solved = at(solved), .reopens = reopens};
  };
  const Data data({
      ticket("ann", "2026-10-01", "2026-10-02"),     // back after five days
      ticket("ann", "2026-10-07", "2026-10-08"),     // back after eight days
      ticket("ann", "2026-10-16", "2026-10-17", 1),  // reopened
      ticket("ben", "2026-10-29", "2026-10-30"),     // not yet seven days ago
      ticket("cid", "2026-11-02", "2026-11-03"),     // now
  });
  const Value fcr = data.measure("fcr");
  CHECK(fcr.base == 3);
  CHECK(fcr.part == 1);
  const Value repeat = data.measure("repeat_contact_rate");
  CHECK(repeat.base == 3);
  CHECK(repeat.part == 1);
  CHECK(data.measure("reopen_rate").part == 1);
}

TEST_CASE("one-touch leaves chat and phone out, and solves without a reply", "[view]") {
  const auto ticket = [](const char* channel, std::optional<int> replies, int reopens) {
    return TestTicket{
        .names = {{Field::channel, channel}}, .solved = at("2026-11-03"), .replies = replies, .reopens = reopens};
  };
  const Data data({ticket("Mail", 1, 0), ticket("Mail", 1, 1), ticket("Mail", 2, 0), ticket("Mail", 0, 0),
                   ticket("Live chat", 1, 0), ticket("Phone call", 1, 0), ticket("Mail", std::nullopt, 0)});
  const Value one_touch = data.measure("one_touch");
  CHECK(one_touch.base == 3);
  CHECK(one_touch.part == 1);
}

TEST_CASE("CSI is the mean position between the scale's ends", "[view]") {
  std::vector<TestTicket> tickets;
  for (const std::uint8_t level : {std::uint8_t{1}, std::uint8_t{2}, std::uint8_t{5}}) {
    const Sentiment sentiment = level <= 2 ? bad : good;
    tickets.push_back({.ratings = {{.sentiment = sentiment, .level = level}}});
  }
  const Store store = make_store(tickets, *scale_named("1-5"));
  const Annotations none;
  const auto csi = [&](Csi formula) {
    Counting counting;
    counting.csi = formula;
    const View view(store, none, counting);
    const Tally counts = tally(view, view.select({}));
    return require_measure("csi").compute({view, counts, {}}).number.value();
  };
  CHECK(csi(Csi::ordinal) == Approx(100.0 * (0 + 0.25 + 1) / 3));
  CHECK(csi(Csi::mean_of_max) == Approx(100.0 * (0.2 + 0.4 + 1) / 3));
}

TEST_CASE("NRR over the decided leaves neutral ratings out", "[view]") {
  std::vector<TestTicket> tickets;
  for (int i = 0; i < 4; ++i) tickets.push_back({.ratings = {{.sentiment = bad}}});
  for (int i = 0; i < 4; ++i) tickets.push_back({.ratings = {{.sentiment = good}}});
  for (int i = 0; i < 2; ++i) tickets.push_back({.ratings = {{.sentiment = meh}}});
  CHECK(Data(tickets).measure("nrr").number == 0.4);
  Counting decided;
  decided.base = Base::decided;
  CHECK(Data(tickets, decided).measure("nrr").number == 0.5);
  CHECK(Data(tickets).measure("csat").number == 0.4);
}

TEST_CASE("medians are those of the known values of the cohort, in minutes", "[view]") {
  const Data data({{.solved = at("2026-11-03"), .first_reply_minutes = 10},
                   {.solved = at("2026-11-03"), .first_reply_minutes = 20},
                   {.solved = at("2026-11-03"), .first_reply_minutes = 90},
                   {.solved = at("2026-11-03")},
                   {.solved = at("2026-11-10"), .first_reply_minutes = 1}});
  CHECK(data.measure("first_reply", "2026-W45").number == 20.0);
  CHECK(data.measure("first_reply", "2026-W45").base == 3);
  CHECK(data.measure("first_reply").number == 15.0);
  CHECK(data.measure("first_reply_p90", "2026-W45").number == Approx(76.0));
  CHECK_FALSE(data.measure("resolution").number.has_value());
}

TEST_CASE("threads change nothing", "[view]") {
  stats::Random random(3);
  std::vector<TestTicket> tickets(51'000);
  for (TestTicket& ticket : tickets) {
    const Day opened = day_of({2026, 1, 1}) + static_cast<Day>(random.below(300));
    ticket.created = Moment::instant(std::int64_t{opened} * 86400 + static_cast<std::int64_t>(random.below(86400)));
    if (random.below(10) > 0) ticket.solved = Moment::instant(ticket.created.seconds() + 3600);
    ticket.names[Field::requester_id] = std::to_string(random.below(20'000));
    ticket.tags = {"tag " + std::to_string(random.below(30))};
    ticket.reopens = static_cast<int>(random.below(2));
    if (random.below(3) == 0)
      ticket.ratings = {{random.below(4) == 0 ? bad : good, Moment::instant(ticket.created.seconds() + 7200)}};
  }
  const Store store = make_store(tickets);
  const Annotations annotations;
  const View alone(store, annotations, {}), together(store, annotations, {}, 3);
  CHECK(together.as_of() == alone.as_of());
  CHECK(together.unrated() == alone.unrated());
  CHECK(std::ranges::equal(together.days_with_data(), alone.days_with_data()));
  CHECK(std::ranges::equal(together.tag_uses(), alone.tag_uses(), {}, &TagUse::negative, &TagUse::negative));
  const Grouping tag = grouping_named(alone, "tag");
  const Grouping* const by[] = {&tag};
  const DayRange march{day_of({2026, 3, 1}), day_of({2026, 4, 1})};
  for (const std::optional<DayRange> range : {std::optional<DayRange>(), std::optional(march)}) {
    const Breakdown one = break_down(alone, alone.select({}, range), by);
    const Breakdown other = break_down(together, together.select({}, range), by);
    CHECK(std::ranges::equal(one.groups, other.groups, {}, &Group::tally, &Group::tally));
    CHECK(one.groups.front().tally.contact_base > 0);
  }
}

TEST_CASE("who came back is what looking at every other ticket finds, in whatever order tickets stand", "[view]") {
  stats::Random random(9);
  for (const bool in_order : {true, false}) {
    std::vector<TestTicket> tickets(300);
    for (std::size_t i = 0; i < tickets.size(); ++i) {
      const auto hour = static_cast<std::int64_t>(in_order ? i * 5 : random.below(1500));
      tickets[i].created = Moment::instant(hour * 3600);
      if (random.below(5) > 0)
        tickets[i].solved = Moment::instant((hour + static_cast<std::int64_t>(random.below(60))) * 3600);
      if (random.below(10) > 0) tickets[i].names[Field::requester_id] = std::to_string(random.below(40));
    }
    Moment now;
    for (const TestTicket& ticket : tickets) now = std::max({now, ticket.created, ticket.solved});
    std::int64_t base = 0, came_back = 0;
    for (const TestTicket& ticket : tickets) {
      if (ticket.solved && ticket.solved.seconds() + 7 * 86400 > now.seconds()) continue;  // may still come back
      if (!ticket.solved || !ticket.names.contains(Field::requester_id)) continue;
      ++base;
      came_back += std::ranges::any_of(tickets, [&](const TestTicket& other) {
        const std::int64_t later = other.created.seconds() - ticket.solved.seconds();
        return other.names == ticket.names && later > 0 && later <= 7 * 86400;
      });
    }
    const Data data(tickets);
    const Tally all = tally(data.view, data.view.select({}));
    CHECK(all.contact_base == base);
    CHECK(all.repeated == came_back);
    CHECK(came_back > 20);
    CHECK(came_back < base);
  }
}
