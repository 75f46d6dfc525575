#include "app/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "dsat/base/number.hpp"

namespace dsat::app {
namespace {

using namespace std::chrono_literals;
constexpr std::chrono::milliseconds patience = 400ms, terminal_pace = 100ms, log_pace = 2s;

}  // namespace

Progress::Progress(std::ostream& to, bool to_terminal) : to_(to), to_terminal_(to_terminal), next_(start_ + patience) {}

Progress::~Progress() {
  if (shown_ && to_terminal_) to_ << "\r\033[K" << std::flush;
}

void Progress::tell(std::uint64_t bytes, std::uint64_t rows) {
  const std::lock_guard lock(mutex_);
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + (to_terminal_ ? terminal_pace : log_pace);
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count(),
               megabytes = static_cast<double>(bytes) / 1e6;
  std::string line = fmt::format("dsat: read {} MB, {} rows, {} MB/s", fixed(megabytes, 0),
                                 grouped(static_cast<std::int64_t>(rows)), fixed(megabytes / seconds, 0));
  // What is unpacked may be more than there was on disk: then nobody knows.
  if (bytes <= expected_) line += fmt::format(", {} %", bytes * 100 / std::max<std::uint64_t>(1, expected_));
  to_ << (to_terminal_ ? "\r" + line + "\033[K" : line + "\n") << std::flush;
}

}  // namespace dsat::app
