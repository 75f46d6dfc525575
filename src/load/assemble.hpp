#pragma once
#include <vector>

#include "dsat/load/load.hpp"
#include "load/meaning/recognise.hpp"
#include "load/reader.hpp"

namespace dsat::load {

/// What load() does once the files are read: recognises each table, types its cells, merges all into one store. Throws
/// Error(usage) for a column that is asked for and isn't there, Error(input) for a table in which nothing has a
/// meaning. `needs` gets the fields of options.unread that have to be read after all: what was built without them may
/// be wrong.
Loaded assemble(std::vector<ReadResult> files, const ProfileSet& profiles, const Options& options, const Watch& watch,
                FieldSet& needs);

}  // namespace dsat::load
