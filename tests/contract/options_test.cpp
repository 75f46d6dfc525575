#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "app/command.hpp"
#include "app/command_line.hpp"
#include "app/configuration.hpp"
#include "app/option_table.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

// What every row of the option table owes to help, manual page, completion and configuration.

using namespace dsat;
using namespace dsat::app;

namespace {

std::string output_of(const std::vector<std::string>& args) {
  std::istringstream in;
  std::ostringstream out, err;
  CHECK(run(args, {in, out, err}) == 0);
  CHECK(err.str().empty());
  return out.str();
}

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Commands whose options are there already.
const std::set<std::string_view> coming = {"explain", "agents"};

/// Command lines in fences, and the rest of a document's words in backticks.
std::string code_in(const std::string& text) {
  std::string code;
  std::istringstream lines(text);
  bool fenced = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("```", 0) == 0) {
      fenced = !fenced;
      continue;
    }
    if (fenced) code += line + "\n";
    for (std::size_t from = 0, to; !fenced && (from = line.find('`', from)) != std::string::npos; from = to + 1) {
      to = line.find('`', from + 1);
      if (to == std::string::npos) break;
      code += line.substr(from + 1, to - from - 1) + "\n";
    }
  }
  return code;
}

}  // namespace

TEST_CASE("every option has a name of its own, one line of help and a home", "[options]") {
  std::set<std::string_view> names;
  std::set<char> letters{'h'};
  for (const Option& option : option_table()) {
    INFO(option.name);
    CHECK(names.insert(option.name).second);
    CHECK(std::regex_match(std::string(option.name), std::regex("[a-z][a-z-]*")));
    if (option.letter != 0) CHECK(letters.insert(option.letter).second);
    CHECK_FALSE(option.help.empty());
    CHECK(option.help.find('\n') == std::string_view::npos);
    CHECK(option.help.back() != '.');
    CHECK_FALSE(option.group.empty());
    REQUIRE(option.set != nullptr);
    CHECK_FALSE((option.is_flag() && (option.repeatable || !option.choices.empty())));
    for (const std::string_view command : option.commands) {
      INFO(command);
      CHECK((command_named(command) != nullptr || coming.count(command) == 1));
    }
  }
}

TEST_CASE("every option takes each of its choices and its default", "[options]") {
  for (const Option& option : option_table()) {
    INFO(option.name);
    Settings settings;
    for (const std::string_view choice : option.choices)
      CHECK_NOTHROW(set_option(settings, option, std::string(choice)));
    if (option.is_flag()) {
      CHECK_NOTHROW(set_option(settings, option, "true"));
      CHECK_NOTHROW(set_option(settings, option, "false"));
    }
    if (!option.fallback.empty() && option.fallback.find(' ') == std::string_view::npos)
      CHECK_NOTHROW(set_option(settings, option, std::string(option.fallback)));
  }
}

TEST_CASE("every option with a closed set of values refuses any other", "[options]") {
  const std::set<std::string_view> free = {
      "agent", "history", "worksheet", "profile", "negative", "neutral",  "positive", "encoding", "reviews",
      "qa",    "roster",  "events",    "series",  "variant",  "question", "rejects",  "output",   "config",
      "sort",  "assign",  "sheet",     "volumes", "table",    "a",        "b",        "title"};
  for (const Option& option : option_table()) {
    if (option.is_flag() || free.count(option.name) == 1) continue;
    INFO(option.name);
    Settings settings;
    CHECK_THROWS_AS(set_option(settings, option, "no such value"), Error);
  }
}

TEST_CASE("every option can be set in a configuration, but for those that write", "[options]") {
  const std::set<std::string_view> refused = {"output", "rejects",   "worksheet", "history",
                                              "config", "no-config", "show",      "cells"};
  for (const Option& option : option_table()) {
    INFO(option.name);
    CHECK((option.configurable && !option.writes) == (refused.count(option.name) == 0));
  }
}

TEST_CASE("manual page and completions name every option and command", "[options]") {
  std::string manual = output_of({"manual"});
  manual.erase(std::remove(manual.begin(), manual.end(), '\\'), manual.end());
  const std::string bash = output_of({"completion", "bash"}), zsh = output_of({"completion", "zsh"}),
                    fish = output_of({"completion", "fish"});
  for (const Option& option : option_table()) {
    if (option.commands == std::vector<std::string_view>{"explain"}) continue;
    INFO(option.name);
    const std::string name(option.name);
    CHECK(manual.find("--" + name) != std::string::npos);
    CHECK(bash.find("--" + name) != std::string::npos);
    CHECK(zsh.find("--" + name + "[") != std::string::npos);
    CHECK(fish.find(" -l " + name + " ") != std::string::npos);
  }
  for (const Command& command : commands()) {
    INFO(command.key);
    const std::string key(command.key);
    CHECK((manual.find("fB" + key + "fR") != std::string::npos) == !command.hidden);
    CHECK((bash.find("      " + key + ") ") != std::string::npos) == !command.hidden);
    CHECK((zsh.find("    '" + key + ":") != std::string::npos) == !command.hidden);
    CHECK((fish.find(" -f -a " + key + " -d") != std::string::npos) == !command.hidden);
  }
}

TEST_CASE("the documents mention no option and no command that doesn't exist", "[options]") {
  const std::filesystem::path root = DSAT_SOURCE_DIR;
  std::vector<std::filesystem::path> files = {root / "README.md", root / "samples" / "README.md"};
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "docs"))
    if (entry.path().extension() == ".md" && entry.path().string().find("decisions") == std::string::npos)
      files.push_back(entry.path());
  // Of other programs, in examples.
  const std::set<std::string> foreign = {
      "preset",    "build",    "install",    "prefix",     "target",   "data",      "header",    "silent",
      "fail",      "test-dir", "user",       "now",        "headless", "version",   "help",      "output-on-failure",
      "raw-input", "slurp",    "null-input", "arg",        "tickets",  "sets",      "histories", "results",
      "margins",   "only",     "agents",     "requesters", "tags",     "tags-each", "tail"};
  const std::regex option("(^|[^a-z-])--([a-z][a-z-]*)"), command("(^|\n|[$|(;] ?)dsat ([a-z]+)");
  for (const auto& file : files) {
    INFO(file.string());
    const std::string text = content(file), code = code_in(text);
    for (std::sregex_iterator found(text.begin(), text.end(), option), end; found != end; ++found) {
      INFO((*found)[2].str());
      CHECK((option_named((*found)[2].str()) != nullptr || foreign.count((*found)[2].str()) == 1));
    }
    for (std::sregex_iterator found(code.begin(), code.end(), command), end; found != end; ++found) {
      INFO((*found)[2].str());
      CHECK((command_named((*found)[2].str()) != nullptr || coming.count((*found)[2].str()) == 1));
    }
  }
}
