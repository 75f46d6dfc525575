#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/settings.hpp"

namespace dsat::app {

/// What of an output an option may change. Commands that a report names repeat such options, and a configuration that
/// was found, not named, is told where it sets one.
enum class Changes {
  nothing,   ///< it writes, limits or draws, or says which table it is
  sections,  ///< what sections of a report say, nothing in other commands
  all,       ///< a figure, a row or the words of one
};

/// One option of the command line. The same row feeds parsing, configuration, help, manual page and completion.
struct Option {
  std::string_view name;      ///< without dashes
  char letter = 0;            ///< short form, or 0
  std::string_view value;     ///< what it takes: `N`, `SHARE` and `FILE` are checked as such; empty: a flag
  std::string_view help;      ///< one line, no full stop
  std::string_view fallback;  ///< what holds without it, as it would be written; empty: nothing to say
  std::vector<std::string_view> commands;  ///< which commands have it; empty: all that read files
  std::vector<std::string_view> choices;   ///< closed list of values; empty: free
  bool repeatable = false;                 ///< given again it adds; in a configuration it may be a list
  bool writes = false;                     ///< writes a file
  Changes changes = Changes::nothing;
  bool configurable = true;  ///< may stand in a configuration; never what writes
  /// Takes a value (`true` or `false` for a flag). Throws Error(usage).
  void (*set)(Settings&, const std::string& value) = nullptr;
  std::string_view group = {};  ///< heading in help

  bool is_flag() const { return value.empty(); }
  bool is_switch() const { return choices.size() == 2 && choices[0] == "on"; }
};

/// All options, in the order of help.
std::span<const Option> option_table();
/// True if the option may change what the command shows.
bool changes(const Option& option, std::string_view command);
/// True if a command has the option.
bool belongs(const Option& option, std::string_view command);
/// The option of that name, or nullptr.
const Option* option_named(std::string_view name);

/// Sets an option after checking it against the choices. Throws Error(usage).
void set_option(Settings& settings, const Option& option, const std::string& value);

}  // namespace dsat::app
