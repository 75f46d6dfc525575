#include "report/sections/sections.hpp"
#include "report/sections/units.hpp"

namespace dsat::report {

using namespace document;

std::optional<document::Section> write_teams(const Context& context) {
  const auto comparison = compare_units(context, teams_against_mix, context.recent, context.now);
  if (!comparison) return std::nullopt;
  document::Section section{"teams", "Teams", {}};
  add_units(section, context, *comparison);
  return section;
}

std::vector<analyze::Claim> claims_of_teams(const Context& context) {
  const auto comparison = compare_units(context, teams_against_mix, context.recent, context.now);
  return comparison ? unit_claims(*comparison) : std::vector<analyze::Claim>();
}

}  // namespace dsat::report
