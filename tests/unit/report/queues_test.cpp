#include <catch2/catch.hpp>

#include "dsat/report/section.hpp"
#include "report/sections/sections.hpp"
#include "support/report_fixture.hpp"

using namespace dsat;
using namespace dsat::test;

namespace {

std::vector<std::string> paragraphs(const std::optional<document::Section>& section) {
  std::vector<std::string> words;
  if (!section) return words;
  for (const document::Block& block : section->blocks)
    if (const auto* paragraph = std::get_if<document::Paragraph>(&block)) words.push_back(paragraph->text);
  return words;
}

constexpr const char* no_worksheet =
    "No review worksheet was given (--reviews), so every rating counts as not reviewed.";

}  // namespace

TEST_CASE("what waits is said first, and nobody is blamed for silence that the files can't know of", "[queues]") {
  std::vector<TestTicket> tickets;
  add(tickets, {this_monday, 3, 0, 7});
  ReportFixture fixture(tickets);
  const auto section = report::write_queues(fixture.context("2026-W46"));
  const auto words = paragraphs(section);
  REQUIRE(words.size() == 2);
  CHECK(words[1] == std::string("3 negatives have no follow-up yet. ") + no_worksheet);
  CHECK(std::holds_alternative<document::Missing>(cell(table(section, "queues"), "ask-why", "ratings").content));
}

TEST_CASE("a rating without a time is not called reviewed", "[queues]") {
  std::vector<TestTicket> tickets(2);
  tickets[0].ratings.push_back({Sentiment::negative});
  tickets[1].ratings.push_back({Sentiment::positive});
  ReportFixture one(tickets);
  CHECK(paragraphs(report::write_queues(one.context("all"))).front() ==
        "1 negative rating is not reviewed; without times nobody can tell how long it has waited.");
  tickets[1].ratings.front().sentiment = Sentiment::negative;
  ReportFixture two(tickets);
  CHECK(paragraphs(report::write_queues(two.context("all"))).front() ==
        "2 negative ratings are not reviewed; without times nobody can tell how long they have waited.");
}

TEST_CASE("the sentences of all sections for a hurried reader stand in the summary", "[queues]") {
  std::vector<TestTicket> tickets;
  add(tickets, {this_monday, 3, 0, 7});
  ReportFixture fixture(tickets);
  const report::Context context = fixture.context("2026-W46");
  const auto leads = [](const document::Section& section) {
    std::vector<std::string> words;
    for (const document::Block& block : section.blocks)
      if (const auto* paragraph = std::get_if<document::Paragraph>(&block); paragraph != nullptr && paragraph->lead)
        words.push_back(paragraph->text);
    return words;
  };
  const std::string waiting = paragraphs(report::write_queues(context)).front();

  const std::string_view both[] = {"summary", "queues"};
  const document::Document whole = report::write_report(context, both);
  REQUIRE(whole.sections.size() == 3);
  REQUIRE(leads(whole.sections[0]).size() == 2);
  CHECK(leads(whole.sections[0]).back().starts_with(waiting.substr(0, waiting.size() - 1)));
  CHECK(leads(whole.sections[1]).empty());
  CHECK(paragraphs(whole.sections[1]).front() == waiting);

  const std::string_view alone[] = {"queues"};
  CHECK(leads(report::write_report(context, alone).sections[0]) == std::vector{waiting});
}
