#pragma once
#include <cstdint>
#include <string_view>

namespace dsat::load {

/// A hash of texts in order: `hash` continued by one more. The same on every machine and in every version.
std::uint64_t hash_more(std::uint64_t hash, std::string_view text);

}  // namespace dsat::load
