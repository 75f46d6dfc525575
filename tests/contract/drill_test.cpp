#include <simdjson.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "app/option_table.hpp"
#include "dsat/app/run.hpp"
#include "dsat/base/text.hpp"
#include "support/scratch_folder.hpp"
#include "support/shell_words.hpp"
#include "support/small_desk.hpp"

// A table that leaves rows out names a command that shows them all: run as it is printed, with whatever options the
// report had, it gives the same rows and the same figures.

namespace {

using namespace dsat;
using Words = std::vector<std::string>;

struct Folder {
  test::ScratchFolder scratch;
  std::filesystem::path before = std::filesystem::current_path();

  Folder() {
    scratch.write("t.csv", test::small_desk_export());
    scratch.write("r.csv", test::small_desk_worksheet());
    scratch.write("qa.csv",
                  "agent,criterion,score,date\nAnn Lee,Tone,80,2026-10-01\nAnn Lee,Tone,60,2026-11-10\n"
                  "Bob Ray,Tone,90,2026-11-10\n");
    scratch.write("roster.csv", "agent,team\nAnn Lee,West\nBob Ray,East\n");
    scratch.write("events.csv", "date,text\n2026-10-01,Sale\n");
    scratch.write("series.csv", "period,name,value\n2026-W40,orders,10\n2026-W41,orders,12\n2026-W42,orders,9\n");
    scratch.write("c.toml",
                  "[departments]\nrefund = \"Finance\"\nlate_delivery = \"Logistics\"\n[points]\nbad = -2\n"
                  "good = 1\n[report]\nnegative = \"1,2\"\n[reasons]\n\"Slow reply\" = \"Speed\"\n");
    std::filesystem::current_path(scratch.path());
  }
  ~Folder() { std::filesystem::current_path(before); }
};

std::string json_of(const Words& args) {
  std::istringstream in;
  std::ostringstream out, err;
  const int code = app::run(args, {in, out, err});
  INFO(err.str());
  REQUIRE(code == 0);
  return out.str();
}

using TableRow = std::map<std::string, std::string>;

struct Found {
  std::string section, key, command;
  std::vector<std::string> columns;
  std::vector<TableRow> rows;
};

/// An array that outlives the loop over it.
simdjson::dom::array array_of(simdjson::simdjson_result<simdjson::dom::element> found) {
  return found.get_array().value();
}
std::string text_of(simdjson::simdjson_result<simdjson::dom::element> found) {
  return std::string(found.get_string().value());
}

std::vector<Found> tables_in(const std::string& json) {
  simdjson::dom::parser parser;
  std::vector<Found> all;
  const simdjson::dom::element root = parser.parse(json).value();
  const simdjson::dom::array sections = array_of(root["sections"]);
  for (const simdjson::dom::element section : sections) {
    const simdjson::dom::array tables = array_of(section["tables"]);
    for (const simdjson::dom::element table : tables) {
      Found found{text_of(section["key"]), text_of(table["key"]), {}, {}, {}};
      if (const auto command = table["command"]; command.error() == simdjson::SUCCESS) found.command = text_of(command);
      const simdjson::dom::array columns = array_of(table["columns"]), rows = array_of(table["rows"]);
      for (const simdjson::dom::element column : columns) found.columns.push_back(text_of(column["key"]));
      for (const simdjson::dom::element row : rows) {
        TableRow cells;
        const simdjson::dom::object object = row.get_object().value();
        for (const auto [key, value] : object) cells[std::string(key)] = simdjson::minify(value);
        found.rows.push_back(std::move(cells));
      }
      all.push_back(std::move(found));
    }
  }
  return all;
}

/// Rows by their name (the first column), as far as both tables have the columns. What has nothing to count may be
/// left out of a report, and a rate that would say nothing (an outcome's own tag) too.
void check_same_rows(const Found& shown, const Found& whole) {
  std::vector<std::string> shared;
  for (const std::string& column : shown.columns)
    // Lists of ratings are for work and show comments as they are, unless told otherwise.
    if (column != "comment" && std::ranges::find(whole.columns, column) != whole.columns.end())
      shared.push_back(column);
  REQUIRE(std::ranges::find(shared, shown.columns.front()) != shared.end());
  const std::string name = shown.columns.front();
  std::multimap<std::string, TableRow> by_name;
  for (const TableRow& row : whole.rows) by_name.emplace(row.at(name), row);
  for (const TableRow& row : shown.rows) {
    const auto same = by_name.find(row.at(name));
    INFO(row.at(name));
    // It had tickets only in the period before.
    if (same == by_name.end() && row.contains("tickets") && row.at("tickets") == "0") continue;
    REQUIRE(same != by_name.end());
    for (const std::string& column : shared) {
      INFO(column);
      if (row.at(column) != "null") CHECK(row.at(column) == same->second.at(column));
    }
    by_name.erase(same);
  }
  for (const auto& [left, row] : by_name) {
    INFO("only by the command: " << left);
    CHECK((row.contains("rated") && row.at("rated") == "0"));
  }
}

void check_commands(const Words& options, const Words& report) {
  Words args = report;
  args.insert(args.end(), options.begin(), options.end());
  args.insert(args.end(), {"-f", "json", "--quiet", "t.csv"});
  INFO("dsat " << join(args, " "));
  std::map<std::string, std::vector<Found>> results;
  for (const Found& shown : tables_in(json_of(args))) {
    if (!shown.command.starts_with("dsat ")) continue;
    INFO(shown.section << "/" << shown.key << ": " << shown.command);
    Words words = test::shell_words(shown.command);
    words.erase(words.begin());
    for (std::size_t i = 0; i < options.size(); ++i) {
      if (!options[i].starts_with("--")) continue;
      const app::Option* option = app::option_named(options[i].substr(2));
      REQUIRE(option != nullptr);
      // Agents may be a condition, days a period.
      if (option->name != "agent" && option->name != "since" && option->name != "until" &&
          app::changes(*option, words.front()))
        CHECK(std::ranges::find(words, options[i]) != words.end());
    }
    auto& whole = results[shown.command];
    if (whole.empty()) {
      words.insert(words.end(), {"-f", "json", "--quiet"});
      whole = tables_in(json_of(words));
    }
    const auto same = std::ranges::find_if(
        whole, [&](const Found& found) { return found.section == shown.section && found.key == shown.key; });
    if (same != whole.end()) {
      CHECK(same->rows == shown.rows);
    } else {
      REQUIRE(whole.size() == 1);
      check_same_rows(shown, whole.front());
    }
  }
}

/// Options that go together, each with a value that changes something.
const std::vector<Words>& bundles() {
  static const std::vector<Words> all = {
      {},
      {"--period", "2026-W44"},
      {"--week-start", "sunday"},
      {"--since", "2026-10-05", "--until", "2026-10-18"},
      {"--reviews",    "r.csv",      "--qa",      "qa.csv",  "--events",           "events.csv",
       "--series",     "series.csv", "--variant", "Wave",    "--actionable-means", "agent",
       "--overturned", "neutral",    "--goal",    "nrr=15%", "--coverage-goal",    "30%",
       "--config",     "c.toml",     "--detail",  "full"},
      {"--tz", "Asia/Tokyo", "--date", "solved", "--base", "decided", "--where", "channel!=Mail", "--csi",
       "mean-of-max", "--min-ratings", "2", "--no-config", "--partial", "include", "--period", "2026-11"},
      {"--scale", "5-1", "--map", "agent=First agent", "--roster", "roster.csv", "--every", "month", "--as-of",
       "2026-11-10", "--redact", "off", "--anonymize-agents", "--where", "agent=Bob*|Cy Odd", "--reviews", "r.csv"},
      {"--negative",
       "1",
       "--neutral",
       "2,3",
       "--positive",
       "4,5",
       "--profile",
       "generic",
       "--delimiter",
       ",",
       "--encoding",
       "UTF-8",
       "--date-order",
       "ymd",
       "--attribute",
       "first-reply",
       "--map",
       "first_reply_agent=First agent",
       "--every-rating",
       "--after-outcome",
       "tag=gift",
       "--skip-bad-files",
       "--max-input-size",
       "1G",
       "--exact-keys",
       "--drop-identical",
       "--question",
       "Rating",
       "--sheet",
       "Nov",
       "--every",
       "quarter",
       "--fiscal-year-start",
       "february"},
  };
  return all;
}

}  // namespace

TEST_CASE("every option that changes a figure is among those that are tried", "[drill]") {
  // --by is the report's alone, and tried with it; no report names a check.
  std::set<std::string> tried{"--agent", "--by", "--fail-if", "--sure"};
  for (const Words& bundle : bundles()) tried.insert(bundle.begin(), bundle.end());
  for (const app::Option& option : app::option_table()) {
    INFO(option.name);
    CHECK((option.changes == app::Changes::nothing || tried.contains("--" + std::string(option.name))));
    CHECK_FALSE((option.changes != app::Changes::nothing && option.writes));
  }
}

TEST_CASE("the command under a table gives the table's rows", "[drill]") {
  const Folder folder;
  for (const Words& bundle : bundles()) {
    // All sections, and what one agent's scorecard has instead of the leaderboard.
    check_commands(bundle, {"report", "--pack", "business-review", "--by", "tag,weekday", "--top", "1"});
    check_commands(bundle, {"report", "--pack", "one-on-one", "--agent", "Bob Ray", "--top", "1"});
    check_commands(bundle, {"agents", "--top", "1"});
    check_commands(bundle, {"agents", "--top", "1", "--agent", "Bob Ray"});
  }
}
