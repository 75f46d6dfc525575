#include "dsat/review/qa.hpp"

#include <catch2/catch.hpp>

#include "dsat/base/error.hpp"
#include "unit/review/reviewed_store.hpp"

using namespace dsat;
using namespace dsat::review;
using Catch::Contains;

TEST_CASE("QA scores are recognised under their usual names and in any dialect", "[qa]") {
  const QaReading plain = parse_qa("agent,criterion,score,date\nAnn,Tone,82,2026-11-03\n", "qa.csv", {}, "auto");
  REQUIRE(plain.scores.size() == 1);
  CHECK(plain.scores[0].agent == "Ann");
  CHECK(plain.scores[0].criterion == "Tone");
  CHECK(plain.scores[0].score == 82);
  CHECK(plain.scores[0].date == test::at("2026-11-03"));
  CHECK(plain.notes.empty());

  const QaReading other = parse_qa(
      "\xEF\xBB\xBFQA of November;;;\r\nReview Date;Assignee;Rating category;QA_Score\r\n25.11.2026;Ann;Tone;82,5 %\r\n"
      "26.11.2026;Bo;Tone;71/100\r\n",
      "qa.csv", {}, "auto");
  REQUIRE(other.scores.size() == 2);
  CHECK(other.scores[0].score == 82.5);
  CHECK(other.scores[0].date == test::at("2026-11-25"));
  CHECK(other.scores[1].score == 71);
}

TEST_CASE("a column per criterion is as good", "[qa]") {
  const QaReading wide = parse_qa(
      "agent,date,Tone of voice,Product knowledge\nAnn,2026-11-03,90,71\nBo,2026-11-03,,80\n", "qa.csv", {}, "auto");
  REQUIRE(wide.scores.size() == 3);
  CHECK(wide.scores[1].criterion == "Product knowledge");
  CHECK(wide.scores[2].agent == "Bo");
}

TEST_CASE("rows without agent, score or readable date are left out and told", "[qa]") {
  const QaReading reading = parse_qa(
      "agent,criterion,score,date\n,Tone,82,2026-11-03\nAnn,Tone,good,2026-11-03\nBo,Tone,n/"
      "a,\nAnn,Tone,5,soon\n\nAnn,Tone,1,\n",
      "qa.csv", {}, "auto");
  CHECK(reading.scores.size() == 1);
  CHECK(reading.rows == 5);
  CHECK(reading.notes == std::vector<std::string>{"qa.csv:5: a date that is none in 1 row: not counted",
                                                  "qa.csv:3: a score that is no number in 2 rows: not counted",
                                                  "qa.csv:2: no agent in 1 row: not counted"});
}

TEST_CASE("a file without the columns of QA scores is refused", "[qa]") {
  CHECK_THROWS_WITH(
      parse_qa("ticket,comment\n1,x\n", "qa.csv", {}, "auto"),
      Contains("qa.csv:1: no line names the columns of QA scores") && Contains("agent, criterion, score and date"));
}
