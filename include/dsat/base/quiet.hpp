#pragma once

namespace dsat {

/// As long as it lives nothing reaches standard error: for libraries that print remarks of their own beside returning
/// an error. For one thread.
class Quiet {
 public:
  Quiet();
  ~Quiet();
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  int standard_error_;  ///< a copy; -1: closed anyway
};

}  // namespace dsat
