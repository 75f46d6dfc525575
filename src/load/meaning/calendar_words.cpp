#include "load/meaning/calendar_words.hpp"

#include <cstdlib>
#include <functional>
#include <string>
#include <unordered_map>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/meaning/lexicon.hpp"

namespace dsat::load {
namespace {

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
};
using Words = std::unordered_map<std::string, CalendarWord, Hash, std::equal_to<>>;

/// `5:30`, `-3`: hours and minutes.
int seconds_of(std::string_view hours) {
  const bool west = hours.starts_with('-');
  const auto parts = split(west ? hours.substr(1) : hours, ':');
  const auto part = [&](std::size_t at) {
    return at < parts.size() ? static_cast<int>(parse_integer(parts[at]).value_or(0)) : 0;
  };
  return (west ? -1 : 1) * (part(0) * 3600 + part(1) * 60);
}

/// Goes over the words of a kind of line, each word of a phrase by itself; as it is written and without marks.
template <class Says>
void add_lines(Words& words, std::string_view kind, Says&& says) {
  for (const LexiconEntry& entry : lexicon(kind))
    for (const std::string_view phrase : entry.words)
      for (const std::string_view word : split(phrase, ' ')) {
        if (word.empty()) continue;
        const std::string folded = fold(word);
        says(words[folded], entry);
        if (const std::string bare = fold_marks(word); bare != folded) says(words[bare], entry);
      }
}

Words words_of_lexicon() {
  Words words;
  add_lines(words, "month", [](CalendarWord& word, const LexiconEntry& entry) {
    if (entry.arguments.front() == "next")
      word.month_follows = true;
    else if (word.month == 0)
      word.month = static_cast<int>(parse_integer(entry.arguments.front()).value_or(0));
  });
  add_lines(words, "weekday", [](CalendarWord& word, const LexiconEntry&) { word.weekday = true; });
  add_lines(words, "meridiem", [](CalendarWord& word, const LexiconEntry& entry) {
    (entry.arguments.front() == "am" ? word.morning : word.afternoon) = true;
  });
  add_lines(words, "dateword", [](CalendarWord& word, const LexiconEntry&) { word.filler = true; });
  add_lines(words, "zone", [](CalendarWord& word, const LexiconEntry& entry) {
    word.zone = NamedOffset{seconds_of(entry.arguments.front()), entry.arguments.size() > 1};
  });
  return words;
}

}  // namespace

const CalendarWord* calendar_word(std::string_view folded) {
  static const Words words = words_of_lexicon();
  const auto found = words.find(folded);
  return found == words.end() ? nullptr : &found->second;
}

}  // namespace dsat::load
