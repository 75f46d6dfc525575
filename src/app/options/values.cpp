#include "app/options/values.hpp"

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {

void refuse(std::string_view option, const std::string& value, const std::string& wanted) {
  throw Error(ErrorKind::usage, "--" + std::string(option) + " can't be \"" + value + "\"", "It takes " + wanted + ".");
}

int whole_number(std::string_view option, const std::string& value, int least) {
  const auto number = parse_integer(value);
  if (!number || *number < least || *number > 1'000'000'000)
    refuse(option, value, "a whole number from " + std::to_string(least) + " on");
  return static_cast<int>(*number);
}

double fraction(std::string_view option, const std::string& value) {
  const std::string_view text = trim(value);
  // Moving the point in the text keeps 28.7% the same double as 287 ÷ 1000.
  const auto number = text.ends_with('%') ? parse_number(std::string(trim(text.substr(0, text.size() - 1))) + "e-2")
                                          : parse_number(text);
  if (!number) refuse(option, value, "a share such as 25% or 0.25");
  return *number;
}

std::uint64_t byte_size(std::string_view option, const std::string& value) {
  static constexpr std::string_view units = "kmgt";
  const std::size_t digits = std::min(value.find_first_not_of("0123456789"), value.size());
  const auto number = parse_integer(std::string_view(value).substr(0, digits));
  std::string unit = fold(std::string_view(value).substr(digits));
  if (unit.ends_with("ib"))
    unit.resize(unit.size() - 2);
  else if (unit.ends_with("b"))
    unit.resize(unit.size() - 1);
  const std::size_t power = unit.empty() ? 0 : units.find(unit) + 1;
  if (!number || *number <= 0 || unit.size() > 1 || (unit.size() == 1 && power == 0) || *number > 1'000'000'000'000)
    refuse(option, value, "a size such as 500M or 8GiB");
  return static_cast<std::uint64_t>(*number) << (10 * power);
}

std::pair<std::string, std::string> assignment(std::string_view option, const std::string& value,
                                               const std::string& wanted) {
  const std::size_t equals = value.find('=');
  const std::string_view key = trim(std::string_view(value).substr(0, equals));
  const std::string_view rest = equals == std::string::npos ? "" : trim(std::string_view(value).substr(equals + 1));
  if (key.empty() || rest.empty()) refuse(option, value, wanted);
  return {std::string(key), std::string(rest)};
}

void add_list(std::vector<std::string>& to, const std::string& value) {
  for (const std::string_view part : split(value, ','))
    if (const auto word = trim(part); !word.empty()) to.emplace_back(word);
}

bool is_on(const std::string& value) {
  return value == "on" || value == "true";
}

}  // namespace dsat::app
