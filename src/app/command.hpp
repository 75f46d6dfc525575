#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/settings.hpp"
#include "dsat/app/run.hpp"

namespace dsat::app {

/// One word after `dsat`.
struct Command {
  std::string_view key;
  std::string_view help;       ///< one line
  std::string_view arguments;  ///< `FILE...`, or the words it takes instead of files; may be empty
  std::vector<std::string_view> examples;
  int (*run)(Settings&, const Io&);  ///< the exit code; throws Error
  bool redacts = true;               ///< --redact is on by default
  bool is_gate = false;              ///< silent when all is well: its figures are judged, not read
  bool is_one_table = false;         ///< needs no cell beyond what it groups by, filters on and counts
  bool has_sections = false;         ///< writes sections of the report
  bool hidden = false;               ///< of use to the build only
};

/// All commands, in the order of help.
std::span<const Command> commands();
const Command* command_named(std::string_view key);

/// `dsat --help`, in 80 columns.
std::string help();
/// `dsat COMMAND --help`.
std::string help_of(const Command& command);

int run_report(Settings&, const Io&);
int run_breakdown(Settings&, const Io&);
int run_trend(Settings&, const Io&);
int run_agents(Settings&, const Io&);
int run_explain(Settings&, const Io&);
int run_compare(Settings&, const Io&);
int run_reviews(Settings&, const Io&);
int run_check(Settings&, const Io&);
int run_inspect(Settings&, const Io&);
int run_export(Settings&, const Io&);
int run_volumes(Settings&, const Io&);
int run_sql(Settings&, const Io&);
int run_list(Settings&, const Io&);
int run_config(Settings&, const Io&);
int run_completion(Settings&, const Io&);
int run_manual(Settings&, const Io&);

}  // namespace dsat::app
