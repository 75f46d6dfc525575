#include <fmt/format.h>

#include <algorithm>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "report/sections/groups.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;

std::string sentence(const Context& context, const std::vector<GroupLine>& lines) {
  if (context.tally.negative == 0) return "No negative rating carries a tag.";
  const auto first = std::ranges::find_if(lines, [](const GroupLine& line) { return line.name != "(none)"; });
  if (first == lines.end() || first->now.negative == 0) return "No negative rating carries a tag.";
  return fmt::format("{} of the {} {} \"{}\". Tags overlap: a ticket counts under each of its tags.",
                     grouped(first->now.negative), counted(context.tally.negative, "negative"),
                     first->now.negative == 1 ? "carries" : "carry", first->name);
}

}  // namespace

std::optional<document::Section> write_tags(const Context& context) {
  if (!analyze::dimension_named("tag")->carried(context.view)) return std::nullopt;
  const std::vector<GroupLine> lines = group_lines(context, "tag");
  if (lines.empty()) return std::nullopt;
  document::Section section{"tags", "Tags", {}};
  section.blocks.emplace_back(Paragraph{sentence(context, lines), false});
  section.blocks.emplace_back(group_table(context, "tag", lines));
  return section;
}

}  // namespace dsat::report
