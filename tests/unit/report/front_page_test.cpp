#include "report/front_page.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace dsat;
using document::Finding;
using document::Paragraph;

namespace {

using Line = Finding::Line;

document::Document with(std::vector<Finding> of_explain, std::vector<Finding> of_agents = {}) {
  document::Document document;
  document.sections.push_back({"summary", "Summary", {Paragraph{"NRR is 20.5 %.", true}}});
  document.sections.push_back({"explain", "Places", {Paragraph{"Places.", false}}, std::move(of_explain)});
  document.sections.push_back({"agents", "Agents", {Paragraph{"Agents.", false}}, std::move(of_agents)});
  return document;
}

std::vector<std::string> leads(const document::Document& document) {
  std::vector<std::string> words;
  for (const document::Block& block : document.sections.front().blocks)
    if (const auto* paragraph = std::get_if<Paragraph>(&block); paragraph != nullptr && paragraph->lead)
      words.push_back(paragraph->text);
  return words;
}

}  // namespace

TEST_CASE("the strongest findings get the lines of the first page, and the others are named", "[front page]") {
  document::Document document = with({{Line::place, 2, "weak", "weak, 3 of 9"},
                                      {Line::place, 9, "strong", "strong, 8 of 9"},
                                      {Line::rising, 1, "rising", "rising: a tag"}},
                                     {{Line::place, 5, "middle", "middle, 6 of 9"},
                                      {Line::person, 3, "Ann", "Ann stands out"}});
  report::write_front_page(document);
  CHECK(leads(document) == std::vector<std::string>{"NRR is 20.5 %.",
                                                    "Where to look: strong, 8 of 9; middle, 6 of 9. And 1 more below: weak.",
                                                    "Ann stands out.", "Rising: a tag."});
  const auto& where = std::get<Paragraph>(document.sections.front().blocks[1]);
  CHECK(where.see == "explain");
}

TEST_CASE("what is no claim is said only where nothing is claimed", "[front page]") {
  document::Document nobody = with({}, {{Line::person, 0, "agents", "no agent stands out"}});
  report::write_front_page(nobody);
  CHECK(leads(nobody) == std::vector<std::string>{"NRR is 20.5 %.", "No agent stands out."});
  document::Document somebody = with({{Line::person, 4, "Ann", "Ann stands out"}},
                                     {{Line::person, 0, "agents", "no agent stands out"}});
  report::write_front_page(somebody);
  CHECK(leads(somebody).back() == "Ann stands out.");
}

TEST_CASE("a report on one person begins with that person", "[front page]") {
  document::Document document = with({}, {{Line::person, 2, "well", "did well: 9 of 10"},
                                          {Line::person, 1, "tone", "to work on: tone"}});
  report::write_front_page(document, true);
  CHECK(leads(document) == std::vector<std::string>{"Did well: 9 of 10; to work on: tone.", "NRR is 20.5 %."});
}

TEST_CASE("without a summary a section that claims something begins with that", "[front page]") {
  document::Document document = with({{Line::place, 2, "weak", "weak, 3 of 9"}});
  document.sections.erase(document.sections.begin());
  report::write_front_page(document);
  CHECK(std::get<Paragraph>(document.sections[0].blocks[0]).lead);
  CHECK_FALSE(std::get<Paragraph>(document.sections[1].blocks[0]).lead);
}
