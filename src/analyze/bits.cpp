#include "analyze/bits.hpp"

#include <bit>

namespace dsat::analyze {
namespace {

std::int64_t anywhere(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) count += std::popcount(a[i] & b[i]);
  return count;
}

#if defined(__x86_64__) && defined(__GNUC__)
// Without leave to use it, the compiler calls a function for what is one instruction of nearly every processor.
__attribute__((target("popcnt"))) std::int64_t where_it_is_one_instruction(std::span<const std::uint64_t> a,
                                                                           std::span<const std::uint64_t> b) {
  const std::uint64_t *first = a.data(), *second = b.data();
  std::int64_t count = 0;
  for (std::size_t i = 0, size = a.size(); i < size; ++i) count += __builtin_popcountll(first[i] & second[i]);
  return count;
}
#endif

}  // namespace

std::int64_t common_bits(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
#if defined(__x86_64__) && defined(__GNUC__)
  static const bool is_one_instruction = __builtin_cpu_supports("popcnt") != 0;
  if (is_one_instruction) return where_it_is_one_instruction(a, b);
#endif
  return anywhere(a, b);
}

}  // namespace dsat::analyze
