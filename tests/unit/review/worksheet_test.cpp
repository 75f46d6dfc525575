#include "dsat/review/worksheet.hpp"

#include <catch2/catch.hpp>

#include "dsat/base/error.hpp"
#include "unit/review/reviewed_store.hpp"

using namespace dsat;
using namespace dsat::review;
using Catch::Contains;
using dsat::test::store_of;

namespace {

/// Every rating of a store, as the command would choose it.
std::vector<Entry> entries(const Store& store, bool every_rating = false) {
  std::vector<Entry> list;
  for (std::uint32_t ticket = 0; ticket < store.tickets; ++ticket) {
    const auto [begin, end] = store.ratings_of(ticket);
    for (std::uint32_t rating = every_rating ? begin : std::max(begin + 1, end) - 1; rating < end; ++rating)
      list.push_back({ticket, rating});
  }
  return list;
}

const std::string new_header =
    "ticket_id,rated_at,agent,team,channel,tags,rating,rating_before,reason,comment,fault,error_source,root_cause,"
    "action,action_date,prompted_by,result,department,reviewer,reviewed_at,followed_up_at,challenge,challenge_by,"
    "challenge_reason,decided_by,decided_at\n";

}  // namespace

TEST_CASE("a new worksheet has a row per rating, in order of time", "[worksheet]") {
  const Store store = store_of({{"2", "2026-11-03T08:00:00Z", "Bad", "late", "Ann", "Slow reply"},
                                {"1", "2026-11-02", "Bad", "=1+1", "Bo", ""}});
  Worksheet sheet;
  const Merged merged = merge(sheet, store, entries(store), false);
  CHECK(merged.added == 2);
  CHECK(merged.kept == 0);
  CHECK(sheet.print() == new_header +
                             "1,2026-11-02,Bo,,,,Bad,,,'=1+1,,,,,,,,,,,,,,,,\n"
                             "2,2026-11-03T08:00:00Z,Ann,,,,Bad,,Slow reply,late,,,,,,,,,,,,,,,,\n");
}

TEST_CASE("a new worksheet is marked for Excel only if it holds more than ASCII", "[worksheet]") {
  const Store store = store_of({{"1", "2026-11-02", "Bad", "spät", "Ann", ""}});
  Worksheet sheet;
  merge(sheet, store, entries(store), false);
  CHECK(sheet.print().starts_with("\xEF\xBB\xBFticket_id"));
}

TEST_CASE("typed words, added columns and rows that left the data stay where they are", "[worksheet]") {
  const std::string before =
      "\xEF\xBB\xBFnote;Ticket ID;fault;rating;root_cause;weather\r\n"
      "my own;7;agent;Bad;\"two\nlines; yes\";sunny\r\n"
      ";99;outside;Bad; gone ;'-5\r\n"
      "\r\n"
      "below;;;;;\r\n";
  const Store store =
      store_of({{"7", "2026-11-02", "Bad", "late", "Ann", ""}, {"8", "2026-11-03", "Bad", "", "Bo", ""}});
  Worksheet sheet = Worksheet::parse(before, "reviews.csv");
  const Merged merged = merge(sheet, store, entries(store), false);
  CHECK(merged.added == 1);
  CHECK(merged.kept == 3);
  CHECK(merged.gone == 1);
  CHECK(sheet.dialect().delimiter == ';');
  const std::string added_header =
      ";rated_at;agent;team;channel;tags;rating_before;reason;comment;error_source;action;action_date;prompted_by;"
      "result;"
      "department;reviewer;reviewed_at;followed_up_at;challenge;challenge_by;challenge_reason;decided_by;decided_"
      "at\r\n";
  CHECK(sheet.print() == "\xEF\xBB\xBFnote;Ticket ID;fault;rating;root_cause;weather" + added_header +
                             "my own;7;agent;Bad;\"two\nlines; yes\";sunny;2026-11-02;Ann;;;;;;late" +
                             std::string(14, ';') + "\r\n" + ";99;outside;Bad;\" gone \";'-5" + std::string(22, ';') +
                             "\r\n" + std::string(27, ';') + "\r\n" + "below" + std::string(27, ';') + "\r\n" +
                             ";8;;Bad;;;2026-11-03;Bo" + std::string(20, ';') + "\r\n");
  REQUIRE(merged.notes.size() == 1);
  CHECK(merged.notes[0] == "reviews.csv:6: no ticket id; it stays, but counts nowhere");
}

TEST_CASE("merging twice changes nothing", "[worksheet]") {
  const Store store = store_of({{"1", "2026-11-02T09:00:00Z", "Bad", "'=x", "Ann", ""},
                                {"1", "2026-11-05T09:00:00Z", "Good", "thanks", "Ann", ""},
                                {"2", "2026-11-03T09:00:00Z", "Bad", "", "Bo", ""}});
  for (const bool every_rating : {false, true}) {
    Worksheet first;
    merge(first, store, entries(store, every_rating), every_rating);
    Worksheet second = Worksheet::parse(first.print(), "reviews.csv");
    const Merged merged = merge(second, store, entries(store, every_rating), every_rating);
    CHECK(merged.added == 0);
    CHECK(merged.changed == 0);
    CHECK(merged.kept == (every_rating ? 3 : 2));
    CHECK(second.print() == first.print());
  }
}

TEST_CASE("a rating that changed since is told beside the new one", "[worksheet]") {
  Worksheet sheet =
      Worksheet::parse("ticket_id,fault,rating,rating_before\n1,agent,Bad,\n2,,bad ,\n3,,Bad,Ugly\n", "r.csv");
  const Store store = store_of({{"1", "2026-11-02", "Bad", "", "", ""},
                                {"1", "2026-11-04", "Good", "", "", ""},
                                {"2", "2026-11-04", "Bad", "", "", ""},
                                {"3", "2026-11-04", "Good", "", "", ""}});
  const Merged merged = merge(sheet, store, {}, false);
  CHECK(merged.changed == 2);
  CHECK(sheet.cell(0, Column::rating) == "Good");
  CHECK(sheet.cell(0, Column::rating_before) == "Bad");
  CHECK(sheet.cell(1, Column::rating) == "Bad");
  CHECK(sheet.cell(1, Column::rating_before).empty());
  CHECK(sheet.cell(2, Column::rating_before) == "Ugly; Bad");
}

TEST_CASE("a rating that is bad in the period but good by now is told as both", "[worksheet]") {
  const Store store =
      store_of({{"1", "2026-11-02", "Bad", "awful", "", ""}, {"1", "2026-11-04", "Good", "fine", "", ""}});
  Worksheet sheet;
  const Entry bad{0, 0};
  merge(sheet, store, {&bad, 1}, false);
  CHECK(sheet.cell(0, Column::rated_at) == "2026-11-02");
  CHECK(sheet.cell(0, Column::comment) == "awful");
  CHECK(sheet.cell(0, Column::rating) == "Good");
  CHECK(sheet.cell(0, Column::rating_before) == "Bad");
}

TEST_CASE("a rating that a spreadsheet took for a date is restored", "[worksheet]") {
  Store store = store_of({{"1", "2026-11-02T08:00:00Z", "Bad", "", "", ""}});
  store.ratings.label.names[1] = "1/5";
  Worksheet sheet = Worksheet::parse("ticket_id,fault,rated_at,rating\n1,,02.11.2026 08:00,01.05.2026\n", "r.csv");
  CHECK(merge(sheet, store, {}, false).changed == 0);
  CHECK(sheet.cell(0, Column::rating) == "1/5");
  CHECK(sheet.cell(0, Column::rated_at) == "2026-11-02T08:00:00Z");
}

TEST_CASE("lost leading zeros are found again where just one ticket can be meant", "[worksheet]") {
  const Store store = store_of({{"0042", "2026-11-02", "Bad", "", "", ""},
                                {"7", "2026-11-02", "Bad", "", "", ""},
                                {"007", "2026-11-02", "Bad", "", "", ""},
                                {"05", "2026-11-02", "Bad", "", "", ""},
                                {"005", "2026-11-02", "Bad", "", "", ""},
                                {"0A1", "2026-11-02", "Bad", "", "", ""}});
  Worksheet sheet = Worksheet::parse("ticket_id,fault\n42,agent\n7,agent\n5,agent\nA1,agent\n", "r.csv");
  const Merged merged = merge(sheet, store, entries(store), false);
  CHECK(sheet.cell(0, Column::ticket_id) == "0042");
  CHECK(sheet.cell(1, Column::ticket_id) == "7");
  CHECK(sheet.cell(2, Column::ticket_id) == "5");
  CHECK(merged.gone == 2);
  CHECK(merged.added == 4);  // 007, 05, 005 and 0A1
  REQUIRE(merged.notes.size() == 1);
  CHECK(merged.notes[0] ==
        "r.csv:4: 5 might be any of 2 tickets, which differ in leading zeros only: it stays, but counts nowhere");
}

TEST_CASE("two rows of the sheet never become one ticket by their zeros", "[worksheet]") {
  const Store store = store_of({{"0042", "2026-11-02", "Bad", "", "", ""}});
  Worksheet exact = Worksheet::parse("ticket_id,fault\n42,agent\n0042,outside\n", "r.csv");
  CHECK(merge(exact, store, entries(store), false).added == 0);
  CHECK(exact.cell(0, Column::ticket_id) == "42");
  Worksheet neither = Worksheet::parse("ticket_id,fault\n42,agent\n042,outside\n", "r.csv");
  CHECK(merge(neither, store, entries(store), false).added == 1);
}

TEST_CASE("with every rating rows are told apart by time, even a reformatted one", "[worksheet]") {
  const Store store = store_of({{"1", "2026-11-02T08:00:27Z", "Bad", "one", "", ""},
                                {"1", "2026-11-12T09:30:00Z", "Bad", "two", "", ""},
                                {"1", "2026-11-13T09:30:00Z", "Bad", "three", "", ""}});
  Worksheet sheet =
      Worksheet::parse("ticket_id,rated_at,fault\n1,11/12/26 9:30 AM,agent\n1,02.11.2026 08:00,outside\n", "r.csv");
  const Merged merged = merge(sheet, store, entries(store, true), true);
  CHECK(merged.added == 1);
  CHECK(sheet.cell(0, Column::rated_at) == "2026-11-12T09:30:00Z");
  CHECK(sheet.cell(0, Column::comment) == "two");
  CHECK(sheet.cell(1, Column::rated_at) == "2026-11-02T08:00:27Z");
  CHECK(sheet.cell(2, Column::comment) == "three");
}

TEST_CASE("a ticket without an id is found again by its content", "[worksheet]") {
  Store store;
  store.tickets = 2;
  store.row_hash = {5, 5};
  store.first_rating = {0, 1, 2};
  store.scales = {*scale_named("good-bad")};
  store.ratings.ticket = {0, 1};
  store.ratings.sentiment = {Sentiment::negative, Sentiment::negative};
  store.ratings.scale = {0, 0};
  store.ratings.level = {1, 1};
  Worksheet sheet;
  CHECK(merge(sheet, store, entries(store), false).added == 2);
  sheet.set(1, Column::fault, "agent");
  Worksheet again = Worksheet::parse(sheet.print(), "r.csv");
  CHECK(merge(again, store, entries(store), false).added == 0);
  CHECK(again.cell(1, Column::fault) == "agent");
}

TEST_CASE("a formula behind a separator of other countries is guarded in a sheet, and read as it was", "[worksheet]") {
  Worksheet sheet = Worksheet::parse("ticket_id,fault,root_cause\n1,,x;=1+1\n2,,x;'=1+1\n", "r.csv");
  CHECK(sheet.cell(0, Column::root_cause) == "x;=1+1");
  CHECK(sheet.cell(1, Column::root_cause) == "x;=1+1");
  CHECK(sheet.print() == "ticket_id,fault,root_cause\n1,,x;'=1+1\n2,,x;'=1+1\n");
}

TEST_CASE("a new sheet is written for the spreadsheets of a country; one that is there stays", "[worksheet]") {
  Worksheet sheet;
  sheet.begin_as(';', true);
  CHECK(sheet.print().starts_with("\xEF\xBB\xBFticket_id;rated_at;"));
  sheet = Worksheet::parse("ticket_id,fault\n", "r.csv");
  sheet.begin_as(';', true);
  CHECK(sheet.print() == "ticket_id,fault\n");
}

TEST_CASE("guards against spreadsheets are put on and taken off exactly", "[worksheet]") {
  Worksheet sheet = Worksheet::parse("ticket_id,fault,root_cause\n1,,-5\n2,,'-5\n3,,''-5\n4,,'word\n5,,''\n", "r.csv");
  for (int round = 0; round < 3; ++round) {
    CHECK(sheet.cell(0, Column::root_cause) == "-5");
    CHECK(sheet.cell(1, Column::root_cause) == "-5");
    CHECK(sheet.cell(2, Column::root_cause) == "'-5");
    CHECK(sheet.cell(3, Column::root_cause) == "'word");
    CHECK(sheet.cell(4, Column::root_cause) == "''");
    sheet = Worksheet::parse(sheet.print(), "r.csv");
  }
}

TEST_CASE("a file that is no worksheet, or a row that can't be read, is refused with its place", "[worksheet]") {
  CHECK_THROWS_WITH(Worksheet::parse("id,rating\n1,Bad\n", "r.csv"),
                    Contains("r.csv:1: this is not a review worksheet"));
  CHECK_THROWS_WITH(Worksheet::parse("ticket_id,rating,comment\n1,Bad,\n", "r.csv"),
                    Contains("not a review worksheet"));
  CHECK_THROWS_WITH(Worksheet::parse("ticket_id,fault,Fault\n", "r.csv"), Contains("the column fault is there twice"));
  CHECK_THROWS_WITH(Worksheet::parse("ticket_id,fault\n1,agent\n2,agent,surplus\n", "r.csv"),
                    Contains("r.csv:3: the row has 3 cells, but the header has 2") && Contains("surplus"));
  CHECK(Worksheet::parse("ticket_id,fault\n1,agent,,\n2\n", "r.csv").rows() == 2);
  const Store store = store_of({{"123456789012345678", "2026-11-02", "Bad", "", "", ""}});
  for (const std::string id :
       {"1.23457E+17", "\"1,23456789012346E+017\"", "123456789012345000", "123456789012346000"}) {
    Worksheet sheet = Worksheet::parse("ticket_id,fault\n" + id + ",agent\n", "r.csv");
    CHECK_THROWS_WITH(merge(sheet, store, {}, false), Contains("r.csv:2: a spreadsheet shortened the ticket id to"));
  }
}

TEST_CASE("lines above the header stay", "[worksheet]") {
  const std::string bytes = "sep=;\nReviews of November;;\n\nticket_id;fault\n1;agent\n";
  const Worksheet sheet = Worksheet::parse(bytes, "r.csv");
  CHECK(sheet.rows() == 1);
  CHECK(sheet.line(0) == 5);
  CHECK(sheet.print() == bytes);
}

TEST_CASE("of a ticket that stands in two rows, the filled one counts and the other is told", "[worksheet]") {
  const Store store = store_of({{"1", "2026-11-02", "Bad", "", "", ""}});
  Worksheet sheet = Worksheet::parse("ticket_id,rated_at,fault\n1,2026-11-02,\n1,2026-11-02,agent\n", "r.csv");
  const Merged merged = merge(sheet, store, {}, false);
  CHECK(merged.gone == 1);
  REQUIRE(merged.notes.size() == 1);
  CHECK_THAT(merged.notes[0], Contains("r.csv:2: ticket 1 stands in another row too"));
}

TEST_CASE("new rows are shared out among reviewers, nobody their own and the least busy first", "[worksheet]") {
  const Store store = store_of({{"1", "2026-11-01T08:00:00Z", "Bad", "", "Ann", ""},
                                {"2", "2026-11-02T08:00:00Z", "Bad", "", "Cy", ""},
                                {"3", "2026-11-03T08:00:00Z", "Bad", "", "ANN", ""},
                                {"4", "2026-11-04T08:00:00Z", "Bad", "", "Cy", ""}});
  Worksheet sheet = Worksheet::parse("ticket_id,reviewer,reviewed_at\n1,Bo,\n", "reviews.csv");
  const Merged merged = merge(sheet, store, entries(store), false);
  const std::vector<std::string> reviewers = {"Ann", "Bo"};
  assign_reviewers(sheet, merged.added, reviewers);
  std::vector<std::string> who;
  for (std::size_t row = 0; row < sheet.rows(); ++row) who.emplace_back(sheet.cell(row, Column::reviewer));
  CHECK(who == std::vector<std::string>{"Bo", "Ann", "Bo", "Ann"});
  // Where everybody is out of question the cell stays empty.
  Worksheet alone;
  assign_reviewers(alone, merge(alone, store, entries(store), false).added, std::vector<std::string>{"Ann"});
  CHECK(alone.cell(0, Column::reviewer).empty());
  CHECK(alone.cell(1, Column::reviewer) == "Ann");
}
