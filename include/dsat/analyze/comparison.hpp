#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "dsat/analyze/history.hpp"
#include "dsat/stats/share.hpp"

/// Is a change of NRR more than the ordinary swings between periods here? One function says so wherever it is said.
namespace dsat::analyze {

enum class Verdict {
  none,      ///< nothing to compare
  ordinary,  ///< a swing like this is ordinary
  unusual,   ///< rare by chance (under 1 in 20), but not rare enough to be called a change
  beyond     ///< more than chance: the share of the report's budget that the headline has
};

/// What a period is held against.
struct Background {
  stats::Share usual;                ///< of the earlier periods together, or of the one before
  std::size_t periods = 1;           ///< that `usual` is made of
  std::optional<double> dispersion;  ///< φ; nothing: ordinary swings aren't known yet, chance means coin tosses
  std::optional<double> degrees_of_freedom;  ///< of φ
};

/// Up to 11 periods with ratings before the last one, from the day of the last announced change on; φ of up to 26 of
/// them. Nothing where φ isn't known: with fewer than 8.
std::optional<Background> background_of(std::span<const PeriodCount> periods, std::optional<Day> announced);

struct Comparison {
  stats::Share now, then;     ///< `then` is Background::usual
  std::size_t periods = 1;    ///< behind `then`
  bool swings_known = false;  ///< enough earlier periods; otherwise chance means coin tosses
  double dispersion = 1;      ///< φ, 1 where unknown
  std::optional<double> degrees_of_freedom;
  double budget = 0;  ///< how often by chance anything is called `beyond`
  double p = 1;       ///< of a difference as large by chance and ordinary swings
  Verdict verdict = Verdict::none;
  bool up() const { return now.rate().value_or(0) > then.rate().value_or(0); }
};

/// p is the larger of Fisher's and of the pooled z ÷ √φ (Student's t where φ is an estimate), so that neither small
/// counts nor swings are overlooked. Without known swings nothing is `beyond`.
Comparison compare(const stats::Share& now, const Background& background, double budget = 0.005);

/// The smallest rise of the rate that these tests would call a change, in whole ratings; nothing if none would.
std::optional<double> least_rise(const Comparison& comparison);

/// How many of this period's ratings would have had to be otherwise (negative instead of not, or the reverse) for
/// another verdict; the fewest in either direction. Nothing if no number does, or there is no verdict.
std::optional<std::int64_t> ratings_to_flip(const Comparison& comparison);

/// Ratings in each of two periods that would tell such a change from ordinary swings. Nothing if there is none.
std::optional<std::int64_t> ratings_to_settle(const Comparison& comparison);

}  // namespace dsat::analyze
