#pragma once
#include <cstdint>
#include <span>

namespace dsat::analyze {

/// A set of ratings, a bit each.
using Bits = std::span<const std::uint64_t>;

/// Bits that are set in all of three sets of equal length (one may stand for several of them).
std::int64_t common_bits(Bits a, Bits b, Bits c);

/// How many of the common bits of three sets are set in a fourth, and how many of these are marked.
struct CommonBits {
  std::int64_t all = 0, marked = 0;
};
CommonBits common_bits(Bits a, Bits b, Bits c, Bits within, Bits marks);

}  // namespace dsat::analyze
