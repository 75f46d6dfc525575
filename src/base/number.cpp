#include "dsat/base/number.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace dsat {
namespace {

/// The number that all of `text` spells; from_chars knows neither locale nor `+` nor `0x`.
template <class Number>
std::optional<Number> parse_whole(std::string_view text) {
  Number value{};
  const char* const end = text.data() + text.size();
  const auto [stop, trouble] = std::from_chars(text.data(), end, value);
  if (trouble != std::errc{} || stop != end) return std::nullopt;
  return value;
}

/// The digits of the largest double, its sign and point, and some decimals.
constexpr std::size_t longest_fixed = 512;

template <class... Format>
std::string in_chars(double value, Format... format) {
  std::array<char, longest_fixed> buffer{};
  const auto [end, trouble] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format...);
  return trouble == std::errc{} ? std::string(buffer.data(), end) : std::string();
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  const auto value = parse_whole<double>(text);
  // from_chars reads `inf` and `nan` too.
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  return parse_whole<std::int64_t>(text);
}

std::string fixed(double value, int decimals) {
  std::string text = in_chars(value, std::chars_format::fixed, decimals);
  if (text.starts_with('-') && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);
  return text;
}

std::string shortest(double value) {
  if (value == 0) return "0";
  // Left alone, to_chars writes 100000 as 1e+05.
  const double size = std::abs(value);
  return size >= 1e-5 && size < 1e16 ? in_chars(value, std::chars_format::fixed) : in_chars(value);
}

std::string grouped(std::int64_t value) {
  std::string text = std::to_string(value);
  const std::size_t first_digit = value < 0 ? 1 : 0;
  for (std::size_t at = text.size(); at > first_digit + 3; text.insert(at, 1, ',')) at -= 3;
  return text;
}

std::string percent(double fraction, int decimals) {
  return fixed(fraction * 100, decimals) + " %";
}

}  // namespace dsat
