#include "dsat/base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace dsat {

unsigned thread_count(int asked) {
  // Of reading, the largest part of all, a third is one thread's work at a time.
  constexpr unsigned most_useful = 4;
  const unsigned wanted = asked > 0 ? static_cast<unsigned>(asked) : std::thread::hardware_concurrency();
  return std::clamp(wanted, 1U, most_useful);
}

void in_parallel(std::size_t count, std::size_t threads, const std::function<void(std::size_t index)>& work) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr error;
  std::mutex mutex;
  const auto run = [&] {
    try {
      for (std::size_t index = next++; index < count; index = next++) work(index);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!error) error = std::current_exception();
      next = count;
    }
  };
  std::vector<std::thread> helpers;
  for (std::size_t i = 1; i < std::min(threads, count); ++i) helpers.emplace_back(run);
  run();
  for (std::thread& helper : helpers) helper.join();
  if (error) std::rethrow_exception(error);
}

}  // namespace dsat
