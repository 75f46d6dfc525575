#include "dsat/analyze/claim.hpp"

namespace dsat::analyze {

std::string_view name_of(Family family) {
  switch (family) {
    case Family::explain:
      return "explain";
    case Family::tags:
      return "tags";
    case Family::trend:
      return "trend";
    case Family::speed:
      return "speed";
    case Family::agents:
      return "agents";
    case Family::hours:
      return "hours";
    case Family::kpis:
      return "kpis";
    case Family::survey:
      return "survey";
    case Family::actions:
      return "actions";
    case Family::qa:
      return "qa";
  }
  return "";
}

}  // namespace dsat::analyze
