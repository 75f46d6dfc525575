#include "load/moments.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <mutex>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/date_text.hpp"
#include "load/meaning/calendar_words.hpp"

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

/// `+02:00`, `-0800`, `+02` at `at`, and `+1`, `+5:30` where a zone's name stands before it; moves past it.
std::optional<int> parse_offset(std::string_view text, std::size_t& at, bool after_name = false) {
  const int sign = text[at] == '-' ? -1 : 1;
  std::size_t end = at + 3;
  int hours = digits(text, at + 1, 2);
  if (hours < 0 && after_name) {
    hours = digits(text, at + 1, 1);
    end = at + 2;
  }
  if (hours < 0 || hours > 18) return std::nullopt;
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

/// The zone of a place, `US/Eastern`; nullptr if there is none of that name. Looked up once a name.
const Zone* zone_of_place(const std::string& name) {
  static std::mutex guard;
  static std::map<std::string, std::optional<Zone>> known;
  constexpr std::size_t most_names = 1000;  // a column of texts that look like places
  const std::lock_guard lock(guard);
  if (const auto found = known.find(name); found != known.end()) return found->second ? &*found->second : nullptr;
  if (known.size() >= most_names) return nullptr;
  std::optional<Zone>& zone = known[name];
  try {
    zone = Zone::named(name);
  } catch (const Error&) {
    return nullptr;
  }
  return &*zone;
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
  bool month_may_be_weekday = false;
  bool month_follows = false;  ///< the next number is the month
  std::optional<int> time, offset;
  const Zone* region = nullptr;
  bool zone_is_guess = false;
  bool morning = false, afternoon = false;
  bool words_between = false;  ///< a word stood between the numbers of the date
};

bool add_number(Parts& parts, int value, std::size_t length, char before) {
  if (parts.month_follows) {
    parts.month_follows = false;
    if (parts.month != 0 || value < 1 || value > 12) return false;
    parts.month = value;
    return true;
  }
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

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

/// Where a run of letters ends; an apostrophe between two is one.
std::size_t end_of_word(std::string_view text, std::size_t at) {
  while (at < text.size() &&
         (is_letter(text[at]) || (text[at] == '\'' && at + 1 < text.size() && is_letter(text[at + 1]))))
    ++at;
  return at;
}

/// `a.m.`, `p. m.`, `A M` at `at`; moves past it.
bool take_half_day(std::string_view text, std::size_t& at, Parts& parts) {
  const char half = static_cast<char>(text[at] | 0x20);
  if (half != 'a' && half != 'p') return false;
  std::size_t m = at + 1;
  while (m < text.size() && (text[m] == '.' || text[m] == ' ')) ++m;
  if (m >= text.size() || (text[m] | 0x20) != 'm' || (m + 1 < text.size() && is_letter(text[m + 1]))) return false;
  (half == 'a' ? parts.morning : parts.afternoon) = true;
  at = m + 1;
  return true;
}

/// `US/Eastern`, `America/New_York` at `at`; moves past it.
bool take_place(std::string_view text, std::size_t& at, Parts& parts) {
  std::size_t end = end_of_word(text, at);
  if (end + 1 >= text.size() || text[end] != '/' || !is_letter(text[end + 1])) return false;
  while (end < text.size() && (is_letter(text[end]) || text[end] == '/' || text[end] == '_' || text[end] == '-')) ++end;
  parts.region = zone_of_place(std::string(text.substr(at, end - at)));
  if (parts.region == nullptr) return false;
  at = end;
  return true;
}

/// A run of letters: a month, a half of the day, a zone, or a word that says nothing.
bool take_word(std::string_view text, std::size_t& at, Parts& parts) {
  const bool has_zone = parts.offset || parts.region != nullptr;
  if (take_half_day(text, at, parts)) return true;
  if (parts.time && !has_zone && take_place(text, at, parts)) return true;
  const std::size_t begin = at;
  at = end_of_word(text, at);
  const CalendarWord* const word = calendar_word(fold(text.substr(begin, at - begin)));
  if (word == nullptr) return false;
  if (word->month_follows) return parts.month_follows = true;
  if (word->month != 0 && (parts.month == 0 || parts.month_may_be_weekday)) {
    parts.month = word->month;
    parts.month_may_be_weekday = word->weekday;
    return true;
  }
  if (parts.count > 0 && parts.count < 3) parts.words_between = true;
  if (parts.time && !has_zone && word->zone) {
    parts.offset = word->zone->seconds;
    parts.zone_is_guess = word->zone->guess;
    // `UTC+02:00`, `GMT+1`
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
      parts.offset = parse_offset(text, at, true);
      parts.zone_is_guess = false;
    }
    return parts.offset.has_value();
  }
  // What may be a weekday is a half of the day only behind a time that it can be said of.
  constexpr int noon = 13 * 3600;
  if ((word->morning || word->afternoon) && (!word->weekday || (parts.time && *parts.time < noon))) {
    (word->morning ? parts.morning : parts.afternoon) = true;
    return true;
  }
  return word->weekday || word->filler;
}

/// Past brackets behind an offset, in which JavaScript says its zone again in the user's language.
bool skip_zone_in_words(std::string_view text, std::size_t& at, const Parts& parts) {
  if (!parts.offset || text[at] != '(') return false;
  const std::size_t end = text.find(')', at);
  if (end == std::string_view::npos) return false;
  at = end + 1;
  return true;
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
      if (parts.offset || parts.region != nullptr) return std::nullopt;
      parts.offset = parse_offset(text, at);
      if (!parts.offset) return std::nullopt;
    } else if (is_letter(c)) {
      before = c;
      if (!take_word(text, at, parts)) return std::nullopt;
    } else if (skip_zone_in_words(text, at, parts)) {
      continue;
    } else if (c == ' ' || c == ',' || c == '/' || c == '-' || c == '.' || c == '(' || c == ')' || c == '\t') {
      if (before == 0 || c != ' ') before = c;
      ++at;
    } else {
      return std::nullopt;
    }
  }
  if (parts.month_follows) return std::nullopt;
  return parts;
}

bool apply_time(const Parts& parts, Stamp& stamp) {
  if (!parts.time) return !parts.morning && !parts.afternoon && !parts.offset && parts.region == nullptr;
  stamp.has_time = true;
  stamp.time = *parts.time;
  if (parts.morning || parts.afternoon) {
    if (parts.morning && parts.afternoon) return false;
    const int hour = stamp.time / 3600;
    if (hour > 12 && parts.morning) return false;
    stamp.twelve_hours = hour <= 12;  // `14:05 PM` is what some writers make
    if (parts.morning && hour == 12) stamp.time -= 12 * 3600;
    if (parts.afternoon && hour < 12) stamp.time += 12 * 3600;
  }
  if (parts.offset) {
    stamp.has_zone = true;
    stamp.offset = *parts.offset;
    stamp.zone_is_guess = parts.zone_is_guess;
  }
  stamp.region = parts.region;
  stamp.has_zone = stamp.has_zone || parts.region != nullptr;
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

namespace {

/// A day and a month in words, or a bare month.
Stamp::Shape shape_with_month(const Parts& parts, Stamp& stamp) {
  const auto& numbers = parts.numbers;
  stamp.second = parts.month;
  if (parts.count == 1 && numbers[0].length == 4 && !parts.time) {
    stamp.first = numbers[0].value, stamp.third = 1;
    return Stamp::Shape::month;
  }
  if (parts.count == 1 && numbers[0].length <= 2) {
    stamp.third = numbers[0].value;
    return Stamp::Shape::no_year;
  }
  if (parts.count != 2) return Stamp::Shape::none;
  const bool year_first = numbers[0].length == 4;
  stamp.first = whole_year(numbers[year_first ? 0 : 1].value), stamp.third = numbers[year_first ? 1 : 0].value;
  return Stamp::Shape::date;
}

/// Three numbers.
Stamp::Shape shape_of_numbers(const Parts& parts, Stamp& stamp) {
  const auto& numbers = parts.numbers;
  if (parts.words_between) return Stamp::Shape::none;
  stamp.first = numbers[0].value, stamp.second = numbers[1].value, stamp.third = numbers[2].value;
  if (numbers[0].length == 4) return Stamp::Shape::date;
  if (numbers[0].length > 2 || numbers[1].length > 2 || numbers[2].length == 3) return Stamp::Shape::none;
  stamp.two_digit_year = numbers[2].length <= 2;
  // Nobody writes the month first between points.
  stamp.points = numbers[1].before == '.' && numbers[2].before == '.';
  if (!stamp.points || stamp.two_digit_year) return Stamp::Shape::triple;
  std::swap(stamp.first, stamp.third);
  return Stamp::Shape::date;
}

/// `2026-02`, `02/2026`: a bare month.
Stamp::Shape shape_of_two(const Parts& parts, Stamp& stamp) {
  const bool year_first = parts.numbers[0].length == 4;
  const auto& year = parts.numbers[year_first ? 0 : 1];
  const auto& month = parts.numbers[year_first ? 1 : 0];
  constexpr int earliest = 1900, latest = 2100;  // `1234-05` is a number
  const bool parted = parts.numbers[1].before == '-' || parts.numbers[1].before == '/';
  if (!parted || parts.time || parts.words_between || year.length != 4 || month.length > 2 || year.value < earliest ||
      year.value > latest)
    return Stamp::Shape::none;
  stamp.first = year.value, stamp.second = month.value, stamp.third = 1;
  return Stamp::Shape::month;
}

Stamp::Shape shape_of(const Parts& parts, Stamp& stamp) {
  if (parts.month != 0) return shape_with_month(parts, stamp);
  if (parts.count == 0 && parts.time) return Stamp::Shape::time_only;
  if (parts.count == 2) return shape_of_two(parts, stamp);
  return parts.count == 3 ? shape_of_numbers(parts, stamp) : Stamp::Shape::none;
}

}  // namespace

Stamp parse_stamp(std::string_view cell) {
  cell = trim(cell);
  Stamp stamp;
  if (parse_iso_stamp(cell, stamp)) return stamp;
  stamp = Stamp{};
  constexpr std::size_t longest = 100;
  if (cell.empty() || cell.size() > longest) return stamp;
  std::string plain;
  if (std::ranges::any_of(cell, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    plain = plain_date_text(cell);
    cell = trim(plain);
    if (parse_iso_stamp(cell, stamp)) return stamp;
    stamp = Stamp{};
  }
  if (const auto unix_time = parse_unix(cell)) return *unix_time;
  const auto parts = take_apart(cell);
  if (!parts || !apply_time(*parts, stamp)) return Stamp{};
  stamp.shape = shape_of(*parts, stamp);
  if (stamp.shape == Stamp::Shape::none) return Stamp{};
  const bool is_dated = stamp.shape == Stamp::Shape::date || stamp.shape == Stamp::Shape::month;
  if (is_dated && !is_date(stamp.first, stamp.second, stamp.third)) return Stamp{};
  if (stamp.shape == Stamp::Shape::no_year && !is_date(2000, stamp.second, stamp.third)) return Stamp{};
  if (stamp.shape == Stamp::Shape::triple && !order_of(stamp)) return Stamp{};
  return stamp;
}

std::optional<DateOrder> order_of(const Stamp& triple) {
  const bool dmy = is_date(whole_year(triple.third), triple.second, triple.first);
  const bool mdy = !triple.points && is_date(whole_year(triple.third), triple.first, triple.second);
  // Two-digit years first are only believed where nothing else makes a date.
  const bool ymd = triple.two_digit_year && is_date(whole_year(triple.first), triple.second, triple.third);
  if (dmy && mdy) return DateOrder::unknown;
  if (dmy) return DateOrder::dmy;
  if (mdy) return DateOrder::mdy;
  if (ymd) return DateOrder::ymd;
  return std::nullopt;
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
    case Stamp::Shape::month:
      return Moment::month(day_of({year, month, 1}));
    case Stamp::Shape::triple:
      if (stamp.points && order != DateOrder::ymd) order = DateOrder::dmy;
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
  if (stamp.region != nullptr) return Moment::instant(stamp.region->to_utc(wall_clock));
  if (stamp.has_zone) return Moment::instant(wall_clock - stamp.offset);
  return Moment::instant(zone.is_utc() ? wall_clock : zone.to_utc(wall_clock));
}

std::optional<double> serial_days(std::string_view cell) {
  constexpr double least = 30000, most = 60200;
  std::string text(trim(cell));
  constexpr std::size_t whole_digits = 5;  // no thousands stand behind so many
  if (text.size() > whole_digits && text[whole_digits] == ',') text[whole_digits] = '.';
  const auto days = parse_number(text);
  return days && *days >= least && *days < most ? days : std::nullopt;
}

Moment moment_of_serial(double days, const Zone& zone) {
  const Day epoch = day_of({1899, 12, 30});
  const double whole = std::floor(days);
  const Day day = epoch + static_cast<Day>(whole);
  if (whole == days) return Moment::date(day);
  const std::int64_t wall_clock = std::int64_t{day} * 86400 + std::llround((days - whole) * 86400);
  return Moment::instant(zone.is_utc() ? wall_clock : zone.to_utc(wall_clock));
}

bool is_sentinel(Moment moment, const Zone& zone) {
  if (!moment) return false;
  static const Day unix_day = 0, first = day_of({1, 1, 1}), excel = day_of({1899, 12, 30}),
                   century = day_of({1900, 1, 1}), last = day_of({9999, 12, 31});
  constexpr std::int64_t day_length = 86400;
  // Nearly every moment lies between them.
  if (moment.seconds() > day_length && moment.seconds() < std::int64_t{last - 1} * day_length) return false;
  const auto stands_for_none = [&](std::int64_t seconds) {
    const std::int64_t day = seconds >= 0 ? seconds / day_length : -((day_length - 1 - seconds) / day_length);
    if (day >= last) return true;
    const bool midnight = seconds == day * day_length;
    return midnight && (day == unix_day || day == first || day == excel || day == century);
  };
  if (moment.is_month()) return false;
  return stands_for_none(moment.seconds()) || (!moment.is_date() && stands_for_none(zone.to_local(moment.seconds())));
}

DateOrder order_in_header(std::string_view header) {
  const std::string name = fold(header);
  // By the first letter of the words for year, month and day that are written so: `JJ`, `AA`, `TT`, `GG`.
  const auto first_of = [&](std::initializer_list<std::string_view> signs) {
    std::size_t at = std::string::npos;
    for (const std::string_view sign : signs) at = std::min(at, name.find(sign));
    return at;
  };
  const std::size_t year = first_of({"yy", "jj", "aa"}), month = name.find("mm"),
                    day = first_of({"dd", "tt", "jj", "gg"});
  if (year == std::string::npos || month == std::string::npos || day == std::string::npos || day == year)
    return DateOrder::unknown;
  if (year < month && month < day) return DateOrder::ymd;
  if (day < month && month < year) return DateOrder::dmy;
  return month < day && day < year ? DateOrder::mdy : DateOrder::unknown;
}

}  // namespace dsat::load
