#include <fmt/format.h>

#include <algorithm>

#include "app/command.hpp"
#include "app/option_table.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

constexpr std::size_t width = 80, indent_of_help = 29;

/// Appends `text` broken into lines, all but the first indented; `used` columns of the first line are taken.
void append_wrapped(std::string& to, std::string_view text, std::size_t used, std::size_t indent) {
  std::size_t column = used;
  bool first = true;
  for (const std::string_view word : split(text, ' ')) {
    const std::size_t length = display_width(word);
    if (!first && column + 1 + length > width) {
      to += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (!first) {
      to += ' ';
      ++column;
    }
    to += word;
    column += length;
    first = false;
  }
  to += '\n';
}

void append_entry(std::string& to, const std::string& left, std::string_view right) {
  const std::size_t used = display_width(left);
  to += left;
  to += used < indent_of_help ? std::string(indent_of_help - used, ' ') : '\n' + std::string(indent_of_help, ' ');
  append_wrapped(to, right, indent_of_help, indent_of_help);
}

std::string words_after(const Option& option) {
  std::vector<std::string> parts;
  if (!option.choices.empty())
    parts.push_back(join(std::vector<std::string>(option.choices.begin(), option.choices.end()), ", "));
  if (!option.fallback.empty()) parts.push_back("default " + std::string(option.fallback));
  if (option.repeatable) parts.emplace_back("repeatable");
  return parts.empty() ? std::string() : " (" + join(parts, "; ") + ")";
}

std::string left_of(const Option& option) {
  std::string left = option.letter != 0 ? fmt::format("  -{}, --{}", option.letter, option.name)
                                        : fmt::format("      --{}", option.name);
  if (!option.value.empty()) left += " " + std::string(option.value);
  return left;
}

}  // namespace

std::string help() {
  std::string text =
      "dsat reads the tickets and ratings that help desks export and says why customers\n"
      "were unhappy, whether it is really so, and what to look at first.\n"
      "\n"
      "  a manager, every Monday   dsat report tickets.csv -o monday.html\n"
      "  a script, every night     dsat check --fail-if \"nrr > 25%\" --by channel tickets.csv\n"
      "  QA, into a spreadsheet    dsat reviews tickets.csv --worksheet reviews.csv\n"
      "\n"
      "Usage: dsat COMMAND [OPTIONS] FILE...\n"
      "A FILE is a path, a folder, or - for standard input; all are one data set.\n"
      "\n"
      "Commands\n";
  for (const Command& command : commands())
    if (!command.hidden) append_entry(text, "  " + std::string(command.key), command.help);
  text += "\n";
  append_entry(text, "  -h, --help", "this help; `dsat COMMAND --help` for the options of one");
  append_entry(text, "      --version", "versions of dsat and its libraries");
  text +=
      "\nExit codes: 0 done, 1 a check's threshold is breached, 2 the command line or the\n"
      "configuration is wrong, 3 input can't be read or used, 4 output can't be written.\n";
  return text;
}

std::string help_of(const Command& command) {
  std::string text;
  append_wrapped(text, fmt::format("dsat {}: {}", command.key, command.help), 0, 2);
  text += '\n';
  for (const std::string_view example : command.examples) text += fmt::format("  {}\n", example);
  text += fmt::format("\nUsage: dsat {} [OPTIONS] {}\n", command.key, command.arguments);
  std::string_view group;
  for (const Option& option : option_table()) {
    if (!belongs(option, command.key)) continue;
    if (option.group != group) text += fmt::format("\n{}\n", group = option.group);
    append_entry(text, left_of(option), std::string(option.help) + words_after(option));
  }
  append_entry(text, "  -h, --help", "this help");
  return text;
}

}  // namespace dsat::app
