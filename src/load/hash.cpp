#include "load/hash.hpp"

#include <bit>
#include <cstring>

namespace dsat::load {
namespace {

/// Folds the 128 bits of a product: every bit of the factors reaches every bit of the result.
std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

template <typename Number>
std::uint64_t number_at(const char* at) {
  Number number = 0;
  std::memcpy(&number, at, sizeof number);
  if constexpr (std::endian::native == std::endian::big) {
    number = sizeof number == 8 ? static_cast<Number>(__builtin_bswap64(number))
                                : static_cast<Number>(__builtin_bswap32(static_cast<std::uint32_t>(number)));
  }
  return number;
}

/// Up to eight bytes as a number; overlapping loads tell all lengths apart together with the length.
std::uint64_t short_text(std::string_view text) {
  const char* const end = text.data() + text.size();
  if (text.size() >= 4) return number_at<std::uint32_t>(text.data()) << 32 | number_at<std::uint32_t>(end - 4);
  if (text.empty()) return 0;
  const auto byte = [&text](std::size_t at) {
    return static_cast<std::uint64_t>(static_cast<unsigned char>(text[at]));
  };
  return byte(0) << 16 | byte(text.size() / 2) << 8 | byte(text.size() - 1);
}

}  // namespace

std::uint64_t hash_more(std::uint64_t hash, std::string_view text) {
  constexpr std::uint64_t odd_a = 0x9E3779B97F4A7C15U, odd_b = 0xD6E8FEB86659FD93U, odd_c = 0xA0761D6478BD642FU;
  hash ^= text.size() * odd_a;
  while (text.size() > 8) {
    hash = mix(hash ^ number_at<std::uint64_t>(text.data()) ^ odd_c, odd_b);
    text.remove_prefix(8);
  }
  return mix(hash ^ short_text(text) ^ odd_c, odd_a);
}

}  // namespace dsat::load
