#pragma once
#include <string>
#include <vector>

#include "dsat/analyze/view.hpp"

/// Columns that nobody mapped, as places where causes may lie.
namespace dsat::analyze {

/// Whether a column (Store::columns) may hold a cause: not where it is filled almost only on rated tickets, as then it
/// is part of the survey; nor where the rating or the week says it nearly always (Goodman and Kruskal's λ at least
/// 0.9), as then it is another name for those.
bool may_be_cause(const View& view, const NameColumn& column);

/// Per value: recorded because of the rating, by the rule of tags: at least 90 % of its rated tickets (5 or more) are
/// negative, and under 2 % of the unrated ones have it. Without unrated tickets nobody can tell.
std::vector<bool> after_outcome_values(const View& view, const NameColumn& column);

}  // namespace dsat::analyze
