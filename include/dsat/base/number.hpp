#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Numbers in and out, the same in every locale.
namespace dsat {

/// The whole text as a finite decimal number (`3`, `-3.50`, `1e3`, full-width digits folded by the caller);
/// nothing for anything else: no blanks, no hexadecimal, no `inf` or `nan`, no value beyond a double.
std::optional<double> parse_number(std::string_view text);

/// The whole text as a decimal integer within 64 bits.
std::optional<std::int64_t> parse_integer(std::string_view text);

/// Fixed number of decimals, point as separator, `-0.00` written as `0.00`.
std::string fixed(double value, int decimals);

/// Shortest text that reads back as the same double; integers without a point.
std::string shortest(double value);

/// Thousands separated by commas: `1,284`.
std::string grouped(std::int64_t value);

/// A fraction as per cent: `percent(0.192)` is `19.2 %`.
std::string percent(double fraction, int decimals = 1);

}  // namespace dsat
