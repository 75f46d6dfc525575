#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/data/scale.hpp"

/// The words that exports write instead of numbers. Whole cells only, never parts of them: `not good` holds `good`.
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

/// A cell made comparable: folded, `_` and `-` as blanks, a trailing `with comment` or `without comment` dropped.
std::string rating_word(std::string_view cell);

/// The class of a word made comparable; unknown if it is none.
Word word_class(std::string_view word);

/// A maker's or user's own words, which go before the common ones; keys made comparable by rating_word.
using OwnWords = std::map<std::string, Word, std::less<>>;

/// A scale of words from worst to best.
struct WordScale {
  Scale scale;
  std::vector<std::string_view> words;
};
/// The first known scale of words that holds every one of `words`; nothing if none does.
const WordScale* word_scale_of(const std::vector<std::string>& words);

/// True for the spellings of nothing: empty, `null`, `None`, `nan`, `n/a`, `-`, `--`.
bool means_missing(std::string_view cell);

/// Yes or no in a column of flags (`true`, `1`, `yes`, `да`; `false`, `0`, `no`, `нет`); nothing for other words.
std::optional<bool> flag_of(std::string_view cell);

}  // namespace dsat::load
