#pragma once
#include <string>
#include <string_view>

namespace dsat::app {

/// What stands first in a date that is written with slashes or dots; `either`: the day, unless it can't be one.
enum class DayOrder { day_first, month_first, either };

/// True if the text holds such a date that could be read in both orders.
bool has_open_date(std::string_view text);
/// Every `1/11/2026`, `01.11.2026` and `2026/11/1` in the text as `2026-11-01`. What is no date stays as it is.
std::string with_iso_dates(std::string_view text, DayOrder order);

}  // namespace dsat::app
