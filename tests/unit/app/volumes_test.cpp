#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "app/volumes_file.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "support/app_run.hpp"
#include "support/scratch_folder.hpp"
#include "support/small_desk.hpp"

using namespace dsat;

namespace {

using Words = std::vector<std::string>;

std::string out_of(Words args) {
  args.insert(args.end(), {"--no-config", "--quiet"});
  const test::Outcome result = test::run_app(args);
  INFO(result.err);
  REQUIRE(result.code == 0);
  return result.out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (const std::string_view line : split(text, '\n'))
    if (!line.empty()) lines.emplace_back(line);
  return lines;
}

/// Those that pass.
template <class Passes>
std::string filtered(const std::string& text, Passes passes) {
  std::string kept;
  for (const std::string& line : lines_of(text))
    if (passes(line)) kept += line + "\n";
  return kept;
}

/// Seven tickets of two weeks. Ann's first is followed by another of the same customer within a week; one was opened
/// again, one is silent without a mark, one is open still.
constexpr const char* seven =
    "Ticket ID,Created at,Solved at,Rated at,Rating,Channel,Requester,Survey sent,First reply time (min),Replies,"
    "Reopens,Tags\n"
    "1,2026-11-02 08:00,2026-11-02 10:00,2026-11-03 09:00,5,Mail,ann,yes,10,1,0,refund\n"
    "2,2026-11-04 08:00,2026-11-04 09:00,,,Mail,ann,yes,20,2,0,refund;gift\n"
    "3,2026-11-03 08:00,2026-11-03 12:00,2026-11-12 09:00,1,Chat,bob,yes,30,1,0,\n"
    "4,2026-11-05 08:00,2026-11-05 09:30,,,Mail,cyd,no,40,1,1,gift\n"
    "5,2026-11-06 23:30,2026-11-08 23:30,,,Mail,dan,,50,1,0,\n"
    "6,2026-11-10 08:00,2026-11-10 09:00,2026-11-10 10:00,4,mail ,eve,yes,5,1,0,gift\n"
    "7,2026-11-11 08:00,,,,Chat,fay,,,,,\n";

struct Desk {
  test::ScratchFolder folder;
  std::string all = folder.write("all.csv", test::small_desk_export());
  std::string rated = folder.write("rated.csv", filtered(test::small_desk_export(), [](const std::string& line) {
                                     // Every fourth ticket has no rating.
                                     return line.starts_with("Ticket") || std::stoi(line) % 4 != 3;
                                   }));
  std::string volumes =
      folder.write("volumes.csv", out_of({"volumes", all, "--by", "channel,team,agent,tag,template,survey-method"}));
};

}  // namespace

TEST_CASE("volumes count every ticket once a period, by all and by each dimension", "[volumes]") {
  const test::ScratchFolder folder;
  const std::string file = folder.write("seven.csv", seven);
  const std::string volumes = out_of({"volumes", file, "--by", "channel,tag", "--scale", "1-5"});
  const std::vector<std::string> lines = lines_of(volumes);
  CHECK(
      lines[0] ==
      "period,every,dimension,value,tickets,solved,surveyed,rated,unreadable,first_reply_n,first_reply_p50,"
      "first_reply_p90,resolution_n,resolution_p50,resolution_p90,one_touch,one_touch_base,reopened,reopened_base,fcr,"
      "fcr_base,repeat_contact,repeat_contact_base,sla_breached,sla_base");
  CHECK(lines[1].starts_with("all,week,meta,as-of=2026-11-12T09:00:00Z;tz=UTC;version=1,"));
  const auto has = [&](const std::string& row) {
    INFO(row);
    CHECK(std::ranges::find(lines, row) != lines.end());
  };
  // Week 45, tickets 1 to 5. First replies 10 … 50: median 30, 90 % at 30 + 0.6 × 20 = 46. Resolutions 120, 60, 240,
  // 90, 2880: median 120, 90 % at 240 + 0.6 × 2640 = 1824, in doubles a little more. One touch of those not by chat: 1,
  // 5 of 1, 2, 4, 5. Contacts of those solved by the 5th, 09:00: 1, 2, 3; 1 came back, so 2 and 3 are resolved.
  has("2026-W45,week,all,,5,5,3,2,0,5,30,46,5,120,1824.0000000000002,2,4,1,5,2,3,1,3,0,0");
  // 7 isn't solved, so it stands where it was opened.
  has("2026-W46,week,all,,2,1,1,1,0,1,5,5,1,60,60,1,1,0,1,0,0,0,0,0,0");
  has("2026-W45,week,channel,Chat,1,1,1,1,0,1,30,30,1,240,240,0,0,0,1,1,1,0,1,0,0");
  has("2026-W45,week,tag,gift,2,2,1,0,0,2,30,38,2,75,87,0,2,1,2,1,1,0,1,0,0");
  has("2026-W45,week,tag,,2,2,1,1,0,2,40,48,2,1560,2616,1,1,0,2,1,1,0,1,0,0");
  has("2026-11-11,day,created,,1,,,,,,,,,,,,,,,,,,,,");
  // In Auckland Sunday 23:30 is Monday: ticket 5 moves into week 46.
  const std::string away = out_of({"volumes", file, "--by", "channel", "--scale", "1-5", "--tz", "Pacific/Auckland"});
  CHECK(away.find("2026-W45,week,all,,") != std::string::npos);
  CHECK(out_of({"volumes", file, "--by", "channel", "--scale", "1-5"}).find("2026-W45,week,all,,5,") !=
        std::string::npos);
}

TEST_CASE("rated tickets beside volumes give the report of all files", "[volumes]") {
  const Desk desk;
  const std::vector<Words> commands = {
      {"breakdown", "-f", "csv"},
      {"breakdown", "--by", "channel", "-f", "csv"},
      {"breakdown", "--by", "tag", "--period", "2026-W46", "-f", "csv", "--measures",
       "tickets,coverage,reach,solved,one_touch,fcr,reopen_rate,repeat_contact_rate,first_reply,resolution_p90"},
      {"breakdown", "--by", "agent", "-f", "csv"},
      {"breakdown", "--by", "week", "-f", "csv"},
      {"trend", "-f", "csv", "--measures", "tickets,surveyed,rated,nrr,coverage,response_rate,first_reply"},
      {"trend", "--by", "team", "-f", "csv"},
      {"explain", "-f", "csv"},
      {"agents", "-f", "csv"},
      {"report", "--pack", "business-review", "--every", "week", "-f", "csv"},
      {"check", "--fail-if", "coverage < 1%", "--by", "channel"}};
  for (Words words : commands) {
    INFO(join(words, " "));
    Words beside = words;
    words.push_back(desk.all);
    beside.insert(beside.end(), {desk.rated, "--volumes", desk.volumes});
    // Files are told in `data`, hours have no tickets without a rating, and the summary of a report no NRR at the mix
    // of channels and teams; what else it says stands in breakdowns.
    const auto comparable = [](const std::string& line) {
      return !line.starts_with("data,") && !line.starts_with("hours,") && !line.starts_with("summary,") &&
             line.find("are known by counts only") == std::string::npos && line.find(" FILE...") == std::string::npos;
    };
    CHECK(filtered(out_of(beside), comparable) == filtered(out_of(words), comparable));
  }
}

TEST_CASE("tickets without a rating among the rows aren't counted twice", "[volumes]") {
  const Desk desk;
  const Words words = {"breakdown", "--by", "channel", "-f", "csv", desk.all};
  Words beside = words;
  beside.insert(beside.end(), {"--volumes", desk.volumes});
  CHECK(out_of(beside) == out_of(words));
}

TEST_CASE("volumes of parts add up, but for medians", "[volumes]") {
  const Desk desk;
  const std::string text = test::small_desk_export();
  Words files;
  for (const bool even : {true, false})
    files.push_back(desk.folder.write(even ? "even.csv" : "odd.csv", filtered(text, [&](const std::string& line) {
                                        return line.starts_with("Ticket") || (std::stoi(line) % 2 == 0) == even;
                                      })));
  Words beside = {"trend", desk.rated, "-f", "csv", "--measures", "tickets,coverage,one_touch,first_reply"};
  for (const std::string& file : files)
    beside.insert(beside.end(), {"--volumes", desk.folder.write("v" + std::to_string(beside.size()) + ".csv",
                                                                out_of({"volumes", file, "--as-of", "2026-11-18"}))});
  const std::vector<std::string> parts = lines_of(out_of(beside));
  const std::vector<std::string> whole = lines_of(
      out_of({"trend", desk.all, "--as-of", "2026-11-18", "-f", "csv", "--measures", "tickets,coverage,one_touch"}));
  REQUIRE(parts.size() == whole.size());
  for (std::size_t i = 1; i < parts.size(); ++i) CHECK(parts[i] == whole[i] + ",");
  // Parts counted up to another moment are no parts of one table.
  const test::Outcome run_of_others =
      test::run_app({"trend", desk.rated, "--no-config", "--volumes", desk.volumes, "--volumes", beside.back()});
  CHECK(run_of_others.code == 3);
  CHECK(run_of_others.err.find("another now") != std::string::npos);
}

TEST_CASE("volumes that don't fit, and questions they can't answer, are refused by name", "[volumes]") {
  const Desk desk;
  const auto fails = [&](int code, const std::string& says, const Words& words, const std::string& volumes) {
    Words args = words;
    args.insert(args.end(), {"--no-config", desk.rated, "--volumes", volumes});
    const test::Outcome result = test::run_app(args);
    INFO(join(args, " ") << '\n' << result.err);
    CHECK(result.code == code);
    CHECK(result.err.find(says) != std::string::npos);
  };
  const std::string table = out_of({"volumes", desk.all});
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string text = table;
    text.replace(text.find(from), from.size(), to);
    return desk.folder.write("changed.csv", text);
  };
  fails(2, "channel", {"report", "--where", "channel=Chat"}, desk.volumes);
  fails(2, "channel and team", {"breakdown", "--by", "channel,team"}, desk.volumes);
  fails(2, "agent and tag", {"check", "--fail-if", "nrr > 90%", "--by", "agent,tag"}, desk.volumes);
  fails(2, "by priority", {"breakdown", "--by", "priority"}, desk.volumes);
  fails(2, "agent", {"agents", "--agent", "Ann Lee"}, desk.volumes);
  fails(2, "whole weeks", {"breakdown", "--period", "2026-11"}, desk.volumes);
  fails(3, "another time zone: UTC, not Europe/Berlin", {"report", "--tz", "Europe/Berlin"}, desk.volumes);
  fails(3, "another unit: week, not month", {"report", "--every", "month"}, desk.volumes);
  fails(3, "of version 2", {"report"}, changed("version=1", "version=2"));
  fails(3, "no row of dimension \"meta\"", {"report"}, changed(",meta,", ",other,"));
  fails(3, "no volumes table", {"report"}, desk.all);
  // One answer more than the rows have in the week.
  const std::vector<std::string> lines = lines_of(table);
  const auto week =
      std::ranges::find_if(lines, [](const std::string& l) { return l.starts_with("2026-W40,week,all,"); });
  REQUIRE(week != lines.end());
  std::vector<std::string> cells;
  for (const std::string_view cell : split(*week, ',')) cells.emplace_back(cell);
  cells[7] = std::to_string(std::stoi(cells[7]) - 1);
  fails(3, "2026-W40", {"report"}, changed(*week, join(cells, ",")));
}

TEST_CASE("a volumes table is read as any engine writes it", "[volumes]") {
  const test::ScratchFolder folder;
  // Quoted text, NULL as \N, rows in any order.
  const auto volumes = app::read_volumes(folder.write(
      "v.csv",
      "\"period\",\"every\",\"dimension\",\"value\",\"tickets\",\"solved\",\"surveyed\",\"rated\",\"unreadable\","
      "\"first_reply_n\",\"first_reply_p50\",\"first_reply_p90\",\"resolution_n\",\"resolution_p50\",\"resolution_"
      "p90\","
      "\"one_touch\",\"one_touch_base\",\"reopened\",\"reopened_base\",\"fcr\",\"fcr_base\",\"repeat_contact\","
      "\"repeat_contact_base\",\"sla_breached\",\"sla_base\"\n"
      "\"2026-W46\",\"week\",\"channel\",\"Mail, \"\"old\"\"\",7,7,\\N,2,1,0,\\N,\\N,1,4.5,4.5,0,0,0,0,0,0,0,0,0,0\n"
      "\"2026-W46\",\"week\",\"all\",\"\",9,7,5,2,1,0,\\N,\\N,1,4.5,4.5,0,0,0,0,0,0,0,0,0,0\n"
      "\"all\",\"week\",\"meta\",\"as-of=2026-11-16T06:00:00Z;tz=Europe/Berlin;version=1\",\\N,\\N,\\N,\\N,\\N,\\N,\\N,"
      "\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N,\\N\n"));
  CHECK(volumes.zone == "Europe/Berlin");
  CHECK(iso_moment(volumes.as_of) == "2026-11-16T06:00:00Z");
  CHECK(volumes.tickets() == 9);
  CHECK(volumes.answered() == 3);
  CHECK(volumes.survey_known);
  const auto places = volumes.places("channel", Unit::week);
  REQUIRE(places.size() == 1);
  const analyze::VolumeRow& mail = volumes.rows()[places.front()];
  CHECK(mail.value == "Mail, \"old\"");
  CHECK(mail.silent() == 4);
  // Nobody silent there says whether it was asked: those who answered were.
  CHECK(mail.counts.cohort_surveyed == 3);
  CHECK(mail.resolution.median == 4.5);
}
