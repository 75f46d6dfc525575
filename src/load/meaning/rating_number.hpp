#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Numbers of ratings, as cells and headers write them.
namespace dsat::load {

/// A number that a cell decorates: `3.0`, `4,5`, `4/5`, `4 von 5`, `Nota 2`, `★★★★`, `5 - Very satisfied`, `(2) Poor`.
struct RatingNumber {
  double value = 0;
  std::int64_t out_of = 0;  ///< of `4/5`, `4 out of 5`, `80 %`, `★★☆☆☆`; 0 if it doesn't say
  bool operator==(const RatingNumber&) const = default;
};
/// Nothing if there is no number that could be a rating.
std::optional<RatingNumber> rating_number(std::string_view cell);

/// The words that stand with such a number: `Very satisfied` of `1 - Very satisfied`; empty if there are none.
std::string rating_label(std::string_view cell);

/// Stars, hearts and the like, filled and empty: `★★★☆☆` is 3 of 5, `❤❤` is 2.
std::optional<RatingNumber> counted_signs(std::string_view cell);

/// A scale that a text names: `score_0_10`, `out of 10`, `(1 = worst, 5 = best)`, `1 (schlecht) – 5 (sehr gut)`.
struct WrittenScale {
  std::optional<std::int64_t> least, most;
  std::optional<bool> best_is_lowest;  ///< nothing if the text doesn't say which end is good
};
/// Nothing if the text names no scale; at least `most` or `best_is_lowest` is known else.
std::optional<WrittenScale> written_scale(std::string_view text);

}  // namespace dsat::load
