#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dsat/base/calendar.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat {
namespace {

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string_view month_name(CivilDate date) {
  return months[static_cast<std::size_t>(date.month - 1)];
}

[[noreturn]] void refuse(std::string what) {
  throw Error(ErrorKind::usage, std::move(what),
              "Give a day (`2026-11-03`), a week (`2026-W46`), a month (`2026-11`), a quarter (`2026-Q4`), a year "
              "(`2026`), two of them with `..` between (`2026-11-01..2026-11-15`, either may be left out), "
              "`last-week`, `this-month`, `last-30-days`, `Q3`, `yesterday`, `today` or `all`.");
}

[[noreturn]] void refuse_date(std::string_view text, std::string_view why) {
  refuse(fmt::format("no such period: `{}` ({})", text, why));
}

NamedPeriod calendar_period(Unit unit, Day day) {
  const DayRange range = period_of(unit, day);
  return {range, unit, period_label(unit, range)};
}

/// A span of `count` units that ends with today: `last-30-days`. What is left of `text` is `30-days`.
std::optional<NamedPeriod> last_units(std::string_view text, Day today) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto count = parse_integer(text.substr(0, end));
  std::string_view name = text.substr(end);
  if (name.starts_with('-')) name.remove_prefix(1);
  if (name.ends_with('s')) name.remove_suffix(1);
  const auto unit = unit_named(name);
  if (!count || *count < 1 || *count > 10'000 || !unit) return std::nullopt;
  // The current unit and those before it.
  Day begin = period_of(*unit, today).begin;
  for (std::int64_t i = 1; i < *count; ++i) begin = period_of(*unit, begin - 1).begin;
  const DayRange range{begin, today + 1};
  return NamedPeriod{range, {}, iso_date(range.begin) + ".." + iso_date(today)};
}

/// `last-week` and its like; the dash may be missing, or be a blank.
std::optional<NamedPeriod> relative_period(std::string_view text, Day today) {
  if (text == "today") return calendar_period(Unit::day, today);
  if (text == "yesterday") return calendar_period(Unit::day, today - 1);
  const bool last = text.starts_with("last");
  if (!last && !text.starts_with("this")) return std::nullopt;
  std::string_view rest = text.substr(4);
  if (rest.starts_with('-')) rest.remove_prefix(1);
  if (last)
    if (auto span = last_units(rest, today)) return span;
  const auto unit = unit_named(rest);
  if (!unit) return std::nullopt;
  const DayRange current = period_of(*unit, today);
  return calendar_period(*unit, last ? current.begin - 1 : current.begin);
}

/// `text` against a form, where `9` stands for any digit and everything else for itself.
bool looks_like(std::string_view form, std::string_view text) {
  return std::equal(form.begin(), form.end(), text.begin(), text.end(),
                    [](char f, char t) { return f == '9' ? t >= '0' && t <= '9' : f == t; });
}

int digits(std::string_view text, std::size_t at, std::size_t count) {
  return static_cast<int>(*parse_integer(text.substr(at, count)));
}

std::optional<NamedPeriod> absolute_period(std::string_view text) {
  const bool year_only = looks_like("9999", text), month = looks_like("9999-99", text),
             day = looks_like("9999-99-99", text), week = looks_like("9999-w99", text),
             quarter = looks_like("9999-q9", text);
  if (!year_only && !month && !day && !week && !quarter) return std::nullopt;
  if (week && !calendar_custom().iso_weeks())
    refuse_date(text, "weeks don't begin on Monday here, so they are no ISO weeks; name a day of it: week-2026-11-08");
  if (quarter && !calendar_custom().calendar_years())
    refuse_date(text, "quarters are of fiscal years here: FY2027-Q1, named by the year in which they end");
  const int year = digits(text, 0, 4);
  if (year == 0) refuse_date(text, "there is no year 0");
  if (year_only)
    return NamedPeriod{{day_of(CivilDate{year, 1, 1}), day_of(CivilDate{year + 1, 1, 1})}, {}, std::string(text)};
  if (week) {
    const int number = digits(text, 6, 2);
    const int weeks = iso_weeks_in_year(year);
    if (number < 1 || number > weeks) refuse_date(text, fmt::format("{:04} has weeks 01 to {}", year, weeks));
    return calendar_period(Unit::week, monday_of({year, number}));
  }
  if (quarter) {
    const int number = digits(text, 6, 1);
    if (number < 1 || number > 4) refuse_date(text, "a year has quarters 1 to 4");
    return calendar_period(Unit::quarter, day_of(CivilDate{year, number * 3, 1}));
  }
  const CivilDate date{year, digits(text, 5, 2), day ? digits(text, 8, 2) : 1};
  if (!is_valid(date)) refuse_date(text, "it isn't in the calendar");
  return calendar_period(day ? Unit::day : Unit::month, day_of(date));
}

/// The fiscal year that holds a day, by the calendar year in which it ends.
int fiscal_year(Day day) {
  const CivilDate date = civil(day);
  return date.year + (!calendar_custom().calendar_years() && date.month >= calendar_custom().fiscal_month ? 1 : 0);
}

/// 1 to 4.
int fiscal_quarter(Day day) {
  return (civil(day).month - calendar_custom().fiscal_month + 12) % 12 / 3 + 1;
}

/// `fy2027` and `fy2027-q1`.
std::optional<NamedPeriod> fiscal_period(std::string_view text) {
  const bool year_only = looks_like("fy9999", text), quarter = looks_like("fy9999-q9", text);
  if (!year_only && !quarter) return std::nullopt;
  const CalendarCustom& custom = calendar_custom();
  if (custom.calendar_years())
    refuse_date(text, "years begin in January here; --fiscal-year-start MONTH says otherwise");
  const int year = digits(text, 2, 4);
  if (year < 2) refuse_date(text, "there is no such year");
  const DayRange whole{day_of(CivilDate{year - 1, custom.fiscal_month, 1}),
                       day_of(CivilDate{year, custom.fiscal_month, 1})};
  if (year_only) return NamedPeriod{whole, {}, fmt::format("FY{:04}", year)};
  const int number = digits(text, 8, 1);
  if (number < 1 || number > 4) refuse_date(text, "a year has quarters 1 to 4");
  DayRange range = period_of(Unit::quarter, whole.begin);
  for (int i = 1; i < number; ++i) range = next(Unit::quarter, range);
  return calendar_period(Unit::quarter, range.begin);
}

/// `Q3` and `W46`: the last one that has begun.
std::optional<NamedPeriod> without_year(std::string_view text, Day today) {
  const bool quarter = looks_like("q9", text), week = looks_like("w99", text);
  if (!quarter && !week) return std::nullopt;
  const bool fiscal = quarter && !calendar_custom().calendar_years();
  const auto in_year = [&](int year) {
    return fiscal ? fiscal_period(fmt::format("fy{:04}-{}", year, text))
                  : absolute_period(fmt::format("{:04}-{}", year, text));
  };
  const int year = week ? iso_week(today).year : fiscal ? fiscal_year(today) : civil(today).year;
  // A year without a week 53 refuses it, the one before may have it.
  if (!week || digits(text, 1, 2) <= iso_weeks_in_year(year))
    if (auto period = in_year(year); period->range.begin <= today) return period;
  return in_year(year - 1);
}

/// `week-2026-11-08`: the week of a day, whatever weeks are called.
std::optional<NamedPeriod> week_of_day(std::string_view text) {
  if (!looks_like("week-9999-99-99", text)) return std::nullopt;
  const CivilDate date{digits(text, 5, 4), digits(text, 10, 2), digits(text, 13, 2)};
  if (!is_valid(date)) refuse_date(text, "it isn't in the calendar");
  return calendar_period(Unit::week, day_of(date));
}

NamedPeriod single_period(std::string_view words, std::string_view asked, Day today) {
  std::string text(words);
  std::ranges::replace_if(
      text, [](char c) { return c == ' ' || c == '_'; }, '-');
  if (auto period = without_year(text, today)) return *period;
  if (auto period = fiscal_period(text)) return *period;
  if (auto period = week_of_day(text)) return *period;
  if (auto period = relative_period(text, today)) return *period;
  if (auto period = absolute_period(text)) return *period;
  refuse(fmt::format("unknown period `{}`", asked));
}

}  // namespace

std::string period_label(Unit unit, DayRange period) {
  const CivilDate first = civil(period.begin);
  switch (unit) {
    case Unit::day:
      return iso_date(period.begin);
    case Unit::week: {
      if (!calendar_custom().iso_weeks()) return iso_date(period.begin);
      const IsoWeek week = iso_week(period.begin);
      return fmt::format("{:04}-W{:02}", week.year, week.week);
    }
    case Unit::month:
      return fmt::format("{:04}-{:02}", first.year, first.month);
    case Unit::quarter:
      if (!calendar_custom().calendar_years())
        return fmt::format("FY{:04}-Q{}", fiscal_year(period.begin), fiscal_quarter(period.begin));
      return fmt::format("{:04}-Q{}", first.year, (first.month + 2) / 3);
  }
  return {};
}

std::string range_in_words(DayRange range) {
  const CivilDate first = civil(range.begin), last = civil(range.end - 1);
  const auto in_words = [](CivilDate date) { return fmt::format("{} {} {}", date.day, month_name(date), date.year); };
  const bool open_begin = range.begin <= first_day, open_end = range.end >= after_last_day;
  if (range.length() <= 0) return "no day";
  if (open_begin && open_end) return "all days";
  if (open_begin) return "up to " + in_words(last);
  if (open_end) return "from " + in_words(first);
  if (first == last) return in_words(first);
  if (first.year != last.year) return in_words(first) + " – " + in_words(last);
  if (first.month != last.month) return fmt::format("{} {} – {}", first.day, month_name(first), in_words(last));
  return fmt::format("{}–{}", first.day, in_words(last));
}

std::optional<NamedPeriod> parse_period(std::string_view text, Day today) {
  const std::string key = fold(text);
  if (key == "all") return std::nullopt;
  const std::size_t dots = key.find("..");
  if (dots == std::string::npos) return single_period(key, text, today);

  const std::string_view from = trim(std::string_view(key).substr(0, dots));
  const std::string_view to = trim(std::string_view(key).substr(dots + 2));
  if (from.empty() && to.empty()) refuse(fmt::format("period `{}` has neither begin nor end", text));
  const NamedPeriod open{{first_day, after_last_day}, {}, {}};
  const NamedPeriod begin = from.empty() ? open : single_period(from, text, today);
  const NamedPeriod end = to.empty() ? open : single_period(to, text, today);
  if (begin.range.begin >= end.range.end) refuse(fmt::format("period `{}` ends before it begins", text));
  return NamedPeriod{{begin.range.begin, end.range.end}, {}, begin.label + ".." + end.label};
}

}  // namespace dsat
