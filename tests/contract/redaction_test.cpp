#include <catch2/catch.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "dsat/base/file.hpp"
#include "dsat/report/section.hpp"
#include "support/scratch_folder.hpp"

// With --redact on nothing that customers wrote about themselves gets out, by whatever way.

using namespace dsat;

namespace {

struct Ran {
  int code;
  std::string everything;
};

Ran ran(std::vector<std::string> args) {
  std::istringstream in;
  std::ostringstream out, err;
  const int code = app::run(args, {in, out, err});
  return {code, out.str() + err.str()};
}

/// Enough tickets for every section to have something to say, each comment with everything that has to go.
std::string export_with_secrets() {
  std::string text =
      "Id,Created at,Solved at,Satisfaction Score,Satisfaction comment,Assignee,Group,Via,Tags,Reopens,Replies,"
      "Satisfaction reason,Subject,Reply text,Note,Requester\n";
  for (int i = 0; i < 240; ++i) {
    const std::string day = std::to_string(100 + 1 + i / 10 % 28).substr(1), month = i < 120 ? "10" : "11";
    const std::string score = i % 3 == 0 ? "Bad" : i % 7 == 3 ? "" : "Good";
    text +=
        std::to_string(1000 + i) + ",2026-" + month + "-" + day + " 08:00:00,2026-" + month + "-" + day + " 11:00:00," +
        score +
        ",\"refund missing zyxwv@secretmail.example or +49 30 98765432, card 4111 1111 1111 1111, IBAN DE89 3704 "
        "0044 0532 0130 00. Tell Mirabel Quax that Zebedee waits\"," +
        (i % 2 == 0 ? "Mirabel Quax" : "Bob Ray") + ",Blue," + (i % 4 < 2 ? "Chat" : "Mail") +
        ",refund;zyxwv@secretmail.example,0,1,call +49 30 98765432,\"from zyxwv@secretmail.example\",\"Dear Zebedee "
        "Onks, write to zyxwv(at)secretmail.example " +
        std::to_string(i % 5) + "\",\"４111_1111_1111_1111\",Zebedee Onks\n";
  }
  // A record that is rejected, with the same in it.
  return text + "9999,2026-11-05 08:00:00,,Bad,zyxwv@secretmail.example,a,b,c,d,e,f,surplus +49 30 98765432\n";
}

void check_clean(const Ran& run) {
  for (const char* secret : {"secretmail", "zyxwv", "98765432", "4111 1111", "1111_1111", "0532 0130", "5320130",
                             "Zebedee", "Onks", "Tell Mirabel"}) {
    INFO(secret);
    CHECK(run.everything.find(secret) == std::string::npos);
  }
}

}  // namespace

TEST_CASE("what customers wrote about themselves stays in the house", "[redaction]") {
  const test::ScratchFolder folder;
  const std::string file = folder.write("zyxwv@secretmail.example.csv", export_with_secrets());
  for (const app::Command& command : app::commands()) {
    if (command.arguments != "FILE...") continue;
    std::vector<std::string> args{std::string(command.key), file, "--redact", "on"};
    if (command.key == "report")
      for (const report::Section& section : report::sections())
        args.insert(args.end(), {"--section", std::string(section.key)});
    if (command.key == "breakdown") args.insert(args.end(), {"--by", "reason,tag,column:Note"});
    if (command.key == "reviews")
      args.insert(args.end(), {"--columns", "ticket_id,reason,tags,comment,requester_id,source_file"});
    if (command.key == "compare") args.insert(args.end(), {"--a", "channel=Chat", "--b", "channel=Mail"});
    if (command.key == "check") args.insert(args.end(), {"--fail-if", "nrr > 1%", "--by", "agent,tag"});
    for (const std::string format : {"text", "csv", "markdown", "json", "html"}) {
      if (command.key == "volumes" && format != "csv") continue;  // a table for other programs
      INFO(command.key << " as " << format);
      std::vector<std::string> formatted = args;
      formatted.insert(formatted.end(), {"-f", format});
      const Ran run = ran(formatted);
      INFO(run.everything);
      CHECK((run.code == 0 || run.code == 1));
      check_clean(run);
    }
  }
}

TEST_CASE("a worksheet to pass on is redacted when asked", "[redaction]") {
  const test::ScratchFolder folder;
  const std::string file = folder.write("tickets.csv", export_with_secrets());
  const std::string sheet = (folder.path() / "sheet.csv").string();
  CHECK(ran({"reviews", file, "--worksheet", sheet, "--redact", "on"}).code == 0);
  check_clean({0, read_file(sheet)});
}

TEST_CASE("how much was redacted is told", "[redaction]") {
  const test::ScratchFolder folder;
  const std::string file = folder.write("tickets.csv", export_with_secrets());
  const std::string report = ran({"report", file, "--section", "queues", "-f", "csv"}).everything;
  INFO(report);
  CHECK(report.find("1 e-mail address, 1 phone number, 1 card number, 1 bank account, 1 agent's name and 1 customer's "
                    "name") != std::string::npos);
}

TEST_CASE("redaction is on for what is passed round and off for working files", "[redaction]") {
  const test::ScratchFolder folder;
  const std::string file = folder.write("tickets.csv", export_with_secrets());
  check_clean(ran({"report", file, "--section", "queues", "--section", "comments"}));
  CHECK(ran({"reviews", file, "-f", "csv"}).everything.find("zyxwv@secretmail.example") != std::string::npos);
  CHECK(ran({"export", file, "-f", "csv"}).everything.find("4111 1111 1111 1111") != std::string::npos);
  CHECK(ran({"report", file, "--section", "queues", "--redact", "off", "--detail", "full", "-f", "csv"})
            .everything.find("zyxwv@secretmail.example") != std::string::npos);
}
