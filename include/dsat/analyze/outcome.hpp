#pragma once
#include <cstdint>

#include "dsat/analyze/view.hpp"
#include "dsat/stats/share.hpp"

/// NRR's numerator and base, for findings that count rows themselves. Challenges don't enter: a customer who was
/// unhappy stays unhappy.
namespace dsat::analyze {

enum class Outcome : std::uint8_t {
  uncounted,  ///< unrated, unreadable, or neutral under --base decided
  other,
  negative
};

inline Outcome outcome_of(const View& view, Row row) {
  if (!view.rated(row)) return Outcome::uncounted;
  const Sentiment sentiment = view.store().ratings.sentiment[row.rating];
  if (sentiment == Sentiment::negative) return Outcome::negative;
  return sentiment == Sentiment::neutral && view.counting().base == Base::decided ? Outcome::uncounted : Outcome::other;
}

/// Of the answers that a figure rests on more than a tenth can't be read: a rate over the others would say nothing.
constexpr bool is_withheld(std::int64_t unreadable, std::int64_t answers) {
  return unreadable * 10 > answers;
}
/// The answers that can't be read are worth a word beside the rate: more than one in 200.
constexpr bool is_notable(std::int64_t unreadable, std::int64_t answers) {
  return unreadable * 200 > answers;
}

/// NRR's base: the readable answers that count for it.
inline std::int64_t base_of_nrr(const View& view, const Tally& tally) {
  return view.counting().base == Base::decided ? tally.negative + tally.positive : tally.rated;
}

/// NRR of a whole tally; nothing where it is withheld.
inline stats::Share negatives(const View& view, const Tally& tally) {
  const std::int64_t base = base_of_nrr(view, tally);
  return is_withheld(tally.unreadable, base + tally.unreadable) ? stats::Share{} : stats::Share{tally.negative, base};
}

}  // namespace dsat::analyze
