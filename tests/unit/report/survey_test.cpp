#include <catch2/catch.hpp>

#include "report/sections/sections.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;
using Catch::Contains;

namespace {

/// 100 tickets of a variant: all asked, some answered.
void put(std::vector<TestTicket>& to, const std::string& variant, int answered, bool asked = true) {
  for (int i = 0; i < 100; ++i) {
    TestTicket ticket;
    ticket.names[Field::channel] = "mail";
    ticket.columns["Survey text"] = variant;
    ticket.created = ticket.solved = Moment::date(this_monday);
    ticket.surveyed = asked;
    if (i < answered) ticket.ratings = {{Sentiment::positive, Moment::date(this_monday + i % 3), i % 2 ? "fine" : ""}};
    to.push_back(std::move(ticket));
  }
}

}  // namespace

TEST_CASE("the funnel goes from all tickets to those with a comment", "[survey]") {
  std::vector<TestTicket> tickets;
  put(tickets, "A", 20);
  put(tickets, "A", 0, false);
  ReportFixture fixture(tickets);
  const auto section = report::write_survey(fixture.context());
  CHECK(
      opening(section) ==
      "Over 2026-W46: 200 tickets, 100 offered a survey, 20 rated, 10 with a comment. 20.0 % of those asked answered. "
      "Coverage is 10.0 %, under the working goal of 25 %.");
  const auto* funnel = table(section, "funnel");
  CHECK(std::get<document::Share>(cell(funnel, "offered", "share").content).fraction == 0.5);
  CHECK(std::get<document::Share>(cell(funnel, "commented", "of_step").content).fraction == 0.5);
  const auto* delay = table(section, "delay");
  CHECK(std::get<document::Count>(cell(delay, "under 1 h", "rated").content).value == 7);
  CHECK(std::get<document::Count>(cell(delay, "1–3 days", "rated").content).value == 13);
}

TEST_CASE("variants of the survey are compared with a test", "[survey]") {
  std::vector<TestTicket> tickets;
  put(tickets, "A", 40);
  put(tickets, "B", 15);
  ReportFixture fixture(tickets);
  fixture.extras.variants = {"Survey text"};
  const auto words = [&] {
    const auto section = report::write_survey(fixture.context());
    std::string found;
    for (const auto& block : section->blocks)
      if (const auto* paragraph = std::get_if<document::Paragraph>(&block);
          paragraph && paragraph->text.starts_with("Survey text"))
        found = paragraph->text;
    return found;
  };
  CHECK(
      words() ==
      "Survey text: A gets more answers, 40.0 % (40 of 100), than B, 15.0 % (15 of 100) (under 1 in 1,000 by chance).");
  std::vector<TestTicket> alike;
  put(alike, "A", 20);
  put(alike, "B", 18);
  ReportFixture same(alike);
  same.extras.variants = {"Survey text"};
  const auto section = report::write_survey(same.context());
  CHECK(table(section, "variant")->rows.size() == 2);
  bool told = false;
  for (const auto& block : section->blocks)
    if (const auto* paragraph = std::get_if<document::Paragraph>(&block))
      told = told || paragraph->text.find("no difference in answers beyond chance") != std::string::npos;
  CHECK(told);
}

TEST_CASE("further questions have figures of their own", "[survey]") {
  ReportFixture fixture(weeks({{0, 4, 0, 6}}));
  fixture.store.questions.push_back({"Friendly?", *scale_named("1-5"), {1, 1, 2, 3, 4, 5, 5, 5, 0, 5}});
  const auto section = report::write_survey(fixture.context());
  const auto* questions = table(section, "questions");
  CHECK(std::get<document::Count>(cell(questions, "Friendly?", "answers").content).value == 9);
  CHECK(std::get<document::Share>(cell(questions, "Friendly?", "negative").content).fraction == Approx(3.0 / 9));
  // (0 + 0 + 1 + 2 + 3 + 4 × 4) ÷ 4 ÷ 9
  CHECK(std::get<document::Score>(cell(questions, "Friendly?", "index").content).value == Approx(100.0 * 22 / 36));
  CHECK(std::get<document::Share>(cell(questions, "Friendly?", "lower_where_negative").content).fraction == 1);
}

TEST_CASE("rated tickets alone say nothing about who did not answer", "[survey]") {
  ReportFixture fixture(weeks({{0, 4, 0, 6}}));
  const auto section = report::write_survey(fixture.context());
  CHECK_THAT(opening(section), Contains("who did not answer is unknown"));
  CHECK(table(section, "funnel") == nullptr);
}
