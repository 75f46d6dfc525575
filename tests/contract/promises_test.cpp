#include <catch2/catch.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "dsat/app/run.hpp"
#include "support/scratch_folder.hpp"

// What reviewing promises, from files to what is printed, on exports small enough to count by hand.

using Catch::Contains;
using dsat::test::ScratchFolder;

namespace {

std::string output_of(std::vector<std::string> args) {
  args.insert(args.end(), {"--no-config", "--quiet"});
  std::istringstream in;
  std::ostringstream out, err;
  const int code = dsat::app::run(args, {in, out, err});
  INFO(err.str());
  REQUIRE(code == 0);
  return out.str();
}

/// Tickets 1 to n, the first `bad` of them rated badly, rated one an hour.
std::string export_of(int bad, int good, int unrated = 0) {
  std::string text = "id,created_at,solved_at,rating,rated_at\n";
  for (int i = 1; i <= bad + good + unrated; ++i) {
    const std::string day = "2026-11-" + std::to_string(10 + i % 15);
    text += std::to_string(i) + "," + day + "T06:00:00Z," + day + "T07:00:00Z,";
    text += i <= bad ? "Bad," + day + "T08:00:00Z\n" : i <= bad + good ? "Good," + day + "T08:00:00Z\n" : ",\n";
  }
  return text;
}

std::string figures(const std::string& measures, std::vector<std::string> args) {
  args.insert(args.begin(), {"breakdown", "-f", "csv", "--measures", measures});
  const std::string out = output_of(args);
  return out.substr(out.find('\n') + 1);
}

}  // namespace

TEST_CASE("of 3 negatives of 10 one overturned leaves 2 of 9, or as neutral 2 of 10", "[promise]") {
  const ScratchFolder folder;
  const std::string tickets = folder.write("tickets.csv", export_of(3, 7));
  const std::string sheet =
      folder.write("reviews.csv", "ticket_id,fault,challenge\n1,outside,overturned\n2,agent,upheld\n");
  CHECK(figures("rated,negative,nrr,true_nrr", {tickets, "--reviews", sheet}) == "10,3,0.300000,0.222222\n");
  CHECK(figures("rated,negative,nrr,true_nrr", {tickets, "--reviews", sheet, "--overturned", "neutral"}) ==
        "10,3,0.300000,0.200000\n");
  // The customer is still unhappy: both stand side by side.
  const std::string report =
      output_of({"report", "--section", "summary", "--period", "all", "--width", "200", tickets, "--reviews", sheet});
  CHECK_THAT(report, Contains("30.0 %") && Contains("22.2 %") && Contains("still unhappy"));
}

TEST_CASE("NRR and CSAT complement each other without neutrals: 60 and 40", "[promise]") {
  const ScratchFolder folder;
  CHECK(figures("csat,nrr", {folder.write("two.csv", export_of(4, 6))}) == "0.600000,0.400000\n");
  const std::string three = folder.write("three.csv", "id,rating\n1,good\n2,good\n3,good\n4,ok\n5,bad\n6,bad\n");
  CHECK(figures("csat,nrr", {three}) == "0.500000,0.333333\n");
  CHECK(figures("csat,nrr", {three, "--base", "decided"}) == "0.500000,0.400000\n");
}

TEST_CASE("the words actionable and non-actionable are turned round by a flag", "[promise]") {
  const ScratchFolder folder;
  const std::string tickets = folder.write("tickets.csv", export_of(4, 6));
  const std::string sheet = folder.write(
      "reviews.csv", "ticket_id,fault\n1,actionable\n2,non-actionable\n3,non-actionable\n4,Non actionable\n");
  // As the article has it, actionable is what lies outside the agent's control: one of four is taken off.
  CHECK(figures("nrr,agent_nrr", {tickets, "--reviews", sheet}) == "0.400000,0.333333\n");
  CHECK(figures("nrr,agent_nrr", {tickets, "--reviews", sheet, "--actionable-means", "agent"}) ==
        "0.400000,0.142857\n");
}

TEST_CASE("four negatives for what fell in QA too are flagged", "[promise]") {
  const ScratchFolder folder;
  std::string text = "id,created_at,rating,rated_at,reason,agent\n";
  for (int i = 1; i <= 24; ++i) {
    const bool bad = i <= 4, now = i <= 12;
    text += std::to_string(i) + (now ? ",2026-11-10T06:00:00Z," : ",2026-11-03T06:00:00Z,") + (bad ? "Bad" : "Good") +
            (now ? ",2026-11-1" : ",2026-11-0") + std::to_string(now ? i % 5 : 3 + i % 5) + "T08:00:00Z," +
            (bad ? "Lack of product knowledge" : "") + ",Agent A\n";
  }
  const std::string tickets = folder.write("tickets.csv", text);
  std::string scores = "agent,criterion,score,date\n";
  for (const int before : {82, 81, 83, 82, 82})
    scores += "Agent A,Product knowledge," + std::to_string(before) + ",2026-11-04\n";
  for (const int now : {71, 70, 72, 71, 71})
    scores += "Agent A,Product knowledge," + std::to_string(now) + ",2026-11-12\n";
  const std::string qa = folder.write("qa.csv", scores);
  const auto report = [&](const std::string& file) {
    return output_of(
        {"report", "--section", "agents", "--period", "2026-W46", "--qa", file, tickets, "--width", "200"});
  };
  CHECK_THAT(report(qa), Contains("Agent A: 4 negatives for product knowledge (4 of 12 ratings after 0 of 12)") &&
                             Contains("QA 82 → 71 (5 scores"));
  // One score a side says nothing of chance.
  const std::string few = folder.write("few.csv",
                                       "agent,criterion,score,date\nAgent A,Product knowledge,82,2026-11-04\n"
                                       "Agent A,Product knowledge,71,2026-11-12\n");
  CHECK_THAT(report(few), !Contains("Both point the same way"));
}

TEST_CASE("refunds as the subject of 80 % of the bad ratings lead the Pareto", "[promise]") {
  const ScratchFolder folder;
  std::string text = "id,rating,reason\n";
  for (int i = 1; i <= 50; ++i) {
    const bool bad = i <= 20;
    text += std::to_string(i) + (bad ? ",Bad," : ",Good,") +
            (i <= 16   ? "Refund"
             : i <= 20 ? "Late delivery"
                       : "") +
            "\n";
  }
  const std::string report = output_of({"report", "--section", "reasons", folder.write("tickets.csv", text)});
  CHECK_THAT(report, Contains("Refund, 16 of 20 negative ratings (80 %)"));
  CHECK_THAT(report, Contains("80.0 %   80.0 %") && Contains("20.0 %  100.0 %"));
}

TEST_CASE("95 % good at 2 % coverage may be anything from 1.9 to 99.9 %", "[promise]") {
  const ScratchFolder folder;
  // 20 answers of 1,000 tickets, 19 of them good: seen from the other side, NRR is between 0.1 and 98.1 %.
  const std::string tickets = folder.write("tickets.csv", export_of(1, 19, 980));
  const std::string report =
      output_of({"report", "--section", "summary", tickets, "--period", "all", "--width", "200"});
  CHECK_THAT(report, Contains("from 0.1 % (all content) to 98.1 % (none)"));
  CHECK_THAT(report, Contains("25 %"));
}
