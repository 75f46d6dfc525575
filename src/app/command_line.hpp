#pragma once
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "app/settings.hpp"

namespace dsat::app {

/// What to print instead of running: help or the version.
struct PrintOnly {
  std::string text;
};

/// Reads a command line, over the configurations in force; `places` is where to look for them when it names none.
/// Throws Error(usage) with the nearest option, command, choice or key.
std::variant<Settings, PrintOnly> parse_command_line(const std::vector<std::string>& args,
                                                     std::span<const std::string> places);

}  // namespace dsat::app
