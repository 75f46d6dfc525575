#pragma once
#include <string>

#include "load/sources.hpp"

/// Files of dsat's own among the inputs: a folder of exports often holds the review worksheet, the roster or last
/// week's tables as well.
namespace dsat::load {

/// What a file is, told by its header alone: `worksheet`, `qa`, `roster`, `events`, `series` (used as if given by their
/// option), `table` (a breakdown, trend, report or ledger that dsat wrote: no tickets). Empty for everything else, and
/// for what can't be looked at twice. An export of dsat's is an export like any other.
std::string own_role(const std::string& name, Sources& sources);

}  // namespace dsat::load
