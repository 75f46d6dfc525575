#include "app/command_line.hpp"

#include <catch2/catch.hpp>
#include <regex>

#include "app/command.hpp"
#include "app/option_table.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

using namespace dsat;
using namespace dsat::app;

namespace {

Settings parse(const std::vector<std::string>& args) {
  return std::get<Settings>(parse_command_line(args, {}));
}

std::string complaint(const std::vector<std::string>& args) {
  try {
    parse_command_line(args, {});
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    return error.what();
  }
  return "none";
}

std::string printed(const std::vector<std::string>& args) {
  return std::get<PrintOnly>(parse_command_line(args, {})).text;
}

}  // namespace

TEST_CASE("options and files may stand in any order", "[command-line]") {
  const Settings settings = parse({"breakdown", "a.csv", "--by", "channel,tag", "-q", "--by=agent", "b.csv", "-"});
  CHECK(settings.command == "breakdown");
  CHECK(settings.load.paths == std::vector<std::string>{"a.csv", "b.csv", "-"});
  CHECK(settings.by == std::vector<std::string>{"channel", "tag", "agent"});
  CHECK(settings.quiet);
}

TEST_CASE("short options stand alone, with their value, or together", "[command-line]") {
  CHECK(parse({"report", "-f", "csv", "x"}).format == "csv");
  CHECK(parse({"report", "-fcsv", "x"}).format == "csv");
  CHECK(parse({"report", "-qf", "csv", "x"}).format == "csv");
  CHECK(parse({"report", "x", "-o", "a.html", "-o", "b.xlsx"}).outputs == std::vector<std::string>{"a.html", "b.xlsx"});
}

TEST_CASE("of an option that holds one value the last one counts", "[command-line]") {
  CHECK(parse({"report", "x", "--width", "60", "--width", "70"}).width == 70);
}

TEST_CASE("file names may look like anything", "[command-line]") {
  CHECK(parse({"report", "trend", "report"}).load.paths == std::vector<std::string>{"trend", "report"});
  CHECK(parse({"report", "--", "-x.csv", "--strict"}).load.paths == std::vector<std::string>{"-x.csv", "--strict"});
  CHECK(parse({"report", "[a,b].csv", "[c]", "a b\n", "\xff.csv"}).load.paths ==
        std::vector<std::string>{"[a,b].csv", "[c]", "a b\n", "\xff.csv"});
  CHECK(parse({"report", "x", "-o", "[a,b]"}).outputs == std::vector<std::string>{"[a,b]"});
}

TEST_CASE("values are taken as they are", "[command-line]") {
  CHECK(parse({"report", "x", "--agent", "-Ann"}).agent == "-Ann");
  CHECK(parse({"report", "x", "--agent=a=b"}).agent == "a=b");
  CHECK(parse({"breakdown", "x", "--map", "rating=CSAT = score"}).load.map ==
        std::vector<std::pair<std::string, std::string>>{{"rating", "CSAT = score"}});
  CHECK(parse({"report", "x", "--strict=false"}).strict == false);
}

TEST_CASE("a slip of the fingers is answered with what was meant", "[command-line]") {
  CHECK(complaint({}) == "no command given\n`dsat --help` shows what there is; most start with `dsat report FILE`.");
  CHECK(complaint({"reprot", "x"}) ==
        "there is no command \"reprot\"\nDid you mean dsat report? `dsat --help` lists the commands.");
  CHECK(complaint({"tickets.csv"}) == "there is no command \"tickets.csv\"\n`dsat --help` lists the commands.");
  CHECK(complaint({"--quiet", "report", "x"}) ==
        "there is no option --quiet before the command\n"
        "The command comes first: `dsat report --quiet FILE`; `dsat --help` lists the commands.");
  CHECK(complaint({"report", "x", "--wdith", "80"}) ==
        "report has no option --wdith\nDid you mean --width? `dsat report --help` lists them all.");
  CHECK(complaint({"breakdown", "x", "--worksheet", "r.csv"}) ==
        "breakdown has no option --worksheet\nIt belongs to reviews. `dsat breakdown --help` lists them all.");
  CHECK(complaint({"list", "measures", "--strict"}) ==
        "list has no option --strict\nIt belongs to the commands that read files. `dsat list --help` lists them all.");
  CHECK(complaint({"report", "x", "--color", "allways"}) ==
        "--color can't be \"allways\"\nDid you mean always? It takes auto, always, never.");
  CHECK(complaint({"report", "x", "--tz="}) ==
        "--tz has no value after the =\nWrite --tz=VALUE, or leave the option out.");
  CHECK(complaint({"report", "x", "--width", "wide"}) ==
        "--width can't be \"wide\"\nIt takes a whole number from 40 on.");
  CHECK(complaint({"report", "x", "--tz"}).find("--tz") != std::string::npos);
  CHECK(complaint({"report", "x", "--section", "sumary"})
            .find("there is no section \"sumary\"\nDid you mean summary? It is one of ") == 0);
  CHECK(complaint({"breakdown", "x", "--by", "chanel"}) ==
        "there is no dimension \"chanel\"\n"
        "Did you mean \"channel\"? `dsat list dimensions` shows all; any other column of the export is column:NAME.");
  CHECK(complaint({"breakdown", "x", "--map", "ratng=CSAT"})
            .find("--map names no field with \"ratng\"\nDid you mean rating? It is one of ticket_id, ") == 0);
  CHECK(complaint({"config", "--show", "x"}) == "config takes no \"x\"\n`dsat config --help` shows what it takes.");
}

TEST_CASE("help and version are printed, whatever else is wrong", "[command-line]") {
  CHECK(printed({"--help"}).find("dsat report tickets.csv") != std::string::npos);
  CHECK(printed({"-h"}) == printed({"--help"}));
  CHECK(printed({"help"}) == printed({"--help"}));
  CHECK(printed({"help", "report"}) == printed({"report", "--help"}));
  CHECK(printed({"report", "--help"}).find("dsat report: ") == 0);
  CHECK(printed({"report", "--help", "x", "--width", "wide"}).find("dsat report: ") == 0);
  CHECK(printed({"--version"}).find("dsat ") == 0);
  CHECK(printed({"--version"}).find("\nCLI11 2") != std::string::npos);
}

TEST_CASE("help fits 80 columns and names every option of a command", "[command-line]") {
  for (const Command& command : commands()) {
    const std::string text = printed({std::string(command.key), "--help"});
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
      const std::string line = text.substr(begin, end - begin);
      INFO(line);
      CHECK((display_width(line) <= 80 || line.rfind("  dsat ", 0) == 0));
    }
    for (const Option& option : option_table()) {
      INFO(option.name);
      const std::regex name("  (-[a-z], |    )--" + std::string(option.name) + "[ \n]");
      CHECK(std::regex_search(text, name) == belongs(option, command.key));
    }
    for (const std::string_view example : command.examples) CHECK(text.find(example) != std::string::npos);
  }
}
