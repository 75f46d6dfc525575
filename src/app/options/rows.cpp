#include <algorithm>
#include <array>

#include "app/options/options.hpp"
#include "app/options/values.hpp"
#include "app/written_date.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

constexpr std::array<std::string_view, 7> weekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                      "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 12> months = {"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};

template <std::size_t n>
int place(const std::array<std::string_view, n>& names, const std::string& name) {
  return static_cast<int>(std::ranges::find(names, name) - names.begin());
}

/// `4`, `april`, `Apr`.
int month(const std::string& value) {
  const std::string word = fold(value);
  for (std::size_t i = 0; i < months.size(); ++i)
    if (word == std::to_string(i + 1) || (word.size() >= 3 && months[i].starts_with(word)))
      return static_cast<int>(i) + 1;
  refuse("fiscal-year-start", value, "a month: 1 to 12, or its name");
}

/// Both ends of --since and --until are days, or periods of which the day is the first or the last. Which quarter
/// `FY2027-Q1` is, and which day 01/11/2026, other options decide.
void require_period(const std::string& value) {
  if (fold(value).find("fy") == std::string::npos) parse_period(with_iso_dates(value, DayOrder::either), 0);
}

}  // namespace

std::vector<Option> row_options() {
  return {
      {.name = "where",
       .value = "CONDITION",
       .help = "only rows with channel=chat, tag=refund|billing, agent!=Ann*",
       .repeatable = true,
       .changes = Changes::all,
       .set =
           [](Settings& s, const std::string& v) {
             analyze::Condition condition = analyze::parse_condition(v);
             analyze::require_dimension(condition.key);
             s.where.push_back(std::move(condition));
           }},
      {.name = "period",
       .value = "PERIOD",
       .help = "last-week, this-month, 2026-W46, 2026-11, 2026-Q4, A..B, all",
       .changes = Changes::all,
       .set =
           [](Settings& s, const std::string& v) {
             require_period(v);
             s.period = v;
           }},
      {.name = "since",
       .value = "DATE",
       .help = "from this day on",
       .changes = Changes::all,
       .set =
           [](Settings& s, const std::string& v) {
             require_period(v + "..");
             s.since = v;
           }},
      {.name = "until",
       .value = "DATE",
       .help = "up to this day, included",
       .changes = Changes::all,
       .set =
           [](Settings& s, const std::string& v) {
             require_period(".." + v);
             s.until = v;
           }},
      {.name = "week-start",
       .value = "DAY",
       .help = "first day of a week; other weeks than ISO's are named by it",
       .fallback = "monday",
       .choices = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.calendar.week_start = place(weekdays, v); }},
      {.name = "fiscal-year-start",
       .value = "MONTH",
       .help = "month in which the first quarter begins: 4, april; quarters are then FY2027-Q1, by the year's end",
       .fallback = "january",
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.calendar.fiscal_month = month(v); }},
      {.name = "date",
       .value = "WHICH",
       .help = "the instant that puts a rating into a period",
       .fallback = "rated",
       .choices = {"rated", "solved", "created"},
       .changes = Changes::all,
       .set =
           [](Settings& s, const std::string& v) {
             using enum analyze::DateBasis;
             s.counting.date = v == "rated" ? rated : v == "solved" ? solved : created;
           }},
      {.name = "as-of",
       .value = "INSTANT",
       .help = "what \"now\" is: an instant, a date, or the word now for the clock",
       .fallback = "the newest instant of the data",
       .changes = Changes::all,
       .set =
           [](Settings& s, const std::string& v) {
             if (v != "now" && !parse_iso_moment(v, Zone()))
               refuse("as-of", v, "an instant such as 2026-11-16T06:00, a date, or the word now");
             s.as_of = v;
           }},
  };
}

}  // namespace dsat::app
