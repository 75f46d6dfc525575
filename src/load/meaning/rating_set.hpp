#pragma once
#include <string>
#include <vector>

#include "dsat/data/scale.hpp"
#include "load/meaning/rating_grammar.hpp"

/// The scale that a column's rating words make together.
namespace dsat::load {

struct SetWord {
  std::string word;  ///< made comparable by rating_word()
  RatingPhrase phrase;
};

/// The scale, and for each word its sentiment and level (0 where several levels could be meant).
struct WordSetReading {
  Scale scale;
  std::vector<Sentiment> sentiments;
  std::vector<int> levels;
};

/// In this order: a set that a language file names; promoters, passives and detractors; words that differ by degree
/// (`very satisfied`, `agree`), whose scale has the steps of the known pattern that they belong to, seen or not; words
/// with a degree of their own (`excellent`), as many steps as are seen.
///
/// The middle follows from the set: `satisfactory` is positive where no other good word is better and `unsatisfactory`
/// or `very satisfactory` is there; `somewhat satisfied` is the middle between `not at all` and `extremely satisfied`.
WordSetReading read_word_set(const std::vector<SetWord>& words);

}  // namespace dsat::load
