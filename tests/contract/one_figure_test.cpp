#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "dsat/app/run.hpp"
#include "dsat/base/text.hpp"
#include "dsat/load/cells.hpp"
#include "support/scratch_folder.hpp"
#include "support/small_desk.hpp"

// One question, one figure: whatever command is asked, and however the figure is shown.

namespace {

using namespace dsat;
using Words = std::vector<std::string>;
using Records = std::vector<std::vector<std::string>>;

std::string output_of(const Words& args) {
  std::istringstream in;
  std::ostringstream out, err;
  const int code = app::run(args, {in, out, err});
  INFO(err.str());
  REQUIRE(code == 0);
  return out.str();
}

/// The CSV that a command prints, header first.
Records csv_of(Words args) {
  args.insert(args.end(), {"-f", "csv", "--no-config", "--quiet"});
  return load::parse_cells(output_of(args), "output", [](std::string_view) { return false; }).records;
}

/// The only row under the header, joined with commas.
std::string figures(const std::string& measures, Words args) {
  args.insert(args.begin(), {"breakdown", "--measures", measures});
  std::string line;
  const Records table = csv_of(std::move(args));
  for (const std::string& cell : table.at(1)) line += (line.empty() ? "" : ",") + cell;
  return line;
}

using Cells = std::map<std::string, std::string>;

/// The rows of one table of a long report (`section,table,row,column,value,text`), by column.
std::vector<Cells> rows_of(const Records& report, const std::string& section, const std::string& table) {
  std::map<int, Cells> rows;
  for (const auto& record : report)
    if (record[0] == section && record[1] == table && !record[2].empty())
      rows[std::stoi(record[2])][record[3]] = record[4];
  std::vector<Cells> list;
  for (auto& [number, cells] : rows) list.push_back(std::move(cells));
  return list;
}

/// The cell of such a table in the row that one of its columns names.
std::string in_report(const Records& report, const std::string& section, const std::string& table,
                      const std::string& row, const std::string& column) {
  for (const Cells& cells : rows_of(report, section, table))
    for (const auto& [key, value] : cells)
      if (value == row && key != column) return cells.contains(column) ? cells.at(column) : "";
  return "(not there)";
}

/// Four negative, two neutral, four positive ratings; two negatives and a neutral one are overturned, one of either is
/// challenged.
const char* const ten_ratings =
    "Ticket ID,Created at,Solved at,Rated at,Rating,Agent,Comment\n"
    "1,2026-11-09 08:00,2026-11-09 09:00,2026-11-09 10:00,1,Ann,\n"
    "2,2026-11-09 08:00,2026-11-09 09:00,2026-11-09 10:00,1,Ann,\n"
    "3,2026-11-09 08:00,2026-11-09 09:00,2026-11-09 10:00,2,Ann,\n"
    "4,2026-11-09 08:00,2026-11-09 09:00,2026-11-09 10:00,2,Bob,\n"
    "5,2026-11-09 08:00,2026-11-09 09:00,2026-11-09 10:00,3,Bob,so so\n"
    "6,2026-11-09 08:00,2026-11-09 09:00,2026-11-09 10:00,3,Bob,fine but late\n"
    "7,2026-11-10 08:00,2026-11-10 09:00,2026-11-10 10:00,4,Ann,\n"
    "8,2026-11-11 08:00,2026-11-11 09:00,2026-11-11 10:00,5,Ann,\n"
    "9,2026-11-12 08:00,2026-11-12 09:00,2026-11-12 10:00,5,Bob,\n"
    "10,2026-11-13 08:00,2026-11-13 09:00,2026-11-13 10:00,5,Bob,\n";
const char* const their_reviews =
    "ticket_id,fault,challenge,decided_at,followed_up_at\n"
    "1,agent,overturned,2026-11-09 12:00,\n"
    "2,,overturned,2026-11-12 12:00,\n"
    "3,outside,,,\n"
    "4,,open,,\n"
    "5,,overturned,2026-11-09 12:00,2026-11-10\n"
    "6,,open,,\n";

}  // namespace

TEST_CASE("challenges of neutral ratings count wherever challenges do", "[one-figure]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", ten_ratings), r = folder.write("r.csv", their_reviews);
  const auto rates = [&](Words options) {
    options.insert(options.end(), {"--reviews", r, t});
    return figures("nrr,true_nrr,agent_nrr", options);
  };
  // 4 of 10; 2 of 10 − 3; of Ann's own fault stays a negative: 4 − (2 and 3), of 10 − (2, 3 and 5).
  CHECK(rates({}) == "0.400000,0.285714,0.285714");
  CHECK(rates({"--overturned", "neutral"}) == "0.400000,0.200000,0.200000");
  // 4 of 8; 2 of 8 − 2.
  CHECK(rates({"--base", "decided"}) == "0.500000,0.333333,0.333333");
  CHECK(rates({"--base", "decided", "--overturned", "neutral"}) == "0.500000,0.333333,0.333333");

  const Records report = csv_of({"report", "--section", "actions", "--section", "queues", "--reviews", r, t});
  const auto sum = [&](const char* column) {
    return in_report(report, "actions", "challenges_by_agent", "Ann", column) + "+" +
           in_report(report, "actions", "challenges_by_agent", "Bob", column);
  };
  CHECK(sum("overturned") == "2+1");
  CHECK(sum("open") == "0+2");
  CHECK(in_report(report, "queues", "queues", "challenged", "ratings") == "2");
  CHECK(csv_of({"reviews", "--queue", "challenged", "--reviews", r, t}).size() == 1 + 2);
  const std::string words = output_of({"report", "--section", "summary", "--section", "queues", "--section", "actions",
                                       "--no-config", "--quiet", "--width", "400", "--reviews", r, t});
  CHECK(words.find("3 overturned") != std::string::npos);
  CHECK(words.find("2 challenges are open") != std::string::npos);
  CHECK(words.find("2 challenges of the period are open") != std::string::npos);
  CHECK(words.find("2 open, 3 overturned") != std::string::npos);
}

TEST_CASE("a decision on a challenge is a review, and what was followed up waits no more", "[one-figure]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", ten_ratings), r = folder.write("r.csv", their_reviews);
  // Negatives 1 (in time), 2 (late) and 4 (not reviewed, 24 hours are over); when 3 was reviewed nobody knows.
  CHECK(figures("reviewed_24h", {"--reviews", r, t}) == "0.333333");
  const Records waiting =
      csv_of({"reviews", "--queue", "neutral-comments", "--columns", "ticket_id", "--reviews", r, t});
  CHECK(waiting == Records{{"ticket_id"}, {"6"}});
}

TEST_CASE("points keep their decimals, and an overturned negative costs nothing", "[one-figure]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", ten_ratings), r = folder.write("r.csv", their_reviews),
                    c = folder.write("c.toml", "[points]\ngood = 0.125\nbad = -0.25\n");
  // Ann: 2 good, 3 bad of which 2 are overturned. Bob: 2 good, 1 bad. Together 4 ÷ 8 − 2 ÷ 4.
  const auto run = [&](Words args) {
    args.insert(args.end(), {"--config", c, "--reviews", r, t, "--quiet", "-f", "csv"});
    return output_of(args);
  };
  CHECK(run({"breakdown", "--by", "agent", "--measures", "points", "--sort", "points", "--min-ratings", "0"}) ==
        "agent,points\nAnn,0\nBob,0\n");
  CHECK(run({"breakdown", "--where", "agent=Ann", "--where", "sentiment=positive", "--measures", "points"}) ==
        "points\n0.25\n");
  CHECK(run({"breakdown", "--where", "weekday=Tuesday", "--measures", "points"}) == "points\n0.125\n");
  const std::string text =
      output_of({"agents", "--period", "2026-11-10", "--config", c, "--reviews", r, t, "--quiet", "--width", "200"});
  CHECK(text.find("0.125") != std::string::npos);
}

TEST_CASE("who may still come back isn't counted as content to stay away", "[one-figure]") {
  const test::ScratchFolder folder;
  // Solved on 1, 8 and 14 November; c1 writes again after 3 days, c3 after one.
  const std::string t = folder.write("t.csv",
                                     "Ticket ID,Requester ID,Created at,Solved at,Rating\n"
                                     "1,c1,2026-11-01 08:00,2026-11-01 09:00,Good\n"
                                     "2,c1,2026-11-04 08:00,2026-11-08 09:00,Good\n"
                                     "3,c2,2026-11-08 08:00,2026-11-08 09:00,Bad\n"
                                     "4,c3,2026-11-14 08:00,2026-11-14 09:00,Good\n"
                                     "5,c3,2026-11-15 08:00,2026-11-15 12:00,Good\n");
  // By 15 November 12:00 a week is over for 1, 2 and 3, of which 1 was followed by another.
  CHECK(figures("repeat_contact_rate", {t}) == "0.333333");
  CHECK(figures("repeat_contact_rate", {"--period", "2026-11-14..", t}).empty());
  // On the 10th only the first ticket's week is over, and what came on the 14th isn't known.
  CHECK(figures("repeat_contact_rate", {"--as-of", "2026-11-10", t}) == "1.000000");
  CHECK(figures("repeat_contact_rate", {"--as-of", "2026-11-03", t}).empty());
}

TEST_CASE("hours and weekdays are those of the rating, or as --date says, in section, breakdown and condition",
          "[one-figure]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", test::small_desk_export());
  for (const char* date : {"rated", "solved", "created"})
    for (const char* zone : {"UTC", "Asia/Tokyo"}) {
      const Words options = {"--date", date, "--tz", zone, t};
      const auto with = [&](Words args) {
        args.insert(args.end(), options.begin(), options.end());
        return args;
      };
      INFO(date << " " << zone);
      const Records report = csv_of(with({"report", "--section", "hours", "--period", "all"}));
      const std::vector<Cells> section = rows_of(report, "hours", "hours");
      std::size_t compared = 0;
      for (const auto& row : csv_of(with({"breakdown", "--by", "weekday,hour", "--measures", "rated"}))) {
        if (row[0] == "weekday") continue;
        INFO(row[0] << " " << row[1]);
        const bool found = std::any_of(section.begin(), section.end(), [&](const Cells& cells) {
          return cells.at("weekday") == row[0] && cells.at("hour") == row[1] && cells.at("rated") == row[2];
        });
        CHECK(found);
        ++compared;
        CHECK(figures("rated", with({"--where", "weekday=" + row[0], "--where", "hour=" + row[1]})) == row[2]);
      }
      CHECK(compared >= 7);
    }
  // Stamps without a zone are of the report's: all were rated at half past eleven.
  CHECK(figures("rated", {"--where", "hour=23", "--tz", "Asia/Tokyo", t}) == figures("rated", {t}));
}

TEST_CASE("values that have an order of their own stand in it", "[one-figure]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", test::small_desk_export());
  const auto names = [&](Words args) {
    args.insert(args.end(), {"--measures", "negative", t});
    Words list;
    for (const auto& row : csv_of(args)) list.push_back(row[0]);
    list.erase(list.begin());
    return list;
  };
  CHECK(names({"breakdown", "--by", "weekday"}) ==
        Words{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"});
  CHECK(names({"breakdown", "--by", "resolution-band"}) == Words{"1–4 h", "4–24 h"});
  CHECK(names({"breakdown", "--by", "first-reply-band"}) == Words{"5–15 min", "15–60 min", "1–4 h"});
  const Words months = names({"breakdown", "--by", "month"});
  CHECK(std::is_sorted(months.begin(), months.end()));
  // What is asked for decides.
  CHECK(names({"breakdown", "--by", "weekday", "--sort", "negative"}) !=
        Words{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"});
}

namespace {

/// A column of a table in CSV, by the name in its first column.
std::string cell_of(const Records& table, const std::string& name, const std::string& column) {
  const auto at = std::find(table.front().begin(), table.front().end(), column);
  REQUIRE(at != table.front().end());
  for (const auto& row : table)
    if (row.front() == name) return row[static_cast<std::size_t>(at - table.front().begin())];
  return "(not there)";
}

}  // namespace

TEST_CASE("agents and teams show the figures of breakdown for the same period", "[one-figure]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", test::small_desk_export()),
                    r = folder.write("r.csv", test::small_desk_worksheet());
  const std::vector<std::string> measures = {"rated", "negative", "nrr", "true_nrr", "agent_nrr", "csat", "one_touch"};
  for (const Words& options : std::vector<Words>{{},
                                                 {"--period", "2026-W44"},
                                                 {"--period", "2026-10", "--every", "month"},
                                                 {"--period", "2026-10", "--overturned", "neutral"},
                                                 {"--period", "2026-10", "--base", "decided", "--tz", "Asia/Tokyo"}}) {
    for (const std::string dimension : {"agent", "team"}) {
      Words agents = {"report", "--section", dimension + "s", "--reviews", r, t};
      Words breakdown = {"breakdown", "--by", dimension, "--reviews", r, t, "--measures"};
      std::string keys;
      for (const std::string& measure : measures) keys += (keys.empty() ? "" : ",") + measure;
      breakdown.push_back(keys);
      for (std::size_t i = 0; i + 1 < options.size(); i += 2) {
        agents.insert(agents.end(), {options[i], options[i + 1]});
        if (options[i] != "--every") breakdown.insert(breakdown.end(), {options[i], options[i + 1]});
      }
      if (options.empty()) agents.insert(agents.end(), {"--period", "all"});
      const Records report = csv_of(agents);
      const Records table = csv_of(breakdown);
      for (std::size_t i = 1; i < table.size(); ++i)
        for (const std::string& measure : measures) {
          INFO(dimension << " " << table[i][0] << " " << measure << " " << (options.empty() ? "" : options[1]));
          CHECK(in_report(report, dimension + "s", dimension + "s", table[i][0], measure) ==
                cell_of(table, table[i][0], measure));
        }
    }
  }
}

TEST_CASE("a leaderboard is sorted by any of its columns, and a month's stands beside the longer span",
          "[one-figure]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", test::small_desk_export()),
                    r = folder.write("r.csv", test::small_desk_worksheet());
  const auto sorted_by = [&](const std::string& column) {
    const Records report = csv_of({"agents", "--sort", column, "--reviews", r, t});
    std::vector<double> values;
    for (const auto& row : report) {
      if (row.front() == "agent") continue;
      const std::string value = cell_of(report, row.front(), column);
      if (!value.empty()) values.push_back(std::stod(value));
    }
    CHECK(values.size() >= 3);
    return std::is_sorted(values.rbegin(), values.rend());
  };
  for (const char* column : {"nrr", "rated", "negative", "csat", "expected", "one_touch"}) {
    INFO(column);
    CHECK(sorted_by(column));
  }
  const Records month = csv_of({"agents", "--period", "2026-10", "--every", "month", t});
  const Records own = csv_of({"breakdown", "--by", "agent", "--period", "2026-10", t});
  const Records span = csv_of({"breakdown", "--by", "agent", "--period", "2026-08..2026-10", t});
  for (const char* agent : {"Ann Lee", "Bob Ray", "Cy Odd"}) {
    CHECK(cell_of(month, agent, "nrr") == cell_of(own, agent, "nrr"));
    CHECK(cell_of(month, agent, "nrr_recent") == cell_of(span, agent, "nrr"));
  }
}

TEST_CASE("a pack is what the list of packs says", "[one-figure]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", test::small_desk_export()),
                    c = folder.write("c.toml", "[departments]\nrefund = \"Finance\"\n");
  const auto text = [&](Words args) {
    args.insert(args.begin(), {"report", "--config", c, "--quiet", t});
    return output_of(args);
  };
  const auto holds = [](const std::string& all, const std::string& part) {
    return all.find(part) != std::string::npos;
  };
  CHECK(holds(text({"--pack", "weekly"}), "week 2026-W"));
  CHECK(holds(text({"--pack", "business-review"}), "2026-Q3"));
  CHECK(holds(text({"--pack", "business-review", "--every", "month"}), "2026-10"));
  CHECK_FALSE(holds(text({"--pack", "business-review", "--every", "week"}), "Q3"));
  CHECK(holds(text({"--pack", "product-feedback"}), "Finance"));
  const std::string now = text({"--pack", "real-time"});
  CHECK(holds(now, "WAITING FOR YOU"));
  CHECK_FALSE(holds(now, "SUMMARY"));
  CHECK(holds(text({"--pack", "one-on-one", "--agent", "Bob Ray"}), "REPORT FOR BOB RAY"));
}

TEST_CASE("figures that rest on the word actionable carry a mark until somebody says what it means", "[one-figure]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", ten_ratings),
                    r = folder.write("r.csv", "ticket_id,fault\n1,actionable\n2,non-actionable\n3,agent\n");
  const auto shown = [&](Words args) {
    args.insert(args.end(), {"--no-config", "--quiet", "--width", "300", "--reviews", r, t});
    return one_line(output_of(args));
  };
  const auto holds = [](const std::string& all, const std::string& part) {
    return all.find(part) != std::string::npos;
  };
  const std::string why = "2 rows say actionable or non-actionable, read as Kaizo's article defines them";
  CHECK(holds(shown({"report", "--section", "summary"}), why));
  for (const Words& args : std::vector<Words>{{"breakdown", "--measures", "nrr,agent_nrr"},
                                              {"trend", "--measures", "agent_nrr"},
                                              {"agents"},
                                              {"agents", "--agent", "Ann"}}) {
    INFO(args[0]);
    const std::string text = shown(args);
    CHECK(holds(text, "agent NRR *"));
    CHECK(holds(text, why));
    Words settled = args;
    settled.insert(settled.end(), {"--actionable-means", "outside"});
    CHECK_FALSE(holds(shown(settled), "agent NRR *"));
  }
  CHECK_FALSE(holds(shown({"breakdown", "--measures", "nrr"}), "actionable"));
}

TEST_CASE("a section asked for by name says why it is empty", "[one-figure]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", "Ticket ID,Rating,Rated at\n1,Good,2026-11-09\n2,Good,2026-11-10\n");
  for (const char* section : {"reasons", "tags", "channels", "teams", "agents", "speed", "comments", "kpis", "actions",
                              "departments", "hours", "survey", "queues", "explain", "trend", "summary"}) {
    INFO(section);
    const Records report = csv_of({"report", "--section", section, t});
    CHECK(std::any_of(report.begin(), report.end(), [&](const auto& row) { return row[0] == section; }));
  }
}

TEST_CASE("a department's list has a column for its decision, and product feedback is quoted", "[one-figure]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", test::small_desk_export()),
                    c = folder.write("c.toml", "[departments]\nrefund = \"Finance\"\n");
  output_of({"reviews", "--split", "department", "--config", c, "--quiet", "-o",
             (folder.path() / "d-{department}.csv").string(), t});
  std::ifstream in(folder.path() / "d-Finance.csv");
  std::string header;
  std::getline(in, header);
  CHECK(header.ends_with(",accept_skip"));

  const Records report = csv_of({"report", "--pack", "product-feedback", "--period", "all", t});
  const Records all =
      csv_of({"reviews", "--sentiment", "all", "--where", "tag=product_feedback", "--columns", "comment", t});
  const auto said = std::count_if(report.begin(), report.end(), [](const auto& row) {
    return row[0] == "comments" && row[1] == "product_feedback" && row[3] == "comment";
  });
  CHECK(said == std::count_if(all.begin() + 1, all.end(), [](const auto& row) { return !row[0].empty(); }));
  CHECK(said > 10);
}

TEST_CASE("figures of a small desk are those that Python counts", "[one-figure]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", test::small_desk_export()),
                    r = folder.write("r.csv", test::small_desk_worksheet());
  CHECK(figures("rated,negative,nrr,true_nrr,agent_nrr,first_reply,first_reply_p90,resolution", {"--reviews", r, t}) ==
        "225,93,0.413333,0.390000,0.347594,44.5,84.1,508.5");
  CHECK(csv_of({"reviews", "--queue", "challenged", "--reviews", r, t}).size() == 1 + 25);
  const Records report = csv_of({"report", "--section", "reasons", "--by", "tag", "--period", "all", t});
  std::string shares;
  for (const auto& row : report)
    if (row[1] == "by_tag" && row[3] == "share") shares += row[4] + " ";
  CHECK(shares == "0.473118 0.268817 0.258065 0.236559 ");
}

TEST_CASE("the same question asked of every command gives the same figure", "[one-figure]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", test::small_desk_export()),
                    r = folder.write("r.csv", test::small_desk_worksheet());
  // What a report calls them, and a threshold that every figure reaches.
  struct Asked {
    std::string key, title, threshold;
  };
  const std::vector<Asked> all = {{"rated", "rated", "0"},
                                  {"nrr", "NRR", "0%"},
                                  {"csat", "CSAT", "0%"},
                                  {"coverage", "coverage", "0%"},
                                  {"first_reply", "first reply", "0min"},
                                  {"resolution", "resolution", "0min"},
                                  {"true_nrr", "NRR after challenges", "0%"}};
  const Words periods = {"2026-10", "2026-09"};
  const auto six = [](const std::string& number) {
    std::ostringstream text;
    text.precision(6);
    text << std::fixed << std::stod(number);
    return text.str();
  };
  for (const Words& options : std::vector<Words>{{},
                                                 {"--tz", "Asia/Tokyo"},
                                                 {"--date", "solved"},
                                                 {"--base", "decided"},
                                                 {"--reviews", r},
                                                 {"--reviews", r, "--overturned", "neutral", "--base", "decided"},
                                                 {"--reviews", r, "--tz", "Asia/Tokyo", "--every-rating"},
                                                 {"--scale", "5-1", "--where", "channel!=Mail"}}) {
    INFO((options.empty() ? std::string("as it is") : join(options, " ")));
    const auto with = [&](Words args) {
      args.insert(args.end(), options.begin(), options.end());
      args.push_back(t);
      return args;
    };
    const bool reviewed = std::find(options.begin(), options.end(), r) != options.end();
    std::string keys;
    for (const Asked& asked : all) keys += (keys.empty() ? "" : ",") + asked.key;
    const Words in_period = {"--period", periods[0]};
    const Records trend = csv_of(with({"trend", "--every", "month", "--measures", keys}));
    const Records beside = csv_of(with({"compare", "--a", periods[0], "--b", periods[1], "--measures", keys}));
    const Records summary =
        csv_of(with({"report", "--section", "summary", "--every", "month", "--period", periods[0]}));
    std::size_t compared = 0;
    for (const Asked& asked : all) {
      INFO(asked.key);
      const std::string figure = figures(asked.key, with({"--period", periods[0]}));
      CHECK(cell_of(trend, periods[0], asked.key) == figure);
      CHECK(cell_of(beside, asked.key, "a") == figure);
      CHECK(cell_of(beside, asked.key, "b") == figures(asked.key, with({"--period", periods[1]})));
      if (figure.empty()) {
        CHECK((asked.key == "true_nrr" && !reviewed));
        continue;
      }
      ++compared;
      bool in_summary = false;
      for (const char* table : {"figures", "key_figures"}) {
        const std::string shown = in_report(summary, "summary", table, asked.title, "value");
        if (shown == "(not there)") continue;
        in_summary = true;
        CHECK(shown == figure);
      }
      CHECK((in_summary || asked.key == "resolution"));
      // A gate that is breached prints its figure, and exit code 1.
      std::istringstream in;
      std::ostringstream out, err;
      Words gate = with({"check", "--fail-if", asked.key + " >= " + asked.threshold, "--period", periods[0], "-f",
                         "csv", "--no-config", "--quiet"});
      CHECK(app::run(gate, {in, out, err}) == 1);
      const auto breaches = load::parse_cells(out.str(), "output", [](std::string_view) { return false; }).records;
      REQUIRE(breaches.size() == 2);
      CHECK(six(breaches[1][1]) == six(figure));
      // JSON has the whole number.
      const std::string json = output_of(
          with({"breakdown", "--measures", asked.key, "--period", periods[0], "-f", "json", "--no-config", "--quiet"}));
      std::smatch found;
      REQUIRE(std::regex_search(json, found, std::regex("\\{\"" + asked.key + "\": ([-0-9.e]+)")));
      CHECK(six(found[1]) == six(figure));
    }
    CHECK(compared == all.size() - (reviewed ? 0 : 1));
  }
}

TEST_CASE("explain counts a slice as breakdown does", "[one-figure]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", test::small_desk_export()),
                    r = folder.write("r.csv", test::small_desk_worksheet());
  for (const Words& options : std::vector<Words>{{}, {"--base", "decided"}, {"--reviews", r}, {"--tz", "Asia/Tokyo"}})
    for (const std::string slice : {"channel=Chat", "tag=refund", "team=North"}) {
      INFO(slice << " " << join(options, " "));
      Words args = {"explain", "--where", slice, "--width", "300", "--no-config", "--quiet"};
      args.insert(args.end(), options.begin(), options.end());
      args.push_back(t);
      const std::string words = one_line(output_of(args));
      Words own = {"--where", slice};
      own.insert(own.end(), options.begin(), options.end());
      own.push_back(t);
      const bool decided = std::find(options.begin(), options.end(), "decided") != options.end();
      const std::string counts = figures(decided ? "negative,positive" : "negative,rated", own);
      const std::size_t comma = counts.find(',');
      const int negative = std::stoi(counts), other = std::stoi(counts.substr(comma + 1));
      CHECK(words.find(std::to_string(negative) + " of " + std::to_string(decided ? negative + other : other) +
                       " negative") != std::string::npos);
    }
}
