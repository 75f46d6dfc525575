#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsat/data/provenance.hpp"
#include "dsat/data/scale.hpp"
#include "load/meaning/rating_number.hpp"
#include "load/vocabulary.hpp"

/// Ratings as exports write them, decided over a whole column.
namespace dsat::load {

/// What one distinct cell of a rating column means.
struct RatingMeaning {
  enum class Kind : std::uint8_t {
    missing,     ///< nothing written
    asked,       ///< a survey was sent
    not_asked,   ///< none was
    rated,       ///< sentiment, scale and perhaps level are set
    unreadable,  ///< something is written that is no rating
  };
  Kind kind = Kind::missing;
  Sentiment sentiment = Sentiment::neutral;
  std::uint8_t scale = 0;  ///< index into RatingScales::scales
  std::uint8_t level = 0;  ///< 1…L, 0 unknown
};

/// What a user or a profile says about a rating column.
struct RatingRules {
  std::string scale = "auto";
  /// By hand; beats everything. Values, words, and ranges of numbers: `<2.5`, `>=4`, `1-3`.
  std::vector<std::string> negative, neutral, positive;
  OwnWords words;
  std::string header;           ///< the column's name as written: it may name the scale, its direction, what is asked
  bool scale_is_given = false;  ///< by the user, not by a profile

  std::string question;                                     ///< the question's text, where the file has it
  std::string file_words;                                   ///< the file's name
  std::vector<std::pair<std::string, std::string>> labels;  ///< cells of this column, and of a label column beside it
  std::optional<std::int64_t> blank_cells;                  ///< rows in which the column is empty; nothing: not counted
};

/// The reading of a whole column.
struct RatingColumn {
  std::vector<RatingMeaning> meanings;  ///< one per distinct cell given
  std::vector<Scale> scales;            ///< those in use, at least one if anything is rated
  std::optional<Guess> guess;           ///< how the scale was chosen; nothing where no number or word was seen
  std::vector<Guess> remarks;           ///< what was decided beside it: answers off the scale, zeros, decimals
  std::int64_t rated = 0, unreadable = 0, filled = 0;  ///< rows; filled is anything written
};

/// A distinct cell and the number of rows that hold it.
struct CountedCell {
  std::string_view cell;
  std::int64_t rows = 0;
};

/// Reads a column from its distinct cells; the scale is decided over all of them. Throws Error(usage) if the rules name
/// no scale.
RatingColumn read_ratings(const std::vector<CountedCell>& cells, const RatingRules& rules);

}  // namespace dsat::load
