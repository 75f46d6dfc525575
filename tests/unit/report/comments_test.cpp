#include "dsat/analyze/comments.hpp"

#include <catch2/catch.hpp>

#include "report/sections/sections.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;
using Catch::Contains;

namespace {

TestTicket said(Sentiment sentiment, const std::string& comment, Day day = this_monday) {
  TestTicket ticket;
  ticket.created = ticket.solved = Moment::date(day);
  ticket.ratings = {{sentiment, Moment::date(day), comment}};
  return ticket;
}

std::vector<TestTicket> comments() {
  std::vector<TestTicket> tickets;
  for (int i = 0; i < 20; ++i) {
    tickets.push_back(said(Sentiment::negative, "Where is my REFUND number " + std::to_string(i) + "?"));
    tickets.push_back(said(Sentiment::negative, "Die Erstattung kam zu spät"));
    tickets.push_back(said(Sentiment::positive, "Very friendly and quick, thank you"));
    tickets.push_back(said(Sentiment::positive, "Danke, schnell und freundlich"));
  }
  tickets.push_back(said(Sentiment::neutral, "Please open at night"));
  return tickets;
}

}  // namespace

TEST_CASE("words that mark negative comments are found in any language, without filling", "[comments]") {
  ReportFixture fixture(comments());
  const auto context = fixture.context();
  std::vector<analyze::Row> negative, positive;
  for (const analyze::Row row : context.now.rows) {
    const Sentiment sentiment = fixture.store.ratings.sentiment[row.rating];
    if (sentiment == Sentiment::negative) negative.push_back(row);
    if (sentiment == Sentiment::positive) positive.push_back(row);
  }
  const auto study = analyze::compare_comments(context.view, negative, positive);
  CHECK(study.here == 40);
  CHECK(study.there == 40);
  std::vector<std::string> marks;
  for (const auto& term : study.mark_here) marks.push_back(term.text);
  // Of terms in the same comments the pair says most; "is my" and "zu" are filling.
  CHECK(marks.size() == 2);
  CHECK(std::ranges::find(marks, "refund number") != marks.end());
  CHECK(std::ranges::find(marks, "erstattung kam") != marks.end());
  for (const auto& term : study.mark_here) {
    CHECK(term.here == 20);
    CHECK(term.there == 0);
    CHECK(term.odds.z > 2);
    CHECK_FALSE(fixture.store.ratings.comment[term.example.rating].empty());
  }
}

TEST_CASE("comments that are alike have no marks", "[comments]") {
  std::vector<TestTicket> tickets;
  for (int i = 0; i < 30; ++i)
    tickets.push_back(
        said(i % 2 ? Sentiment::negative : Sentiment::positive, i % 3 ? "reply came today" : "parcel arrived"));
  ReportFixture fixture(tickets);
  CHECK_THAT(opening(report::write_comments(fixture.context())),
             Contains("15 negative comments and 15 positive ones. None of") && Contains("marks either beyond chance."));
}

TEST_CASE("neutral ratings with a comment are listed as tips", "[comments]") {
  ReportFixture fixture(comments());
  const auto section = report::write_comments(fixture.context());
  CHECK_THAT(opening(section), Contains("Marks of negative ones: "));
  const auto* tips = table(section, "neutral");
  REQUIRE(tips != nullptr);
  REQUIRE(tips->rows.size() == 1);
  CHECK(std::get<document::Text>(cell(tips, "81", "comment").content).text == "Please open at night");
}

TEST_CASE("words that are new this week are told from those before", "[comments]") {
  std::vector<TestTicket> tickets;
  for (int week = 1; week <= 5; ++week)
    for (int i = 0; i < 20; ++i)
      tickets.push_back(said(Sentiment::negative, "late parcel again", this_monday - 7 * week));
  for (int i = 0; i < 20; ++i)
    tickets.push_back(said(Sentiment::negative, i % 2 ? "the ingredient tastes odd" : "late parcel again"));
  tickets.push_back(said(Sentiment::positive, "good", this_monday + 6));
  ReportFixture fixture(tickets);
  const auto section = report::write_comments(fixture.context());
  const auto* rising = table(section, "rising");
  REQUIRE(rising != nullptr);
  CHECK_THAT(std::get<document::Text>(rising->rows[0][0].content).text, Contains("ingredient") || Contains("tastes"));
}

TEST_CASE("the same reply sent again and again is boilerplate, whatever greeting and figures", "[comments]") {
  std::vector<TestTicket> tickets;
  for (int i = 0; i < 8; ++i) tickets.push_back(said(i < 5 ? Sentiment::negative : Sentiment::positive, ""));
  ReportFixture fixture(tickets);
  TextColumn replies;
  for (const char* reply :
       {"Hello Ann,\nyour parcel 4711 is on its way.", "Hello Bob,\nyour parcel 12 is on its way.",
        "Hi\nYour parcel 9 is on its way!", "Something else entirely", "", "Another one", "A third", "x"})
    replies.append(reply);
  fixture.store.prose[Field::reply] = replies;
  const auto context = fixture.context();
  const auto study = analyze::find_boilerplate(context.view, context.now.rows);
  CHECK(study.replies == 7);
  CHECK(study.repeated == 3);
  REQUIRE(study.texts.size() == 1);
  CHECK(study.texts[0].tickets == 3);
  CHECK(study.texts[0].negative == 3);
  const auto section = report::write_comments(context);
  REQUIRE(section.has_value());
  CHECK(table(section, "boilerplate")->rows.size() == 1);
}

TEST_CASE("names, greetings and closings don't part one reply in two", "[comments]") {
  std::vector<TestTicket> tickets;
  for (int i = 0; i < 6; ++i) {
    tickets.push_back(said(Sentiment::negative, ""));
    tickets.back().names[Field::agent] = i < 3 ? "Ann Lee" : "Bob Ray";
    tickets.back().names[Field::requester_id] = i % 2 == 0 ? "Jane Doe" : "Max Muster";
  }
  ReportFixture fixture(tickets);
  TextColumn replies;
  for (const char* reply :
       {"Dear Jane Doe,\n\nyour refund has been started and will reach you soon.\n\nKind regards,\nAnn Lee\nNorthlight",
        "Dear Max,\nyour refund has been started and will reach you soon.\nBest,\nAnn",
        "Your refund has been started, Jane, and will reach you soon.",
        "Hello Max, your refund has been started and will reach you soon.\nBob Ray",
        "Your refund has not been started yet and nobody knows when.\nKind regards,\nBob Ray",
        "Kind regards,\nBob Ray"})
    replies.append(reply);
  fixture.store.prose[Field::reply] = replies;
  const auto context = fixture.context();
  const auto study = analyze::find_boilerplate(context.view, context.now.rows);
  REQUIRE(study.texts.size() == 1);
  CHECK(study.texts[0].tickets == 4);
}

TEST_CASE("stop words know many languages, and leave negations", "[comments]") {
  for (const auto* word : {"the", "und", "é", "não", "и", "est", "het", "ve"}) {
    INFO(word);
    CHECK(analyze::is_stop_word(word) == (std::string(word) != "não"));
  }
  for (const auto* word : {"not", "nicht", "refund", "mal", "не"}) CHECK_FALSE(analyze::is_stop_word(word));
}
