#pragma once
#include <optional>
#include <span>
#include <vector>

#include "dsat/analyze/view.hpp"

/// Who is asked, who answers and when.
namespace dsat::analyze {

/// Minutes from the solution (creation, where there is no solved time) to the rating, at a quantile from 0 to 1 over
/// all rated tickets; ratings before it are left out. Nothing where the export has no rating times.
std::optional<double> rating_delay(const View& view, double quantile);

/// A period is immature for coverage while the data's 90th-percentile rating delay after its end hasn't run out:
/// ratings are still coming.
bool immature(const View& view, DayRange period);

}  // namespace dsat::analyze
