#include "load/meaning/header_words.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/header.hpp"
#include "load/meaning/lexicon.hpp"
#include "load/meaning/questions.hpp"

namespace dsat::load {
namespace {

using Words = std::set<std::string, std::less<>>;

const Words& words_of_kind(std::string_view kind) {
  static std::map<std::string, Words, std::less<>> known;
  const auto [found, added] = known.try_emplace(std::string(kind));
  if (added)
    for (const LexiconEntry& entry : lexicon(kind))
      for (const std::string_view word : entry.words) found->second.insert(fold(word));
  return found->second;
}

/// Languages in which what a name is about comes first.
bool is_head_first(std::string_view language) {
  static const std::set<std::string_view> languages = [] {
    std::set<std::string_view> first;
    for (const LexiconEntry& entry : lexicon("head"))
      if (entry.words.front() == "first") first.insert(entry.language);
    return first;
  }();
  return languages.contains(language);
}

/// True if a phrase of that kind stands at either end of a name, with something beside it.
bool begins_or_ends_with(std::string_view name, std::string_view kind) {
  return std::ranges::any_of(words_of_kind(kind), [&](const std::string& phrase) {
    if (name.size() <= phrase.size() + 1) return false;
    return (name.starts_with(phrase) && name[phrase.size()] == ' ') ||
           (name.ends_with(phrase) && name[name.size() - phrase.size() - 1] == ' ');
  });
}

/// Scripts that part no words: a phrase may stand anywhere in a name.
bool parts_no_words(std::string_view phrase) {
  std::size_t at = 0;
  const char32_t first = next_code_point(phrase, at);
  return first >= 0x2E80 && phrase.find(' ') == phrase.npos;
}

/// One field of a phrase.
struct Meaning {
  std::optional<Field> field;  ///< nothing: the phrase is of no field
  double strength = 1;
  bool head_first = false;
};

class Phrases {
 public:
  Phrases() {
    for (const LexiconEntry& entry : lexicon("header")) {
      if (entry.arguments.empty()) continue;
      Meaning meaning;
      if (entry.arguments.front() != "none") {
        meaning.field = field_named(entry.arguments.front());
        if (!meaning.field) continue;
      }
      if (entry.arguments.size() > 1)
        meaning.strength = static_cast<double>(parse_integer(entry.arguments[1]).value_or(10)) / 10;
      meaning.head_first = is_head_first(entry.language);
      for (const std::string_view word : entry.words) add(normalise_header(word).key, meaning);
    }
  }

  const std::vector<Meaning>* find(const std::string& phrase) const {
    const auto found = meanings_.find(phrase);
    return found == meanings_.end() ? nullptr : &found->second;
  }
  const std::vector<std::string>& without_blanks() const { return without_blanks_; }
  static constexpr std::size_t longest = 6;  ///< words

 private:
  void add(const std::string& key, const Meaning& meaning) {
    if (key.empty()) return;
    auto& list = meanings_[key];
    if (list.empty() && parts_no_words(key)) without_blanks_.push_back(key);
    const auto same = std::ranges::find(list, meaning.field, &Meaning::field);
    if (same == list.end()) list.push_back(meaning);
    // What people leave out when they type in a hurry.
    if (const std::string bare = fold_marks(key); bare != key) add(bare, meaning);
  }

  std::unordered_map<std::string, std::vector<Meaning>> meanings_;
  std::vector<std::string> without_blanks_;
};

const Phrases& phrases() {
  static const Phrases known;
  return known;
}

class Evidences {
 public:
  void add(Field field, double strength) {
    const auto found = std::ranges::find(list_, field, &FieldEvidence::field);
    if (found == list_.end())
      list_.push_back({field, strength});
    else
      found->strength = std::max(found->strength, strength);
  }
  template <class Keeps>
  void keep(Keeps&& keeps) {
    std::erase_if(list_, [&](const FieldEvidence& one) { return !keeps(one.field); });
  }
  bool empty() const { return list_.empty(); }
  std::vector<FieldEvidence> take() { return std::move(list_); }

 private:
  std::vector<FieldEvidence> list_;
};

bool is_moment(Field field) {
  return info(field).kind == FieldKind::moment;
}

/// A phrase found among a name's words.
struct Found {
  std::size_t begin = 0, end = 0;
  const std::vector<Meaning>* meanings = nullptr;
};

std::vector<Found> phrases_in(const std::vector<std::string>& name) {
  std::vector<Found> found;
  for (std::size_t begin = 0; begin < name.size(); ++begin) {
    std::string phrase;
    for (std::size_t end = begin; end < std::min(name.size(), begin + Phrases::longest); ++end) {
      phrase += (phrase.empty() ? "" : " ") + name[end];
      if (begin == 0 && end + 1 == name.size()) continue;  // the whole name was looked up
      if (const auto* meanings = phrases().find(phrase)) found.push_back({begin, end + 1, meanings});
    }
  }
  // What stands within a longer phrase says nothing by itself.
  std::vector<Found> longest;
  for (const Found& one : found)
    if (std::ranges::none_of(found, [&](const Found& other) {
          return other.begin <= one.begin && other.end >= one.end && other.end - other.begin > one.end - one.begin;
        }))
      longest.push_back(one);
  return longest;
}

/// By the words of a name that holds phrases without being one.
void add_parts(const std::string& key, Evidences& evidences) {
  std::vector<std::string> name;
  for (const std::string_view word : split(key, ' '))
    if (!word.empty()) name.emplace_back(word);
  if (name.size() > 12) return;
  const std::vector<Found> found = phrases_in(name);
  if (found.empty()) return;
  if (begins_or_ends_with(key, "linking")) return;
  const bool counts = begins_or_ends_with(key, "counting");
  const bool names_id = begins_or_ends_with(key, "identifying");
  bool any_head = false, date_head = false;
  const auto is_head = [&](const Found& one, const Meaning& meaning) {
    return meaning.head_first ? one.begin == 0 : one.end == name.size();
  };
  for (const Found& one : found)
    for (const Meaning& meaning : *one.meanings)
      if (is_head(one, meaning)) {
        any_head = true;
        date_head = date_head || (meaning.field && is_moment(*meaning.field));
      }
  bool of_something = false;
  for (const Found& one : found)
    for (const Meaning& meaning : *one.meanings)
      of_something = of_something || (one.end < name.size() && meaning.field && *meaning.field != Field::ticket_id);
  for (const Found& one : found)
    for (const Meaning& meaning : *one.meanings) {
      if (!meaning.field) continue;
      // An id of somebody or something is that, and no ticket's.
      if (*meaning.field == Field::ticket_id && names_id && of_something && one.end == name.size()) continue;
      const double coverage = static_cast<double>(one.end - one.begin) / static_cast<double>(name.size());
      const bool head = is_head(one, meaning);
      double strength = 0.3 + 0.35 * coverage + (head ? 0.2 : 0);
      if (any_head && !head && !names_id) strength *= 0.7;
      evidences.add(*meaning.field, std::min(strength, 0.85) * meaning.strength);
    }
  if (date_head) {
    // When it was rated, if the rest is about a rating or an answer.
    if (rating_header_evidence(key) >= 0.25 || question_kind(key) != QuestionKind::none)
      evidences.add(Field::rated_at, 0.75);
    evidences.keep(is_moment);
  }
  if (counts) evidences.keep([](Field field) { return info(field).kind == FieldKind::count; });
}

/// By phrases of scripts that part no words: the longest one, and rather the one at the end.
void add_within(const std::string& key, Evidences& evidences) {
  std::size_t best_size = 0;
  const std::string* best = nullptr;
  bool at_end = false;
  for (const std::string& phrase : phrases().without_blanks()) {
    const std::size_t at = key.rfind(phrase);
    if (at == key.npos || phrase.size() < 2 * 3) continue;
    const bool ends = at + phrase.size() == key.size();
    if (phrase.size() + (ends ? 3 : 0) > best_size) {
      best_size = phrase.size() + (ends ? 3 : 0);
      best = &phrase;
      at_end = ends;
    }
  }
  if (best == nullptr) return;
  const double coverage = static_cast<double>(best->size()) / static_cast<double>(key.size());
  for (const Meaning& meaning : *phrases().find(*best))
    if (meaning.field)
      evidences.add(*meaning.field, std::min(0.85, 0.3 + 0.35 * coverage + (at_end ? 0.2 : 0)) * meaning.strength);
  if (std::ranges::any_of(words_of_kind("counting"),
                          [&](const std::string& phrase) { return parts_no_words(phrase) && key.ends_with(phrase); }))
    evidences.keep([](Field field) { return info(field).kind == FieldKind::count; });
}

}  // namespace

std::vector<FieldEvidence> header_evidence(std::string_view header_key) {
  Evidences evidences;
  if (header_key.empty() || header_key.size() > 200) return {};
  const std::string key(header_key);
  const auto add_whole = [&](const std::string& phrase, double strength, bool answers_too) {
    const auto* const meanings = phrases().find(phrase);
    if (meanings == nullptr) return false;
    for (const Meaning& meaning : *meanings)
      if (meaning.field && (answers_too || (*meaning.field != Field::reason && *meaning.field != Field::comment)))
        evidences.add(*meaning.field, strength * meaning.strength);
    return true;
  };
  if (add_whole(key, 1, true)) return evidences.take();
  const auto variants = look_up_keys({key, TimeUnit::unknown, false, false});
  for (std::size_t i = 1; i < variants.size(); ++i)
    if (!variants[i].empty()) add_whole(variants[i], 0.9, i == 1);
  if (!evidences.empty()) return evidences.take();
  add_parts(key, evidences);
  if (evidences.empty()) add_within(key, evidences);
  return evidences.take();
}

bool is_total_word(std::string_view cell) {
  const std::string folded = fold(cell);
  const auto& totals = words_of_kind("total");
  if (totals.contains(folded)) return true;
  for (std::size_t at = folded.find(' '); at != folded.npos; at = folded.find(' ', at + 1))
    if (totals.contains(folded.substr(0, at)) || totals.contains(folded.substr(at + 1))) return true;
  return false;
}

bool is_no_reason(std::string_view cell) {
  return words_of_kind("noreason").contains(fold(cell));
}

}  // namespace dsat::load
