#include "load/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "dsat/base/text.hpp"
#include "load/meaning/lexicon.hpp"

namespace dsat::load {
namespace {

/// Words that mean nothing, and what lets most cells pass without a look into them: this is asked of every cell.
struct Nothings {
  std::unordered_set<std::string> words;
  std::array<bool, 256> begins{};  ///< bytes that one of them begins with
  std::size_t longest = 0;         ///< in bytes, as written
};

const Nothings& nothings() {
  static const Nothings all = [] {
    Nothings made;
    for (const LexiconEntry& entry : lexicon("nothing"))
      for (const std::string_view word : entry.words) {
        const std::string folded = fold(word);
        made.longest = std::max({made.longest, word.size(), folded.size()});
        // Capital and small letters begin with the same byte or a neighbour of it.
        for (const std::string_view form : {word, std::string_view(folded)}) {
          const auto first = static_cast<unsigned char>(form.front());
          made.begins[first] = true;
          if (first >= 'a' && first <= 'z') made.begins[first - 'a' + 'A'] = true;
          if (first >= 0x80) made.begins[first - 1U] = made.begins[std::min(first + 1U, 255U)] = true;
        }
        made.words.insert(folded);
      }
    return made;
  }();
  return all;
}

}  // namespace

Word word_of(const RatingPhrase& phrase) {
  switch (phrase.kind) {
    case RatingPhrase::Kind::rated:
      return phrase.degree < 0 ? Word::negative : phrase.degree > 0 ? Word::positive : Word::neutral;
    case RatingPhrase::Kind::asked:
      return Word::asked;
    case RatingPhrase::Kind::not_asked:
      return Word::not_asked;
    case RatingPhrase::Kind::unrated:
      return Word::unrated;
  }
  return Word::unknown;
}

Word word_class(std::string_view word) {
  if (word.empty()) return Word::unrated;
  const auto phrase = best_reading(read_rating_word(word), 0);
  return phrase && !phrase->bare ? word_of(*phrase) : Word::unknown;
}

bool means_missing(std::string_view cell) {
  cell = trim(cell);
  if (cell.empty()) return true;
  const Nothings& known = nothings();
  if (cell.size() > known.longest || !known.begins[static_cast<unsigned char>(cell.front())]) return false;
  return known.words.contains(fold(cell));
}

bool may_begin_missing(std::string_view word) {
  static const auto beginnings = [] {
    std::unordered_set<std::string> made;
    for (const std::string& known : nothings().words)
      for (std::size_t size = 0; size < known.size(); ++size) made.insert(known.substr(0, size));
    return made;
  }();
  word = trim(word);
  return word.size() <= nothings().longest && beginnings.contains(fold(word));
}

std::optional<bool> flag_of(std::string_view cell) {
  static const auto flags = [] {
    std::unordered_map<std::string, bool> known;
    for (const char* yes : {"1", "1.0", "t", "x", "✓"}) known.emplace(yes, true);
    for (const char* no : {"0", "0.0", "f"}) known.emplace(no, false);
    for (const LexiconEntry& entry : lexicon("rating"))
      if (entry.arguments.size() == 1 && (entry.arguments.front() == "yes" || entry.arguments.front() == "no"))
        for (const std::string_view word : entry.words)
          known.emplace(fold_marks(word), entry.arguments.front() == "yes");
    return known;
  }();
  if (cell.size() > 40) return std::nullopt;
  const auto found = flags.find(fold_marks(cell));
  return found == flags.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace dsat::load
