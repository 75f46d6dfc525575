#pragma once
#include <cstdint>
#include <string>
#include <string_view>

/// How a spreadsheet shows a number: dates and times are numbers too, and only their format tells.
namespace dsat::load {

enum class NumberKind : std::uint8_t {
  general,
  zeros,    ///< `00000`: padded to that many digits
  percent,  ///< 0.85 is 85%
  date,
  date_time,
  time,
  span,  ///< `[h]:mm`: more than 24 hours are possible
};

/// A format's meaning.
struct NumberFormat {
  NumberKind kind = NumberKind::general;
  int digits = 0;  ///< of zeros
};

/// By the format's code, as Excel and LibreOffice write it: `dd\.mm\.yyyy hh:mm`, `[$-409]mmm d, yyyy;@`, `[h]:mm`.
NumberFormat number_format(std::string_view code);
/// By the number of a format that every program knows (ECMA-376, 18.8.30); general for others.
NumberFormat number_format(int builtin);

/// A number as a cell's text. Days count from 1899-12-30, or from 1904-01-01.
std::string show_number(double value, NumberFormat format, bool from_1904 = false);

/// An instant that a cell holds as text: `2026-11-02T10:15:00` with a blank.
std::string show_instant(std::string text);

}  // namespace dsat::load
