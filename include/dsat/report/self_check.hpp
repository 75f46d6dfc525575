#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string_view>

#include "dsat/analyze/claim.hpp"
#include "dsat/document/document.hpp"
#include "dsat/report/context.hpp"

namespace dsat::report {

/// How often a report claims something on copies of the user's own data in which nothing is going on.
struct SelfCheck {
  static constexpr std::int64_t fewest_ratings = 100;

  std::int64_t ratings = 0;  ///< that outcomes were drawn for; under 100: too few to check, and no copy was made
  int copies = 0;
  int with_claim = 0;  ///< copies in which it claims something that isn't true of them
  std::map<analyze::Family, int> with_claim_of;
  int weeks = 0, weeks_rising = 0;  ///< earlier periods taken for the one reported, and those in which tags rose
  /// Standard deviations that the copies were drawn with, on the probit scale.
  double customers = 0, agent_weeks = 0, days = 0, drift = 0;

  /// Share of reports that claim something, rising tags included.
  double share() const;
};

/// Makes the report's claims again on copies whose outcomes are drawn from what is fitted to the data without any
/// cause: customers, agents' weeks, days of a channel and weeks differ as they do here, and who wrote, when and about
/// what stays. Where weeks drift a changed level is true of the copies; that it jumped isn't. Rising tags rest on no
/// outcome: each earlier period is taken for the one reported. The same for any number of threads (0: one per core).
SelfCheck self_check(const Context& context, std::span<const std::string_view> keys, int copies = 200,
                     unsigned threads = 1, std::uint64_t seed = 1);

/// Its section, `self-check`.
document::Section self_check_section(const SelfCheck& check);

}  // namespace dsat::report
