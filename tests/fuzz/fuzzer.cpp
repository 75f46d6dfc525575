#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "fuzz/targets.hpp"

// One program per target; which one it is says the build.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const dsat::fuzz::Target& target : dsat::fuzz::targets()) {
    if (target.name != DSAT_FUZZ_TARGET) continue;
    try {
      target.run({reinterpret_cast<const char*>(data), size});
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
      std::abort();
    }
  }
  return 0;
}
