#include "review/sheet_dates.hpp"

#include <fmt/format.h>

#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

namespace dsat::review {

OrderOfDates::OrderOfDates(std::string_view asked, std::string name) : name_(std::move(name)) {
  if (asked == "ymd") asked_ = DateOrder::ymd;
  if (asked == "dmy") asked_ = DateOrder::dmy;
  if (asked == "mdy") asked_ = DateOrder::mdy;
}

void OrderOfDates::see(std::string_view cell, std::uint64_t line) {
  const auto date = parse_sheet_date(cell);
  if (!date || date->order) return;
  const bool as_dmy = date->day(DateOrder::dmy).has_value(), as_mdy = date->day(DateOrder::mdy).has_value();
  const Seen seen{std::string(cell), line};
  if (as_dmy && !as_mdy && !day_first_) day_first_ = seen;
  if (as_mdy && !as_dmy && !month_first_) month_first_ = seen;
  if (date->ambiguous() && !undecided_) undecided_ = seen;
}

DateOrder OrderOfDates::order() const {
  if (asked_) return *asked_;
  if (day_first_ && month_first_)
    throw Error(ErrorKind::input,
                fmt::format("the dates contradict each other: {} puts the day first, {} in line {} the month",
                            day_first_->text, month_first_->text, month_first_->line),
                "Write them all as 2026-11-03.", {name_, day_first_->line, 0, {}});
  return month_first_ ? DateOrder::mdy : DateOrder::dmy;
}

std::string OrderOfDates::evidence() const {
  const auto words = [](const Seen& seen) { return fmt::format("{} in line {}", seen.text, seen.line); };
  if (asked_) return "as --date-order says";
  if (day_first_ || month_first_) return words(day_first_ ? *day_first_ : *month_first_);
  return undecided_ ? "nothing decides " + words(*undecided_) : std::string();
}

std::string_view in_words(DateOrder order) {
  switch (order) {
    case DateOrder::ymd:
      return "y/m/d";
    case DateOrder::dmy:
      return "d/m/y";
    case DateOrder::mdy:
      return "m/d/y";
  }
  return {};
}

std::optional<Moment> read_moment(std::string_view cell, DateOrder order, const Zone& zone) {
  if (const auto iso = parse_iso_moment(cell, zone)) return iso;
  // A bare month, as worksheets write the ratings of data that know no days.
  if (const auto first = parse_iso_moment(std::string(trim(cell)) + "-01", Zone()); first && first->is_date())
    return Moment::month(Zone().day_of(*first));
  const auto date = parse_sheet_date(cell);
  const auto day = date ? date->day(order) : std::nullopt;
  if (!day) return std::nullopt;
  if (!date->seconds_of_day) return Moment::date(*day);
  constexpr std::int64_t seconds_in_day = 86400;
  return Moment::instant(zone.to_utc(*day * seconds_in_day + *date->seconds_of_day));
}

}  // namespace dsat::review
