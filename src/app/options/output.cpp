#include "app/options/options.hpp"
#include "app/options/values.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "dsat/render/writer.hpp"

namespace dsat::app {
namespace {

std::vector<std::string_view> formats() {
  std::vector<std::string_view> keys;
  for (const render::Writer& writer : render::writers()) keys.push_back(writer.key);
  return keys;
}

/// Only what a browser opens as a page, and only with a place for the number.
std::string ticket_url(const std::string& text) {
  const std::string folded = fold(text);
  if (!folded.starts_with("https://") && !folded.starts_with("http://"))
    throw Error(ErrorKind::usage, "--ticket-url \"" + text + "\" is no address of a page",
                "It begins with https:// or http://.");
  if (text.find("{id}") == std::string::npos)
    throw Error(ErrorKind::usage, "--ticket-url \"" + text + "\" has no {id}",
                "Write {id} where the number of the ticket belongs: https://acme.example/tickets/{id}.");
  return text;
}

}  // namespace

std::vector<Option> output_options() {
  return {
      {.name = "format",
       .letter = 'f',
       .value = "FORMAT",
       .help = "format of the output",
       .fallback = "text",
       .choices = formats(),
       .set = [](Settings& s, const std::string& v) { s.format = v; }},
      {.name = "output",
       .letter = 'o',
       .value = "FILE",
       .help = "write here, replaced whole; the extension picks the format",
       .repeatable = true,
       .writes = true,
       .set = [](Settings& s, const std::string& v) { s.outputs.push_back(v); }},
      {.name = "min-ratings",
       .value = "N",
       .help = "groups with fewer ratings show counts and no rate, and aren't ranked",
       .fallback = "5",
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.counting.min_ratings = whole_number("min-ratings", v, 0); }},
      {.name = "top",
       .value = "N",
       .help = "rows of a table for readers, 0 for all; CSV, JSON and XLSX have all",
       .set = [](Settings& s, const std::string& v) { s.top = static_cast<std::size_t>(whole_number("top", v, 0)); }},
      {.name = "detail",
       .value = "HOW",
       .help = "full: p values, intervals and tests too",
       .fallback = "short",
       .choices = {"short", "full"},
       .changes = Changes::sections,
       .set = [](Settings& s, const std::string& v) { s.full_detail = v == "full"; }},
      {.name = "color",
       .value = "WHEN",
       .help = "colour in text; NO_COLOR is heeded",
       .fallback = "auto",
       .choices = {"auto", "always", "never"},
       .set = [](Settings& s, const std::string& v) { s.color = v; }},
      {.name = "width",
       .value = "N",
       .help = "columns of text, at least 40; without it the terminal's, else 80",
       .set = [](Settings& s, const std::string& v) { s.width = whole_number("width", v, 40); }},
      {.name = "ascii",
       .help = "no bars, dashes or dots beyond ASCII",
       .set = [](Settings& s, const std::string& v) { s.ascii = is_on(v); }},
      {.name = "redact",
       .value = "WHEN",
       .help = "replace e-mail addresses, phone, card and account numbers in comments; "
               "on but for reviews, worksheet and export",
       .choices = {"on", "off"},
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.redact = is_on(v); }},
      {.name = "anonymize-agents",
       .help = "a pseudonym for each agent, the same in every run",
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.anonymize_agents = is_on(v); }},
      {.name = "csv-safe",
       .value = "WHEN",
       .help = "put a ' before CSV cells that a spreadsheet would run",
       .fallback = "on",
       .choices = {"on", "off"},
       .set = [](Settings& s, const std::string& v) { s.csv.safe = is_on(v); }},
      {.name = "csv-separator",
       .value = "CHAR",
       .help = "what parts cells of CSV: , ; | or the word tab; ; for spreadsheets with a decimal comma",
       .fallback = ",",
       .set =
           [](Settings& s, const std::string& v) {
             const std::string_view one = v == "tab" || v == "\\t" ? "\t" : std::string_view(v);
             if (one.size() != 1 || std::string_view(",;|\t").find(one) == std::string_view::npos)
               refuse("csv-separator", v, "one of , ; | or the word tab");
             s.csv.separator = one.front();
           }},
      {.name = "csv-bom",
       .help = "begin CSV with the mark by which Excel knows UTF-8",
       .set = [](Settings& s, const std::string& v) { s.csv.mark = is_on(v); }},
      {.name = "title",
       .value = "TEXT",
       .help = "what stands above the output",
       .commands = {"report", "breakdown", "trend", "agents", "explain", "compare", "reviews"},
       .set = [](Settings& s, const std::string& v) { s.title = v; }},
      {.name = "ticket-url",
       .value = "URL",
       .help = "where a ticket is, with {id} for its number: https://acme.example/tickets/{id}",
       .set = [](Settings& s, const std::string& v) { s.ticket_url = ticket_url(v); }},
      {.name = "progress",
       .value = "WHEN",
       .help = "progress of long loads on standard error",
       .fallback = "auto",
       .choices = {"auto", "always", "never"},
       .set = [](Settings& s, const std::string& v) { s.progress = v; }},
      {.name = "quiet",
       .letter = 'q',
       .help = "no remarks on standard error",
       .set = [](Settings& s, const std::string& v) { s.quiet = is_on(v); }},
  };
}

std::vector<Option> general_options() {
  return {
      {.name = "config",
       .value = "FILE",
       .help = "read this configuration instead of ./dsat.toml and the user's",
       .changes = Changes::all,
       .configurable = false,
       .set = [](Settings& s, const std::string& v) { s.config = v; }},
      {.name = "no-config",
       .help = "read no configuration",
       .changes = Changes::all,
       .configurable = false,
       .set = [](Settings& s, const std::string& v) { s.no_config = is_on(v); }},
  };
}

}  // namespace dsat::app
