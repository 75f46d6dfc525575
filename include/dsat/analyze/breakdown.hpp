#pragma once
#include <span>
#include <string>
#include <vector>

#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/tally.hpp"
#include "dsat/stats/share.hpp"

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
/// Ratings that count for NRR, and the negatives among them, of one combination of groups.
struct GroupShare {
  std::vector<Code> key;
  stats::Share share;
};
/// The same of every combination that has any, ordered by key.
std::vector<GroupShare> negatives_by(const View& view, const Selection& selection, std::span<const Grouping* const> by);
/// The tally of a whole selection.
Tally tally(const View& view, const Selection& selection);

}  // namespace dsat::analyze
