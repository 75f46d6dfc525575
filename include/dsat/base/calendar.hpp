#pragma once
#include <compare>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dsat {

/// A calendar day, counted from 1970-01-01.
using Day = std::int32_t;

struct CivilDate {
  int year = 1970, month = 1, day = 1;
  auto operator<=>(const CivilDate&) const = default;
};

/// The day of a date that is_valid.
Day day_of(CivilDate date);
CivilDate civil(Day day);
/// True for days of the Gregorian calendar in the years 1 to 9999.
bool is_valid(CivilDate date);
/// Monday is 0, Sunday 6.
int weekday(Day day);

/// ISO 8601 week: 2024-12-31 is 2025-W01; 2020-W53 exists.
struct IsoWeek {
  int year = 1970, week = 1;
  auto operator<=>(const IsoWeek&) const = default;
};
IsoWeek iso_week(Day day);
/// The Monday of an ISO week.
Day monday_of(IsoWeek week);
/// 52 or 53.
int iso_weeks_in_year(int year);

/// A point in time as an export gives it: an instant to the second (UTC), or a bare date, which has no zone and never
/// moves to another day, or a bare month, which is a bare date but no finer than its month. Totally ordered; a bare
/// date stands at its midnight, a bare month a second past that of its first day. Missing is before everything.
class Moment {
 public:
  constexpr Moment() = default;
  static constexpr Moment instant(std::int64_t utc_seconds) { return Moment(utc_seconds * 2); }
  static constexpr Moment date(Day day) { return Moment(std::int64_t{day} * 86400 * 2 + 1); }

  static constexpr Moment month(Day first) { return Moment((std::int64_t{first} * 86400 + 1) * 2 + 1); }

  constexpr bool missing() const { return value_ == none; }
  explicit constexpr operator bool() const { return !missing(); }
  constexpr bool is_date() const { return !missing() && (value_ & 1) != 0; }
  constexpr bool is_month() const { return is_date() && (value_ >> 1) % 86400 != 0; }
  /// Seconds since 1970 UTC; for a bare date, its midnight, for a bare month a second more.
  constexpr std::int64_t seconds() const { return value_ >> 1; }
  constexpr auto operator<=>(const Moment&) const = default;

 private:
  static constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();
  explicit constexpr Moment(std::int64_t value) : value_(value) {}
  std::int64_t value_ = none;
};

/// A time zone. UTC costs nothing; any other loads the system's zone data at the first look-up.
class Zone {
 public:
  Zone();  ///< UTC
  /// An IANA name (`Europe/Berlin`, in any case), `UTC`, or a fixed offset (`+02:00`). Throws Error(usage) naming the
  /// nearest zone.
  static Zone named(std::string_view name);

  const std::string& name() const { return name_; }
  bool is_utc() const { return rules_ == nullptr; }
  /// Seconds of the wall clock there, counted as if they were UTC.
  std::int64_t to_local(std::int64_t utc_seconds) const;
  /// The instant of a wall clock reading; the earlier one where the clock shows it twice, the moment of the change
  /// where it is skipped.
  std::int64_t to_utc(std::int64_t local_seconds) const;
  /// The day on which a moment that isn't missing falls here; a bare date is its own day in every zone.
  Day day_of(Moment moment) const;

 private:
  struct Rules;
  std::string name_ = "UTC";
  std::shared_ptr<const Rules> rules_;
};

enum class Unit { day, week, month, quarter };
std::string_view name_of(Unit unit);
std::optional<Unit> unit_named(std::string_view name);

/// Days from `begin` up to, but without, `end`.
struct DayRange {
  Day begin = 0, end = 0;
  bool contains(Day day) const { return begin <= day && day < end; }
  Day length() const { return end - begin; }
  bool operator==(const DayRange&) const = default;
};

/// The ends of a range that was left open: 0001-01-01, and the day after 9999-12-31.
inline constexpr Day first_day = -719162, after_last_day = 2932897;

/// Where weeks and years of a desk begin. Weeks that don't begin on Monday aren't ISO 8601's and are named by their
/// first day; quarters of a year that doesn't begin in January are named by the year in which it ends: `FY2027-Q1`.
struct CalendarCustom {
  int week_start = 0;    ///< Monday is 0, Sunday 6
  int fiscal_month = 1;  ///< in which the first quarter begins
  bool iso_weeks() const { return week_start == 0; }
  bool calendar_years() const { return fiscal_month == 1; }
};
/// The custom in force.
const CalendarCustom& calendar_custom();
/// Holds a custom in force as long as it lives; all threads see it, so one is made before any period is asked for.
class CalendarScope {
 public:
  explicit CalendarScope(CalendarCustom custom);
  ~CalendarScope();
  CalendarScope(const CalendarScope&) = delete;
  CalendarScope& operator=(const CalendarScope&) = delete;

 private:
  CalendarCustom before_;
};

/// The calendar period of a unit that holds a day, and its neighbours.
DayRange period_of(Unit unit, Day day);
DayRange previous(Unit unit, DayRange period);
DayRange next(Unit unit, DayRange period);
/// `2026-11-03`, `2026-W46`, `2026-11`, `2026-Q4`; by the custom in force.
std::string period_label(Unit unit, DayRange period);
/// The range as people write it: `9–15 Nov 2026`, `28 Oct – 3 Nov 2026`, `from 9 Nov 2026`, `up to 15 Nov 2026`.
std::string range_in_words(DayRange range);

/// A period asked for by name: `2026-W46`, `2026-11`, `2026-Q4`, `2026`, `2026-11-03`, `A..B` (both included, each any
/// of these, either may be left out), `all`, `last-week`, `this-week`, and the same for day, month and quarter,
/// `yesterday`, `today`, `last-30-days`, `Q3`, `W46`; where quarters are of a fiscal year, `FY2027` and `FY2027-Q1`.
/// Relative ones are seen from `today`. Throws Error(usage) for anything else. `all` is nullopt.
struct NamedPeriod {
  DayRange range;
  std::optional<Unit> unit;  ///< set when one calendar period was asked for
  std::string label;         ///< in absolute terms: `2026-W46`, `2026-11-01..2026-11-15`
};
std::optional<NamedPeriod> parse_period(std::string_view text, Day today);

/// `2026-11-03`.
std::string iso_date(Day day);
/// `2026-11-03T08:00:00Z`; a bare date stays `2026-11-03`, a bare month `2026-11`; missing is empty.
std::string iso_moment(Moment moment);
/// Seconds east of UTC: `+02:00`, `-0330`, `+02`, `Z`. Nothing for anything else, or beyond 15:59.
std::optional<int> parse_utc_offset(std::string_view text);
/// An ISO 8601 date or instant as a user types it: `2026-11-03`, `2026-11-03T08:00`, with `Z`, an offset, or none (then
/// the zone's). Nothing when it isn't one.
std::optional<Moment> parse_iso_moment(std::string_view text, const Zone& zone);

}  // namespace dsat
