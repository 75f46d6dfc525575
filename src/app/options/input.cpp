#include "app/options/options.hpp"
#include "app/options/values.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

void add_mapping(Settings& settings, const std::string& value) {
  auto [field, column] = assignment("map", value, "FIELD=COLUMN, for example rating=\"CSAT score\"");
  if (!field.starts_with("question.") && !field_named(field)) {
    std::vector<std::string> known;
    for (const FieldInfo& info : fields()) known.emplace_back(info.key);
    const auto near = nearest(field, known);
    throw Error(ErrorKind::usage, "--map names no field with \"" + field + "\"",
                (near ? "Did you mean " + *near + "? " : std::string()) + "It is one of " + join(known, ", ") +
                    ", or question.NAME.");
  }
  settings.load.map.emplace_back(std::move(field), std::move(column));
}

}  // namespace

std::vector<Option> input_options() {
  return {
      {.name = "profile",
       .value = "NAME",
       .help = "the export's maker (`dsat list profiles`), or a profile of your own by its path",
       .fallback = "auto",
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.load.profile = v; }},
      {.name = "map",
       .value = "FIELD=COLUMN",
       .help = "name a column by hand; question.NAME=COLUMN adds a further question",
       .repeatable = true,
       .changes = Changes::all,
       .set = add_mapping},
      {.name = "question",
       .value = "TEXT",
       .help = "of answers with one row a question: a part of the question that is the rating",
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.load.question = v; }},
      {.name = "sheet",
       .value = "NAME",
       .help = "of spreadsheets only the sheet of this name",
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.load.sheet = v; }},
      {.name = "scale",
       .value = "SCALE",
       .help = "the rating scale: good-bad, 1-3, 1-5, 5-1 (1 is best), 1-10, nps (0-10), …",
       .fallback = "auto",
       .changes = Changes::all,
       .set =
           [](Settings& s, const std::string& v) {
             if (v != "auto" && !scale_named(v))
               refuse("scale", v, "auto, good-bad, freshdesk, or nps, or two numbers, worst first, such as 1-5");
             s.load.scale = v;
           }},
      {.name = "negative",
       .value = "LIST",
       .help = "rating values that count as negative: numbers, words, ranges (<2.5, 1-3)",
       .repeatable = true,
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { add_list(s.load.negative, v); }},
      {.name = "neutral",
       .value = "LIST",
       .help = "rating values that count as neutral",
       .repeatable = true,
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { add_list(s.load.neutral, v); }},
      {.name = "positive",
       .value = "LIST",
       .help = "rating values that count as positive",
       .repeatable = true,
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { add_list(s.load.positive, v); }},
      {.name = "delimiter",
       .value = "CHAR",
       .help = "separator of CSV cells: , ; | or the word tab",
       .fallback = "auto",
       .changes = Changes::all,
       .set =
           [](Settings& s, const std::string& v) {
             if (v != "auto" && v != "tab" && v != "\\t" && v.size() != 1)
               refuse("delimiter", v, "one character, or the word tab");
             s.load.delimiter = v == "\\t" || v == "\t" ? "tab" : v;
           }},
      {.name = "encoding",
       .value = "NAME",
       .help = "character encoding of the files, such as Windows-1252",
       .fallback = "auto",
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.load.encoding = v; }},
      {.name = "date-order",
       .value = "ORDER",
       .help = "order of day and month in dates with slashes or dots",
       .fallback = "auto",
       .choices = {"auto", "ymd", "dmy", "mdy"},
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.load.date_order = v; }},
      {.name = "tz",
       .value = "ZONE",
       .help = "zone of stamps without one, and of hours, days and weeks in the report",
       .fallback = "UTC",
       .changes = Changes::all,
       .set =
           [](Settings& s, const std::string& v) {
             s.load.zone = s.counting.zone = Zone::named(v);
             s.load.zone_given = true;
           }},
      {.name = "volumes",
       .value = "FILE",
       .help = "counts of all tickets, beside files of the rated ones (`dsat volumes`, `dsat sql`); parts add up",
       .commands = {"report", "breakdown", "trend", "agents", "explain", "check"},
       .repeatable = true,
       .set = [](Settings& s, const std::string& v) { s.volumes.push_back(v); }},
      {.name = "reviews",
       .value = "FILE",
       .help = "the review worksheet: challenges, faults, follow-ups",
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.reviews = v; }},
      {.name = "qa",
       .value = "FILE",
       .help = "QA scores: agent, criterion, score, date",
       .changes = Changes::sections,
       .set = [](Settings& s, const std::string& v) { s.qa = v; }},
      {.name = "roster",
       .value = "FILE",
       .help = "teams of agents: agent, team",
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.roster = v; }},
      {.name = "events",
       .value = "FILE",
       .help = "dated events, drawn beside the trend: date, text",
       .changes = Changes::sections,
       .set = [](Settings& s, const std::string& v) { s.events = v; }},
      {.name = "series",
       .value = "FILE",
       .help = "figures from elsewhere, beside the trend: period, name, value",
       .changes = Changes::sections,
       .set = [](Settings& s, const std::string& v) { s.series = v; }},
      {.name = "variant",
       .value = "COLUMN",
       .help = "a column whose values are variants of the survey",
       .repeatable = true,
       .changes = Changes::sections,
       .set = [](Settings& s, const std::string& v) { s.extras.variants.push_back(v); }},
      {.name = "rejects",
       .value = "FILE",
       .help = "write every rejected row, verbatim, with file, line and reason",
       .writes = true,
       .set = [](Settings& s, const std::string& v) { s.rejects = v; }},
      {.name = "strict",
       .help = "any rejected row ends the run with exit code 3",
       .set = [](Settings& s, const std::string& v) { s.strict = is_on(v); }},
      {.name = "skip-bad-files",
       .help = "report on the rest when a file can't be used, and say so",
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.load.skip_bad_files = is_on(v); }},
      {.name = "max-input-size",
       .value = "SIZE",
       .help = "largest file, unpacked: 500M, 8GiB",
       .fallback = "8GiB",
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.load.max_input_size = byte_size("max-input-size", v); }},
      {.name = "exact-keys",
       .help = "compare names as written: Good and good differ",
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.load.exact_keys = is_on(v); }},
      {.name = "drop-identical",
       .help = "rows equal in every cell are one ticket (files without an id)",
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.load.drop_identical = is_on(v); }},
      {.name = "threads",
       .value = "N",
       .help = "threads to use, 0 for all cores; never changes the output",
       .fallback = "0",
       .set = [](Settings& s, const std::string& v) { s.load.threads = whole_number("threads", v, 0); }},
  };
}

}  // namespace dsat::app
