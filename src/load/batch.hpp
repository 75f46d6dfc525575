#pragma once
#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dsat/data/provenance.hpp"
#include "dsat/data/store.hpp"
#include "dsat/load/load.hpp"
#include "load/meaning/recognise.hpp"
#include "load/meaning/shapes.hpp"
#include "load/ratings.hpp"
#include "load/raw_table.hpp"
#include "load/word_columns.hpp"

/// The cells of one table turned into values.
namespace dsat::load {

/// What becomes of a record.
enum class Fate : std::uint8_t { open, kept, merged, left_out, rejected };

/// Ratings by record: the meaning of each distinct cell, and the cell itself as a label.
struct RatingCells {
  RatingColumn column;
  WordColumn cells;                 ///< code 0 and meanings[0]: nothing written
  std::vector<std::string> scales;  ///< per distinct cell: the scale that its rows say, or empty
};

/// One table of one file, typed.
struct Batch {
  std::size_t file = 0;  ///< index into Provenance::files
  RawTable table;
  Recognised recognised;
  std::size_t rows = 0;
  std::vector<Fate> fates;
  std::vector<std::uint8_t> left_out;  ///< index into left_out_reasons + 1; empty: none
  std::vector<std::string> left_out_reasons;
  std::optional<BoundCells> ids, other_ids, rating_ids, comment, subject, reply;
  std::map<Field, WordColumn> words;
  std::map<std::string, WordColumn> extras;
  std::map<Field, NameSetColumn> sets;  ///< names: spellings, of which two may be one name
  std::map<Field, std::vector<Moment>> moments;
  std::map<Field, std::vector<std::int32_t>> seconds, counts;
  std::vector<Moment> version;
  std::optional<RatingCells> rating;
  std::optional<RatingCells> sentiment;
  std::map<std::string, RatingCells> questions;
  std::vector<Surveyed> surveyed;
  std::vector<SlaState> sla;

  bool ignored = false;    ///< nothing in it has a meaning, but the file holds other tables
  bool adds_only = false;  ///< a table of tags and the like, whatever its profile says

  Shaped shaped;           ///< what was done to the table before
  bool lookup = false;     ///< its rows say what keys of other tables stand for, and were added to these
  std::vector<bool> used;  ///< of a lookup: rows whose key another table carries

  Role role() const { return adds_only ? Role::details : recognised.rules->role; }
};

/// Turns tables into batches. What is decided over a column (scale, date order) is decided over the same column of all
/// tables of one layout together. Adds guesses, unreadable cells and rejected records to the files' facts.
void type_batches(std::vector<Batch>& batches, std::vector<FileFacts>& files, Provenance& provenance,
                  const Options& options, const Watch& watch);

}  // namespace dsat::load
