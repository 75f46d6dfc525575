#include <fmt/format.h>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "report/sections/coaching.hpp"
#include "report/sections/groups.hpp"
#include "report/sections/sections.hpp"

namespace dsat::report {

using namespace document;

std::optional<document::Section> write_agents(const Context& context) {
  if (!analyze::dimension_named("agent")->carried(context.view)) return std::nullopt;
  const std::vector<GroupLine> lines = group_lines(context, "agent");
  if (lines.empty()) return std::nullopt;
  document::Section section{"agents", "Agents", {}};
  section.blocks.emplace_back(
      Paragraph{"Listed by number of negatives, not ranked: who takes the hard tickets gets the bad ratings.", false});
  section.blocks.emplace_back(group_table(context, "agent", lines));
  for (Block& block : coaching_blocks(context)) section.blocks.push_back(std::move(block));
  return section;
}

}  // namespace dsat::report
