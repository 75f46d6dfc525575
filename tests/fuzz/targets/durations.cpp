#include "load/durations.hpp"

#include <cmath>

#include "fuzz/targets.hpp"
#include "fuzz/targets/check.hpp"

namespace dsat::fuzz {

/// The first byte chooses the unit; the rest is a cell.
void durations(std::string_view bytes) {
  using namespace load;
  if (bytes.empty()) return;
  const auto unit = static_cast<TimeUnit>(static_cast<unsigned char>(bytes.front()) % 6);
  const std::string cell(bytes.substr(1));
  const auto seconds = parse_duration(cell, unit);
  if (!seconds) return;
  check(std::isfinite(*seconds), "an endless time");
  const bool has_sign = cell.find('-') != cell.npos || cell.find("\u2212") != cell.npos;
  check(*seconds >= 0 || has_sign, "less than nothing without a sign");
  check(cell.find_first_of("0123456789") != cell.npos, "a time span without a digit");
  if (*seconds > 0 && !has_sign)
    if (const auto opposite = parse_duration("-" + cell, unit))
      check(*opposite == -*seconds, "a sign changes the size");
}

}  // namespace dsat::fuzz
