#include <cmath>

#include "dsat/base/number.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/targets/check.hpp"

namespace dsat::fuzz {

void numbers(std::string_view bytes) {
  if (const auto number = parse_number(bytes)) {
    check(std::isfinite(*number), "a number without end");
    check(parse_number(shortest(*number)) == number, "a number came back as another");
    check(parse_number(fixed(*number, 6)).has_value(), "six decimals are no number");
  }
  if (const auto integer = parse_integer(bytes)) {
    check(parse_integer(std::to_string(*integer)) == integer, "an integer came back as another");
    check(parse_number(bytes).has_value(), "an integer that is no number");
  }
}

}  // namespace dsat::fuzz
