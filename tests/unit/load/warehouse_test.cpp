#include "dsat/load/warehouse.hpp"

#include <catch2/catch.hpp>

#include "load/meaning/rating_grammar.hpp"
#include "load/vocabulary.hpp"

using namespace dsat::load;

TEST_CASE("queries take no word for an answer that a file's reader takes for none", "[warehouse]") {
  const UnansweredWords words = unanswered_words();
  for (const auto& word : words.asked) {
    CAPTURE(word);
    CHECK(word_class(rating_word(word)) == Word::asked);
  }
  for (const auto& word : words.not_asked) {
    CAPTURE(word);
    CHECK(word_class(rating_word(word)) == Word::not_asked);
  }
  for (const auto& word : words.unrated) {
    CAPTURE(word);
    CHECK((means_missing(word) || word_class(rating_word(word)) == Word::unrated));
  }
}
