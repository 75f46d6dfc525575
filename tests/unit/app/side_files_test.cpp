#include "app/side_files.hpp"

#include <catch2/catch.hpp>

#include "dsat/base/error.hpp"
#include "support/scratch_folder.hpp"
#include "support/store_builder.hpp"

using namespace dsat;
using namespace dsat::app;

namespace {

template <class Read>
std::string complaint(Read read, const std::string& bytes) {
  const test::ScratchFolder folder;
  const std::string file = folder.write("side.csv", bytes);
  try {
    read(file);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::input);
    return std::string(error.what()).substr(file.size());
  }
  return "none";
}

Store tickets_of(const std::vector<std::map<Field, std::string>>& names) {
  std::vector<test::TestTicket> tickets;
  for (const auto& ticket : names) tickets.push_back({.names = ticket});
  return test::make_store(tickets);
}

}  // namespace

TEST_CASE("events are read in any dialect, and stand in order of time", "[side-files]") {
  const test::ScratchFolder folder;
  const auto events = read_events(
      folder.write("events.csv",
                   "\xEF\xBB\xBF"
                   "Text;note;DATE\r\nNew template;x;2026-11-09\r\n;;\r\n\"Two\nlines\";;2026-11-02T09:00\r\n"));
  REQUIRE(events.size() == 2);
  CHECK(iso_date(events[0].day) == "2026-11-02");
  CHECK(events[0].text == "Two\nlines");
  CHECK(iso_date(events[1].day) == "2026-11-09");
  CHECK(events[1].text == "New template");
}

TEST_CASE("other figures belong to calendar periods", "[side-files]") {
  const test::ScratchFolder folder;
  const auto points =
      read_series(folder.write("series.csv", "period,name,value\n2026-W45,orders,3080\n2026-11,refunds,-1.5\n"));
  REQUIRE(points.size() == 2);
  CHECK(iso_date(points[0].period.begin) == "2026-11-02");
  CHECK(points[0].name == "orders");
  CHECK(points[0].value == 3080);
  CHECK(iso_date(points[1].period.end) == "2026-12-01");
  CHECK(points[1].value == -1.5);
}

TEST_CASE("what is wrong beside the tickets is named with its line", "[side-files]") {
  CHECK(complaint(read_events, "date,text\n2026-11-03,x\n\n3.11.2026,y\n") ==
        ":4: \"3.11.2026\" is no date such as 2026-11-03\n  3.11.2026, y\nCorrect the line, or leave it out.");
  CHECK(complaint(read_events, "date,text\n2026-11-03,\n") ==
        ":2: the event has no text\n  2026-11-03, \nCorrect the line, or leave it out.");
  CHECK(complaint(read_events, "day,text\n2026-11-03,x\n") ==
        ":1: there is no column \"date\"\n  day, text\nThe first line names the columns: date, text.");
  CHECK(complaint(read_events, "") != "none");
  CHECK(complaint(read_series, "period,name,value\n2026-11-01..2026-11-05,orders,1\n") ==
        ":2: \"2026-11-01..2026-11-05\" is no period such as 2026-W46 or 2026-11\n"
        "  2026-11-01..2026-11-05, orders, 1\nCorrect the line, or leave it out.");
  CHECK(complaint(read_series, "period,name,value\n2026-W45,orders,1e999\n") ==
        ":2: \"1e999\" is no number such as 3080 or 12.5\n  2026-W45, orders, 1e999\n"
        "Correct the line, or leave it out.");
  CHECK(complaint(read_series, "period,name,value\n2026-W45,,1\n") != "none");
  CHECK(complaint(read_roster, "agent,team\n,Blue\n") ==
        ":2: the line names no agent\n  , Blue\nCorrect the line, or leave it out.");
}

TEST_CASE("the roster says whose team it is; who isn't in it keeps the export's", "[side-files]") {
  const test::ScratchFolder folder;
  Store store = tickets_of({{{Field::agent, "Ann"}, {Field::team, "Blue"}},
                            {{Field::agent, "Bob"}, {Field::team, "Blue"}},
                            {{Field::agent, "Cem"}},
                            {}});
  apply_roster(store, read_roster(folder.write("r.csv", "agent,team\nANN,Green\ncem ,blue\nNobody,Red\n")));
  const NameColumn& team = store.name_column(Field::team);
  CHECK(team.name(0) == "Green");
  CHECK(team.name(1) == "Blue");
  CHECK(team.name(2) == "Blue");
  CHECK(team.name(3).empty());

  Store without = tickets_of({{{Field::agent, "Ann"}}, {{Field::agent, "Bob"}}});
  apply_roster(without, {{"ann", "Green"}});
  CHECK(without.name_column(Field::team).name(0) == "Green");
  CHECK(without.name_column(Field::team).name(1).empty());

  Store nobody = tickets_of({{{Field::team, "Blue"}}});
  apply_roster(nobody, {{"ann", "Green"}});
  CHECK(nobody.name_column(Field::team).name(0) == "Blue");
}
