#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Rating words, read by a grammar instead of a list: intensifier × stem × negation, with the words of the language
/// files. A phrase is read whole or not at all, in one language: `good grief, bad` is no rating.
///
/// Lines of a language file (`a|b|c` is a stem with its endings: `satisfait||e|s` is satisfait, satisfaite,
/// satisfaits):
///
///     rating FAMILY +: good            a stem; - is a negative one; `+5`, `-4` one that has a degree of its own
///     rating mild: satisfactory        the middle, if something better is in the set
///     rating middle: neutral           the middle
///     rating yes: / rating no:         answers; `true` and `false` are too
///     rating promoter: / passive: / detractor:
///     rating degree 4: very            intensifiers: 5 extremely, 4 very, 2 somewhat, 1 slightly (a bare stem is 3)
///     rating not: not                  negations; `not 2` a weak one (hardly), `not 5` a strong one (not at all)
///     rating prefix: un, dis           negations that a stem begins or (suffix) ends with
///     rating neither: neither, nor     with stems of both kinds: the middle
///     rating filler: i am              says nothing
///     rating set: bad, ok, good        a set of words that is asked together, worst first
///     rating set freshdesk: …          one whose scale has a name
///     rating unit: stars               stands with a number and says nothing; `outof`, `to` and `steps` stand between
///                                      and behind the numbers of a written scale: `4 of 5`, `1 to 5`, `5 stars`;
///                                      `low` and `high` name its ends: `1 (low) to 5 (high)`
///     unrated: no rating               no answer
///     asked: offered                   a survey was sent
///     notasked: unoffered              none was sent
namespace dsat::load {

enum class RatingFamily : std::uint8_t { quality, satisfaction, agreement, likelihood, ease, answer, promoting, face };

/// A rating word as the grammar understands it.
struct RatingPhrase {
  enum class Kind : std::uint8_t { rated, asked, not_asked, unrated };
  Kind kind = Kind::rated;
  RatingFamily family = RatingFamily::quality;
  int degree = 0;  ///< -5 … 5, 0 is the middle
  /// Of a mild stem: bare it is the middle or, in a set without anything better, positive; with a negation or an
  /// intensifier it has a side.
  bool mild = false;
  bool own_degree = false;  ///< `excellent`: a degree that no intensifier gives
  bool negated = false;     ///< a positive stem under a negating word: `not at all satisfied`
  bool bare = false;        ///< an intensifier alone: `Completely` says something only among other answers
  bool operator==(const RatingPhrase&) const = default;
};

/// Languages as a set: bit i is the i-th language of the list.
using LanguageSet = std::uint32_t;

/// One reading of a cell, and the languages in which it is one.
struct RatingReading {
  RatingPhrase phrase;
  LanguageSet languages = 0;
};

/// A cell made comparable: folded, marks of letters off, `_` and `-` as blanks, a trailing `with comment` or a range in
/// brackets (`Detractor (0-6)`) dropped, colours of skin and closing marks too.
std::string rating_word(std::string_view cell);

/// All readings of a word made comparable, at most one a language, in the order of the languages; none if it is none.
std::vector<RatingReading> read_rating_word(std::string_view word);

/// The reading in the language preferred, else in the first language that has one.
std::optional<RatingPhrase> best_reading(const std::vector<RatingReading>& readings, LanguageSet preferred);

/// Words that are asked together, made comparable, worst first.
struct RatingWordSet {
  std::vector<std::string> words;
  LanguageSet language = 0;
  std::string_view scale;  ///< the key of a scale known by these words; empty for most
};
const std::vector<RatingWordSet>& rating_word_sets();

/// Faults of the language files, for their test: lines that nothing reads, words of two meanings in one language.
std::vector<std::string> faults_of_rating_lines();

}  // namespace dsat::load
