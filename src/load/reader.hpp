#pragma once
#include <string>
#include <vector>

#include "dsat/data/provenance.hpp"
#include "dsat/load/load.hpp"
#include "load/raw_table.hpp"
#include "load/sources.hpp"

/// One file in, tables of cells without meaning out: container, compression, encoding, dialect and quoting are resolved
/// here, and nothing else.
namespace dsat::load {

/// What one file gave. Filled in here are, of `facts`: path, container, compression, encoding, delimiter, the guesses
/// and notes about these, and the rows. For now kept = rows of all tables, merged = 0, and
/// rows_read = kept + left_out + rejected; recognition moves rows from kept to the other fates.
/// Keys of `left_out_by`: blank, repeated header, second header, preamble, footer. Keys of `rejects`: too many cells,
/// unclosed quote, broken line, not a record.
struct ReadResult {
  /// CSV: one per header (mostly one); JSON: one per record type, in order of first appearance. Never empty.
  std::vector<RawTable> tables;
  FileFacts facts;
};

/// Reads one source of `sources`, by its name. Every rejected row is handed to `watch.rejected` verbatim, as it is met,
/// by whatever thread that is, one at a time. Of `options` it heeds delimiter, encoding, max_input_size and threads.
/// Throws Error(input) for what can't be read or is no table, Error(usage) for a delimiter or an encoding that isn't
/// one.
ReadResult read_tables(const std::string& path, const Options& options, Sources& sources, const ColumnPlan& plan,
                       const KnownName& known, const Watch& watch);

}  // namespace dsat::load
