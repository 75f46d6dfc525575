#pragma once
#include <string>
#include <vector>

#include "dsat/analyze/dimension.hpp"

namespace dsat::analyze {

/// Per tag code: recorded because of the rating. At least 90 % of its rated tickets are negative (of 5 or more) and it
/// sits on under 2 % of the unrated ones, over the whole data; or --after-outcome names it. Without unrated tickets
/// only the latter can tell.
std::vector<bool> after_outcome_tags(const View& view);

/// What a ticket is about, as one value, so that work of one kind can be compared: the one of its tags that sits on
/// most tickets. Tags on over half of the tickets or under 1 % of them, and those recorded after the outcome, say
/// nothing of that kind. Where no tag is left anywhere: the product, else the type. Doesn't overlap; `(none)` where
/// nothing is known.
Grouping topics(const View& view);
/// The dimension that those are values of: `tag`, `product` or `type`; empty if nothing is known.
std::string topic_dimension(const View& view);

}  // namespace dsat::analyze
