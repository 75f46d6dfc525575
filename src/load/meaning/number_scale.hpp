#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dsat/data/provenance.hpp"
#include "dsat/data/scale.hpp"
#include "load/meaning/questions.hpp"
#include "load/meaning/rating_number.hpp"

/// The scale of a column's numbers.
namespace dsat::load {

/// Everything that is known of a column of numbers.
struct NumberEvidence {
  std::map<double, std::int64_t> rows;  ///< a value, and the rows that hold it
  std::map<double, int> labels;         ///< a value, and the degree of the words that stand with it; 0 the middle
  std::int64_t out_of = 0;              ///< the commonest denominator
  bool signs = false;                   ///< stars or hearts, which are counted upwards
  std::optional<WrittenScale> written;  ///< in the header or the question
  std::string where_written;            ///< that text
  QuestionKind question = QuestionKind::none;
  bool negative_question = false;           ///< yes is bad news
  std::string_view custom;                  ///< a scale that the header implies, such as 6-1
  std::optional<std::int64_t> blank_cells;  ///< of the column; nothing if nobody counted
};

/// What was decided.
struct NumberScale {
  std::optional<Scale> scale;  ///< nothing: the numbers are no ratings, or nobody can tell
  bool certain = false;
  std::string evidence;  ///< for the guess
  bool zero_is_unrated = false;
  std::vector<Guess> remarks;  ///< decided on the way: outliers, zeros, decimals
};

/// By the rules of docs/input.md.
NumberScale choose_number_scale(const NumberEvidence& evidence);

/// The level of a number on a scale; 0 if it isn't on it. Decimals have the level that they have reached.
int level_on(const Scale& scale, double value);

/// True if a file whose `answers` have nothing above some level can't be on the scale of all files of its layout, of
/// whose `pooled_answers` so many are `pooled_higher`: the probability of that is below 1e-4. A bad week is no scale.
bool lacks_higher_levels(std::int64_t answers, std::int64_t pooled_answers, std::int64_t pooled_higher);

}  // namespace dsat::load
