#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>

namespace dsat::load {

/// A hash of texts in order: `hash` continued by one more. The same on every machine and in every version.
std::uint64_t hash_more(std::uint64_t hash, std::string_view text);

/// True for equal texts. Most are a few bytes long, for which a call costs more than the comparison.
inline bool same_text(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  const auto same_ends = [&]<typename Number>(Number) {
    Number first[2], last[2];
    const std::size_t rest = a.size() - sizeof(Number);
    std::memcpy(&first[0], a.data(), sizeof(Number));
    std::memcpy(&first[1], b.data(), sizeof(Number));
    std::memcpy(&last[0], a.data() + rest, sizeof(Number));
    std::memcpy(&last[1], b.data() + rest, sizeof(Number));
    return first[0] == first[1] && last[0] == last[1];
  };
  if (a.size() > 16) return std::memcmp(a.data(), b.data(), a.size()) == 0;
  if (a.size() >= 8) return same_ends(std::uint64_t{});
  if (a.size() >= 4) return same_ends(std::uint32_t{});
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i]) return false;
  return true;
}

}  // namespace dsat::load
