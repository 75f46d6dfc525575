#pragma once
#include "dsat/data/provenance.hpp"
#include "dsat/data/store.hpp"

namespace dsat::load {

/// Fills in durations that only the instants tell, where the export gives none, and takes the resolution time from what
/// isn't solved. Instants in an impossible order are counted as faults.
void derive_durations(Store& store, Provenance& provenance);

}  // namespace dsat::load
