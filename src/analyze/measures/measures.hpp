#pragma once
#include <span>

#include "dsat/analyze/measure.hpp"

/// The parts of the measure list; a new measure is a row in one of them. Formulas and sources: docs/measures.md.
namespace dsat::analyze {

std::span<const Measure> count_measures();    ///< tickets, rated, negative, …
std::span<const Measure> rating_measures();   ///< nrr, csat, csi, nps, after challenges
std::span<const Measure> review_measures();   ///< reviewed in time, followed up, won back, points
std::span<const Measure> survey_measures();   ///< coverage, reach, response rate, comments
std::span<const Measure> service_measures();  ///< solved, one-touch, first reply, …

/// part ÷ base with its Wilson interval; undefined without a base.
Value share_of(std::int64_t part, std::int64_t base);
/// The same of readable answers beside some that can't be read: with its ends, and withheld where these are too many.
Value share_of(std::int64_t part, std::int64_t base, std::int64_t unreadable);
/// A count; always defined.
Value count_of(std::int64_t count);
inline Value undefined(std::int64_t base = 0) {
  return {std::nullopt, 0, base, std::nullopt};
}
/// One end of another measure's interval, as a measure of its own.
Value low_end(const Value& value);
Value high_end(const Value& value);

}  // namespace dsat::analyze
