#include "report/front_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "dsat/base/text.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using Line = Finding::Line;

/// A finding and the section that says more about it.
struct Candidate {
  Finding finding;
  std::string section;
};

std::vector<Candidate> candidates(const Document& document, Line line) {
  std::vector<Candidate> all;
  for (const document::Section& section : document.sections)
    for (const Finding& finding : section.findings)
      if (finding.line == line) all.push_back({finding, section.key});
  std::ranges::stable_sort(all, std::greater<>(), [](const Candidate& one) { return one.finding.strength; });
  // What is no claim is said only where nothing is claimed.
  const auto claims = std::ranges::find_if(all, [](const Candidate& one) { return one.finding.strength <= 0; });
  if (claims != all.begin()) all.erase(claims, all.end());
  return all;
}

/// Who finds no room is named.
std::string others(const std::vector<Candidate>& all, std::size_t shown) {
  if (all.size() <= shown) return {};
  std::vector<std::string> names;
  for (std::size_t i = shown; i < all.size(); ++i) names.push_back(all[i].finding.name);
  return fmt::format(" And {} more below: {}.", names.size(), join(names, ", "));
}

/// How one line begins and how many findings it has room for.
struct Manner {
  Line line;
  std::string_view opening;
  std::size_t most;
};

constexpr std::array manners = {Manner{Line::verdict, "", 3}, Manner{Line::place, "Where to look: ", 2},
                                Manner{Line::person, "", 2}, Manner{Line::rising, "", 1}, Manner{Line::waiting, "", 1}};

}  // namespace

void write_front_page(Document& document, bool person_first) {
  if (document.sections.empty()) return;
  if (document.sections.front().key != "summary") {
    for (document::Section& section : document.sections)
      if (auto* opening = section.blocks.empty() ? nullptr : std::get_if<Paragraph>(&section.blocks.front()))
        opening->lead = std::ranges::any_of(section.findings, [](const Finding& one) { return one.strength > 0; });
    return;
  }
  auto& blocks = document.sections.front().blocks;
  std::vector<Block> lines;
  for (const Manner& manner : manners) {
    const std::vector<Candidate> all = candidates(document, manner.line);
    if (all.empty()) continue;
    const std::size_t shown = std::min(all.size(), manner.most);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < shown; ++i) texts.push_back(all[i].finding.text);
    std::string words = std::string(manner.opening) + join(texts, "; ") + ".";
    if (manner.opening.empty()) words = capitalized(std::move(words));
    lines.emplace_back(Paragraph{words + others(all, shown), true, all.front().section});
  }
  if (person_first) {
    const auto person =
        std::ranges::find_if(lines, [](const Block& block) { return std::get<Paragraph>(block).see == "agents"; });
    if (person != lines.end()) {
      blocks.insert(blocks.begin(), *person);
      lines.erase(person);
    }
  }
  const auto is_lead = [](const Block& block) {
    const auto* paragraph = std::get_if<Paragraph>(&block);
    return paragraph != nullptr && paragraph->lead;
  };
  blocks.insert(std::ranges::find_if_not(blocks, is_lead), lines.begin(), lines.end());
}

}  // namespace dsat::report
