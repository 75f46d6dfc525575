#pragma once
#include <map>
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
  /// Folded words, `*` for any end; a reason is about this topic if it holds all words of one of these phrases.
  std::vector<std::vector<std::string_view>> phrases;
};

/// All topics; the first that fits a reason counts.
std::span<const ReasonTopic> reason_topics();
/// The topic of a reason in an export's or a team's own words, or nullptr: such a reason keeps its own name.
const ReasonTopic* topic_of(std::string_view reason);

/// Reasons as a team speaks of them: `[reasons]` of the configuration maps a reason of the export to the team's own
/// name for it, or says whose fault it usually is (agent, outside, mixed, unknown).
class ReasonNames {
 public:
  ReasonNames() = default;
  explicit ReasonNames(const std::map<std::string, std::string>& configured);

  /// The team's own name, else the reason as it is.
  std::string name(std::string_view reason) const;
  /// As configured, else as the topic has it; unreviewed where neither says anything.
  Fault suggested_fault(std::string_view reason) const;

 private:
  std::map<std::string, std::string> names_;  ///< by folded reason
  std::map<std::string, Fault> faults_;
};

/// `agent`, `outside`, `mixed`, `unknown`; empty for unreviewed.
std::string_view name_of(Fault fault);
/// `open`, `upheld`, `overturned`, `restored`; empty for none.
std::string_view name_of(Challenge challenge);

}  // namespace dsat
