#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "support/app_run.hpp"
#include "support/scratch_folder.hpp"
#include "support/small_desk.hpp"

// Small things that people try first.

namespace {

using namespace dsat;
using Words = std::vector<std::string>;

test::Outcome run(Words args) {
  args.emplace_back("--no-config");
  return test::run_app(args);
}

bool holds(const std::string& all, const std::string& part) {
  return all.find(part) != std::string::npos;
}

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("dates are taken as people write them, and told where they are open", "[comfort]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", test::small_desk_export());
  const auto rated = [&](Words options) {
    Words args = {"breakdown", "--measures", "rated", "-f", "csv", "-q", t};
    args.insert(args.end(), options.begin(), options.end());
    return run(args).out;
  };
  CHECK(rated({"--since", "01/11/2026"}) == rated({"--since", "2026-11-01"}));
  CHECK(rated({"--since", "10/11/2026", "--date-order", "mdy"}) == rated({"--since", "2026-10-11"}));
  CHECK(rated({"--since", "10/11/2026", "--date-order", "mdy"}) != rated({"--since", "2026-11-10"}));
  CHECK(rated({"--period", "1.10.2026..31.10.2026"}) == rated({"--period", "2026-10"}));
  CHECK(holds(run({"breakdown", "--since", "01/11/2026", t}).err, "01/11/2026 is read as 2026-11-01 (the day first)"));
  CHECK_FALSE(holds(run({"breakdown", "--since", "25/10/2026", t}).err, "is read as"));
  CHECK_FALSE(holds(run({"breakdown", "--since", "01/11/2026", "--date-order", "dmy", t}).err, "is read as"));
  CHECK(run({"breakdown", "--since", "45/45/2026", t}).code == 2);
}

TEST_CASE("the zone is remarked on once, and only where days or hours matter", "[comfort]") {
  const test::ScratchFolder folder;
  const std::string one = folder.write("one.csv", "Ticket ID,Created at,Rating\n1,2026-11-09 08:00,5\n"),
                    two = folder.write("two.csv", "Ticket ID,Rated at,Rating\n2,2026-11-09 09:00,1\n");
  const auto remarks = [](const std::string& text) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find("time zone", at)) != std::string::npos; ++at) ++count;
    return count;
  };
  CHECK(remarks(run({"breakdown", one, two}).err) == 0);
  CHECK(remarks(run({"reviews", one, two}).err) == 0);
  CHECK(remarks(run({"trend", one, two}).err) == 1);
  CHECK(remarks(run({"breakdown", "--by", "hour", one, two}).err) == 1);
  CHECK(remarks(run({"breakdown", "--where", "weekday=Monday", one, two}).err) == 1);
  CHECK(remarks(run({"breakdown", "--period", "2026-11", one, two}).err) == 1);
  CHECK(remarks(run({"breakdown", "--by", "hour", "--tz", "UTC", one, two}).err) == 0);
}

TEST_CASE("weeks and quarters are those of the desk", "[comfort]") {
  const test::ScratchFolder folder;
  // A Saturday, a Sunday, a Monday.
  const std::string t = folder.write(
      "t.csv", "Ticket ID,Rated at,Rating\n1,2026-11-14 10:00,1\n2,2026-11-15 10:00,5\n3,2026-11-16 10:00,5\n");
  const auto periods = [&](Words options) {
    Words args = {"trend", "--measures", "rated", "-f", "csv", "-q", t};
    args.insert(args.end(), options.begin(), options.end());
    return run(args).out;
  };
  CHECK(periods({}) == "period,rated\n2026-W46,2\n2026-W47,1\n");
  CHECK(periods({"--week-start", "sunday"}) == "period,rated\n2026-11-08,1\n2026-11-15,2\n");
  CHECK(periods({"--every", "quarter", "--fiscal-year-start", "apr"}) == "period,rated\nFY2027-Q3,3\n");
  CHECK(periods({"--every", "quarter", "--fiscal-year-start", "4", "--period", "FY2027-Q3"}) ==
        "period,rated\nFY2027-Q3,3\n");
  CHECK(periods({}) == "period,rated\n2026-W46,2\n2026-W47,1\n");
  CHECK(run({"trend", "--fiscal-year-start", "13", t}).code == 2);
  CHECK(run({"trend", "--fiscal-year-start", "ma", t}).code == 2);
}

TEST_CASE("commands that a report names are about the same weeks", "[comfort]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", test::small_desk_export());
  const std::string text =
      run({"report", "--section", "tags", "--top", "1", "--week-start", "sunday", "-q", "--width", "300", t}).out;
  CHECK(holds(text, "--week-start sunday"));
  CHECK(holds(text, "--period week-2026-11-08"));
}

TEST_CASE("a title of one's own stands above any output", "[comfort]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", test::small_desk_export());
  for (const char* command : {"report", "breakdown", "trend", "agents", "explain", "reviews"}) {
    INFO(command);
    CHECK(holds(run({command, "--title", "Acme in autumn", "-f", "markdown", "-q", t}).out, "# Acme in autumn"));
  }
}

TEST_CASE("a page for each agent is what --agent makes", "[comfort]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", test::small_desk_export());
  const std::string pattern = (folder.path() / "page-{agent}.md").string();
  REQUIRE(run({"report", "--split", "agent", "--pack", "one-on-one", "-q", "-o", pattern, t}).code == 0);
  for (const char* agent : {"Ann Lee", "Bob Ray", "Cy Odd"}) {
    std::string file(agent);
    std::replace(file.begin(), file.end(), ' ', '-');
    INFO(agent);
    CHECK(content(folder.path() / ("page-" + file + ".md")) ==
          run({"report", "--agent", agent, "--pack", "one-on-one", "-q", "-f", "markdown", t}).out);
  }
  const std::string lists = (folder.path() / "list-{agent}.csv").string();
  REQUIRE(run({"reviews", "--split", "agent", "-q", "-o", lists, t}).code == 0);
  const std::string own = content(folder.path() / "list-Bob-Ray.csv");
  CHECK(holds(own, "Bob Ray"));
  CHECK_FALSE(holds(own, "Ann Lee"));
  CHECK(run({"report", "--split", "agent", "--agent", "Ann Lee", "-o", pattern, t}).code == 2);
}

TEST_CASE("thresholds that can't be are refused", "[comfort]") {
  const test::ScratchFolder folder;
  const std::string t = folder.write("t.csv", test::small_desk_export());
  for (const char* gate : {"nrr > 200%", "csi < 101", "nps > 150", "nps < -101", "negative > -1", "first_reply > -1",
                           "nrr rises by 150pp", "csi falls by 120"}) {
    INFO(gate);
    CHECK(run({"check", "--fail-if", gate, t}).code == 2);
  }
  CHECK(run({"check", "--fail-if", "csi < 10", "-q", t}).code == 0);
  CHECK(run({"check", "--fail-if", "nrr > 100%", "-q", t}).code == 0);
}

TEST_CASE("lists and worksheets have subject, reply and page where they are known", "[comfort]") {
  const test::ScratchFolder folder;
  const std::string t =
      folder.write("t.csv", "Ticket ID,Rating,Subject,Agent reply,Shelf\n7,Bad,Where is it,On its way,B2\n");
  const Words list = {"reviews",
                      "--columns",
                      "ticket_id,subject,reply,url,column:Shelf",
                      "-f",
                      "csv",
                      "-q",
                      "--ticket-url",
                      "https://acme.example/t/{id}",
                      t};
  CHECK(run(list).out ==
        "ticket_id,subject,reply,url,column:Shelf\n7,Where is it,On its way,https://acme.example/t/7,B2\n");
  const std::string sheet = (folder.path() / "r.csv").string();
  REQUIRE(run({"reviews", "--worksheet", sheet, "-q", "--ticket-url", "https://acme.example/t/{id}", t}).code == 0);
  CHECK(holds(content(sheet), "comment,subject,reply,url,fault,"));
  CHECK(holds(content(sheet), ",Where is it,On its way,https://acme.example/t/7,"));
  // What isn't known has no column, and one that stands there is kept.
  const std::string plain = folder.write("plain.csv", "Ticket ID,Rating\n8,Bad\n"),
                    other = (folder.path() / "other.csv").string();
  REQUIRE(run({"reviews", "--worksheet", other, "-q", plain}).code == 0);
  CHECK(holds(content(other), "comment,fault,"));
  REQUIRE(run({"reviews", "--worksheet", other, "-q", t}).code == 0);
  CHECK(holds(content(other), "decided_at,subject,reply\n"));
}

TEST_CASE("questions of effort have CES, and hardship counts downwards", "[comfort]") {
  const test::ScratchFolder folder;
  std::string csv = "Ticket ID,Rated at,CSAT,How easy was it,How much effort did it take,Would you recommend us\n";
  // Means by hand: easy 3.5, effort 2.5, recommending (2 promoters − 2 detractors) ÷ 6.
  const int easy[] = {5, 2, 4, 1, 5, 4}, effort[] = {1, 4, 2, 5, 1, 2}, recommend[] = {10, 3, 9, 6, 8, 7};
  for (int i = 0; i < 6; ++i)
    csv += std::to_string(i) + ",2026-11-10," + std::to_string(easy[i]) + "," + std::to_string(easy[i]) + "," +
           std::to_string(effort[i]) + "," + std::to_string(recommend[i]) + "\n";
  const std::string t = folder.write("t.csv", csv);
  const std::string out = run({"report", "--section", "survey", "--period", "all", "--map", "rating=CSAT", "--map",
                               "question.ease=How easy was it", "--map", "question.work=How much effort did it take",
                               "--map", "question.friends=Would you recommend us", "-f", "csv", "-q", t})
                              .out;
  CHECK(holds(out, "questions,1,question,ease"));
  CHECK(holds(out, "questions,1,ces,3.50"));
  CHECK(holds(out, "questions,2,nps,0.0"));
  CHECK(holds(out, "questions,2,ces,,"));
  CHECK(holds(out, "questions,3,question,work"));
  CHECK(holds(out, "questions,3,scale,5-1"));
  CHECK(holds(out, "questions,3,ces,2.50"));
  // The lower the effort the better: 4 of 6 chose 1 or 2.
  CHECK(holds(out, "questions,3,positive,0.666667"));
}
