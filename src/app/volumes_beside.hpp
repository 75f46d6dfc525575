#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/settings.hpp"
#include "dsat/analyze/view.hpp"
#include "dsat/analyze/volumes.hpp"

/// Volumes beside the rows of rated tickets (--volumes).
namespace dsat::app {

/// All files as one table. Throws Error(input) where they were counted differently.
analyze::Volumes read_all_volumes(const std::vector<std::string>& paths);

/// Takes the unit of the volumes where the command has none of its own, and throws Error(usage) for what volumes can't
/// answer: conditions, crossings, dimensions that weren't counted, other ways to count; Error(input) where they were
/// counted for another zone, unit or now.
void settle_with_volumes(Settings& settings, const analyze::Volumes& volumes);

/// Gives every value the code it has among the rows; values that no row has are added to the column's names. Spelled is
/// what stands more often among all tickets, which the volumes know.
void take_codes(analyze::Volumes& volumes, Store& store, bool exact_keys);

/// Throws Error(input) where a period has other answers in the volumes than in the rows, or the rows lack a dimension's
/// column; Error(usage) for a period that volumes don't count.
void require_fit(const analyze::View& view, const Settings& settings, std::optional<DayRange> range);

}  // namespace dsat::app
