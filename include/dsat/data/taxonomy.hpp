#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/data/annotation.hpp"

namespace dsat {

/// A usual reason of bad ratings, and what it suggests until somebody reviews the rating. A suggestion is never counted
/// as a review.
struct ReasonTopic {
  std::string_view name;
  Fault fault = Fault::unknown;   ///< unknown: it depends
  std::string_view error_source;  ///< a word of the worksheet's error_source, or empty
  /// Folded words; a reason is about this topic if it holds all words of one of these phrases.
  std::vector<std::vector<std::string_view>> phrases;
};

/// All topics; the first that fits a reason counts.
std::span<const ReasonTopic> reason_topics();
/// The topic of a reason in an export's or a team's own words, or nullptr: such a reason keeps its own name.
const ReasonTopic* topic_of(std::string_view reason);

/// `agent`, `outside`, `mixed`, `unknown`; empty for unreviewed.
std::string_view name_of(Fault fault);
/// `open`, `upheld`, `overturned`, `restored`; empty for none.
std::string_view name_of(Challenge challenge);

}  // namespace dsat
