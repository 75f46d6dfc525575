#pragma once
#include <cstddef>
#include <functional>

namespace dsat {

/// How many threads `--threads N` means: 0 is one per core, and more than a few find nothing to do.
unsigned thread_count(int asked);

/// Calls `work` for 0 … count − 1, on up to `threads` threads; whoever is free takes the next. Rethrows one of the
/// exceptions, once all threads have ended.
void in_parallel(std::size_t count, std::size_t threads, const std::function<void(std::size_t index)>& work);

}  // namespace dsat
