#include "load/sheets/number_format.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dsat/base/calendar.hpp"
#include "dsat/base/number.hpp"

namespace dsat::load {
namespace {

constexpr double seconds_a_day = 86400;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// The letters of a format that stand for something: without quoted texts, escaped signs, colours and languages.
struct Letters {
  bool year = false, day = false, month_or_minute = false, hour = false, second = false, span = false, percent = false;
  int zeros = 0;
  bool only_zeros = true;

  explicit Letters(std::string_view code) {
    for (std::size_t i = 0; i < code.size(); ++i) {
      const char c = code[i];
      if (c == ';') break;  // the first section is that of positive numbers
      if (c == '"') {
        i = std::min(code.find('"', i + 1), code.size() - 1);
      } else if (c == '\\' || c == '_' || c == '*') {
        ++i;
      } else if (c == '[') {
        const std::size_t end = code.find(']', i);
        if (end == code.npos) break;
        const char first = i + 1 < end ? lower(code[i + 1]) : ' ';
        bool all = end > i + 1;
        for (std::size_t at = i + 1; at < end; ++at) all = all && lower(code[at]) == first;
        if (all && (first == 'h' || first == 'm' || first == 's')) span = true;
        i = end;
      } else {
        take(c, code.substr(i));
        if (fold_general(code.substr(i))) i += 6;
      }
    }
  }

 private:
  static bool fold_general(std::string_view rest) {
    constexpr std::string_view general = "general";
    if (rest.size() < general.size()) return false;
    for (std::size_t i = 0; i < general.size(); ++i)
      if (lower(rest[i]) != general[i]) return false;
    return true;
  }
  void take(char c, std::string_view rest) {
    if (fold_general(rest)) {
      only_zeros = false;
      return;
    }
    switch (lower(c)) {
      case 'y':
      case 'e':
        // `0.00E+00` isn't a year.
        if (lower(c) == 'y' || (rest.size() > 1 && rest[1] != '+' && rest[1] != '-')) year = true;
        break;
      case 'd':
        day = true;
        break;
      case 'm':
        month_or_minute = true;
        break;
      case 'h':
        hour = true;
        break;
      case 's':
        second = true;
        break;
      case '%':
        percent = true;
        break;
      case '0':
        ++zeros;
        return;
      default:
        break;
    }
    only_zeros = false;
  }
};

std::string show_days(double value, NumberKind kind, bool from_1904) {
  const Day epoch = from_1904 ? day_of({1904, 1, 1}) : day_of({1899, 12, 30});
  // Excel counts a 29th of February 1900 that never was.
  if (!from_1904 && value >= 1 && value < 60) value += 1;
  const double whole = std::floor(value);
  // To a hundredth of a second, which is what is left of a double's digits.
  double seconds = std::round((value - whole) * seconds_a_day * 100) / 100;
  double days = whole;
  if (seconds >= seconds_a_day) seconds -= seconds_a_day, days += 1;
  const auto date = civil(epoch + static_cast<Day>(days));
  const auto total = static_cast<std::int64_t>(std::llround(seconds));
  std::string time = fmt::format("{:02}:{:02}:{:02}", total / 3600, total / 60 % 60, total % 60);
  if (total >= 86400) time = "23:59:59";
  if (kind == NumberKind::time && days >= 0 && days < 1) return time;
  std::string text = fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
  return seconds == 0 && kind == NumberKind::date ? text : text + " " + time;
}

std::string show_span(double value) {
  const auto total = static_cast<std::int64_t>(std::llround(std::abs(value) * seconds_a_day));
  return fmt::format("{}{}:{:02}:{:02}", value < 0 ? "-" : "", total / 3600, total / 60 % 60, total % 60);
}

/// All the digits that a spreadsheet keeps, and no more: 4.4000000000000004 is 4.4.
std::string show_plain(double value) {
  constexpr double most_exact = 1e15;
  if (value == std::floor(value) && std::abs(value) < 1e21)
    return std::abs(value) < most_exact ? std::to_string(static_cast<std::int64_t>(value))
                                        : fmt::format("{:.0f}", *parse_number(fmt::format("{:.15g}", value)));
  return fmt::format("{:.15g}", value);
}

}  // namespace

NumberFormat number_format(std::string_view code) {
  const Letters letters(code);
  if (letters.span) return {NumberKind::span, 0};
  const bool time = letters.hour || letters.second;
  // `m` alone is a month, beside hours or seconds minutes.
  const bool date = letters.year || letters.day || (letters.month_or_minute && !time);
  if (date) return {time ? NumberKind::date_time : NumberKind::date, 0};
  if (time) return {NumberKind::time, 0};
  if (letters.percent) return {NumberKind::percent, 0};
  if (letters.only_zeros && letters.zeros > 1) return {NumberKind::zeros, letters.zeros};
  return {};
}

NumberFormat number_format(int builtin) {
  if (builtin == 9 || builtin == 10) return {NumberKind::percent, 0};
  if ((builtin >= 14 && builtin <= 17) || (builtin >= 27 && builtin <= 31) || builtin == 36 ||
      (builtin >= 50 && builtin <= 54) || builtin == 57 || builtin == 58)
    return {NumberKind::date, 0};
  if (builtin == 22) return {NumberKind::date_time, 0};
  if ((builtin >= 18 && builtin <= 21) || builtin == 45 || builtin == 47 || (builtin >= 32 && builtin <= 35) ||
      builtin == 55 || builtin == 56)
    return {NumberKind::time, 0};
  if (builtin == 46) return {NumberKind::span, 0};
  return {};
}

std::string show_number(double value, NumberFormat format, bool from_1904) {
  if (!std::isfinite(value)) return "#NUM!";
  constexpr double last_day = 2958466;  // of the year 9999
  switch (format.kind) {
    case NumberKind::date:
    case NumberKind::date_time:
    case NumberKind::time:
      if (value >= 0 && value < last_day) return show_days(value, format.kind, from_1904);
      break;
    case NumberKind::span:
      if (std::abs(value) < last_day) return show_span(value);
      break;
    case NumberKind::percent:
      return show_plain(std::round(value * 1e10) / 1e8) + "%";
    case NumberKind::zeros:
      if (value >= 0 && value == std::floor(value) && value < 1e15)
        return fmt::format("{:0{}}", static_cast<std::int64_t>(value), format.digits);
      break;
    case NumberKind::general:
      break;
  }
  return show_plain(value);
}

std::string show_instant(std::string text) {
  if (const std::size_t t = text.find('T'); t != text.npos) text[t] = ' ';
  return text;
}

}  // namespace dsat::load
