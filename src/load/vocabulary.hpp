#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "load/meaning/rating_grammar.hpp"

/// What single cells say by words of any language: a rating, nothing, yes or no. Whole cells only.
namespace dsat::load {

/// What a cell of a rating column says.
enum class Word : std::uint8_t {
  unknown,
  negative,
  neutral,
  positive,
  asked,      ///< the survey was sent and not answered (yet)
  not_asked,  ///< no survey was sent
  unrated,    ///< no answer; nothing about being asked
};

/// The class of a word made comparable by rating_word(), by itself; unknown if it is none.
Word word_class(std::string_view word);
Word word_of(const RatingPhrase& phrase);

/// A maker's or user's own words, which go before the common ones; keys made comparable by rating_word.
using OwnWords = std::map<std::string, Word, std::less<>>;

/// True for the spellings of nothing: empty, `null`, `n/a`, `#REF!`, `-`, `""`, `(blank)`, and the languages' words of
/// the kind `nothing`.
bool means_missing(std::string_view cell);
/// True if a spelling of nothing of several words may begin with this one: `not`, of `not set`.
bool may_begin_missing(std::string_view word);

/// Yes or no in a column of flags (`true`, `1`, `yes`, `да`; `false`, `0`, `no`, `нет`); nothing for other words.
std::optional<bool> flag_of(std::string_view cell);

}  // namespace dsat::load
