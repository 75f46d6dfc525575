#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dsat/base/calendar.hpp"

/// Time stamps as exports write them.
namespace dsat::load {

/// How three numbers make a date.
enum class DateOrder : std::uint8_t { unknown, ymd, dmy, mdy };
/// `y/m/d`, `d/m/y`, `m/d/y`.
std::string_view name_of(DateOrder order);
/// `ymd`, `dmy`, `mdy`; empty if unknown.
std::string_view key_of(DateOrder order);
/// The order of that key; nothing for anything else.
std::optional<DateOrder> date_order_named(std::string_view key);

/// One time stamp taken apart, before order, year and zone are settled.
struct Stamp {
  enum class Shape : std::uint8_t {
    none,       ///< not a time stamp
    instant,    ///< complete: `seconds` are UTC
    date,       ///< year, month and day are known
    triple,     ///< three numbers whose order is open: first, second, third
    no_year,    ///< month and day only
    month,      ///< year and month only: a bare month
    time_only,  ///< a time of day without a date
  };
  Shape shape = Shape::none;
  bool has_time = false;
  bool has_zone = false;                          ///< `offset` is given
  bool twelve_hours = false;                      ///< the time came with AM or PM
  bool two_digit_year = false;                    ///< of a triple: nothing in it can only be a year
  bool points = false;                            ///< of a triple: written between points, so never month first
  bool zone_is_guess = false;                     ///< the zone's name has several meanings
  std::int32_t first = 0, second = 0, third = 0;  ///< year, month, day once settled
  std::int32_t time = 0;                          ///< seconds of the day
  std::int32_t offset = 0;                        ///< seconds east of UTC
  std::int64_t seconds = 0;                       ///< of an instant
  const Zone* region = nullptr;                   ///< the zone was given by its place; lives as long as the program
};

/// Takes any known shape apart: ISO 8601, `25/Feb/26 10:17 PM`, `Apr 14, 10:15 AM`, `6. Januar 2026 um 14:00`, RFC
/// 2822, Unix seconds, milliseconds and microseconds, `05/02/2026`, `1900-01-01 09:12:58`, `2026/02/01 3:15:02 PM
/// GMT+1`, `2026-02-01 10:15 US/Eastern`, what JavaScript writes, `2026年2月1日 午後3:15`, `2026. 2. 1.`, `2026-02`,
/// `février 2026`; with the digits of any script, and words in any language of the lexicon.
Stamp parse_stamp(std::string_view cell);

/// The common shape without detours: `YYYY-MM-DD`, then perhaps a time, a fraction and `Z` or an offset. True if that
/// is all there is in `cell`; then `stamp` is a `date` with or without time.
bool parse_iso_stamp(std::string_view cell, Stamp& stamp);

/// What can be said of the order of a triple: dmy, mdy or ymd if only that one makes a date, unknown if several do.
/// Nothing if none does.
std::optional<DateOrder> order_of(const Stamp& triple);

/// A number of days since 1899-12-30 that lies in the years 1982 to 2064, with a decimal point or comma: `46054,375`.
std::optional<double> serial_days(std::string_view cell);

/// The moment of a number of days since 1899-12-30, as spreadsheets count: `46054.375`. On whole numbers a bare date.
Moment moment_of_serial(double days, const Zone& zone);

/// True for what systems write where there is no date: the first day of 1, 1900 or 1970, 1899-12-30, each at midnight,
/// and the last day of 9999. `zone` is the one that the stamp was read in.
bool is_sentinel(Moment moment, const Zone& zone);

/// The order that a column's name tells: `Date (DD/MM/YY)`. Unknown if it tells none.
DateOrder order_in_header(std::string_view header);

/// The moment of a stamp: a triple is read in `order`, a month and day without year as the last such day that isn't
/// after `reference`, a stamp without a zone in `zone`. Missing if it can't be one.
Moment moment_of(const Stamp& stamp, DateOrder order, const Zone& zone, std::optional<Day> reference = {});

}  // namespace dsat::load
