#include "load/encode/text_dictionary.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "load/hash.hpp"

namespace dsat::load {

std::uint32_t TextDictionary::code_of(std::string_view text, const TextKey& key, bool stays) {
  if (distinct_.size() * 4 >= slots_.size() * 3) widen();
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = key.hash() & mask;
  for (; slots_[at].code != 0; at = (at + 1) & mask)
    if (slots_[at].key == key && (key.is_whole() || same_text(distinct_[slots_[at].code], text)))
      return slots_[at].code;
  slots_[at] = {key, static_cast<std::uint32_t>(distinct_.size())};
  if (text.empty()) {
    text = {};
  } else if (!stays) {
    char* const copy = texts_.take(text.size());
    std::memcpy(copy, text.data(), text.size());
    text = {copy, text.size()};
  }
  distinct_.push_back(text);
  return slots_[at].code;
}

void TextDictionary::widen() {
  std::vector<Slot> old(std::max<std::size_t>(16, slots_.size() * 2));
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.code == 0) continue;
    std::size_t at = slot.key.hash() & mask;
    while (slots_[at].code != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

void TextDictionary::adopt_texts(TextDictionary&& other) {
  texts_.adopt(std::move(other.texts_));
  other.distinct_ = {};
  other.slots_ = {};
}

}  // namespace dsat::load
