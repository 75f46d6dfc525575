#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "load/hash.hpp"

namespace dsat::load {

/// What tells texts apart without looking at them again: of short ones the bytes themselves, of others a hash.
struct TextKey {
  static constexpr std::size_t longest_whole = 16;

  std::uint64_t first = 0, second = 0;
  std::uint32_t size = 0;

  /// Equal keys are equal texts.
  bool is_whole() const { return size <= longest_whole; }
  bool operator==(const TextKey&) const = default;

  std::uint64_t hash() const {
    // The 128 bits of a product, folded: every bit of the factors reaches every bit of the result.
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(first ^ 0x9E3779B97F4A7C15U) * (second ^ 0xD6E8FEB86659FD93U ^ size);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }

  static TextKey of(std::string_view text) {
    if (text.size() > longest_whole) return of_long(text);
    char room[longest_whole] = {};
    if (!text.empty()) std::memcpy(room, text.data(), text.size());
    return of_readable({room, text.size()});
  }

  /// The same, without a branch on the length of a short text: `longest_whole` bytes from its beginning can be read.
  static TextKey of_readable(std::string_view text) {
    if (text.size() > longest_whole) return of_long(text);
    static constexpr unsigned char masks[2 * longest_whole] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                               255, 255, 255, 255, 255, 255, 255, 255};
    std::uint64_t bytes[2], mask[2];
    std::memcpy(bytes, text.data(), sizeof bytes);
    std::memcpy(mask, masks + longest_whole - text.size(), sizeof mask);
    return {bytes[0] & mask[0], bytes[1] & mask[1], static_cast<std::uint32_t>(text.size())};
  }

 private:
  static TextKey of_long(std::string_view text) {
    return {hash_more(0, text), 0, static_cast<std::uint32_t>(text.size())};
  }
};

}  // namespace dsat::load
