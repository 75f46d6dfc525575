#pragma once
#include <array>
#include <optional>
#include <string_view>

#include "dsat/base/calendar.hpp"

namespace dsat::review {

enum class DateOrder { ymd, dmy, mdy };

/// A date with or without a time of day, as a spreadsheet or a person writes it.
struct SheetDate {
  std::array<int, 3> part{};          ///< the three numbers of the date as they stand there
  std::optional<DateOrder> order;     ///< where the cell itself tells: a four-digit year first, points between
  std::optional<int> seconds_of_day;  ///< nothing: a bare date
  bool to_the_second = false;         ///< the time names seconds

  /// The day under an order (the cell's own, where it tells), two-digit years in 2000–2099; nothing if there is no such
  /// day.
  std::optional<Day> day(DateOrder order_if_untold) const;
  /// Both day-first and month-first give a day, and not the same one.
  bool ambiguous() const;
};

/// `3.11.2026`, `11/3/26 8:05 AM`, `2026-11-03 08:00:30`; nothing for anything else.
std::optional<SheetDate> parse_sheet_date(std::string_view text);

/// Whether a cell, reformatted by a spreadsheet or not, may be this moment as iso_moment() wrote it: the cell may have
/// lost the seconds or the time, and stand in any order.
bool may_be_moment(std::string_view cell, Moment moment);

}  // namespace dsat::review
