#pragma once
#include <string>
#include <variant>
#include <vector>

#include "app/settings.hpp"

namespace dsat::app {

/// What to print instead of running: help or the version.
struct PrintOnly {
  std::string text;
};

/// Reads a command line. Throws Error(usage) with the nearest option, command or choice.
std::variant<Settings, PrintOnly> parse_command_line(const std::vector<std::string>& args);

}  // namespace dsat::app
