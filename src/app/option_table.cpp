#include "app/option_table.hpp"

#include <algorithm>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/render/writer.hpp"

namespace dsat::app {
namespace {

[[noreturn]] void refuse(std::string_view option, const std::string& value, const std::string& wanted) {
  throw Error(ErrorKind::usage, "--" + std::string(option) + " can't be \"" + value + "\"", "It takes " + wanted + ".");
}

int whole_number(std::string_view option, const std::string& value, int least) {
  const auto number = parse_integer(value);
  if (!number || *number < least || *number > 1'000'000'000)
    refuse(option, value, "a whole number from " + std::to_string(least) + " on");
  return static_cast<int>(*number);
}

/// `25%` or `0.25` as a fraction.
double fraction(std::string_view option, const std::string& value) {
  const bool percent = value.ends_with('%');
  const auto number = parse_number(trim(percent ? std::string_view(value).substr(0, value.size() - 1) : value));
  if (!number) refuse(option, value, "a share such as 25% or 0.25");
  return percent ? *number / 100 : *number;
}

void add_list(std::vector<std::string>& to, const std::string& value) {
  for (const std::string_view part : split(value, ','))
    if (const auto word = trim(part); !word.empty()) to.emplace_back(word);
}

std::pair<std::string, std::string> assignment(std::string_view option, const std::string& value,
                                               const std::string& wanted) {
  const std::size_t equals = value.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == value.size()) refuse(option, value, wanted);
  return {std::string(trim(std::string_view(value).substr(0, equals))),
          std::string(trim(std::string_view(value).substr(equals + 1)))};
}

/// `8GiB`, `500M`, or bytes.
std::uint64_t byte_size(const std::string& value) {
  std::size_t digits = 0;
  while (digits < value.size() && value[digits] >= '0' && value[digits] <= '9') ++digits;
  const auto number = parse_integer(std::string_view(value).substr(0, digits));
  std::string unit = fold(std::string_view(value).substr(digits));
  if (unit.ends_with("ib")) unit.resize(unit.size() - 2);
  if (unit.ends_with("b")) unit.resize(unit.size() - 1);
  static constexpr std::string_view units = "kmgt";
  const std::size_t power = unit.empty() ? 0 : units.find(unit) + 1;
  if (!number || *number <= 0 || unit.size() > 1 || (unit.size() == 1 && power == 0))
    refuse("max-input-size", value, "a size such as 500M or 8GiB");
  return static_cast<std::uint64_t>(*number) << (10 * power);
}

bool is_on(const std::string& value) {
  return value == "on" || value == "true";
}

constexpr std::string_view input = "Input", counting = "Counting", rows = "Choosing rows", output = "Output",
                           own = "Of this command", general = "General";

const std::vector<std::string_view> with_by = {"breakdown", "trend", "check", "explain"};
const std::vector<std::string_view> tables = {"breakdown", "trend"};
const std::vector<std::string_view> periodic = {"report", "trend", "explain", "agents", "check"};

std::vector<Option> make_table() {
  std::vector<Option> t;
  const auto add = [&t](Option option) { t.push_back(std::move(option)); };

  // --- of single commands
  add({"by",
       0,
       "DIMENSION,…",
       own,
       "group by these dimensions (`dsat list dimensions`, column:NAME)",
       with_by,
       {},
       true,
       false,
       [](Settings& s, const std::string& v) { add_list(s.by, v); }});
  add({"measures",
       0,
       "MEASURE,…",
       own,
       "print exactly these measures, in this order",
       tables,
       {},
       true,
       false,
       [](Settings& s, const std::string& v) { add_list(s.measures, v); }});
  add({"sort",
       0,
       "MEASURE",
       own,
       "order rows by this measure (of reviews: by this column), worst, largest or newest first",
       {"breakdown", "reviews", "agents"},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.sort = v; }});
  add({"every",
       0,
       "UNIT",
       own,
       "length of a period",
       periodic,
       {"day", "week", "month", "quarter"},
       false,
       false,
       [](Settings& s, const std::string& v) { s.every = *unit_named(v); }});
  add({"section",
       0,
       "NAME",
       own,
       "write this section (`dsat list sections`); repeatable",
       {"report"},
       {},
       true,
       false,
       [](Settings& s, const std::string& v) { add_list(s.sections, v); }});
  add({"pack",
       0,
       "NAME",
       own,
       "write this choice of sections (`dsat list packs`)",
       {"report"},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.pack = v; }});
  add({"self-check",
       0,
       "",
       own,
       "how often this report would claim something on your data without any cause",
       {"report"},
       {},
       false,
       false,
       [](Settings& s, const std::string&) { s.self_check = true; }});
  add({"history",
       0,
       "FILE",
       own,
       "ledger of what reports claimed, read and appended",
       {"report"},
       {},
       false,
       true,
       [](Settings& s, const std::string& v) { s.history = v; }});
  add({"against",
       0,
       "PERIOD",
       own,
       "the period to compare --period with",
       {"explain"},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.against = v; }});
  add({"agent",
       0,
       "NAME",
       own,
       "one agent's scorecard",
       {"agents", "report"},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.agent = v; }});
  add({"sentiment",
       0,
       "LIST",
       own,
       "which ratings: negative, neutral, positive",
       {"reviews"},
       {},
       true,
       false,
       [](Settings& s, const std::string& v) { add_list(s.sentiment, v); }});
  add({"columns",
       0,
       "COLUMN,…",
       own,
       "print exactly these columns, in this order",
       {"reviews"},
       {},
       true,
       false,
       [](Settings& s, const std::string& v) { add_list(s.columns, v); }});
  add({"queue",
       0,
       "NAME",
       own,
       "one queue of ratings (`dsat list queues`)",
       {"reviews"},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.queue = v; }});
  add({"worksheet",
       0,
       "FILE",
       own,
       "write or update the review worksheet (.csv or .xlsx)",
       {"reviews"},
       {},
       false,
       true,
       [](Settings& s, const std::string& v) { s.worksheet = v; }});
  add({"split",
       0,
       "department",
       own,
       "one file per department; -o 'digest-{department}.md'",
       {"reviews", "report"},
       {"department"},
       false,
       false,
       [](Settings& s, const std::string& v) { s.split = v; }});
  add({"fail-if",
       0,
       "EXPRESSION",
       own,
       "breach: \"nrr > 25%\", \"coverage < 25%\", \"nrr rises by 5pp\"; repeatable",
       {"check"},
       {},
       true,
       false,
       [](Settings& s, const std::string& v) { s.fail_if.push_back(v); }});
  add({"sure",
       0,
       "SHARE",
       own,
       "only breaches beyond chance at this confidence (95%)",
       {"check"},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) {
         s.sure = fraction("sure", v);
         if (s.sure <= 0 || s.sure >= 1) refuse("sure", v, "a share between 0% and 100%");
       }});
  add({"cells",
       0,
       "",
       own,
       "the records of one file before any meaning, as JSON Lines",
       {"inspect"},
       {},
       false,
       false,
       [](Settings& s, const std::string&) { s.cells = true; }});
  add({"show",
       0,
       "",
       own,
       "print the settings in force and where each comes from",
       {"config"},
       {},
       false,
       false,
       [](Settings& s, const std::string&) { s.show = true; }});

  // --- input
  add({"profile",
       0,
       "NAME|FILE",
       input,
       "the export's maker (`dsat list profiles`); default: recognised",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.load.profile = v; }});
  add({"map",
       0,
       "FIELD=COLUMN",
       input,
       "name a column by hand; question.NAME=COLUMN adds a further question",
       {},
       {},
       true,
       false,
       [](Settings& s, const std::string& v) {
         s.load.map.push_back(assignment("map", v, "FIELD=COLUMN, for example rating=\"CSAT score\""));
       }});
  add({"scale",
       0,
       "SCALE",
       input,
       "the rating scale: good-bad, 1-3, 1-5, 1-7, 1-10, 0-10, …; default: recognised",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) {
         if (v != "auto" && !scale_named(v))
           refuse("scale", v, "auto, good-bad, freshdesk, or two numbers such as 1-5");
         s.load.scale = v;
       }});
  add({"negative",
       0,
       "LIST",
       input,
       "rating values that count as negative",
       {},
       {},
       true,
       false,
       [](Settings& s, const std::string& v) { add_list(s.load.negative, v); }});
  add({"neutral",
       0,
       "LIST",
       input,
       "rating values that count as neutral",
       {},
       {},
       true,
       false,
       [](Settings& s, const std::string& v) { add_list(s.load.neutral, v); }});
  add({"positive",
       0,
       "LIST",
       input,
       "rating values that count as positive",
       {},
       {},
       true,
       false,
       [](Settings& s, const std::string& v) { add_list(s.load.positive, v); }});
  add({"delimiter",
       0,
       "CHAR",
       input,
       "separator of CSV cells: , ; | or tab",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) {
         if (v != "auto" && v != "tab" && v != "\\t" && v.size() != 1)
           refuse("delimiter", v, "one character, or the word tab");
         s.load.delimiter = v == "\\t" || v == "\t" ? "tab" : v;
       }});
  add({"encoding",
       0,
       "NAME",
       input,
       "character encoding of the files",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.load.encoding = v; }});
  add({"date-order",
       0,
       "ORDER",
       input,
       "order of day and month in dates with slashes or dots",
       {},
       {"auto", "ymd", "dmy", "mdy"},
       false,
       false,
       [](Settings& s, const std::string& v) { s.load.date_order = v; }});
  add({"tz",
       0,
       "ZONE",
       input,
       "zone of stamps without one, and of hours, days and weeks (default UTC)",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.tz = v; }});
  add({"reviews",
       0,
       "FILE",
       input,
       "the review worksheet: challenges, faults, follow-ups",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.reviews = v; }});
  add({"qa",
       0,
       "FILE",
       input,
       "QA scores: agent, criterion, score, date",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.qa = v; }});
  add({"roster",
       0,
       "FILE",
       input,
       "teams of agents: agent, team",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.roster = v; }});
  add({"events",
       0,
       "FILE",
       input,
       "dated events: date, text",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.events = v; }});
  add({"series",
       0,
       "FILE",
       input,
       "other figures: period, name, value",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.series = v; }});
  add({"variant",
       0,
       "COLUMN",
       input,
       "a column whose values are variants of the survey",
       {},
       {},
       true,
       false,
       [](Settings& s, const std::string& v) { add_list(s.extras.variants, v); }});
  add({"rejects",
       0,
       "FILE",
       input,
       "write every rejected row, verbatim, with file, line and reason",
       {},
       {},
       false,
       true,
       [](Settings& s, const std::string& v) { s.rejects = v; }});
  add({"strict",
       0,
       "",
       input,
       "any rejected row ends the run with exit code 3",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.strict = is_on(v); }});
  add({"skip-bad-files",
       0,
       "",
       input,
       "report on the rest when a file can't be used, and say so",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.load.skip_bad_files = is_on(v); }});
  add({"max-input-size",
       0,
       "SIZE",
       input,
       "largest file, unpacked (default 8GiB)",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.load.max_input_size = byte_size(v); }});
  add({"exact-keys",
       0,
       "",
       input,
       "compare names as written: Good and good differ",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.load.exact_keys = is_on(v); }});
  add({"drop-identical",
       0,
       "",
       input,
       "rows equal in every cell are one ticket (files without an id)",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.load.drop_identical = is_on(v); }});
  add({"threads",
       0,
       "N",
       input,
       "threads to use (default: all cores); never changes the output",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.load.threads = whole_number("threads", v, 0); }});

  // --- counting
  add({"base",
       0,
       "WHICH",
       counting,
       "NRR over all ratings, or over negative and positive ones",
       {},
       {"all", "decided"},
       false,
       false,
       [](Settings& s, const std::string& v) {
         s.counting.base = v == "all" ? analyze::Base::all : analyze::Base::decided;
       }});
  add({"csi",
       0,
       "FORMULA",
       counting,
       "CSI as position on the scale, or as mean ÷ maximum",
       {},
       {"ordinal", "mean-of-max"},
       false,
       false,
       [](Settings& s, const std::string& v) {
         s.counting.csi = v == "ordinal" ? analyze::Csi::ordinal : analyze::Csi::mean_of_max;
       }});
  add({"overturned",
       0,
       "HOW",
       counting,
       "overturned ratings leave the count, or stay in its base",
       {},
       {"exclude", "neutral"},
       false,
       false,
       [](Settings& s, const std::string& v) {
         s.counting.overturned = v == "exclude" ? analyze::Overturned::exclude : analyze::Overturned::neutral;
       }});
  add({"actionable-means",
       0,
       "WHO",
       counting,
       "how to read \"actionable\" in worksheets",
       {},
       {"agent", "outside"},
       false,
       false,
       [](Settings& s, const std::string& v) { s.actionable_means = v; }});
  add({"attribute",
       0,
       "HOW",
       counting,
       "whose a rating is",
       {},
       {"at-rating", "last", "first-reply", "all-involved", "equal-share"},
       false,
       false,
       [](Settings& s, const std::string& v) {
         using enum analyze::Attribution;
         s.counting.attribution = v == "at-rating"      ? at_rating
                                  : v == "last"         ? last
                                  : v == "first-reply"  ? first_reply
                                  : v == "all-involved" ? all_involved
                                                        : equal_share;
       }});
  add({"every-rating",
       0,
       "",
       counting,
       "count each rating of a ticket, not just the newest",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.counting.every_rating = is_on(v); }});
  add({"after-outcome",
       0,
       "tag=NAME",
       counting,
       "this tag is set because of the rating: no rate for it",
       {},
       {},
       true,
       false,
       [](Settings& s, const std::string& v) { s.counting.after_outcome.push_back(v); }});
  add({"partial",
       0,
       "HOW",
       counting,
       "what to do with a period that isn't over",
       {},
       {"compare", "skip", "include"},
       false,
       false,
       [](Settings& s, const std::string& v) {
         using enum analyze::Partial;
         s.counting.partial = v == "compare" ? compare : v == "skip" ? skip : include;
       }});
  add({"coverage-goal",
       0,
       "SHARE",
       counting,
       "working goal line for coverage (default 25%)",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.counting.coverage_goal = fraction("coverage-goal", v); }});
  add({"goal",
       0,
       "MEASURE=VALUE",
       counting,
       "a goal line: nrr=15%",
       {},
       {},
       true,
       false,
       [](Settings& s, const std::string& v) {
         const auto [measure, value] = assignment("goal", v, "MEASURE=VALUE, for example nrr=15%");
         s.extras.goals.emplace_back(measure, fraction("goal", value));
       }});

  // --- choosing rows
  add({"where",
       0,
       "CONDITION",
       rows,
       "only rows with channel=chat, tag=refund|billing, agent!=Ann*; repeatable",
       {},
       {},
       true,
       false,
       [](Settings& s, const std::string& v) { s.where.push_back(v); }});
  add({"period",
       0,
       "PERIOD",
       rows,
       "last-week, this-month, 2026-W46, 2026-11, 2026-Q4, A..B, all",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.period = v; }});
  add({"since", 0, "DATE", rows, "from this day on", {}, {}, false, false, [](Settings& s, const std::string& v) {
         s.since = v;
       }});
  add({"until",
       0,
       "DATE",
       rows,
       "up to this day, included",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.until = v; }});
  add({"date",
       0,
       "WHICH",
       rows,
       "the instant that puts a rating into a period",
       {},
       {"rated", "solved", "created"},
       false,
       false,
       [](Settings& s, const std::string& v) {
         using enum analyze::DateBasis;
         s.counting.date = v == "rated" ? rated : v == "solved" ? solved : created;
       }});
  add({"as-of",
       0,
       "INSTANT",
       rows,
       "what now is (default: the newest instant of the data; now: the clock)",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.as_of = v; }});

  // --- output
  add({"format",
       'f',
       "FORMAT",
       output,
       "text, csv, markdown, json, html or xlsx",
       {},
       {"text", "csv", "markdown", "json", "html", "xlsx"},
       false,
       false,
       [](Settings& s, const std::string& v) { s.format = v; }});
  add({"output",
       'o',
       "FILE",
       output,
       "write here, replaced whole; the extension picks the format; repeatable",
       {},
       {},
       true,
       true,
       [](Settings& s, const std::string& v) { s.outputs.push_back(v); }});
  add({"min-ratings",
       0,
       "N",
       output,
       "groups with fewer ratings show counts and no rate (default 5)",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.counting.min_ratings = whole_number("min-ratings", v, 0); }});
  add({"top",
       0,
       "N",
       output,
       "rows of a table for readers; 0 for all",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.top = static_cast<std::size_t>(whole_number("top", v, 0)); }});
  add({"detail",
       0,
       "HOW",
       output,
       "full: p values, intervals and tests too",
       {},
       {"short", "full"},
       false,
       false,
       [](Settings& s, const std::string& v) { s.full_detail = v == "full"; }});
  add({"color",
       0,
       "WHEN",
       output,
       "colour in text",
       {},
       {"auto", "always", "never"},
       false,
       false,
       [](Settings& s, const std::string& v) { s.color = v; }});
  add({"width",
       0,
       "N",
       output,
       "columns of text (default: the terminal's, else 80)",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.width = whole_number("width", v, 40); }});
  add({"ascii",
       0,
       "",
       output,
       "no bars, dashes or dots beyond ASCII",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.ascii = is_on(v); }});
  add({"redact",
       0,
       "WHEN",
       output,
       "replace e-mail addresses, phone, card and account numbers in words",
       {},
       {"on", "off"},
       false,
       false,
       [](Settings& s, const std::string& v) { s.redact = is_on(v); }});
  add({"anonymize-agents",
       0,
       "",
       output,
       "stable pseudonyms for agents",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.anonymize_agents = is_on(v); }});
  add({"csv-safe",
       0,
       "WHEN",
       output,
       "mark CSV cells that a spreadsheet would run (default on)",
       {},
       {"on", "off"},
       false,
       false,
       [](Settings& s, const std::string& v) { s.csv_safe = is_on(v); }});
  add({"progress",
       0,
       "WHEN",
       output,
       "progress of long loads, on standard error",
       {},
       {"auto", "always", "never"},
       false,
       false,
       [](Settings& s, const std::string& v) { s.progress = v; }});
  add({"quiet",
       'q',
       "",
       output,
       "no remarks on standard error",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.quiet = is_on(v); }});

  // --- general
  add({"config",
       0,
       "FILE",
       general,
       "read this configuration instead of ./dsat.toml and the user's",
       {},
       {},
       false,
       false,
       [](Settings& s, const std::string& v) { s.config = v; }});
  add({"no-config", 0, "", general, "read no configuration", {}, {}, false, false, [](Settings& s, const std::string&) {
         s.no_config = true;
       }});
  return t;
}

}  // namespace

std::span<const Option> option_table() {
  static const std::vector<Option> table = make_table();
  return table;
}

bool belongs(const Option& option, std::string_view command) {
  if (option.group == general) return true;
  if (command == "list" || command == "completion") return false;
  if (command == "config") return option.commands.empty() || option.name == "show";
  return option.commands.empty() || std::ranges::find(option.commands, command) != option.commands.end();
}

}  // namespace dsat::app
