#pragma once
#include <span>

#include "dsat/analyze/dimension.hpp"

/// The parts of the dimension list; a new dimension is a row in one of them.
namespace dsat::analyze {

std::span<const Dimension> ticket_dimensions();  ///< channel, agent, team, tag, …
std::span<const Dimension> rating_dimensions();  ///< reason, sentiment, fault, error-source
std::span<const Dimension> time_dimensions();    ///< hour, weekday, day, week, month, quarter
std::span<const Dimension> speed_dimensions();   ///< first-reply-band, resolution-band

}  // namespace dsat::analyze
