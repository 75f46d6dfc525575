#include "load/durations.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "dsat/base/calendar.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/moments.hpp"

namespace dsat::load {
namespace {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// A plain decimal number without exponent; a single comma is a decimal one unless exactly three digits follow it.
std::optional<double> plain_number(std::string_view text) {
  if (text.empty() || text.size() > 24) return std::nullopt;
  std::string number;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ',') {
      const bool thousands = text.size() - i - 1 == 3 || text.find(',', i + 1) != std::string_view::npos ||
                             text.find('.', i + 1) != std::string_view::npos;
      if (!thousands) number += '.';
    } else if (is_digit(c) || c == '.') {
      number += c;
    } else {
      return std::nullopt;
    }
  }
  return parse_number(number);
}

/// `1:20`, `01:20:00`, `26:00:00.5`, `1.02:03:04`: hours first.
std::optional<double> clock(std::string_view text) {
  double days = 0;
  if (const std::size_t colon = text.find(':'), point = text.find('.');
      point < colon && colon != std::string_view::npos) {
    const auto whole = parse_integer(text.substr(0, point));
    if (!whole || *whole < 0) return std::nullopt;
    days = static_cast<double>(*whole);
    text.remove_prefix(point + 1);
  }
  const auto parts = split(text, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  double seconds = 0;
  constexpr double weights[] = {3600, 60, 1};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string_view part = parts[i];
    if (part.empty() || part.size() > 12 || !is_digit(part[0])) return std::nullopt;
    const auto number = i == 2 ? plain_number(part) : plain_number(part.substr(0, part.find_first_of(".,")));
    if (!number || (i > 0 && *number >= 60) || (i < 2 && part.find_first_of(".,") != std::string_view::npos))
      return std::nullopt;
    seconds += *number * weights[i];
  }
  return days * 86400 + seconds;
}

/// Seconds of one of a word: `h`, `min`, `hours`, `мин`, …; 0 for anything else.
double seconds_of_word(std::string_view word) {
  struct Named {
    double seconds;
    std::vector<std::string_view> words;
  };
  static const std::vector<Named> table = {
      {0.001, {"ms", "millisecond", "milliseconds"}},
      {1, {"s", "sec", "secs", "second", "seconds", "с", "сек", "секунд", "секунды", "sekunden"}},
      {60, {"m", "min", "mins", "minute", "minutes", "м", "мин", "минут", "минуты", "минута", "minuten", "minutos"}},
      {3600,
       {"h", "hr", "hrs", "hour", "hours", "ч", "час", "часа", "часов", "std", "stunden", "stunde", "horas", "hora"}},
      {86400, {"d", "day", "days", "д", "дн", "день", "дня", "дней", "tag", "tage", "dias", "dia", "días", "día"}},
      {7 * 86400, {"w", "week", "weeks", "нед"}},
  };
  for (const Named& one : table)
    if (std::ranges::find(one.words, word) != one.words.end()) return one.seconds;
  return 0;
}

/// `1h 20m`, `2 days 03:04:05`, `1 hour, 5 minutes`, `0 days 00:05:00`.
std::optional<double> worded(std::string_view text) {
  const std::string folded = fold(text);
  text = folded;
  double seconds = 0;
  bool any = false;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ' || text[at] == ',' || text.substr(at).starts_with("and ")) {
      at += text[at] == 'a' ? 4 : 1;
      continue;
    }
    if (!is_digit(text[at])) return std::nullopt;
    std::size_t end = at;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '.' || text[end] == ':')) ++end;
    const std::string_view number = text.substr(at, end - at);
    if (number.find(':') != std::string_view::npos) {
      const auto rest = clock(number);
      if (!rest || end != text.size()) return std::nullopt;
      seconds += *rest;
      any = true;
      break;
    }
    while (end < text.size() && text[end] == ' ') ++end;
    std::size_t word_end = end;
    while (word_end < text.size() && !is_digit(text[word_end]) && text[word_end] != ' ' && text[word_end] != ',')
      ++word_end;
    std::string_view word = text.substr(end, word_end - end);
    if (word.ends_with('.')) word.remove_suffix(1);
    const auto value = plain_number(number);
    const double one = seconds_of_word(word);
    if (!value || one == 0) return std::nullopt;
    seconds += *value * one;
    any = true;
    at = word_end;
  }
  return any ? std::optional(seconds) : std::nullopt;
}

/// ISO 8601: `PT1H20M`, `P1DT2H`, `P2W`.
std::optional<double> iso(std::string_view text) {
  if (text.size() < 3 || (text[0] != 'P' && text[0] != 'p')) return std::nullopt;
  bool in_time = false;
  double seconds = 0;
  for (std::size_t at = 1; at < text.size();) {
    if (text[at] == 'T' || text[at] == 't') {
      in_time = true;
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
    const auto value = plain_number(text.substr(at, end - at));
    if (!value || end == text.size()) return std::nullopt;
    const char unit = static_cast<char>(text[end] & ~0x20);
    const double one = unit == 'W' && !in_time   ? 7 * 86400
                       : unit == 'D' && !in_time ? 86400
                       : unit == 'H' && in_time  ? 3600
                       : unit == 'M' && in_time  ? 60
                       : unit == 'S' && in_time  ? 1
                                                 : 0;
    if (one == 0) return std::nullopt;
    seconds += *value * one;
    at = end + 1;
  }
  return seconds;
}

/// A duration that a spreadsheet or a data frame took for an instant: counted from 1970-01-01, 1900-01-01 or
/// 1899-12-30.
std::optional<double> disguised(std::string_view text) {
  const Stamp stamp = parse_stamp(text);
  if (!stamp.has_time || stamp.has_zone) return std::nullopt;
  int year = stamp.first, month = stamp.second, day = stamp.third;
  if (stamp.shape == Stamp::Shape::triple) {
    // The first days of January: whichever of the two isn't the month is the day.
    year = stamp.third;
    month = 1;
    if (stamp.first != 1 && stamp.second != 1) return std::nullopt;
    day = stamp.first == 1 ? stamp.second : stamp.first;
    if (year < 100) return std::nullopt;
  } else if (stamp.shape != Stamp::Shape::date) {
    return std::nullopt;
  }
  constexpr int longest = 31;
  const bool after_epoch = (year == 1970 || year == 1900) && month == 1 && day <= longest;
  const bool spreadsheet = year == 1899 && month == 12 && day >= 30;
  if (!after_epoch && !spreadsheet) return std::nullopt;
  const int days = spreadsheet ? (day - 30) : day - 1;
  return static_cast<double>(days) * 86400 + stamp.time;
}

}  // namespace

std::optional<double> parse_duration(std::string_view cell, TimeUnit unit) {
  cell = trim(cell);
  if (cell.empty() || cell.size() > 64) return std::nullopt;
  if (cell[0] == '-' && cell.size() > 1 && (is_digit(cell[1]) || cell[1] == 'P')) {
    const auto positive = parse_duration(cell.substr(1), unit);
    return positive ? std::optional(-*positive) : std::nullopt;
  }
  if (const auto number = plain_number(cell)) return *number * seconds_in(unit);
  if (cell.find(':') != std::string_view::npos)
    if (const auto found = clock(cell)) return found;
  if (const auto found = iso(cell)) return found;
  if (const auto found = worded(cell)) return found;
  return disguised(cell);
}

}  // namespace dsat::load
