#include <algorithm>

#include "app/options/options.hpp"
#include "app/options/values.hpp"
#include "app/written_date.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/measure.hpp"
#include "dsat/analyze/queue.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/ratings.hpp"
#include "dsat/report/section.hpp"
#include "sql/dialect.hpp"

namespace dsat::app {
namespace {

/// Adds the names in a list of which each must be known.
template <class Registry>
void add_known(std::vector<std::string>& to, const std::string& value, std::string_view what,
               const Registry& registry) {
  std::vector<std::string> known, given;
  for (const auto& entry : registry) known.emplace_back(entry.key);
  add_list(given, value);
  for (const std::string& name : given) {
    if (std::ranges::find(known, name) == known.end()) {
      const auto near = nearest(name, known);
      throw Error(ErrorKind::usage, "there is no " + std::string(what) + " \"" + name + "\"",
                  (near ? "Did you mean " + *near + "? " : std::string()) + "It is one of " + join(known, ", ") + ".");
    }
    to.push_back(name);
  }
}

std::vector<std::string_view> engines() {
  std::vector<std::string_view> keys;
  for (const sql::Dialect* dialect : sql::dialects()) keys.push_back(dialect->key);
  return keys;
}

void add_to_side(SideAsked& side, const std::string& word) {
  if (word.find('=') == std::string::npos) {
    side.words.push_back(word);
    return;
  }
  analyze::Condition condition = analyze::parse_condition(word);
  analyze::require_dimension(condition.key);
  side.where.push_back(std::move(condition));
}

}  // namespace

std::vector<Option> own_options() {
  return {
      {.name = "by",
       .value = "DIMENSION,…",
       .help =
           "group by these dimensions (`dsat list dimensions`, or column:NAME); of a report: its reasons; of compare: "
           "whose mix is taken out",
       .commands = {"breakdown", "trend", "check", "explain", "report", "compare", "volumes", "sql"},
       .repeatable = true,
       .changes = Changes::sections,
       .set =
           [](Settings& s, const std::string& v) {
             add_list(s.by, v);
             for (const std::string& key : s.by) analyze::require_dimension(key);
           }},
      {.name = "measures",
       .value = "MEASURE,…",
       .help = "print exactly these measures, in this order (`dsat list measures`)",
       .commands = {"breakdown", "trend", "compare"},
       .repeatable = true,
       .set =
           [](Settings& s, const std::string& v) {
             add_list(s.measures, v);
             for (const std::string& key : s.measures) analyze::require_measure(key);
           }},
      {.name = "sort",
       .value = "MEASURE",
       .help = "order rows by this measure (of reviews: by this column), the largest or newest first",
       .commands = {"breakdown", "reviews", "agents"},
       .set = [](Settings& s, const std::string& v) { s.sort = v; }},
      {.name = "every",
       .value = "UNIT",
       .help = "length of a period",
       .fallback = "week",
       .commands = {"report", "trend", "explain", "agents", "check", "volumes", "sql"},
       .choices = {"day", "week", "month", "quarter"},
       .changes = Changes::all,
       .set =
           [](Settings& s, const std::string& v) {
             s.every = *unit_named(v);
             s.every_given = true;
           }},
      {.name = "section",
       .value = "NAME",
       .help = "write this section (`dsat list sections`)",
       .commands = {"report"},
       .repeatable = true,
       .set = [](Settings& s, const std::string& v) { add_known(s.sections, v, "section", report::sections()); }},
      {.name = "pack",
       .value = "NAME",
       .help = "write this choice of sections (`dsat list packs`)",
       .fallback = "weekly",
       .commands = {"report"},
       .set =
           [](Settings& s, const std::string& v) {
             std::vector<std::string> one;
             add_known(one, v, "pack", report::packs());
             s.pack = v;
           }},
      {.name = "self-check",
       .help = "how often this report would claim something on your data without any cause",
       .commands = {"report"},
       .set = [](Settings& s, const std::string& v) { s.self_check = is_on(v); }},
      {.name = "history",
       .value = "FILE",
       .help = "ledger of what reports claimed and whether it lasted; read and added to. Of sql: how many periods to "
               "count before --period (12)",
       .commands = {"report", "sql"},
       .writes = true,
       .set = [](Settings& s, const std::string& v) { s.history = v; }},
      {.name = "engine",
       .value = "NAME",
       .help = "whose dialect the queries are in",
       .commands = {"sql"},
       .choices = engines(),
       .set = [](Settings& s, const std::string& v) { s.engine = v; }},
      {.name = "table",
       .value = "NAME",
       .help = "the table of tickets, one row each; schema.table where it has one",
       .commands = {"sql"},
       .set = [](Settings& s, const std::string& v) { s.table = v; }},
      {.name = "against",
       .value = "PERIOD",
       .help = "the period to compare --period with",
       .fallback = "the one before",
       .commands = {"explain"},
       .set =
           [](Settings& s, const std::string& v) {
             if (fold(v).find("fy") == std::string::npos) parse_period(with_iso_dates(v, DayOrder::either), 0);
             s.against = v;
           }},
      {.name = "a",
       .value = "SELECTION",
       .help = "one side: conditions as of --where, a period, or one of the files",
       .commands = {"compare"},
       .repeatable = true,
       .set = [](Settings& s, const std::string& v) { add_to_side(s.a, v); }},
      {.name = "b",
       .value = "SELECTION",
       .help = "the other side",
       .commands = {"compare"},
       .repeatable = true,
       .set = [](Settings& s, const std::string& v) { add_to_side(s.b, v); }},
      {.name = "agent",
       .value = "NAME",
       .help = "one agent's scorecard and negative ratings",
       .commands = {"agents", "report"},
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.agent = v; }},
      {.name = "sentiment",
       .value = "LIST",
       .help = "which ratings: negative, neutral, positive, unreadable, or all",
       .fallback = "negative",
       .commands = {"reviews"},
       .repeatable = true,
       .set =
           [](Settings& s, const std::string& v) {
             const std::size_t before = s.sentiment.size();
             add_list(s.sentiment, v);
             for (std::size_t i = before; i < s.sentiment.size(); ++i)
               if (const std::string& word = s.sentiment[i]; word != "negative" && word != "neutral" &&
                                                             word != "positive" && word != "unreadable" &&
                                                             word != "all")
                 refuse("sentiment", word, "negative, neutral, positive, unreadable, several with commas, or all");
           }},
      {.name = "columns",
       .value = "COLUMN,…",
       .help = "print exactly these columns, in this order",
       .commands = {"reviews"},
       .repeatable = true,
       .set =
           [](Settings& s, const std::string& v) {
             add_list(s.columns, v);
             for (const std::string& key : s.columns) report::require_rating_column(key);
           }},
      {.name = "queue",
       .value = "NAME",
       .help = "one queue of ratings that wait for somebody (`dsat list queues`)",
       .commands = {"reviews"},
       .set = [](Settings& s, const std::string& v) { s.queue = analyze::require_queue(v).key; }},
      {.name = "worksheet",
       .value = "FILE",
       .help = "write or update the review worksheet (.csv or .xlsx)",
       .commands = {"reviews"},
       .writes = true,
       .set = [](Settings& s, const std::string& v) { s.worksheet = v; }},
      {.name = "no-wait",
       .help = "end with exit 4 where another run is writing the worksheet or the history",
       .commands = {"reviews", "report"},
       .set = [](Settings& s, const std::string& v) { s.wait = !is_on(v); }},
      {.name = "assign",
       .value = "NAME,…",
       .help = "share the worksheet's new rows out among these reviewers, nobody their own",
       .commands = {"reviews"},
       .repeatable = true,
       .set = [](Settings& s, const std::string& v) { add_list(s.reviewers, v); }},
      {.name = "split",
       .value = "WHAT",
       .help = "a file for each: -o 'digest-{department}.md', -o 'page-{agent}.html'",
       .commands = {"reviews", "report"},
       .choices = {"department", "agent"},
       .set = [](Settings& s, const std::string& v) { s.split = v; }},
      {.name = "fail-if",
       .value = "EXPRESSION",
       .help = "a breach: \"nrr > 25%\", \"coverage < 25%\", \"negative >= 20\", \"nrr rises by 5pp\"",
       .commands = {"check"},
       .repeatable = true,
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.fail_if.push_back(parse_expression(v)); }},
      {.name = "sure",
       .value = "SHARE",
       .help = "only breaches beyond chance at this confidence, such as 95%",
       .commands = {"check"},
       .changes = Changes::all,
       .set =
           [](Settings& s, const std::string& v) {
             s.sure = fraction("sure", v);
             if (s.sure <= 0 || s.sure >= 1) refuse("sure", v, "a share between 0% and 100%, such as 95%");
           }},
      {.name = "cells",
       .help = "the records of one file before any meaning, as JSON Lines",
       .commands = {"inspect"},
       .configurable = false,
       .set = [](Settings& s, const std::string& v) { s.cells = is_on(v); }},
      {.name = "show",
       .help = "print the settings in force and where each comes from",
       .commands = {"config"},
       .configurable = false,
       .set = [](Settings& s, const std::string& v) { s.show = is_on(v); }},
  };
}

}  // namespace dsat::app
