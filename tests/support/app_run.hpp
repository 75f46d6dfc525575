#pragma once
#include <sstream>
#include <string>
#include <vector>

#include "dsat/app/run.hpp"

namespace dsat::test {

/// What a run of the program left.
struct Outcome {
  int code = 0;
  std::string out, err;
};

/// Runs the program's arguments as given, without anything on standard input.
inline Outcome run_app(const std::vector<std::string>& args) {
  std::istringstream in;
  std::ostringstream out, err;
  const int code = app::run(args, {in, out, err});
  return {code, out.str(), err.str()};
}

}  // namespace dsat::test
