#include "load/meaning/column_name.hpp"

#include <algorithm>
#include <mutex>
#include <string>
#include <unordered_map>

#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

/// The key without words that are numbers, where it has others.
std::string without_numbers(const std::string& key) {
  std::string text;
  for (const std::string_view word : split(key, ' ')) {
    if (word.empty() || std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; })) continue;
    text += (text.empty() ? "" : " ") + std::string(word);
  }
  return text.empty() ? key : text;
}

ColumnName look_up(std::string_view raw) {
  ColumnName name;
  name.header = normalise_header(raw);
  name.fields = header_evidence(name.header.key);
  if (name.fields.empty())
    if (const std::string bare = without_numbers(name.header.key); bare != name.header.key)
      name.fields = header_evidence(bare);
  name.rating = rating_header_evidence(raw);
  name.question = question_kind(raw);
  name.nobodys_rating = is_nobodys_rating(raw);
  return name;
}

}  // namespace

double ColumnName::says(Field field) const {
  const auto found = std::ranges::find(fields, field, &FieldEvidence::field);
  return found == fields.end() ? 0 : found->strength;
}

const ColumnName& column_name(std::string_view name) {
  static std::mutex mutex;
  static std::unordered_map<std::string, ColumnName> known;
  const std::string key(name);
  {
    const std::lock_guard lock(mutex);
    if (const auto found = known.find(key); found != known.end()) return found->second;
  }
  ColumnName looked_up = look_up(name);
  const std::lock_guard lock(mutex);
  return known.try_emplace(key, std::move(looked_up)).first->second;
}

}  // namespace dsat::load
