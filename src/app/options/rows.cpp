#include "app/options/options.hpp"
#include "app/options/values.hpp"

namespace dsat::app {
namespace {

/// Both ends of --since and --until are days, or periods of which the day is the first or the last.
void require_period(const std::string& value) {
  parse_period(value, 0);
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
