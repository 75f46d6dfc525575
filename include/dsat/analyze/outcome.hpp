#pragma once
#include <cstdint>

#include "dsat/analyze/view.hpp"
#include "dsat/stats/share.hpp"

/// NRR's numerator and base, for findings that count rows themselves. Challenges don't enter: a customer who was
/// unhappy stays unhappy.
namespace dsat::analyze {

enum class Outcome : std::uint8_t {
  uncounted,  ///< unrated, or neutral under --base decided
  other,
  negative
};

inline Outcome outcome_of(const View& view, Row row) {
  if (!row.rated()) return Outcome::uncounted;
  const Sentiment sentiment = view.store().ratings.sentiment[row.rating];
  if (sentiment == Sentiment::negative) return Outcome::negative;
  return sentiment == Sentiment::neutral && view.counting().base == Base::decided ? Outcome::uncounted : Outcome::other;
}

/// The same of a whole tally.
inline stats::Share negatives(const View& view, const Tally& tally) {
  return {tally.negative, view.counting().base == Base::decided ? tally.negative + tally.positive : tally.rated};
}

}  // namespace dsat::analyze
