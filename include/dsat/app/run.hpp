#pragma once
#include <iosfwd>
#include <string>
#include <vector>

namespace dsat::app {

/// What a run may touch besides files. Tests hand in strings; main hands in the process's own.
struct Io {
  std::istream& in;
  std::ostream& out;  ///< data only
  std::ostream& err;  ///< progress, warnings, errors
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int terminal_width = 80;
  bool utf8_locale = true;
  bool no_color = false;  ///< NO_COLOR is set
  /// Where configurations are looked for, unless the command line names one; the first wins. Tests look nowhere.
  std::vector<std::string> configurations = {};
};

/// Runs one command line (without the program's name) and returns its exit code: 0 done, 1 a check's threshold is
/// breached, 2 usage or configuration, 3 input, 4 output. Never throws, never exits.
int run(const std::vector<std::string>& args, const Io& io);

/// The process's entry: standard streams, signals, terminal, then run().
int main(int argc, char** argv);

}  // namespace dsat::app
