#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "dsat/analyze/view.hpp"
#include "dsat/stats/text_odds.hpp"

/// What customers write: words that mark one body of comments against another, and replies that repeat themselves.
namespace dsat::analyze {

/// A word or a pair of neighbouring words.
struct Term {
  std::string text;       ///< folded
  std::int64_t here = 0;  ///< comments of the first body that hold it
  std::int64_t there = 0;
  stats::LogOdds odds;
  double p = 1, q = 1;  ///< Fisher's, and corrected over all terms tested
  Row example;          ///< a comment of the body that it marks, neither the shortest nor an outlier
};

struct TermStudy {
  std::int64_t here = 0, there = 0;  ///< comments with words in either body
  std::size_t tested = 0;
  std::vector<Term> mark_here, mark_there;  ///< beyond chance, strongest (by log odds) first
};

/// Compares the comments of two sets of ratings. A term is tested if at least 5 comments hold it and it could reach
/// `level` (Tarone); words that every text has are left out, in the languages of stop_words(). Of two terms in the same
/// comments the longer is kept.
TermStudy compare_comments(const View& view, std::span<const Row> here, std::span<const Row> there,
                           double level = 0.02);

/// A word that says nothing by itself in English, German, French, Spanish, Portuguese, Italian, Dutch, Russian,
/// Ukrainian, Polish or Turkish. Folded. Negations aren't among them.
bool is_stop_word(std::string_view folded);

/// The same reply, but for greeting and figures, sent to several customers.
struct Boilerplate {
  std::string example;  ///< one of the replies, as sent
  std::int64_t tickets = 0;
  std::int64_t rated = 0, negative = 0;
};
struct BoilerplateStudy {
  std::int64_t replies = 0;   ///< tickets with a reply
  std::int64_t repeated = 0;  ///< of these, with one that was sent at least 3 times
  std::int64_t repeated_rated = 0, repeated_negative = 0, other_rated = 0, other_negative = 0;
  std::vector<Boilerplate> texts;  ///< most often sent first
};
BoilerplateStudy find_boilerplate(const View& view, std::span<const Row> rows);

}  // namespace dsat::analyze
