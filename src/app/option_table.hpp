#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/settings.hpp"

namespace dsat::app {

/// Whether commands that a report names carry an option, so that they show what the report shows.
enum class Carried {
  never,       ///< it writes, limits or draws, or says which table it is
  by_reports,  ///< only sections of a report look at it
  always,      ///< it changes a figure or a row
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
  Carried carried = Carried::never;
  std::optional<bool> figures = {};  ///< may change figures; empty: as others of its group do
  bool configurable = true;          ///< may stand in a configuration; never what writes
  /// Takes a value (`true` or `false` for a flag). Throws Error(usage).
  void (*set)(Settings&, const std::string& value) = nullptr;
  std::string_view group = {};  ///< heading in help

  bool is_flag() const { return value.empty(); }
  bool is_switch() const { return choices.size() == 2 && choices[0] == "on"; }
};

/// All options, in the order of help.
std::span<const Option> option_table();
/// True if a command has the option.
bool belongs(const Option& option, std::string_view command);
/// The option of that name, or nullptr.
const Option* option_named(std::string_view name);

/// Sets an option after checking it against the choices. Throws Error(usage).
void set_option(Settings& settings, const Option& option, const std::string& value);

}  // namespace dsat::app
