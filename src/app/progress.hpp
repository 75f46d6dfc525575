#pragma once
#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <mutex>

namespace dsat::app {

/// Tells how far a long load is: on a terminal one line that is rewritten and goes away, elsewhere a line now and then.
class Progress {
 public:
  Progress(std::ostream& to, bool to_terminal);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// How many bytes there are to read, where that is known.
  void expect(std::uint64_t bytes) { expected_ = bytes; }
  /// Any thread may call it, as often as it likes.
  void tell(std::uint64_t bytes, std::uint64_t rows);

 private:
  using Clock = std::chrono::steady_clock;
  std::ostream& to_;
  bool to_terminal_, shown_ = false;
  std::uint64_t expected_ = 0;
  std::mutex mutex_;
  Clock::time_point start_ = Clock::now(), next_;
};

}  // namespace dsat::app
