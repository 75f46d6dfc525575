#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <memory>

#include "app/command.hpp"
#include "app/output.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/known_words.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/load/warehouse.hpp"
#include "sql/query.hpp"

namespace dsat::app {
namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& remedy) {
  throw Error(ErrorKind::usage, what, remedy);
}

/// `COLUMN[;]` is a column of tags with the separator in brackets, `COLUMN[]` an array.
void take_tags(sql::Request& request, std::string column) {
  const std::size_t open = column.rfind('[');
  if (open != std::string::npos && open > 0 && column.ends_with(']')) {
    request.tag_separator = column.substr(open + 1, column.size() - open - 2);
    column.erase(open);
  }
  request.columns[Field::tags] = column;
}

/// `4`, `1-3`, `<2.5`, or a word.
void add_answer(sql::Answers& answers, const std::string& text) {
  constexpr double far = 1e300, none = std::numeric_limits<double>::infinity();
  if (const auto number = parse_number(text)) {
    answers.numbers.emplace_back(*number, *number);
    return;
  }
  for (const std::string_view sign : {"<=", ">=", "<", ">"}) {
    if (!text.starts_with(sign)) continue;
    const auto end = parse_number(trim(std::string_view(text).substr(sign.size())));
    if (!end) break;
    const bool below = sign[0] == '<', included = sign.size() == 2;
    const double last = included ? *end : std::nextafter(*end, below ? -none : none);
    answers.numbers.emplace_back(below ? -far : last, below ? last : far);
    return;
  }
  if (const std::size_t dash = text.find('-', 1); dash != std::string::npos) {
    const auto low = parse_number(trim(text.substr(0, dash))), high = parse_number(trim(text.substr(dash + 1)));
    if (low && high) {
      answers.numbers.emplace_back(std::min(*low, *high), std::max(*low, *high));
      return;
    }
  }
  answers.words.push_back(text);
}

void add_scale(sql::Answers& answers, const std::string& key) {
  const auto scale = scale_named(key);
  if (key == "good-bad")
    answers.words.insert(answers.words.end(), {"good", "bad", "good with comment", "bad with comment"});
  else if (key == "freshdesk")
    answers.numbers.emplace_back(-103, 103);
  else if (scale) {
    const double one = scale->score(1), other = scale->score(static_cast<int>(scale->levels()));
    answers.numbers.emplace_back(std::min(one, other), std::max(one, other));
  }
}

sql::Answers answers_of(const Settings& settings, const load::WarehouseTable& known, const sql::Request& request) {
  sql::Answers answers;
  for (const auto* list : {&settings.load.negative, &settings.load.neutral, &settings.load.positive})
    for (const std::string& text : *list) add_answer(answers, text);
  if (settings.load.scale != "auto") add_scale(answers, settings.load.scale);
  if (answers.words.empty() && answers.numbers.empty())
    for (const auto* list : {&known.negative, &known.neutral, &known.positive})
      answers.words.insert(answers.words.end(), list->begin(), list->end());
  if (answers.words.empty() && answers.numbers.empty() && !request.columns.contains(Field::rating) &&
      request.columns.contains(Field::sentiment))
    answers.words = {"negative", "neutral", "positive"};
  if (answers.words.empty() && answers.numbers.empty())
    refuse("a query can't find out by itself what the ratings mean",
           "Say --scale, such as --scale 1-5, or --negative and --positive.");
  const load::UnansweredWords common = load::unanswered_words();
  const auto add = [&](std::vector<std::string>& to, const std::vector<std::string>& own,
                       const std::vector<std::string>& others) {
    to = own;
    for (const std::string& word : others)
      if (std::ranges::find(answers.words, word) == answers.words.end() && std::ranges::find(to, word) == to.end())
        to.push_back(word);
  };
  add(answers.asked, known.asked, common.asked);
  add(answers.not_asked, known.not_asked, common.not_asked);
  add(answers.nothing, known.unrated, common.unrated);
  return answers;
}

void take_columns(sql::Request& request, const Settings& settings, const load::WarehouseTable& known) {
  // What loads a warehouse creates its tables without quotes.
  const sql::Dialect& dialect = *sql::dialect_named(settings.engine);
  for (const auto& [field, column] : known.columns) request.columns[field] = dialect.kept(column);
  if (!known.tag_separator.empty()) request.tag_separator = known.tag_separator;
  for (const auto& [key, column] : settings.load.map) {
    const auto field = field_named(key);
    if (!field) refuse("--map " + key + " can't be queried", "Map fields of the ticket and its rating.");
    if (*field == Field::tags)
      take_tags(request, column);
    else
      request.columns[*field] = column;
  }
  const auto has = [&](Field field) { return request.columns.contains(field); };
  if (!has(Field::ticket_id)) refuse("no column holds the ticket's id", "Say --map ticket_id=COLUMN.");
  if (!has(Field::rating) && !has(Field::sentiment)) refuse("no column holds the rating", "Say --map rating=COLUMN.");
  if (!has(Field::created_at) && !has(Field::solved_at))
    refuse("no column says when tickets were created or solved", "Say --map created_at=COLUMN.");
}

void take_dimensions(sql::Request& request, const Settings& settings) {
  for (const std::string& key : settings.by) {
    const analyze::Dimension* dimension = analyze::require_dimension(key);
    const auto field = dimension == nullptr ? std::nullopt : sql::field_of_dimension(dimension->key);
    if (!field || !request.columns.contains(*field))
      refuse("no column is mapped for --by " + key,
             field ? "Say --map " + std::string(info(*field).key) + "=COLUMN." : "It isn't of the ticket itself.");
    if (std::ranges::find(request.dimensions, *field) == request.dimensions.end()) request.dimensions.push_back(*field);
  }
  if (!request.dimensions.empty()) return;
  for (const Field field : {Field::channel, Field::team, Field::agent, Field::tags, Field::priority, Field::type,
                            Field::brand, Field::language})
    if (request.columns.contains(field)) request.dimensions.push_back(field);
}

void take_window(sql::Request& request, const Settings& settings) {
  const std::string text = !settings.period.empty()                           ? settings.period
                           : settings.since.empty() && settings.until.empty() ? std::string()
                                                                              : settings.since + ".." + settings.until;
  if (text.empty()) return;
  const Day today = request.as_of ? Zone::named(request.zone).day_of(*request.as_of) : 0;
  const auto period = parse_period(text, today);
  if (!period) return;
  if (!request.as_of && parse_period(text, 400)->range != period->range)
    refuse("--period " + text + " needs to know what now is", "Say --as-of, or name the period.");
  if (period->range.begin <= first_day || period->range.end >= after_last_day)
    refuse("--period " + text + " has no beginning or no end", "Name both days.");
  DayRange window = period->range;
  const DayRange first = period_of(request.every, window.begin), last = period_of(request.every, window.end - 1);
  if (first.begin != window.begin || last.end != window.end)
    refuse("--period " + text + " is not made of whole " + std::string(name_of(request.every)) + "s",
           "Volumes count whole periods: widen it, or say --every day.");
  DayRange before = first;
  const auto periods = settings.history.empty() ? std::optional(12.0) : parse_number(settings.history);
  if (!periods || *periods < 0 || *periods > 1000 || *periods != std::floor(*periods))
    refuse("--history " + settings.history + " is no number of periods", "Say for example --history 12.");
  for (int i = 0; i < static_cast<int>(*periods); ++i) before = previous(request.every, before);
  window.begin = before.begin;
  request.window = window;
}

sql::Request request_of(const Settings& settings) {
  if (settings.engine.empty()) refuse("no engine named", "Say --engine, for example --engine duckdb.");
  if (settings.table.empty()) refuse("no table named", "Say --table, for example --table tickets.");
  load::WarehouseTable known;
  if (settings.load.profile != "auto") {
    const auto table = load::warehouse_table(settings.load.profile);
    if (!table) refuse("there is no profile \"" + settings.load.profile + "\"", "`dsat list profiles` shows all.");
    known = *table;
  }
  sql::Request request;
  request.table = settings.table;
  request.zone = settings.counting.zone.name();
  request.every = settings.every;
  if (!settings.as_of.empty()) request.as_of = settings.counting.as_of;
  request.left_out = known.left_out;
  request.solved_words = analyze::solved_statuses();
  request.live_words = analyze::live_channels();
  take_columns(request, settings, known);
  take_dimensions(request, settings);
  request.answers = answers_of(settings, known, request);
  take_window(request, settings);
  return request;
}

std::string shell_quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string run_page(const sql::Dialect& dialect, const sql::Request& request, const Settings& settings) {
  std::string text = "# A report from " + std::string(dialect.title) + "\n\n" +
                     "Two queries, written by dsat " DSAT_VERSION
                     ". The engine counts all tickets, dsat reads the rated "
                     "ones:\n\n" +
                     dialect.how_to_run() + "\nThen\n\n    dsat report rated.csv --volumes volumes.csv";
  if (request.zone != "UTC") text += " --tz " + shell_quoted(request.zone);
  if (request.every != Unit::week) text += " --every " + std::string(name_of(request.every));
  if (settings.load.scale != "auto") text += " --scale " + settings.load.scale;
  for (const auto& [option, list] :
       {std::pair("negative", &settings.load.negative), std::pair("neutral", &settings.load.neutral),
        std::pair("positive", &settings.load.positive)})
    if (!list->empty()) text += " --" + std::string(option) + " " + shell_quoted(join(*list, ","));
  text +=
      "\n\nWhat is taken for granted:\n\n"
      "- One row of the table is one ticket. Versions of a ticket aren't merged: query a view that holds the newest.\n"
      "- Stamps without a zone are UTC.\n"
      "- Run both queries on the same state of the table, or dsat will say that they don't fit.\n";
  if (!request.as_of)
    text += "- \"Now\" is the newest stamp of the table. If a few lie in the future, give --as-of to both commands.\n";
  for (const std::string& sentence : sql::undefined_there(dialect, request)) text += "- " + sentence + "\n";
  if (!dialect.tested)
    text += "- The dialect follows " + std::string(dialect.title) +
            "'s documentation; no test has run it on the engine itself.\n";
  return text;
}

}  // namespace

int run_sql(Settings& settings, const Io& io) {
  if (!settings.as_of.empty() && settings.as_of != "now")
    settings.counting.as_of = parse_iso_moment(settings.as_of, settings.counting.zone);
  else if (settings.as_of == "now")
    refuse("a query that is run again and again can't know when it was written", "Name an instant with --as-of.");
  if (!settings.format.empty()) refuse("sql writes queries, in no other format", "Leave -f out.");
  const sql::Request request = request_of(settings);
  const sql::Dialect& dialect = *sql::dialect_named(settings.engine);
  const std::array<std::pair<std::string, std::string>, 3> files = {
      std::pair("rated.sql", sql::rated_query(dialect, request)),
      std::pair("volumes.sql", sql::volumes_query(dialect, request)),
      std::pair("run.md", run_page(dialect, request, settings))};
  if (settings.outputs.empty()) {
    print("-- rated.sql\n" + files[0].second + "\n-- volumes.sql\n" + files[1].second, io);
    return 0;
  }
  if (settings.outputs.size() > 1) refuse("sql writes into one folder", "Give -o once.");
  const std::filesystem::path folder = settings.outputs.front();
  std::error_code trouble;
  std::filesystem::create_directories(folder, trouble);
  if (trouble || !std::filesystem::is_directory(folder, trouble))
    throw Error(ErrorKind::output, folder.string() + " is no folder that can be written", "Name another with -o.");
  std::vector<std::unique_ptr<AtomicFile>> written;
  for (const auto& [name, text] : files) {
    written.push_back(std::make_unique<AtomicFile>(folder / name));
    written.back()->write(text);
    written.back()->prepare();
  }
  for (const auto& file : written) file->commit();
  return 0;
}

}  // namespace dsat::app
