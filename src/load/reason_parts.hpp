#pragma once
#include <string>
#include <vector>

namespace dsat::load {

/// Several reasons in a cell (`Slow reply, Rude agent`): a separator parts them, and what it parts comes again in other
/// cells; a reason that merely has a comma in it doesn't.
/// Gives for each name its parts, or nothing at all where cells hold one reason each.
std::vector<std::vector<std::string>> parted_reasons(const std::vector<std::string>& names);

}  // namespace dsat::load
