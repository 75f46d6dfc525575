#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/settings.hpp"

namespace dsat::app {

/// One option of the command line. The same row feeds parsing, configuration, help, manual page and completion.
struct Option {
  std::string_view name;   ///< without dashes
  char letter = 0;         ///< short form, or 0
  std::string_view value;  ///< what it takes (`FILE`, `N`); empty: a flag
  std::string_view group;  ///< heading in help
  std::string_view help;
  std::vector<std::string_view> commands;  ///< which commands have it; empty: all that read files
  std::vector<std::string_view> choices;   ///< closed list of values; empty: free
  bool repeatable = false;
  bool writes = false;  ///< writes a file: can't be set in a configuration
  /// Takes a value (`true` for a flag). Throws Error(usage).
  void (*set)(Settings&, const std::string& value) = nullptr;
};

/// All options, in the order of help.
std::span<const Option> option_table();
bool belongs(const Option& option, std::string_view command);

}  // namespace dsat::app
