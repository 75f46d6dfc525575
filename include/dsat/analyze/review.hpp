#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "dsat/analyze/view.hpp"

/// What became of ratings once people looked at them: reviewed, followed up, rated anew, stayed.
namespace dsat::analyze {

/// Facts about one rating, as bits. A rating whose clock is still running and that isn't done yet has none of its pair.
enum ReviewFact : std::uint16_t {
  review_in_time = 1,     ///< negative, reviewed within 24 hours
  review_late = 2,        ///< negative, reviewed later, or not yet although 24 hours are over
  followed_up = 4,        ///< negative, and the customer was written to again
  not_followed_up = 8,    ///< negative, 24 hours are over and nobody did
  outcome_followed = 16,  ///< the ticket was rated negative and followed up
  outcome_left = 32,      ///< it was rated negative and nobody followed it up
  rated_again = 64,       ///< of either: rated again after that
  rated_up = 128,         ///< rated again, and better
  stay_known = 256,       ///< followed up, solved, and watched for 90 days (or the worksheet says what became of it)
  stayed = 512,           ///< the customer came back without a new negative within these 90 days
};

/// Facts of every rating of the store; empty where there is no worksheet.
std::vector<std::uint16_t> review_facts(const View& view);

/// A negative that somebody has dealt with: its fault is decided, a challenge is, or a date of review was given.
bool is_reviewed(const Annotation* annotation);

/// When a rating was given, else what places its ticket; missing if nothing is known.
Moment rating_moment(const View& view, Row row);
/// The first and the last second that a moment may mean: a bare date is a whole day of the zone.
std::int64_t first_second(const View& view, Moment moment);
std::int64_t last_second(const View& view, Moment moment);

/// Seconds that people have for a review, and for a follow-up.
inline constexpr std::int64_t review_time = 24 * 3600;
/// Whether they are over: surely, if the rating has just a date. False where rating or "now" have no moment.
bool review_time_is_over(const View& view, Row row);
/// Whether a rating waits for somebody: negative, and neither reviewed nor followed up.
bool waits(const View& view, Row row);
/// Minutes since the rating was given, at least 0; nothing where rating or "now" have no moment.
std::optional<double> waiting_minutes(const View& view, Row row);

}  // namespace dsat::analyze
