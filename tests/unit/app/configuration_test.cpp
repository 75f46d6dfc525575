#include "app/configuration.hpp"

#include <catch2/catch.hpp>

#include "app/command_line.hpp"
#include "support/scratch_folder.hpp"

using namespace dsat;
using namespace dsat::app;
using test::ScratchFolder;

namespace {

std::string complaint(const std::string& text) {
  try {
    parse_configuration(text, "dsat.toml");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    return error.what();
  }
  return "none";
}

Settings parse(const std::vector<std::string>& args, const std::vector<std::string>& places = {}) {
  return std::get<Settings>(parse_command_line(args, places));
}

}  // namespace

TEST_CASE("a configuration sets options: common ones at the top, a command's in its table", "[configuration]") {
  const ScratchFolder folder;
  const std::string file = folder.write("dsat.toml",
                                        "tz = \"Europe/Berlin\" # a comment\n"
                                        "min-ratings = 12\n"
                                        "where = [\"channel=chat\", \"tag=a#b\"]\n"
                                        "redact = false\n"
                                        "strict = true\n"
                                        "since = 2026-11-01\n"
                                        "coverage-goal = 0.3\n"
                                        "negative = [1, 2]\n"
                                        "[report]\npack = \"weekly\"\nevery = \"month\"\nwidth = 100\n"
                                        "[trend]\nevery = \"day\"\n"
                                        "[departments]\nrefund = \"Finance\"\n\"a b\" = \"App team\"\n"
                                        "[points]\ngood = 1\nbad = -2.5\n"
                                        "[reasons]\n\"Late delivery\" = \"outside\"\n");
  const Settings settings = parse({"report", "x.csv"}, {file});
  CHECK(settings.load.zone.name() == "Europe/Berlin");
  CHECK(settings.counting.min_ratings == 12);
  REQUIRE(settings.where.size() == 2);
  CHECK(settings.where[1].text == "tag=a#b");
  CHECK(settings.redact == false);
  CHECK(settings.strict);
  CHECK(settings.since == "2026-11-01");
  CHECK(settings.counting.coverage_goal == 0.3);
  CHECK(settings.load.negative == std::vector<std::string>{"1", "2"});
  CHECK(settings.every == Unit::month);
  CHECK(settings.width == 100);
  CHECK(settings.extras.departments == std::map<std::string, std::string>{{"a b", "App team"}, {"refund", "Finance"}});
  CHECK(settings.extras.points == std::map<std::string, double>{{"bad", -2.5}, {"good", 1}});
  CHECK(settings.extras.reasons.at("Late delivery") == "outside");
  CHECK(settings.extras.configurations == std::vector<std::string>{file});

  CHECK(parse({"trend", "x.csv"}, {file}).every == Unit::day);
  CHECK(parse({"trend", "x.csv"}, {file}).width == 0);
  CHECK(parse({"list", "measures"}, {file}).command == "list");
}

TEST_CASE("the command line beats a configuration, and the nearer configuration the user's", "[configuration]") {
  const ScratchFolder folder;
  const std::string near = folder.write("dsat.toml", "width = 100\nstrict = false\n[departments]\nrefund = \"Near\"\n");
  const std::string user = folder.write("user/config.toml",
                                        "width = 120\nstrict = true\nascii = true\nquiet = true\n"
                                        "where = \"channel=chat\"\n[report]\nwidth = 130\n"
                                        "[departments]\nrefund = \"Far\"\nbilling = \"Far\"\n");
  const Settings settings = parse({"report", "x.csv"}, {near, user});
  CHECK(settings.width == 100);
  CHECK_FALSE(settings.strict);
  CHECK(settings.ascii);
  CHECK(settings.extras.departments == std::map<std::string, std::string>{{"billing", "Far"}, {"refund", "Near"}});
  CHECK(settings.extras.configurations == std::vector<std::string>{near, user});
  CHECK(parse({"report", "x.csv", "--width", "60"}, {near, user}).width == 60);
  CHECK(parse({"report", "x.csv", "--quiet=false"}, {near, user}).quiet == false);
  const Settings given = parse({"report", "x.csv", "--where", "team=Blue"}, {near, user});
  REQUIRE(given.where.size() == 1);
  CHECK(given.where[0].text == "team=Blue");
  // A command's own table beats the top of the same file.
  CHECK(parse({"report", "x.csv"}, {user}).width == 130);
  CHECK(parse({"breakdown", "x.csv"}, {user}).width == 120);
}

TEST_CASE("what the command line says replaces what a configuration says in other words", "[configuration]") {
  const ScratchFolder folder;
  const std::string file =
      folder.write("dsat.toml", "period = \"last-week\"\n[report]\npack = \"real-time\"\n[trend]\nperiod = \"all\"\n");
  CHECK(parse({"report", "x.csv"}, {file}).pack == "real-time");
  CHECK(parse({"report", "x.csv", "--section", "tags"}, {file}).pack.empty());
  CHECK(parse({"report", "x.csv", "--section", "tags", "--pack", "weekly"}, {file}).pack == "weekly");
  CHECK(parse({"report", "x.csv"}, {file}).period == "last-week");
  CHECK(parse({"report", "x.csv", "--since", "2026-11-01"}, {file}).period.empty());
  CHECK(parse({"trend", "x.csv", "--until", "2026-11-01"}, {file}).period.empty());
  const std::string user = folder.write("user/config.toml", "[report]\nsection = [\"tags\"]\n");
  CHECK(parse({"report", "x.csv"}, {file, user}).sections.empty());
}

TEST_CASE("configurations are looked for, named, or left aside", "[configuration]") {
  const ScratchFolder folder;
  const std::string place = folder.write("dsat.toml", "width = 100\n");
  const std::string named = folder.write("named.toml", "ascii = true\n");
  CHECK(parse({"report", "x.csv"}, {(folder.path() / "none.toml").string()}).extras.configurations.empty());
  CHECK(parse({"report", "x.csv", "--no-config"}, {place}).width == 0);
  const Settings settings = parse({"report", "x.csv", "--config", named}, {place});
  CHECK(settings.ascii);
  CHECK(settings.width == 0);
  CHECK_THROWS_AS(parse({"report", "x.csv", "--config", named, "--no-config"}), Error);
  try {
    parse({"report", "x.csv", "--config", "no-such.toml"});
    FAIL();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(std::string(error.what()) ==
          "no-such.toml: the configuration can't be read: No such file or directory\nCheck the name and the folder.");
  }
}

TEST_CASE("paths in a configuration are seen from its folder, profiles lie beside it", "[configuration]") {
  const ScratchFolder folder;
  const std::string file = folder.write("dsat.toml", "reviews = \"sheets/r.csv\"\nqa = \"/abs/qa.csv\"\n");
  folder.write("profiles/own.profile", "");
  const Settings settings = parse({"report", "x.csv"}, {file});
  CHECK(settings.reviews == (folder.path() / "sheets/r.csv").string());
  CHECK(settings.qa == "/abs/qa.csv");
  CHECK(settings.load.profile_folders == std::vector<std::string>{(folder.path() / "profiles").string()});
  CHECK(parse({"report", "x.csv", "--no-config"}, {file}).load.profile_folders.empty());
  // Without a configuration nobody said that the folder is meant.
  const std::string missing = (folder.path() / "config.toml").string();
  CHECK(parse({"report", "x.csv"}, {missing}).load.profile_folders.empty());
}

TEST_CASE("what doesn't belong into a configuration is named with its line and what was meant", "[configuration]") {
  CHECK(complaint("tz = \"UTC\"\nwidht = 100\n") ==
        "dsat.toml:2:1: there is no setting widht\nDid you mean width? A setting is a long option without its dashes.");
  CHECK(complaint("[reprot]\n\npack = \"weekly\"\n") ==
        "dsat.toml:3:1: there is no table [reprot]\n"
        "Did you mean report? Tables are those of commands, and [departments], [points], [reasons].");
  CHECK(complaint("[reprot]\n").substr(0, 42) == "dsat.toml:1:2: there is no table [reprot]\n");
  CHECK(complaint("every = \"week\"\n") ==
        "dsat.toml:1:1: every belongs to single commands\n"
        "Put it under [report] or [trend] or [explain] or [agents] or [check] or [volumes] or [sql].");
  CHECK(complaint("[breakdown]\nevery = \"week\"\n") ==
        "dsat.toml:2:1: every is no option of breakdown\n"
        "Put it under [report] or [trend] or [explain] or [agents] or [check] or [volumes] or [sql].");
  CHECK(complaint("output = \"x.html\"\n") ==
        "dsat.toml:1:1: output can't be set in a configuration: it writes a file\nGive it on the command line.");
  CHECK(complaint("rejects = \"x.csv\"\n") != "none");
  CHECK(complaint("[reviews]\nworksheet = \"x.csv\"\n") != "none");
  CHECK(complaint("[report]\nhistory = \"x.csv\"\n") != "none");
  CHECK(complaint("config = \"x.toml\"\n") ==
        "dsat.toml:1:1: config can't be set in a configuration\nGive it on the command line.");
  CHECK(complaint("width = \n").substr(0, 27) == "dsat.toml:1:9: is no TOML: ");
  CHECK(complaint("a.b.c = 1\n") != "none");
}

TEST_CASE("a value of the wrong type is named with its line", "[configuration]") {
  CHECK(complaint("width = \"100\"\n") == "dsat.toml:1:1: width takes a number\nWrite it without quotes.");
  CHECK(complaint("tz = 1\n") == "dsat.toml:1:1: tz takes a text\nWrite it in quotes.");
  CHECK(complaint("strict = \"yes\"\n") ==
        "dsat.toml:1:1: strict is a yes or no\nWrite true or false, without quotes.");
  CHECK(complaint("redact = 1\n") == "dsat.toml:1:1: redact is a yes or no\nWrite true or false.");
  CHECK(complaint("tz = true\n") ==
        "dsat.toml:1:1: tz takes a text, not true or false\n`dsat COMMAND --help` says which.");
  CHECK(complaint("tz = [\"UTC\"]\n") == "dsat.toml:1:1: tz takes one value, not a list\nLeave the brackets out.");
  CHECK(complaint("where = [\"channel=chat\", 1]\n") ==
        "dsat.toml:1:1: where lists values of different kinds\n"
        "A value is a text in quotes, a number, true or false, or a list of one kind of these.");
  CHECK(complaint("where = [[\"channel=chat\"]]\n") != "none");
  CHECK(complaint("width = 10\n") == "dsat.toml:1:1: width can't be \"10\"\nIt takes a whole number from 40 on.");
  CHECK(complaint("width = 99.5\n") == "dsat.toml:1:1: width can't be \"99.5\"\nIt takes a whole number from 40 on.");
  CHECK(complaint("color = \"allways\"\n") ==
        "dsat.toml:1:1: color can't be \"allways\"\nDid you mean always? It takes auto, always, never.");
  CHECK(complaint("\n[check]\nfail-if = \"nrr\"\n").substr(0, 22) == "dsat.toml:3:1: fail-if");
  CHECK(complaint("[departments]\nrefund = 3\n") ==
        "dsat.toml:2:1: refund in [departments] is no text\nIt takes one text in quotes.");
  CHECK(complaint("[points]\ngood = \"1\"\n") == "dsat.toml:2:1: good in [points] is no number\nIt takes one number.");
  CHECK(complaint("[points]\ngod = 1\n") ==
        "dsat.toml:2:1: nothing earns points as god\n"
        "Did you mean good? It is one of good, neutral, bad, overturned, comment, solved, one-touch, reopen, "
        "repeat-contact, sla-breach.");
}

TEST_CASE("what is in force is shown as TOML, with where each setting comes from", "[configuration]") {
  const ScratchFolder folder;
  const std::string file = folder.write("dsat.toml",
                                        "tz = \"Europe/Berlin\"\nwidth = 100\n[check]\nfail-if = [\"nrr > 25%\"]\n"
                                        "[departments]\n\"a b\" = \"App \\\"team\\\"\"\n");
  const std::string shown = parse({"config", "--show", "--width", "90"}, {file}).in_force;
  CHECK(shown.find("# in force: " + file + "\n") == 0);
  CHECK(shown.find("width = 90                                        # command line\n") != std::string::npos);
  CHECK(shown.find("width = 100") == std::string::npos);
  CHECK(shown.find("tz = \"Europe/Berlin\"                              # " + file + ":1\n") != std::string::npos);
  CHECK(shown.find("[check]\nfail-if = [\"nrr > 25%\"]") != std::string::npos);
  CHECK(shown.find("# min-ratings = 5 ") != std::string::npos);
  // It is a configuration itself.
  const Configuration again = parse_configuration(shown, "again.toml");
  CHECK(again.entries.size() == 4);
  CHECK(parse({"config", "--show"}).in_force.find("# no configuration in force\n") == 0);
}
