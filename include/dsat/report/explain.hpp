#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dsat/analyze/explain.hpp"
#include "dsat/document/document.hpp"
#include "dsat/report/context.hpp"

namespace dsat::report {

/// What is explained: the two searches' rows, and what to call them.
struct Explaining {
  analyze::SearchPlan plan;
  bool with_moved = false;                 ///< compares the context's period with the one before
  std::vector<analyze::Selection> strata;  ///< of always bad, oldest first, the period judged last
  std::string strata_words;                ///< `the 12 weeks up to 2026-W46`
  /// One slice given beforehand (`--where`), against all other ratings of the same strata.
  std::optional<analyze::SliceAgainstRest> slice;
  std::string slice_words;
};

/// As the report does it: the period against the one before; always bad over the periods of the trend (12 at most).
Explaining explaining(const Context& context);

/// Both searches' results.
struct Explanation {
  analyze::Findings<analyze::MovedSlice> moved;
  analyze::Findings<analyze::BadSlice> bad;
};
Explanation explain(const Context& context, const Explaining& what);

/// The section `explain`, for the report and for the command alike.
document::Section explanation(const Context& context, const Explaining& what);

}  // namespace dsat::report
