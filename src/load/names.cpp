#include "load/names.hpp"

#include <algorithm>
#include <map>

#include "dsat/base/text.hpp"

namespace dsat::load {

Code NameBook::spelling(std::string_view text) {
  if (text.empty()) return 0;
  const std::uint64_t whole = std::hash<std::string_view>{}(text);
  const auto hash = static_cast<std::uint32_t>(whole ^ whole >> 32);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].spelling != 0; at = (at + 1) & mask)
    if (slots_[at].hash == hash && spellings_[slots_[at].spelling] == text) return slots_[at].spelling;
  const Code code = static_cast<Code>(spellings_.size());
  slots_[at] = {hash, code};
  spellings_.emplace_back(text);
  uses_.push_back(0);
  if (spellings_.size() * 2 > slots_.size()) grow();
  return code;
}

void NameBook::grow() {
  std::vector<Slot> old(slots_.size() * 4);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.spelling == 0) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].spelling != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

std::vector<Code> NameBook::spellings(const std::vector<std::string>& distinct) {
  std::vector<Code> codes;
  codes.reserve(distinct.size());
  for (const std::string& text : distinct) codes.push_back(spelling(text));
  return codes;
}

void NameBook::settle() {
  codes_.assign(spellings_.size(), 0);
  names_.assign(1, std::string());
  if (kind_ == Kind::identifier) {
    for (Code i = 1; i < spellings_.size(); ++i)
      if (uses_[i] > 0) {
        codes_[i] = static_cast<Code>(names_.size());
        names_.push_back(std::move(spellings_[i]));
      }
    spellings_ = {};
    return;
  }
  // Each name's spellings; the shown one first decided, then the order.
  std::unordered_map<std::string, std::vector<Code>> groups;
  for (Code i = 1; i < spellings_.size(); ++i)
    if (uses_[i] > 0) groups[kind_ == Kind::exact ? spellings_[i] : fold(spellings_[i])].push_back(i);
  std::vector<std::pair<Code, const std::vector<Code>*>> shown;
  for (const auto& [key, group] : groups)
    shown.emplace_back(*std::ranges::min_element(group,
                                                 [&](Code a, Code b) {
                                                   if (uses_[a] != uses_[b]) return uses_[a] > uses_[b];
                                                   return spellings_[a] < spellings_[b];
                                                 }),
                       &group);
  std::ranges::sort(shown, [&](const auto& a, const auto& b) { return spellings_[a.first] < spellings_[b.first]; });
  for (const auto& [spelling, group] : shown) {
    for (const Code one : *group) codes_[one] = static_cast<Code>(names_.size());
    names_.push_back(std::move(spellings_[spelling]));
  }
  spellings_ = {};
}

}  // namespace dsat::load
