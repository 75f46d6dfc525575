#pragma once
#include <span>
#include <string>
#include <vector>

#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/tally.hpp"

namespace dsat::analyze {

/// One group of a breakdown.
struct Group {
  std::vector<Code> key;  ///< one code per dimension
  Tally tally;
  std::vector<Row> rows, cohort;  ///< only when asked for
};

/// Groups that occur, ordered by key. Without dimensions: one group, even of nothing.
struct Breakdown {
  std::vector<Group> groups;
  bool overlapping = false;  ///< a row may stand in several groups: counts don't add up to the total
};

enum class KeepRows { no, yes };

/// Counts a selection by any number of dimensions in one pass.
Breakdown break_down(const View& view, const Selection& selection, std::span<const Grouping* const> by,
                     KeepRows keep = KeepRows::no);
/// The tally of a whole selection.
Tally tally(const View& view, const Selection& selection);

}  // namespace dsat::analyze
