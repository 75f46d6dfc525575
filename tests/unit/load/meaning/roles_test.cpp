#include <catch2/catch.hpp>

#include "dsat/base/error.hpp"
#include "unit/load/tables.hpp"

using namespace dsat;
using namespace dsat::load;
using Catch::Matchers::Contains;

namespace {

struct Counts {
  std::int64_t negative = 0, neutral = 0, positive = 0;
  bool operator==(const Counts&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Counts& counts) {
  return out << counts.negative << '/' << counts.neutral << '/' << counts.positive;
}

Counts counts(const Store& store) {
  Counts counted;
  for (const Sentiment sentiment : store.ratings.sentiment) {
    counted.negative += sentiment == Sentiment::negative ? 1 : 0;
    counted.neutral += sentiment == Sentiment::neutral ? 1 : 0;
    counted.positive += sentiment == Sentiment::positive ? 1 : 0;
  }
  return counted;
}

std::string column_of(const Loaded& loaded, std::string_view field, std::size_t file = 0) {
  for (const auto& [key, column] : loaded.provenance.files[file].columns)
    if (key == field) return column;
  return {};
}

std::vector<std::string> names(const Store& store, Field field) {
  std::vector<std::string> list;
  for (std::size_t ticket = 0; ticket < store.tickets; ++ticket)
    list.emplace_back(store.name_column(field).empty() ? "" : store.name_column(field).name(ticket));
  return list;
}

using List = std::vector<std::string>;

void check_rows(const Loaded& loaded) {
  const FileFacts totals = loaded.provenance.totals();
  CHECK(totals.rows_read == totals.kept + totals.merged + totals.left_out + totals.rejected);
}

}  // namespace

TEST_CASE("Columns named by the steps of a scale, a mark in one of them, are one answer") {
  const Loaded loaded =
      load_texts({"visit no,seen on,Bad,Okay,Good\n"
                  "a1,2026-05-04,x,,\n"
                  "a2,2026-05-05,,,x\n"
                  "a3,2026-05-06,,x,\n"
                  "a4,2026-05-07,,,x\n"});
  CHECK(counts(loaded.store) == Counts{1, 1, 2});
  CHECK_THAT(loaded.provenance.files[0].role, Contains("one column a choice"));
  check_rows(loaded);
}

TEST_CASE("Columns named by the steps of a scale, with counts above 1, are refused as a summary") {
  CHECK_THROWS_WITH(load_texts({"day,Bad,Okay,Good\n2026-05-04,3,1,9\n2026-05-05,0,4,12\n"}),
                    Contains("counts or averages"));
}

TEST_CASE("Averages and shares are refused, and a table of tickets with one such column isn't") {
  CHECK_THROWS_WITH(load_texts({"team,avg rating,percent good,number of ratings\nA,4.1,81,20\nB,3.9,77,31\n"}),
                    Contains("counts or averages"));
  const Loaded loaded = load_texts({"ticket id,rating,average wait\n1,5,3\n2,1,9\n3,4,2\n"});
  CHECK(loaded.store.tickets == 3);
}

TEST_CASE("A summary beside tickets is left out, and told") {
  const Loaded loaded =
      load_texts({"ticket id,rating\n1,5\n2,1\n", "day,Bad,Okay,Good\n2026-05-04,3,1,9\n2026-05-05,0,4,12\n"});
  CHECK(loaded.store.tickets == 2);
  CHECK(loaded.provenance.files[1].role == "summary");
  CHECK(loaded.provenance.files[1].left_out == 2);
  check_rows(loaded);
}

TEST_CASE("Of one row a question the overall one is the rating, and the others are further questions") {
  const std::string text =
      "case no,question,answer\n"
      "1,Was the courier friendly?,5\n1,Overall: how satisfied were you?,2\n"
      "2,Was the courier friendly?,4\n2,Overall: how satisfied were you?,5\n"
      "3,Was the courier friendly?,1\n3,Overall: how satisfied were you?,1\n";
  const Loaded loaded = load_texts({text});
  CHECK(loaded.store.tickets == 3);
  CHECK(counts(loaded.store) == Counts{2, 0, 1});
  REQUIRE(loaded.store.questions.size() == 1);
  CHECK(loaded.store.questions[0].name == "Was the courier friendly?");
  CHECK(loaded.provenance.files[0].merged == 3);
  check_rows(loaded);
  Options options;
  options.question = "courier";
  CHECK(counts(load_texts({text}, options).store) == Counts{1, 0, 2});
}

TEST_CASE("One row a tag is one ticket with a set of tags") {
  const Loaded loaded = load_texts(
      {"ticket id,created at,rating,label\n1,2026-05-04,1,late\n1,2026-05-04,1,refund\n2,2026-05-05,5,late\n"});
  CHECK(loaded.store.tickets == 2);
  CHECK(counts(loaded.store) == Counts{1, 0, 1});
  CHECK(loaded.store.tags.set(0).size() == 2);
  CHECK(loaded.store.tags.set(1).size() == 1);
  CHECK(loaded.provenance.files[0].merged == 1);
  check_rows(loaded);
}

TEST_CASE("New versions of a ticket that differ in their status are no tags") {
  const Loaded loaded = load_texts(
      {"ticket id,created at,rating,status\n1,2026-05-04,1,open\n1,2026-05-04,1,closed\n2,2026-05-05,5,open\n"});
  CHECK(loaded.store.tickets == 2);
  CHECK(loaded.store.tags.empty());
  CHECK(names(loaded.store, Field::status) == List{"closed", "open"});
}

TEST_CASE("Totals go where the id is missing or counts the rows, and a ticket about a total stays") {
  const Loaded loaded = load_texts(
      {"channel,ticket id,rating\nchat,1,5\nchat,2,1\nchat total,2,3\nmail,3,4\ntotal loss,4,1\nTotal,,3\n"});
  CHECK(loaded.store.tickets == 4);
  CHECK(counts(loaded.store) == Counts{2, 0, 2});
  CHECK(loaded.provenance.files[0].left_out_by.at("total") == 2);
  check_rows(loaded);
}

TEST_CASE("Counted ratings are as many ratings as they say, and rows still add up") {
  const Loaded loaded = load_texts({"agent,rating,count\nAnn,good,3\nAnn,bad,2\nBo,good,1\n"});
  CHECK(loaded.store.tickets == 6);
  CHECK(counts(loaded.store) == Counts{2, 0, 4});
  CHECK(loaded.provenance.files[0].kept == 3);
  check_rows(loaded);
}

TEST_CASE("Labels under the header name the columns and are no row") {
  const Loaded loaded = load_texts(
      {"date,How satisfied are you?,column 3\n,Score,Why\n2026-05-04,1,slow\n2026-05-05,5,fine\n2026-05-06,2,rude\n"});
  CHECK(loaded.store.tickets == 3);
  CHECK(counts(loaded.store) == Counts{2, 0, 1});
  CHECK(column_of(loaded, "rating") == "How satisfied are you?: Score");
  CHECK(loaded.provenance.files[0].left_out_by.at("second header") == 1);
  check_rows(loaded);
}

TEST_CASE("A lookup gives names and teams to the keys of another table, and no tickets") {
  const Loaded loaded = load_texts(
      {"ticket id,agent id,rating\n1,7,1\n2,8,5\n3,7,5\n4,9,1\n",
       "agent id,agent name,team,hired\n7,Ann,North,2020-01-01\n8,Bo,South,2021-01-01\n5,Cy,South,2021-02-01\n"});
  CHECK(loaded.store.tickets == 4);
  CHECK(names(loaded.store, Field::agent) == List{"Ann", "Bo", "Ann", "9"});
  CHECK(names(loaded.store, Field::team) == List{"North", "South", "North", ""});
  CHECK(loaded.provenance.files[1].role == "lookup");
  CHECK(loaded.provenance.files[1].joined == 3);
  CHECK(loaded.provenance.files[1].left_out_by.at("name that no ticket uses") == 1);
  check_rows(loaded);
}

TEST_CASE("A lookup whose key repeats with different contents isn't joined, and it is told") {
  const Loaded loaded =
      load_texts({"ticket id,agent id,rating\n1,a7,1\n2,a8,5\n3,a7,5\n",
                  "agent id,team\na7,North\na8,South\na7,South\na9,South\na6,South\na5,South\n"
                  "a4,South\na3,South\na2,South\na1,South\nb1,South\nb2,South\nb3,South\nb4,South\n"
                  "b5,South\nb6,South\nb7,South\nb8,South\nb9,South\nc1,South\nc2,South\nc3,South\n"});
  CHECK(names(loaded.store, Field::agent)[0] == "a7");
  CHECK(loaded.provenance.files[1].role != "lookup");
}

TEST_CASE("Two tables that carry one unique key are known by it, whatever it is called") {
  const Loaded loaded =
      load_texts({"answer,jobref,nps\nz1,J-1,9\nz2,J-2,3\nz3,J-4,10\n",
                  "jobref,region,done on\nJ-1,N,2026-05-04\nJ-2,S,2026-05-05\nJ-3,S,2026-05-05\nJ-4,N,2026-05-06\n"});
  CHECK(loaded.store.tickets == 4);
  CHECK(loaded.store.ratings.size() == 3);
}

TEST_CASE("Ids that have lost their zeros in one table are joined, and told") {
  const Loaded loaded = load_texts({"ticket id,agent\n0012,Ann\n0013,Bo\n", "ticket id,rating\n12,1\n13,5\n"});
  CHECK(loaded.store.tickets == 2);
  CHECK(loaded.store.ticket_id[0] == "0012");
  CHECK(std::ranges::any_of(loaded.provenance.files[0].guesses,
                            [](const Guess& guess) { return guess.chosen == "without leading zeros"; }));
}

TEST_CASE("Ids that one table tells apart by their zeros stay apart") {
  const Loaded loaded = load_texts({"ticket id,agent\n0012,Ann\n12,Bo\n", "ticket id,rating\n12,1\n"});
  CHECK(loaded.store.tickets == 2);
  CHECK(loaded.store.ratings.ticket[0] == 1);
}

TEST_CASE("Spellings of nothing are no ids, and 0 is one only where 1 is") {
  CHECK(load_texts({"ticket id,rating\nNULL,5\nNULL,1\nN/A,5\n-,1\n"}).store.tickets == 4);
  CHECK(load_texts({"ticket id,rating\n0,5\n0,1\n7,5\n"}).store.tickets == 3);
  const Loaded loaded = load_texts({"ticket id,rating\n0,5\n1,1\n", "ticket id,team\n0,North\n1,South\n"});
  CHECK(loaded.store.tickets == 2);
}

TEST_CASE("Brands that number alike have tickets of their own") {
  const Loaded loaded =
      load_texts({"ticket id,created at,brand,requester,rating\n"
                  "1,2026-05-04 10:00,A,x@a.example,5\n2,2026-05-05 10:00,A,y@a.example,5\n"
                  "1,2026-05-06 10:00,B,z@a.example,1\n2,2026-05-07 10:00,B,w@a.example,1\n"});
  CHECK(loaded.store.tickets == 4);
  CHECK(loaded.store.ticket_id[0] == "A/1");
  CHECK(loaded.store.ticket_id[2] == "B/1");
}

TEST_CASE("Versions of a ticket keep their creation, and stay one ticket though the brand changes") {
  const Loaded loaded =
      load_texts({"ticket id,created at,updated at,brand,requester,rating\n"
                  "1,2026-05-04 10:00,2026-05-04 10:00,A,x@a.example,\n"
                  "2,2026-05-05 10:00,2026-05-05 10:00,A,y@a.example,\n"
                  "1,2026-05-04 10:00,2026-05-06 10:00,B,x@a.example,1\n"
                  "2,2026-05-05 10:00,2026-05-07 10:00,B,y@a.example,1\n"});
  CHECK(loaded.store.tickets == 2);
}

TEST_CASE("Several agents rated in one ticket keep a rating each") {
  const Loaded loaded =
      load_texts({"chat id,rated at,agent,rating\n"
                  "1,2026-05-04 10:00,Ann,Bad\n1,2026-05-04 10:30,Bo,Good\n"
                  "2,2026-05-05 10:00,Ann,Bad\n2,2026-05-05 10:30,Bo,Good\n"
                  "2,2026-05-05 10:40,Bo,Bad\n"});
  CHECK(loaded.store.tickets == 2);
  CHECK_FALSE(loaded.store.ratings_by_agent);  // one of two tickets has two ratings of one agent
  const Loaded apart =
      load_texts({"chat id,rated at,agent,rating\n"
                  "1,2026-05-04 10:00,Ann,Bad\n1,2026-05-04 10:30,Bo,Good\n"
                  "2,2026-05-05 10:00,Ann,Bad\n2,2026-05-05 10:30,Bo,Good\n"});
  CHECK(apart.store.ratings_by_agent);
  CHECK(counts(apart.store) == Counts{2, 0, 2});
}

TEST_CASE("Several reasons in a cell are several, and one with a comma in it isn't") {
  const Loaded several =
      load_texts({"ticket id,rating,reason\n1,1,\"slow, rude\"\n2,1,slow\n3,2,\"rude, wrong\"\n4,1,rude\n"});
  REQUIRE(several.store.ratings.reason_sets.size() > 1);
  CHECK(several.store.ratings.single_reasons == List{"", "rude", "slow", "wrong"});
  const Loaded one = load_texts({"ticket id,rating,reason\n1,1,\"late, of course\"\n2,1,broken\n3,2,missing\n"});
  CHECK(one.store.ratings.reason_sets.empty());
}

TEST_CASE("Agents written in several ways are one where the plain form occurs") {
  const Loaded loaded =
      load_texts({"ticket id,agent,rating\n1,Ann Lee,1\n2,Ann Lee <ann@a.example>,5\n3,\"Lee, Ann\",5\n"
                  "4,Ann Lee (deactivated),5\n5,\"Kim, Bo\",5\n6,\"Kim, Bo\",1\n"});
  CHECK(names(loaded.store, Field::agent) == List{"Ann Lee", "Ann Lee", "Ann Lee", "Ann Lee", "Kim, Bo", "Kim, Bo"});
}

TEST_CASE("What no field claims and parts the tickets is a topic") {
  std::string text = "ticket id,rating,Sachgebiet,note of mine\n";
  for (int i = 0; i < 12; ++i)
    text += std::to_string(i) + "," + std::to_string(1 + i % 5) + "," + (i % 3 == 0 ? "Login" : "Versand") + "," +
            std::to_string(i * 7) + "\n";
  const Loaded loaded = load_texts({text});
  CHECK(loaded.store.topics == List{"Sachgebiet"});
  CHECK(loaded.store.columns.at("Sachgebiet").names.size() == 3);
}
