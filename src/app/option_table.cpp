#include "app/option_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/command.hpp"
#include "app/options/options.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

constexpr std::string_view own = "Of this command", output = "Output", general = "General";

std::vector<Option> make_table() {
  std::vector<Option> table;
  const auto add = [&table](std::string_view group, std::vector<Option> options) {
    for (Option& option : options) {
      option.group = group;
      table.push_back(std::move(option));
    }
  };
  add(own, own_options());
  add("Input", input_options());
  add("Counting", counting_options());
  add("Choosing rows", row_options());
  add(output, output_options());
  add(general, general_options());
  return table;
}

}  // namespace

std::span<const Option> option_table() {
  static const std::vector<Option> table = make_table();
  return table;
}

bool belongs(const Option& option, std::string_view command) {
  if (option.group == general) return true;
  if (!option.commands.empty()) return std::ranges::find(option.commands, command) != option.commands.end();
  return command != "list" && command != "completion" && command != "manual";
}

bool changes(const Option& option, std::string_view command) {
  if (!belongs(option, command) || option.changes == Changes::nothing) return false;
  return option.changes == Changes::all || command_named(command)->has_sections;
}

const Option* option_named(std::string_view name) {
  const auto found = std::ranges::find(option_table(), name, &Option::name);
  return found == option_table().end() ? nullptr : &*found;
}

void set_option(Settings& settings, const Option& option, const std::string& value) {
  if (!option.choices.empty() && std::ranges::find(option.choices, value) == option.choices.end()) {
    const std::vector<std::string> choices(option.choices.begin(), option.choices.end());
    const auto near = nearest(value, choices);
    throw Error(ErrorKind::usage, fmt::format("--{} can't be \"{}\"", option.name, value),
                (near ? "Did you mean " + *near + "? " : std::string()) + "It takes " + join(choices, ", ") + ".");
  }
  option.set(settings, value);
}

}  // namespace dsat::app
