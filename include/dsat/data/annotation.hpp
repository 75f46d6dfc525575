#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "dsat/base/calendar.hpp"

/// What people decided about ratings; it comes from the review worksheet.
namespace dsat {

/// Whose fault the dissatisfaction was. `outside`: beyond the agent's control.
enum class Fault : std::uint8_t { unreviewed, agent, outside, mixed, unknown };
/// The state of an agent's objection to a rating. `restored`: overturned once, then counted again.
enum class Challenge : std::uint8_t { none, open, upheld, overturned, restored };

/// One row of the worksheet. Empty and missing: not filled in.
struct Annotation {
  Fault fault = Fault::unreviewed;
  bool fault_by_article = false;  ///< `actionable` / `non-actionable` was written, and read as --actionable-means says
  Challenge challenge = Challenge::none;
  std::string error_source, root_cause, action, prompted_by, result, department, reviewer;
  std::string challenge_by, challenge_reason, decided_by;
  std::string rating_before;  ///< as the export wrote it, where the rating changed since it was put into the worksheet
  Moment action_date, reviewed_at, followed_up_at, challenged_at, decided_at;
};

/// Annotations of a store's ratings.
struct Annotations {
  std::vector<Annotation> list;
  std::vector<std::uint32_t> of_rating;  ///< per rating: index into `list` + 1, or 0; empty: nothing was reviewed
  /// The annotation of a rating, or nullptr.
  const Annotation* find(std::uint32_t rating) const {
    if (rating >= of_rating.size() || of_rating[rating] == 0) return nullptr;
    return &list[of_rating[rating] - 1];
  }
};

}  // namespace dsat
