#include <catch2/catch.hpp>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "dsat/app/run.hpp"
#include "dsat/load/cells.hpp"
#include "support/app_run.hpp"
#include "support/scratch_folder.hpp"

// QA scores by themselves. Expected figures by Python from the same rows.

namespace {

using namespace dsat;
using Words = std::vector<std::string>;

/// Three agents, two weeks, two criteria; the first ticket of each is scored by two reviewers.
const char* const scores =
    "agent,criterion,score,date,ticket,reviewer\n"
    "Ann,Tone,82,2026-11-03,T1,Eve\n"
    "Ann,Accuracy,78,2026-11-03,T1,Eve\n"
    "Ann,Tone,80,2026-11-03,T1,Max\n"
    "Ann,Accuracy,85,2026-11-03,T1,Max\n"
    "Ann,Tone,85,2026-11-03,T2,Eve\n"
    "Ann,Accuracy,81,2026-11-03,T2,Eve\n"
    "Ann,Tone,81,2026-11-03,T3,Eve\n"
    "Ann,Accuracy,75,2026-11-03,T3,Eve\n"
    "Bob,Tone,65,2026-11-03,T4,Eve\n"
    "Bob,Accuracy,59,2026-11-03,T4,Eve\n"
    "Bob,Tone,70,2026-11-03,T4,Max\n"
    "Bob,Accuracy,67,2026-11-03,T4,Max\n"
    "Bob,Tone,68,2026-11-03,T5,Eve\n"
    "Bob,Accuracy,71,2026-11-03,T5,Eve\n"
    "Bob,Tone,76,2026-11-03,T6,Eve\n"
    "Bob,Accuracy,59,2026-11-03,T6,Eve\n"
    "Cy,Tone,77,2026-11-03,T7,Eve\n"
    "Cy,Accuracy,77,2026-11-03,T7,Eve\n"
    "Cy,Tone,82,2026-11-03,T7,Max\n"
    "Cy,Accuracy,74,2026-11-03,T7,Max\n"
    "Cy,Tone,78,2026-11-03,T8,Eve\n"
    "Cy,Accuracy,81,2026-11-03,T8,Eve\n"
    "Cy,Tone,76,2026-11-03,T9,Eve\n"
    "Cy,Accuracy,70,2026-11-03,T9,Eve\n"
    "Ann,Tone,83,2026-11-10,T10,Eve\n"
    "Ann,Accuracy,77,2026-11-10,T10,Eve\n"
    "Ann,Tone,79,2026-11-10,T10,Max\n"
    "Ann,Accuracy,84,2026-11-10,T10,Max\n"
    "Ann,Tone,91,2026-11-10,T11,Eve\n"
    "Ann,Accuracy,78,2026-11-10,T11,Eve\n"
    "Ann,Tone,91,2026-11-10,T12,Eve\n"
    "Ann,Accuracy,78,2026-11-10,T12,Eve\n"
    "Bob,Tone,67,2026-11-10,T13,Eve\n"
    "Bob,Accuracy,61,2026-11-10,T13,Eve\n"
    "Bob,Tone,68,2026-11-10,T13,Max\n"
    "Bob,Accuracy,63,2026-11-10,T13,Max\n"
    "Bob,Tone,74,2026-11-10,T14,Eve\n"
    "Bob,Accuracy,70,2026-11-10,T14,Eve\n"
    "Bob,Tone,69,2026-11-10,T15,Eve\n"
    "Bob,Accuracy,60,2026-11-10,T15,Eve\n"
    "Cy,Tone,83,2026-11-10,T16,Eve\n"
    "Cy,Accuracy,74,2026-11-10,T16,Eve\n"
    "Cy,Tone,84,2026-11-10,T16,Max\n"
    "Cy,Accuracy,75,2026-11-10,T16,Max\n"
    "Cy,Tone,82,2026-11-10,T17,Eve\n"
    "Cy,Accuracy,72,2026-11-10,T17,Eve\n"
    "Cy,Tone,76,2026-11-10,T18,Eve\n"
    "Cy,Accuracy,72,2026-11-10,T18,Eve\n";

/// Cy has no negative rating, Ann none at all.
const char* const tickets =
    "Ticket ID,Rated at,Rating,Agent\n"
    "T12,2026-11-10 10:00,5,Ann\nT13,2026-11-10 10:00,1,Bob\nT14,2026-11-11 10:00,2,Bob\nT16,2026-11-12 10:00,4,Cy\n"
    "T1,2026-11-03 10:00,4,Ann\nT4,2026-11-03 10:00,1,Bob\nT20,2026-11-15 10:00,5,Cy\n";

/// Cells of a report in CSV, as `table/row/column`, rows by their number.
std::map<std::string, std::string> cells_of(Words args) {
  args.insert(args.end(), {"-f", "csv", "--no-config", "--quiet"});
  const test::Outcome run = test::run_app(args);
  INFO(run.err);
  REQUIRE(run.code == 0);
  std::map<std::string, std::string> cells;
  for (const auto& record : load::parse_cells(run.out, "output", [](std::string_view) { return false; }).records)
    if (record[0] == "quality")
      cells[record[1] + "/" + record[2] + "/" + record[3]] = record[4].empty() ? record[5] : record[4];
  return cells;
}

std::string row(const std::map<std::string, std::string>& cells, const std::string& at, const Words& columns) {
  std::string line;
  for (const std::string& column : columns) {
    const auto cell = cells.find(at + "/" + column);
    line += (line.empty() ? "" : ",") + (cell == cells.end() ? "(none)" : cell->second);
  }
  return line;
}

}  // namespace

TEST_CASE("agents are ranked by their QA scores, with or without negatives", "[quality]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", tickets), qa = folder.write("qa.csv", scores);
  const auto cells = cells_of({"report", "--section", "quality", "--qa", qa, "--period", "2026-W46", t});
  const Words columns = {"agent", "mean", "reviews", "mean_low", "mean_high", "mean_before", "rated", "negative"};
  CHECK(row(cells, "ranking/1", columns) == "Ann,82.6,4,79.0,86.2,80.9,1,0");
  CHECK(row(cells, "ranking/2", columns) == "Cy,77.2,4,73.4,81.1,76.9,2,0");
  CHECK(row(cells, "ranking/3", columns) == "Bob,66.5,4,60.6,72.4,66.9,2,2");
  CHECK(row(cells, "criteria/1", {"criterion", "agent", "mean"}) == "Accuracy,Ann,79.2");
  CHECK(row(cells, "criteria/6", {"criterion", "agent", "mean"}) == "Tone,Bob,69.5");
  const std::string words = cells.at("/1/text");
  CHECK(words.find("24 QA scores in week 2026-W46. Ann is first with 82.6 (4 reviews), Bob last with 66.5") !=
        std::string::npos);
  CHECK(words.find("p under 0.0001") != std::string::npos);
}

TEST_CASE("the best answers of a week are named, with what the customer said", "[quality]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", tickets), qa = folder.write("qa.csv", scores);
  const auto cells = cells_of({"report", "--section", "quality", "--qa", qa, "--period", "2026-W46", t});
  const Words columns = {"ticket_id", "agent", "score", "scores", "customer"};
  CHECK(row(cells, "best_answers/1", columns) == "T11,Ann,84.5,2,");
  CHECK(row(cells, "best_answers/2", columns) == "T12,Ann,84.5,2,positive");
  CHECK(row(cells, "best_answers/3", columns) == "T10,Ann,80.8,4,");
  CHECK(row(cells, "best_answers/4", columns) == "T16,Cy,79.0,4,positive");
}

TEST_CASE("where two people scored one ticket, their agreement is told", "[quality]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", tickets), qa = folder.write("qa.csv", scores);
  const auto cells = cells_of({"report", "--section", "quality", "--qa", qa, "--period", "2026-W46", t});
  const Words columns = {"criterion", "tickets", "icc", "icc_low", "icc_high", "apart"};
  CHECK(row(cells, "agreement/1", columns) == "Accuracy,6,0.81,0.24,0.97,4.7");
  CHECK(row(cells, "agreement/2", columns) == "Tone,6,0.89,0.49,0.98,3.0");
}

TEST_CASE("one agent's page shows that agent's scores alone, and the leaderboard has them all", "[quality]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", tickets), qa = folder.write("qa.csv", scores);
  const auto own = cells_of({"agents", "--agent", "Bob", "--qa", qa, "--period", "2026-W46", t});
  CHECK(row(own, "ranking/1", {"agent"}) == "Bob");
  CHECK_FALSE(own.contains("ranking/2/agent"));
  CHECK(own.at("/1/text").find("Ann") == std::string::npos);
  std::istringstream in;
  std::ostringstream out, err;
  CHECK(app::run({"agents", "--qa", qa, "--period", "2026-W46", "--no-config", "--quiet", t}, {in, out, err}) == 0);
  CHECK(out.str().find("By agent, the best first") != std::string::npos);
  CHECK(out.str().find("Best answers of week 2026-W46") != std::string::npos);
}

TEST_CASE("criteria on different scales are never averaged", "[quality]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", tickets),
                    qa = folder.write("qa.csv", "agent,date,Tone,Accuracy\nAnn,2026-11-10,4,80\nBob,2026-11-10,5,70\n");
  const auto cells = cells_of({"report", "--section", "quality", "--qa", qa, "--period", "2026-W46", t});
  CHECK(cells.at("/1/text").find("different scales") != std::string::npos);
  CHECK_FALSE(cells.contains("ranking/1/agent"));
  CHECK(row(cells, "criteria/3", {"criterion", "agent", "mean"}) == "Tone,Bob,5.0");
}
