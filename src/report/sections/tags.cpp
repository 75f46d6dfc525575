#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ranges>

#include "dsat/analyze/rising.hpp"
#include "dsat/analyze/topic.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "report/behind.hpp"
#include "report/sections/feedback.hpp"
#include "report/sections/groups.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::RisingTag;
using analyze::RisingTags;

RisingTags rising(const Context& context) {
  if (!context.period || !context.one_unit) return {};
  return analyze::rising_tags(context.view, context.filter, context.unit, *context.period, context.budget().rising);
}

/// `address_change with 101 tickets (34 the week before, usually about 5)`; after the first one shorter:
/// `late_delivery with 44 (39, about 21)`.
std::string rising_words(const Context& context, const RisingTag& tag, bool first) {
  const std::string usual = grouped(std::llround(tag.usual));
  if (!first)
    return fmt::format("{} with {} ({}, about {})", tag.name, grouped(tag.now.part), grouped(tag.before), usual);
  return fmt::format("{} with {} ({} the {} before, usually about {})", tag.name, counted(tag.now.part, "ticket"),
                     grouped(tag.before), name_of(context.unit), usual);
}

/// The sentence for a hurried reader; empty where nothing rises.
std::string rising_sentence(const Context& context, const RisingTags& rising) {
  constexpr std::size_t most = 3;
  if (rising.shown.empty()) return {};
  std::vector<std::string> tags;
  for (const RisingTag& tag : rising.shown | std::views::take(most))
    tags.push_back(rising_words(context, tag, tags.empty()));
  if (rising.shown.size() > most) tags.push_back(fmt::format("{} more", rising.shown.size() - most));
  return (rising.shown.size() == 1 ? "Rising beyond its history: " : "Rising beyond their history: ") +
         join(tags, ", ") + ".";
}

/// The same for the first page, with every tag by name.
std::string rising_finding(const Context& context, const RisingTags& rising) {
  constexpr std::size_t most = 3;
  std::vector<std::string> tags, names;
  for (const RisingTag& tag : rising.shown)
    if (tags.size() < most)
      tags.push_back(rising_words(context, tag, tags.empty()));
    else
      names.push_back(tag.name);
  return "rising: " + join(tags, ", ") + (names.empty() ? std::string() : "; also " + join(names, ", "));
}

std::string sentence(const Context& context, const std::vector<GroupLine>& lines) {
  const auto first = std::ranges::find_if(lines, [](const GroupLine& line) { return line.name != "(none)"; });
  if (context.tally.negative == 0 || first == lines.end() || first->now.negative == 0)
    return "No negative rating carries a tag.";
  const std::int64_t all = context.tally.negative, some = first->now.negative;
  const std::string words = all == 1      ? "The one negative carries "
                            : some == all ? fmt::format("All {} negatives carry ", grouped(all))
                                          : fmt::format("{} of the {} {} ", grouped(some), counted(all, "negative"),
                                                        some == 1 ? "carries" : "carry");
  return words + first->name + ". Tags overlap: a ticket counts under each of its tags.";
}

Table rising_table(const Context& context, const RisingTags& rising) {
  const Audience detail = context.full_detail ? Audience::everybody : Audience::machines;
  Table table;
  table.key = "rising";
  table.title = "Rising";
  table.columns = {{"tag", "tag", Audience::everybody, false, true},
                   {"tickets", "tickets", Audience::everybody, true, false},
                   {"before", heading_before(context), Audience::everybody, true, false},
                   {"usual", "usual", Audience::everybody, true, false},
                   {"share", "share", Audience::everybody, true, false},
                   {"share_before", "usual share", Audience::everybody, true, false},
                   {"dispersion", "swings (κ)", detail, true, false},
                   {"p", "p", detail, true, false},
                   {"q", "q", detail, true, false}};
  for (const RisingTag& tag : rising.shown)
    table.rows.push_back({text(tag.name), count(tag.now.part), count(tag.before), score(tag.usual, 1),
                          share(tag.now.rate()), share(tag.earlier.rate()), score(tag.dispersion, 2), p_value(tag.p),
                          p_value(tag.q)});
  table.top = context.top;
  return table;
}

/// Marks the tags recorded because of the rating, and says so.
std::string mark_after_outcome(const Context& context, std::vector<GroupLine>& lines) {
  const std::vector<bool> after = analyze::after_outcome_tags(context.view);
  std::vector<std::string> told;
  for (GroupLine& line : lines) {
    if (line.code >= after.size() || !after[line.code]) continue;
    line.after_outcome = true;
    told.push_back(fmt::format("{} (on {} of {})", line.name, counted(line.now.negative, "negative"),
                               counted(context.tally.rated, "rating")));
  }
  if (told.empty()) return {};
  return join(told, ", ") + (told.size() == 1 ? " is" : " are") +
         " set because of the rating, so NRR would say nothing there and is left out.";
}

std::string product_words(const Context& context, const std::vector<GroupLine>& lines) {
  std::vector<std::string> told;
  for (const GroupLine& line : lines) {
    if (!is_product_feedback(line.name) || line.now.tickets == 0) continue;
    told.push_back(fmt::format("{} on {}", line.name, counted(line.now.tickets, "ticket")) +
                   (context.before ? fmt::format(" ({} in {})", grouped(line.then.tickets), context.before_label)
                                   : std::string()));
  }
  return told.empty() ? std::string() : join(told, ", ") + ".";
}

}  // namespace

std::optional<document::Section> write_tags(const Context& context) {
  if (!analyze::dimension_named("tag")->carried(context.view)) return std::nullopt;
  std::vector<GroupLine> lines = group_lines(context, "tag");
  if (lines.empty()) return std::nullopt;
  const RisingTags found = rising(context);
  document::Section section{"tags", "Tags", {}};
  if (std::string words = rising_sentence(context, found); !words.empty())
    section.blocks.emplace_back(Paragraph{std::move(words), false});
  if (!found.shown.empty())
    section.findings.push_back({Finding::Line::rising, 1, "rising tags", rising_finding(context, found)});
  section.blocks.emplace_back(Paragraph{sentence(context, lines), false});
  Facts facts;
  if (std::string words = mark_after_outcome(context, lines); !words.empty())
    facts.items.emplace_back("After rating", std::move(words));
  if (std::string words = product_words(context, lines); !words.empty())
    facts.items.emplace_back("Product feedback", std::move(words));
  if (!found.shown.empty()) section.blocks.emplace_back(rising_table(context, found));
  Table table = group_table(context, "tag", lines);
  attach_negatives(table, context, context.now, "tag", "tag", "negative");
  section.blocks.emplace_back(std::move(table));
  if (found.tested > 0)
    facts.items.emplace_back(
        "Tested", fmt::format("{} against up to {} before; of rises like these at most about 1 in {} is chance.",
                              counted(found.tested, "tag"),
                              counted(static_cast<std::int64_t>(found.periods), name_of(context.unit)),
                              std::lround(1 / found.level)));
  if (!facts.items.empty()) section.blocks.emplace_back(std::move(facts));
  return section;
}

std::vector<analyze::Claim> claims_of_tags(const Context& context) {
  return analyze::claims_of(rising(context));
}

}  // namespace dsat::report
