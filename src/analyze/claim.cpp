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
  }
  return "";
}

}  // namespace dsat::analyze
