#include <catch2/catch.hpp>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "dsat/base/text.hpp"
#include "dsat/load/cells.hpp"
#include "support/app_run.hpp"
#include "support/scratch_folder.hpp"
#include "support/small_desk.hpp"

// Two selections beside each other. Expected figures by Python from the same rows: Newcombe's method 10, Fisher's exact
// test, Welch's t by integrating its density, Mantel–Haenszel.

namespace {

using namespace dsat;
using Words = std::vector<std::string>;

test::Outcome run(Words args) {
  args.emplace_back("--no-config");
  return test::run_app(args);
}

/// `measure` → the other columns, joined with commas.
std::map<std::string, std::string> figures(Words args) {
  args.insert(args.end(), {"-f", "csv", "--quiet"});
  const test::Outcome result = run(args);
  INFO(result.err);
  REQUIRE(result.code == 0);
  std::map<std::string, std::string> lines;
  for (const auto& record : load::parse_cells(result.out, "output", [](std::string_view) { return false; }).records) {
    std::string line;
    for (std::size_t i = 1; i < record.size(); ++i) line += (i > 1 ? "," : "") + record[i];
    lines[record.front()] = line;
  }
  return lines;
}

bool holds(const std::string& all, const std::string& part) {
  return all.find(part) != std::string::npos;
}

/// North: 20 of 80 negative, mostly on chat; South: 16 of 100, mostly by mail, and no better on either.
std::string two_brands() {
  struct Cell {
    const char *brand, *channel;
    int ratings, negatives;
  };
  std::string csv = "Ticket ID,Created at,Solved at,Rated at,Rating,Brand,Channel,First response time (min)\n";
  int n = 0;
  for (const Cell& cell : {Cell{"North", "Chat", 60, 18}, Cell{"North", "Mail", 20, 2}, Cell{"South", "Chat", 20, 7},
                           Cell{"South", "Mail", 80, 9}})
    for (int i = 0; i < cell.ratings; ++i) {
      const int mark = i < cell.negatives ? 1 + i % 2 : 3 + i * 7 % 3;
      const int reply = 10 + i * 13 % 50 + (cell.brand[0] == 'N' ? 15 : 0);
      csv += std::to_string(++n) + ",2026-11-09 08:00,2026-11-09 09:00,2026-11-09 10:00," + std::to_string(mark) + "," +
             cell.brand + "," + cell.channel + "," + std::to_string(reply) + "\n";
    }
  return csv;
}

}  // namespace

TEST_CASE("compare shows two selections with the difference, its interval and test", "[compare]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", two_brands());
  const auto rows = figures({"compare", "--a", "brand=North", "--b", "brand=South", t});
  CHECK(rows.at("measure") == "a,a_base,b,b_base,difference,difference_low,difference_high,p");
  CHECK(rows.at("rated") == "80,,100,,-20,,,");
  CHECK(rows.at("nrr") == "0.250000,80,0.160000,100,0.090000,-0.027490,0.210330,0.1395");
  CHECK(rows.at("csat").ends_with("-0.060000,-0.201971,0.084926,0.4546"));
  CHECK(rows.at("csi") == "59.38,80,64.50,100,-5.12,-14.59,4.34,0.2864");
  CHECK(rows.at("first_reply") == "48.5,80,34.5,100,14,,,0.000000015");
  // What North has more of is chats: at one mix it is the better one.
  CHECK(rows.at("nrr_at_one_mix_of_channel") == "0.195000,80,0.225312,100,-0.030312,-0.158743,0.117503,0.6661");
  CHECK_FALSE(rows.contains("sla_breach"));
}

TEST_CASE("compare says what differs and what is only the mix, in words", "[compare]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", two_brands());
  const test::Outcome text = run({"compare", "--a", "brand=North", "--b", "brand=South", "--width", "500", t});
  const std::string words = one_line(text.out);
  CHECK(holds(words, "NRR of brand=North is 25.0 % (20 of 80), of brand=South 16.0 % (16 of 100): 9.0 points higher"));
  CHECK(holds(words, "anything from −2.7 to +21.0 points"));
  CHECK(holds(words,
              "mix of channel, which makes 12.0 points: at one mix NRR would be 3.0 points lower (−15.9 to +11.8)"));
}

TEST_CASE("compare takes the figures of breakdown for the same selections", "[compare]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", test::small_desk_export()),
                    r = folder.write("r.csv", test::small_desk_worksheet());
  const std::string measures = "rated,negative,nrr,true_nrr,agent_nrr,csat,coverage,first_reply,resolution";
  for (const Words& options : std::vector<Words>{{},
                                                 {"--reviews", r},
                                                 {"--reviews", r, "--overturned", "neutral", "--base", "decided"},
                                                 {"--tz", "Asia/Tokyo", "--date", "solved"}})
    for (const auto& [a, b] : std::vector<std::pair<Words, Words>>{
             {{"--where", "channel=Chat"}, {"--where", "channel=Mail"}},
             {{"--period", "2026-10"}, {"--period", "2026-09"}},
             {{"--where", "agent=Ann*", "--period", "2026-Q4"}, {"--where", "agent!=Ann*", "--period", "2026-Q4"}}}) {
      Words compare = {"compare", "--measures", measures, t};
      for (const auto& [option, side] : {std::pair("--a", &a), std::pair("--b", &b)})
        for (std::size_t i = 1; i < side->size(); i += 2) compare.insert(compare.end(), {option, (*side)[i]});
      compare.insert(compare.end(), options.begin(), options.end());
      const auto beside = figures(compare);
      for (const auto& [side, column] : {std::pair(&a, 0), std::pair(&b, 2)}) {
        Words breakdown = {"breakdown", "--measures", measures, "-f", "csv", "--quiet", t};
        breakdown.insert(breakdown.end(), side->begin(), side->end());
        breakdown.insert(breakdown.end(), options.begin(), options.end());
        const auto table = load::parse_cells(run(breakdown).out, "output", [](std::string_view) { return false; });
        for (std::size_t i = 0; i < table.records[0].size(); ++i) {
          const std::string& measure = table.records[0][i];
          INFO(measure << " " << side->back());
          std::istringstream cells(beside.at(measure));
          std::string cell;
          for (int skip = 0; skip <= column; ++skip) std::getline(cells, cell, ',');
          CHECK(cell == table.records[1][i]);
        }
      }
    }
}

TEST_CASE("compare takes files and periods as sides, refuses sides that overlap, and finds nothing in empty ones",
          "[compare]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", two_brands());
  const std::string header = "Ticket ID,Rating,Rated at\n";
  const std::string one = folder.write("one.csv", header + "a1,1,2026-11-09\na2,5,2026-11-09\n"),
                    two = folder.write("two.csv", header + "b1,4,2026-11-16\nb2,5,2026-11-16\nb3,5,2026-11-17\n");
  CHECK(figures({"compare", one, two}).at("nrr").starts_with("0.500000,2,0.000000,3,0.500000"));
  CHECK(figures({"compare", "--a", two, "--b", one, one, two}).at("rated").starts_with("3,,2,,1"));
  CHECK(figures({"compare", "--a", "2026-W47", "--b", "2026-W46", one, two}).at("rated").starts_with("3,,2,,1"));

  const test::Outcome overlap = run({"compare", "--a", "channel=Chat", "--b", "brand=North", t});
  CHECK(overlap.code == 2);
  CHECK(holds(overlap.err, "60 tickets stand on both sides"));
  const test::Outcome empty = run({"compare", "--a", "brand=North", "--b", "brand=Sought", t});
  CHECK(empty.code == 3);
  CHECK(holds(empty.err, "nothing is selected by --b (brand=Sought)"));
  CHECK(holds(empty.err, "South"));
  CHECK(run({"compare", "--a", "brand=North", t}).code == 2);
  CHECK(run({"compare", "--a", "brand=North", "--b", "whatever", t}).code == 2);
  CHECK(run({"compare", "--a", "brnd=North", "--b", "brand=South", t}).code == 2);
}
