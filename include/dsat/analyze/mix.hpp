#pragma once
#include <optional>

#include "dsat/analyze/view.hpp"
#include "dsat/stats/weights.hpp"

namespace dsat::analyze {

/// NRR weighted to the ticket mix: ratings stand for the tickets of their channel × team × topic, whoever answered
/// there. Nothing where neither is known, where the data hold only rated tickets, or with fewer than 5 ratings.
std::optional<stats::PostStratified> weighted_nrr(const View& view, const Selection& selection);

}  // namespace dsat::analyze
