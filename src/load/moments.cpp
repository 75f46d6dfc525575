#include "load/moments.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/meaning/lexicon.hpp"

namespace dsat::load {
namespace {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The number in `length` digits at `at`; -1 if they aren't digits.
constexpr int digits(std::string_view text, std::size_t at, std::size_t length) {
  if (at + length > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + length; ++i) {
    if (!is_digit(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

constexpr bool is_date(int year, int month, int day) {
  constexpr std::array<int, 13> lengths{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= lengths[static_cast<std::size_t>(month)] + (month == 2 && leap ? 1 : 0);
}

constexpr int whole_year(int year) {
  return year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year;
}

/// What words mean in a time stamp, folded: months, halves of the day, zones (seconds east of UTC), and words that say
/// nothing because the date says it already.
struct StampWords {
  std::unordered_map<std::string, int> months, zones;
  std::unordered_map<std::string, bool> afternoon;
  std::unordered_set<std::string> weekdays;
};

const StampWords& stamp_words() {
  static const auto table = [] {
    StampWords words;
    const auto number = [](const LexiconEntry& entry) {
      return entry.arguments.empty() ? 0 : static_cast<int>(parse_integer(entry.arguments.front()).value_or(0));
    };
    for (const LexiconEntry& entry : lexicon("month"))
      for (const std::string_view word : entry.words) words.months.emplace(fold(word), number(entry));
    for (const LexiconEntry& entry : lexicon("zone"))
      for (const std::string_view word : entry.words) words.zones.emplace(fold(word), number(entry) * 60);
    for (const LexiconEntry& entry : lexicon("meridiem"))
      for (const std::string_view word : entry.words)
        words.afternoon.emplace(fold(word), !entry.arguments.empty() && entry.arguments.front() == "pm");
    for (const LexiconEntry& entry : lexicon("weekday"))
      for (const std::string_view word : entry.words) words.weekdays.insert(fold(word));
    return words;
  }();
  return table;
}

/// Words that may stand in a time stamp and say nothing.
bool is_filler(const std::string& word) {
  static constexpr std::string_view words[] = {"t",  "at", "de", "of",  "the", "um", "uhr", "г",  "в",  "à",   "às",
                                               "h",  "on", "kl", "del", "th",  "st", "nd",  "rd", "a",  "las", "le",
                                               "il", "om", "o",  "den", "klo", "ob", "og",  "er", "lúc"};
  return std::ranges::find(words, word) != std::end(words) || stamp_words().weekdays.contains(word);
}

/// Seconds east of UTC of a zone's short name.
std::optional<int> zone_offset(const std::string& word) {
  const auto found = stamp_words().zones.find(word);
  return found == stamp_words().zones.end() ? std::nullopt : std::optional(found->second);
}

/// `+02:00`, `-0800`, `+02` at `at`; moves past it.
std::optional<int> parse_offset(std::string_view text, std::size_t& at) {
  const int sign = text[at] == '-' ? -1 : 1;
  const bool one_digit =
      at + 1 < text.size() && is_digit(text[at + 1]) && (at + 2 == text.size() || !is_digit(text[at + 2]));
  const int hours = digits(text, at + 1, one_digit ? 1 : 2);
  if (hours < 0 || hours > 18) return std::nullopt;
  std::size_t end = at + (one_digit ? 2 : 3);
  int minutes = 0;
  const std::size_t minutes_at = end < text.size() && text[end] == ':' ? end + 1 : end;
  if (const int found = digits(text, minutes_at, 2); found >= 0) {
    if (found > 59) return std::nullopt;
    minutes = found;
    end = minutes_at + 2;
  }
  if (end < text.size() && is_digit(text[end])) return std::nullopt;
  at = end;
  return sign * (hours * 3600 + minutes * 60);
}

/// `H:MM`, `HH:MM:SS`, `HH:MM:SS.fraction` at `at`; moves past it. 24:00 is the end of the day, a 60th second the 59th.
std::optional<int> parse_time(std::string_view text, std::size_t& at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  const int hours = end - at <= 2 ? digits(text, at, end - at) : -1;
  if (hours < 0 || hours > 24 || end >= text.size() || text[end] != ':') return std::nullopt;
  const int minutes = digits(text, end + 1, 2);
  if (minutes < 0 || minutes > 59) return std::nullopt;
  end += 3;
  int seconds = 0;
  if (end < text.size() && text[end] == ':') {
    seconds = digits(text, end + 1, 2);
    if (seconds < 0 || seconds > 60) return std::nullopt;
    end += 3;
    if (end + 1 < text.size() && (text[end] == '.' || text[end] == ',') && is_digit(text[end + 1])) {
      ++end;
      while (end < text.size() && is_digit(text[end])) ++end;
    }
  }
  if (end < text.size() && is_digit(text[end])) return std::nullopt;
  const int total = hours * 3600 + minutes * 60 + std::min(seconds, 59);
  if (total > 86400) return std::nullopt;
  at = end;
  return total;
}

/// Unix seconds (9 or 10 digits), milliseconds (12, 13) or microseconds (15, 16), perhaps with a fraction.
std::optional<Stamp> parse_unix(std::string_view cell) {
  std::size_t length = 0;
  while (length < cell.size() && is_digit(cell[length])) ++length;
  if (length < 9 || length > 16) return std::nullopt;
  if (length < cell.size()) {
    if (cell[length] != '.' || length > 13) return std::nullopt;
    for (std::size_t i = length + 1; i < cell.size(); ++i)
      if (!is_digit(cell[i])) return std::nullopt;
  }
  std::int64_t value = 0;
  for (std::size_t i = 0; i < length; ++i) value = value * 10 + (cell[i] - '0');
  Stamp stamp;
  stamp.shape = Stamp::Shape::instant;
  stamp.has_time = stamp.has_zone = true;
  if (length <= 10)
    stamp.seconds = value;
  else if (length == 12 || length == 13)
    stamp.seconds = value / 1000;
  else if (length >= 15)
    stamp.seconds = value / 1'000'000;
  else
    return std::nullopt;
  return stamp;
}

/// The parts of a stamp as they are found, left to right.
struct Parts {
  struct Number {
    int value = 0;
    std::size_t length = 0;
    char before = 0;  ///< the separator before it
  };
  std::array<Number, 3> numbers{};
  std::size_t count = 0;
  int month = 0;
  std::size_t month_after = 0;  ///< how many numbers stood before the month's name
  std::optional<int> time, offset;
  bool morning = false, afternoon = false;
};

bool add_number(Parts& parts, int value, std::size_t length, char before) {
  if (parts.count == 3) return false;
  parts.numbers[parts.count++] = {value, length, before};
  return true;
}

/// `20260105` and `080000` of the compact ISO form, or a number of a date.
bool take_digits(std::string_view text, std::size_t& at, Parts& parts, char before) {
  if (std::size_t end = at; const auto time = parse_time(text, end)) {
    if (parts.time) return false;
    parts.time = time;
    at = end;
    return true;
  }
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  const std::size_t length = end - at;
  const std::size_t begin = at;
  at = end;
  if (length == 8 && parts.count == 0)
    return add_number(parts, digits(text, begin, 4), 4, before) &&
           add_number(parts, digits(text, begin + 4, 2), 2, '-') &&
           add_number(parts, digits(text, begin + 6, 2), 2, '-');
  if (length == 6 && parts.count == 3 && !parts.time && (before == 'T' || before == 't')) {
    const int hours = digits(text, begin, 2), minutes = digits(text, begin + 2, 2),
              seconds = digits(text, begin + 4, 2);
    if (hours > 23 || minutes > 59 || seconds > 60) return false;
    parts.time = hours * 3600 + minutes * 60 + std::min(seconds, 59);
    return true;
  }
  if (length > 4) return false;
  return add_number(parts, digits(text, begin, length), length, before);
}

/// A run of letters: a month, a half of the day, a zone, or a word that says nothing.
bool take_word(std::string_view text, std::size_t& at, Parts& parts) {
  const std::size_t begin = at;
  while (at < text.size()) {
    const char c = text[at];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    if (!letter) break;
    ++at;
  }
  // `a.m.` and `p.m.`
  if (at - begin == 1 && at + 1 < text.size() && text[at] == '.' && (text[at + 1] == 'm' || text[at + 1] == 'M')) {
    (text[begin] == 'a' || text[begin] == 'A' ? parts.morning : parts.afternoon) = true;
    at += 2;
    return true;
  }
  const std::string word = fold(text.substr(begin, at - begin));
  const StampWords& known = stamp_words();
  if (const auto half = known.afternoon.find(word); half != known.afternoon.end()) {
    (half->second ? parts.afternoon : parts.morning) = true;
    return true;
  }
  if (const auto month = known.months.find(word); month != known.months.end() && parts.month == 0) {
    parts.month = month->second;
    parts.month_after = parts.count;
    return true;
  }
  if (parts.time && !parts.offset)
    if (const auto offset = zone_offset(word)) {
      parts.offset = offset;
      // `UTC+02:00`
      if (at < text.size() && (text[at] == '+' || text[at] == '-')) parts.offset = parse_offset(text, at);
      return parts.offset.has_value();
    }
  return is_filler(word);
}

/// Digits of other scripts, the units behind numbers that Chinese, Japanese and Korean write, and `(火)` made plain;
/// also `p. m.`. Most cells have none of it.
std::string plain_stamp(std::string_view cell) {
  std::string text;
  for (std::size_t at = 0; at < cell.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(cell, at);
    const auto digit = [&](char32_t zero) { return c >= zero && c <= zero + 9; };
    if (digit(U'٠') || digit(U'۰') || digit(U'०') || digit(U'０')) {
      const char32_t zero = digit(U'٠') ? U'٠' : digit(U'۰') ? U'۰' : digit(U'०') ? U'०' : U'０';
      text += static_cast<char>('0' + (c - zero));
    } else if (c == U'年' || c == U'년' || c == U'月' || c == U'월') {
      text += '-';
    } else if (c == U'日' || c == U'일') {
      text += ' ';
    } else if (c == U'時' || c == U'时' || c == U'시' || c == U'点' || c == U'分' || c == U'분' || c == U'：') {
      text += ':';
    } else if (c == U'秒' || c == U'초' || c == U'\u200E' || c == U'\u200F') {
      continue;
    } else if (c == U'／') {
      text += '/';
    } else if (c == U'（' || c == U'(') {
      // The weekday in brackets.
      std::size_t after = at;
      const char32_t day = next_code_point(cell, after);
      std::size_t behind = after;
      const char32_t close = after < cell.size() ? next_code_point(cell, behind) : 0;
      if (day >= 0x2E80 && (close == U'）' || close == U')')) {
        at = behind;
        text += ' ';
      } else {
        text += cell.substr(begin, at - begin);
      }
    } else if (c == U'，' || c == U'、' || c == U'،' || c == U'\u00A0' || c == U'\u202F' || c == U'\u3000') {
      text += ' ';
    } else {
      // A word behind a number or before one, without a blank: `午後3:15`.
      const bool wide = c >= 0x2E80;
      if (wide && !text.empty() && is_digit(text.back())) text += ' ';
      text += cell.substr(begin, at - begin);
      if (wide && at < cell.size() && is_digit(cell[at])) text += ' ';
    }
  }
  // Units leave a mark behind the last number: `10:15:`, `2026-2-1- `.
  for (std::size_t at; (at = text.find(": ")) != text.npos || (at = text.find("- ")) != text.npos;) text.erase(at, 1);
  while (text.ends_with(':') || text.ends_with('-') || text.ends_with(' ')) text.pop_back();
  return text;
}

bool needs_plain_form(std::string_view cell) {
  return std::ranges::any_of(cell, [](char c) { return static_cast<unsigned char>(c) >= 0xC2; });
}

/// `p. m.` as `pm`, a zone's long name in brackets behind its offset dropped.
std::string without_flourish(std::string_view cell) {
  std::string text(cell);
  for (const auto& [spelled, plain] :
       {std::pair(std::string_view("a. m."), "am"), std::pair(std::string_view("p. m."), "pm")})
    for (const std::string_view variant : {spelled, spelled.substr(0, 4)})
      if (const std::size_t at = fold(text).find(variant); at != text.npos && fold(text).size() == text.size())
        text.replace(at, variant.size(), plain);
  if (text.ends_with(')'))
    if (const std::size_t open = text.rfind(" ("); open != text.npos && text.find("GMT") < open) text.resize(open);
  return text;
}

std::optional<Parts> take_apart(std::string_view text) {
  Parts parts;
  char before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (is_digit(c)) {
      if (!take_digits(text, at, parts, before)) return std::nullopt;
      before = 0;
    } else if ((c == '+' || c == '-') && parts.time && at + 1 < text.size() && is_digit(text[at + 1])) {
      if (parts.offset) return std::nullopt;
      parts.offset = parse_offset(text, at);
      if (!parts.offset) return std::nullopt;
    } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80) {
      if (text.substr(at).starts_with("\u00A0") || text.substr(at).starts_with("\u202F")) {
        at += text[at] == '\xC2' ? 2 : 3;  // a no-break blank before AM
        continue;
      }
      before = c;
      if (!take_word(text, at, parts)) return std::nullopt;
    } else if (c == ' ' || c == ',' || c == '/' || c == '-' || c == '.' || c == '(' || c == ')' || c == '\t') {
      if (before == 0 || c != ' ') before = c;
      ++at;
    } else {
      return std::nullopt;
    }
  }
  return parts;
}

/// The zone that a region's name at the end of a stamp says: `US/Eastern`, `Europe/Berlin`.
std::optional<Zone> region_at_end(std::string_view cell) {
  const std::size_t blank = cell.rfind(' ');
  if (blank == cell.npos) return std::nullopt;
  const std::string_view name = cell.substr(blank + 1);
  const std::size_t slash = name.find('/');
  if (slash == name.npos || slash < 2 || std::ranges::any_of(name, is_digit)) return std::nullopt;
  try {
    return Zone::named(name);
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool apply_time(const Parts& parts, Stamp& stamp) {
  if (!parts.time) return !parts.morning && !parts.afternoon && !parts.offset;
  stamp.has_time = true;
  stamp.time = *parts.time;
  if (parts.morning || parts.afternoon) {
    if (parts.morning && parts.afternoon) return false;
    const int hour = stamp.time / 3600;
    if (hour > 12) return !parts.morning;  // `14:05 PM` is what some writers make
    stamp.twelve_hours = true;
    if (parts.morning && hour == 12) stamp.time -= 12 * 3600;
    if (parts.afternoon && hour < 12) stamp.time += 12 * 3600;
  }
  if (parts.offset) {
    stamp.has_zone = true;
    stamp.offset = *parts.offset;
  }
  return true;
}

}  // namespace

std::string_view name_of(DateOrder order) {
  switch (order) {
    case DateOrder::ymd:
      return "y/m/d";
    case DateOrder::dmy:
      return "d/m/y";
    case DateOrder::mdy:
      return "m/d/y";
    case DateOrder::unknown:
      break;
  }
  return "";
}

std::string_view key_of(DateOrder order) {
  switch (order) {
    case DateOrder::ymd:
      return "ymd";
    case DateOrder::dmy:
      return "dmy";
    case DateOrder::mdy:
      return "mdy";
    case DateOrder::unknown:
      break;
  }
  return "";
}

std::optional<DateOrder> date_order_named(std::string_view key) {
  for (const DateOrder order : {DateOrder::ymd, DateOrder::dmy, DateOrder::mdy})
    if (key == key_of(order)) return order;
  return std::nullopt;
}

bool parse_iso_stamp(std::string_view cell, Stamp& stamp) {
  if (cell.size() < 10 || cell[4] != '-' || cell[7] != '-') return false;
  const int year = digits(cell, 0, 4), month = digits(cell, 5, 2), day = digits(cell, 8, 2);
  if (year < 0 || month < 0 || day < 0 || !is_date(year, month, day)) return false;
  stamp = Stamp{};
  stamp.shape = Stamp::Shape::date;
  stamp.first = year, stamp.second = month, stamp.third = day;
  if (cell.size() == 10) return true;
  if (cell[10] != 'T' && cell[10] != ' ') return false;
  if (cell.size() < 16 || cell[13] != ':') return false;
  std::size_t at = 11;
  const auto time = parse_time(cell, at);
  if (!time) return false;
  stamp.has_time = true;
  stamp.time = *time;
  if (at == cell.size()) return true;
  if (cell[at] == ' ' && at + 1 < cell.size()) ++at;
  if (cell[at] == 'Z' || cell[at] == 'z') {
    stamp.has_zone = true;
    return at + 1 == cell.size();
  }
  if (cell.substr(at) == "UTC") return stamp.has_zone = true;
  if (cell[at] != '+' && cell[at] != '-') return false;
  const auto offset = parse_offset(cell, at);
  if (!offset || at != cell.size()) return false;
  stamp.has_zone = true;
  stamp.offset = *offset;
  return true;
}

Stamp parse_stamp(std::string_view cell) {
  cell = trim(cell);
  Stamp stamp;
  if (parse_iso_stamp(cell, stamp)) return stamp;
  stamp = Stamp{};
  if (cell.empty() || cell.size() > 100) return stamp;
  if (const auto unix_time = parse_unix(cell)) return *unix_time;
  std::string plain;
  if (needs_plain_form(cell)) cell = plain = plain_stamp(cell);
  if (cell.ends_with(')') || cell.ends_with('.') || cell.find(". ") != cell.npos) cell = plain = without_flourish(cell);
  const auto region = region_at_end(cell);
  if (region) cell = trim(cell.substr(0, cell.rfind(' ')));
  const auto parts = take_apart(cell);
  if (!parts || !apply_time(*parts, stamp)) return Stamp{};
  const auto& numbers = parts->numbers;
  if (parts->count == 0 && parts->month == 0) {
    if (!parts->time) return Stamp{};
    stamp.shape = Stamp::Shape::time_only;
  } else if (parts->month != 0) {
    if (parts->count == 1) {
      if (numbers[0].length > 2) return Stamp{};
      stamp.shape = Stamp::Shape::no_year;
      stamp.second = parts->month, stamp.third = numbers[0].value;
    } else if (parts->count == 2) {
      const bool year_first = numbers[0].length == 4;
      const auto& year = numbers[year_first ? 0 : 1];
      const auto& day = numbers[year_first ? 1 : 0];
      stamp.shape = Stamp::Shape::date;
      stamp.first = whole_year(year.value), stamp.second = parts->month, stamp.third = day.value;
    } else {
      return Stamp{};
    }
  } else if (parts->count == 3) {
    stamp.first = numbers[0].value, stamp.second = numbers[1].value, stamp.third = numbers[2].value;
    if (numbers[0].length == 4) {
      stamp.shape = Stamp::Shape::date;
    } else {
      stamp.shape = Stamp::Shape::triple;
      stamp.two_digit_year = numbers[2].length <= 2;
      if (numbers[0].length > 2 || numbers[1].length > 2 || numbers[2].length == 3) return Stamp{};
      // Nobody writes the month first between points.
      if (numbers[1].before == '.' && numbers[2].before == '.') {
        stamp.shape = Stamp::Shape::date;
        std::swap(stamp.first, stamp.third);
        stamp.first = whole_year(stamp.first);
      }
    }
  } else {
    return Stamp{};
  }
  if (stamp.shape == Stamp::Shape::date && !is_date(stamp.first, stamp.second, stamp.third)) return Stamp{};
  if (stamp.shape == Stamp::Shape::no_year && !is_date(2000, stamp.second, stamp.third)) return Stamp{};
  if (stamp.shape == Stamp::Shape::triple && !order_of(stamp)) return Stamp{};
  if (region && stamp.has_time && !stamp.has_zone) {
    // A region's offset depends on the day, which only a whole date tells.
    if (stamp.shape != Stamp::Shape::date) return Stamp{};
    const std::int64_t wall = std::int64_t{day_of({stamp.first, stamp.second, stamp.third})} * 86400 + stamp.time;
    stamp.has_zone = true;
    stamp.offset = static_cast<std::int32_t>(wall - region->to_utc(wall));
  }
  return stamp;
}

std::optional<DateOrder> order_of(const Stamp& triple) {
  const bool dmy = is_date(whole_year(triple.third), triple.second, triple.first);
  const bool mdy = is_date(whole_year(triple.third), triple.first, triple.second);
  // Two-digit years first are only believed where nothing else makes a date.
  const bool ymd = triple.two_digit_year && is_date(whole_year(triple.first), triple.second, triple.third);
  if (dmy && mdy) return DateOrder::unknown;
  if (dmy) return DateOrder::dmy;
  if (mdy) return DateOrder::mdy;
  if (ymd) return DateOrder::ymd;
  return std::nullopt;
}

bool is_sentinel(Moment moment, const Zone& zone) {
  // Nearly all moments are seen to be none at once.
  constexpr std::int64_t a_day = 86400, year_1971 = 365 * a_day, year_9999 = std::int64_t{2932532} * a_day;
  if (!moment || (moment.seconds() > year_1971 && moment.seconds() < year_9999)) return false;
  const CivilDate date = civil(zone.day_of(moment));
  if (date.year == 9999 && date.month == 12 && date.day == 31) return true;
  const std::int64_t wall = moment.is_date() ? moment.seconds() : zone.to_local(moment.seconds());
  if (wall % a_day != 0) return false;
  const auto is = [&](int year, int month, int day) {
    return date.year == year && static_cast<int>(date.month) == month && static_cast<int>(date.day) == day;
  };
  return is(1970, 1, 1) || is(1, 1, 1) || is(1900, 1, 1) || is(1899, 12, 30);
}

Moment moment_of(const Stamp& stamp, DateOrder order, const Zone& zone, std::optional<Day> reference) {
  int year = stamp.first, month = stamp.second, day = stamp.third;
  switch (stamp.shape) {
    case Stamp::Shape::none:
    case Stamp::Shape::time_only:
      return {};
    case Stamp::Shape::instant:
      return Moment::instant(stamp.seconds);
    case Stamp::Shape::date:
      break;
    case Stamp::Shape::triple:
      if (order == DateOrder::ymd) {
        if (!stamp.two_digit_year) return {};
        year = whole_year(stamp.first), month = stamp.second, day = stamp.third;
      } else {
        year = whole_year(stamp.third);
        month = order == DateOrder::mdy ? stamp.first : stamp.second;
        day = order == DateOrder::mdy ? stamp.second : stamp.first;
      }
      if (order == DateOrder::unknown || !is_date(year, month, day)) return {};
      break;
    case Stamp::Shape::no_year: {
      if (!reference) return {};
      year = civil(*reference).year;
      if (!is_date(year, month, day) || day_of({year, month, day}) > *reference) --year;
      // A 29th of February belongs to the last leap year.
      for (int tries = 0; tries < 8 && !is_date(year, month, day); ++tries) --year;
      if (!is_date(year, month, day)) return {};
      break;
    }
  }
  const Day date = day_of({year, month, day});
  if (!stamp.has_time) return Moment::date(date);
  const std::int64_t wall_clock = std::int64_t{date} * 86400 + stamp.time;
  if (stamp.has_zone) return Moment::instant(wall_clock - stamp.offset);
  return Moment::instant(zone.is_utc() ? wall_clock : zone.to_utc(wall_clock));
}

}  // namespace dsat::load
