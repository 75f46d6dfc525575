#include <fmt/format.h>

#include <algorithm>

#include "dsat/base/number.hpp"
#include "report/sections/groups.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;

std::string sentence(const Context& context, const std::vector<GroupLine>& lines) {
  std::vector<const GroupLine*> ranked;
  for (const GroupLine& line : lines)
    if (line.now.rated >= std::max(1, context.min_ratings()) && line.name != "(none)") ranked.push_back(&line);
  if (ranked.size() < 2) return "Too few ratings to compare channels.";
  const auto rate = [&](const GroupLine* line) { return nrr_of(context, line->now).number.value_or(0); };
  const GroupLine* worst = *std::ranges::max_element(ranked, {}, rate);
  const GroupLine* best = *std::ranges::min_element(ranked, {}, rate);
  return fmt::format("Highest NRR on {}: {}; lowest on {}: {}.", worst->name,
                     share_with_base(nrr_of(context, worst->now)), best->name,
                     share_with_base(nrr_of(context, best->now)));
}

}  // namespace

std::optional<document::Section> write_channels(const Context& context) {
  if (!analyze::dimension_named("channel")->carried(context.view)) return std::nullopt;
  const std::vector<GroupLine> lines = group_lines(context, "channel");
  if (lines.empty()) return std::nullopt;
  document::Section section{"channels", "Channels", {}};
  section.blocks.emplace_back(Paragraph{sentence(context, lines), false});
  section.blocks.emplace_back(group_table(context, "channel", lines));
  return section;
}

}  // namespace dsat::report
