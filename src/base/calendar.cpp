#include "dsat/base/calendar.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <utility>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat {
namespace {

constexpr int days_in_week = 7;
constexpr std::int64_t seconds_in_day = 86400;

constexpr std::array<std::pair<Unit, std::string_view>, 4> units{
    {{Unit::day, "day"}, {Unit::week, "week"}, {Unit::month, "month"}, {Unit::quarter, "quarter"}}};

std::chrono::year_month_day in_chrono(CivilDate date) {
  return {std::chrono::year(date.year), std::chrono::month(static_cast<unsigned>(date.month)),
          std::chrono::day(static_cast<unsigned>(date.day))};
}

Day floor_to_day(std::int64_t seconds) {
  return static_cast<Day>(std::chrono::floor<std::chrono::days>(std::chrono::seconds(seconds)).count());
}

DayRange months(CivilDate first, int count) {
  const int after = first.month + count;
  return {day_of(first),
          day_of(after > 12 ? CivilDate{first.year + 1, after - 12, 1} : CivilDate{first.year, after, 1})};
}

/// Takes text apart from the left.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  bool starts_with_any(std::string_view characters) const {
    return !rest_.empty() && characters.find(rest_.front()) != std::string_view::npos;
  }
  bool skip_any(std::string_view characters) {
    if (!starts_with_any(characters)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// A number of exactly `digits` digits, from `lowest` to `highest`.
  std::optional<int> number(std::size_t digits, int lowest, int highest) {
    if (rest_.size() < digits || rest_.find_first_not_of("0123456789") < digits) return std::nullopt;
    const auto value = static_cast<int>(*parse_integer(rest_.substr(0, digits)));
    rest_.remove_prefix(digits);
    return value < lowest || value > highest ? std::nullopt : std::optional(value);
  }
  void skip_digits() {
    while (skip_any("0123456789")) {
    }
  }

 private:
  std::string_view rest_;
};

std::optional<Day> read_date(Reader& reader) {
  const auto year = reader.number(4, 1, 9999);
  if (!year || !reader.skip_any("-")) return std::nullopt;
  const auto month = reader.number(2, 1, 12);
  if (!month || !reader.skip_any("-")) return std::nullopt;
  const auto day = reader.number(2, 1, 31);
  if (!day || !is_valid({*year, *month, *day})) return std::nullopt;
  return day_of(CivilDate{*year, *month, *day});
}

/// Seconds since midnight; a fraction of a second is read and dropped, a leap second counts as the one after it.
std::optional<int> read_time(Reader& reader) {
  const auto hour = reader.number(2, 0, 23);
  if (!hour || !reader.skip_any(":")) return std::nullopt;
  const auto minute = reader.number(2, 0, 59);
  if (!minute) return std::nullopt;
  int seconds = *hour * 3600 + *minute * 60;
  if (reader.skip_any(":")) {
    const auto second = reader.number(2, 0, 60);
    if (!second) return std::nullopt;
    seconds += *second;
    if (reader.skip_any(".,")) {
      if (!reader.starts_with_any("0123456789")) return std::nullopt;
      reader.skip_digits();
    }
  }
  return seconds;
}

}  // namespace

Day day_of(CivilDate date) {
  return static_cast<Day>(std::chrono::sys_days(in_chrono(date)).time_since_epoch().count());
}

CivilDate civil(Day day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

bool is_valid(CivilDate date) {
  // The bounds come first: <chrono> keeps a year in 16 bits, month and day in 8.
  const bool in_bounds =
      date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31;
  return in_bounds && in_chrono(date).ok();
}

int weekday(Day day) {
  constexpr int weekday_of_day_0 = 3;
  return ((day % days_in_week) + weekday_of_day_0 + days_in_week) % days_in_week;
}

IsoWeek iso_week(Day day) {
  // A week belongs to the year of its Thursday.
  const Day thursday = day - weekday(day) + 3;
  const int year = civil(thursday).year;
  return {year, (thursday - day_of(CivilDate{year, 1, 1})) / days_in_week + 1};
}

Day monday_of(IsoWeek week) {
  const Day in_first_week = day_of(CivilDate{week.year, 1, 4});
  return in_first_week - weekday(in_first_week) + days_in_week * (week.week - 1);
}

int iso_weeks_in_year(int year) {
  return iso_week(day_of(CivilDate{year, 12, 28})).week;
}

Day Zone::day_of(Moment moment) const {
  return floor_to_day(moment.is_date() ? moment.seconds() : to_local(moment.seconds()));
}

std::string_view name_of(Unit unit) {
  return units[static_cast<std::size_t>(unit)].second;
}

std::optional<Unit> unit_named(std::string_view name) {
  for (const auto& [unit, unit_name] : units) {
    if (name == unit_name) return unit;
  }
  return std::nullopt;
}

namespace {

CalendarCustom& custom_in_force() {
  static CalendarCustom custom;
  return custom;
}

}  // namespace

const CalendarCustom& calendar_custom() {
  return custom_in_force();
}

CalendarScope::CalendarScope(CalendarCustom custom) : before_(std::exchange(custom_in_force(), custom)) {}

CalendarScope::~CalendarScope() {
  custom_in_force() = before_;
}

DayRange period_of(Unit unit, Day day) {
  const CivilDate date = civil(day);
  const CalendarCustom& custom = calendar_custom();
  switch (unit) {
    case Unit::day:
      return {day, day + 1};
    case Unit::week: {
      const Day first = day - (weekday(day) - custom.week_start + days_in_week) % days_in_week;
      return {first, first + days_in_week};
    }
    case Unit::month:
      return months({date.year, date.month, 1}, 1);
    case Unit::quarter: {
      // Months since the quarter began; that may have been in the year before.
      const int passed = (date.month - custom.fiscal_month + 12) % 3;
      return date.month > passed ? months({date.year, date.month - passed, 1}, 3)
                                 : months({date.year - 1, date.month - passed + 12, 1}, 3);
    }
  }
  return {};
}

DayRange previous(Unit unit, DayRange period) {
  return period_of(unit, period.begin - 1);
}

DayRange next(Unit unit, DayRange period) {
  return period_of(unit, period.end);
}

std::string iso_date(Day day) {
  const CivilDate date = civil(day);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string iso_moment(Moment moment) {
  if (moment.missing()) return {};
  const Day day = floor_to_day(moment.seconds());
  if (moment.is_month()) return iso_date(day).substr(0, std::string_view("2026-11").size());
  if (moment.is_date()) return iso_date(day);
  const std::int64_t second = moment.seconds() - day * seconds_in_day;
  return fmt::format("{}T{:02}:{:02}:{:02}Z", iso_date(day), second / 3600, second / 60 % 60, second % 60);
}

std::optional<int> parse_utc_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  Reader reader(text);
  const bool west = reader.starts_with_any("-");
  if (!reader.skip_any("+-")) return std::nullopt;
  const auto hours = reader.number(2, 0, 15);
  if (!hours) return std::nullopt;
  int seconds = *hours * 3600;
  if (!reader.at_end()) {
    reader.skip_any(":");
    const auto minutes = reader.number(2, 0, 59);
    if (!minutes || !reader.at_end()) return std::nullopt;
    seconds += *minutes * 60;
  }
  return west ? -seconds : seconds;
}

std::optional<Moment> parse_iso_moment(std::string_view text, const Zone& zone) {
  Reader reader(trim(text));
  const auto day = read_date(reader);
  if (!day) return std::nullopt;
  if (reader.at_end()) return Moment::date(*day);
  if (!reader.skip_any("Tt ")) return std::nullopt;
  const auto time = read_time(reader);
  if (!time) return std::nullopt;
  const std::int64_t local = *day * seconds_in_day + *time;
  if (reader.at_end()) return Moment::instant(zone.to_utc(local));
  reader.skip_any(" ");
  const auto offset = parse_utc_offset(reader.rest());
  if (!offset) return std::nullopt;
  return Moment::instant(local - *offset);
}

}  // namespace dsat
