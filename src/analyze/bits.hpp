#pragma once
#include <cstdint>
#include <span>

namespace dsat::analyze {

/// Bits that are set in both of two sets of equal length.
std::int64_t common_bits(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

}  // namespace dsat::analyze
