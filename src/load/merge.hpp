#pragma once
#include <vector>

#include "dsat/load/load.hpp"
#include "load/batch.hpp"

/// Typed tables into one store: the same ticket again is one ticket, the same rating again one rating.
namespace dsat::load {

/// Builds the store and settles the fate of every record: adds to kept, merged, left out of the files' facts, and to
/// the provenance's faults and suspected duplicates. The batches are used up. `needs` gets the fields that weren't read
/// and on which it hangs which rows are of one ticket, or which ratings count: the files have to be read again for
/// them.
Store merge(std::vector<Batch>& batches, std::vector<FileFacts>& files, Provenance& provenance, const Options& options,
            FieldSet& needs);

}  // namespace dsat::load
