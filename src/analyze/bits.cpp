#include "analyze/bits.hpp"

#include <bit>

namespace dsat::analyze {
namespace {

// Inlined into functions that may use what the compiler may not use everywhere.
[[gnu::always_inline]] inline std::int64_t counted(Bits a, Bits b, Bits c) {
  const std::uint64_t *first = a.data(), *second = b.data(), *third = c.data();
  std::int64_t count = 0;
  for (std::size_t i = 0, size = a.size(); i < size; ++i) count += std::popcount(first[i] & second[i] & third[i]);
  return count;
}

[[gnu::always_inline]] inline CommonBits counted(Bits a, Bits b, Bits c, Bits within, Bits marks) {
  const std::uint64_t *first = a.data(), *second = b.data(), *third = c.data(), *fourth = within.data(),
                      *marked = marks.data();
  CommonBits count;
  for (std::size_t i = 0, size = a.size(); i < size; ++i) {
    const std::uint64_t common = first[i] & second[i] & third[i] & fourth[i];
    count.all += std::popcount(common);
    count.marked += std::popcount(common & marked[i]);
  }
  return count;
}

#if defined(__x86_64__) && defined(__GNUC__)
// Without leave to use it, the compiler calls a function for what is one instruction of nearly every processor.
[[gnu::target("popcnt")]] std::int64_t where_it_is_one_instruction(Bits a, Bits b, Bits c) {
  return counted(a, b, c);
}
[[gnu::target("popcnt")]] CommonBits where_it_is_one_instruction(Bits a, Bits b, Bits c, Bits within, Bits marks) {
  return counted(a, b, c, within, marks);
}
const bool is_one_instruction = __builtin_cpu_supports("popcnt") != 0;
#else
constexpr auto where_it_is_one_instruction = [](const auto&... sets) { return counted(sets...); };
constexpr bool is_one_instruction = false;
#endif

}  // namespace

std::int64_t common_bits(Bits a, Bits b, Bits c) {
  return is_one_instruction ? where_it_is_one_instruction(a, b, c) : counted(a, b, c);
}

CommonBits common_bits(Bits a, Bits b, Bits c, Bits within, Bits marks) {
  return is_one_instruction ? where_it_is_one_instruction(a, b, c, within, marks) : counted(a, b, c, within, marks);
}

}  // namespace dsat::analyze
