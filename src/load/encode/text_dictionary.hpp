#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "load/encode/pages.hpp"
#include "load/text_key.hpp"

namespace dsat::load {

/// Distinct texts, numbered in order of first appearance.
class TextDictionary {
 public:
  /// The first text gets the number `first`, above 0; those below it stand for something else.
  explicit TextDictionary(std::uint32_t first) : distinct_(first) {}

  /// By number; those below the first are empty.
  const std::vector<std::string_view>& distinct() const { return distinct_; }
  std::string_view operator[](std::uint32_t code) const { return distinct_[code]; }
  std::size_t size() const { return distinct_.size(); }

  /// The number of a text; `stays`: it needn't be copied.
  std::uint32_t code_of(std::string_view text, const TextKey& key, bool stays = false);
  std::uint32_t code_of(std::string_view text) { return code_of(text, TextKey::of(text)); }
  /// Asks the memory for what code_of() will look at.
  void prefetch(const TextKey& key) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[key.hash() & (slots_.size() - 1)]);
  }

  /// Takes over the memory that the texts of another stand in; that one is given up.
  void adopt_texts(TextDictionary&& other);

  /// Lets go of what only code_of() needs.
  void end() { slots_ = {}; }

 private:
  struct Slot {
    TextKey key;
    std::uint32_t code = 0;  ///< 0: free
  };
  void widen();

  std::vector<std::string_view> distinct_;
  std::vector<Slot> slots_;
  Arena texts_;
};

}  // namespace dsat::load
