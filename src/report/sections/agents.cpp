#include "report/sections/coaching.hpp"
#include "report/sections/scorecard.hpp"
#include "report/sections/sections.hpp"
#include "report/sections/units.hpp"

namespace dsat::report {

using namespace document;

std::optional<document::Section> write_agents(const Context& context) {
  if (!context.agent.empty()) return write_scorecard(context);
  const auto comparison = compare_units(context, agents_against_mix, context.recent, context.now);
  if (!comparison) return std::nullopt;
  document::Section section{"agents", "Agents", {}};
  add_units(section, context, *comparison);
  for (Block& block : coaching_blocks(context)) {
    if (auto* table = std::get_if<Table>(&block)) table->folded = true;
    section.blocks.push_back(std::move(block));
  }
  return section;
}

std::vector<analyze::Claim> claims_of_agents(const Context& context) {
  if (!context.agent.empty()) return {};
  const auto comparison = compare_units(context, agents_against_mix, context.recent, context.now);
  std::vector<analyze::Claim> claims = comparison ? unit_claims(*comparison) : std::vector<analyze::Claim>();
  for (analyze::Claim& claim : coaching_claims(context)) claims.push_back(std::move(claim));
  return claims;
}

}  // namespace dsat::report
