#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace dsat {

/// Something that was decided from evidence, and the flag that decides it otherwise.
struct Guess {
  std::string what;               ///< `date order`
  std::string chosen;             ///< `d/m/y`
  std::string evidence;           ///< `25/10/2026 in line 118`
  std::string flag;               ///< `--date-order`
  bool certain = false;           ///< given by a flag or a profile, or beyond doubt; else a reader must be told
  bool decides_headline = false;  ///< the report's first figures hang on it
  std::string runner_up;          ///< what came close, or empty
};

/// What a guess has chosen where a column is called like a field and isn't filled like it.
inline constexpr const char* not_there = "not there";

/// What a column was found to be filled with, and what it was taken for.
struct ColumnFacts {
  std::string name;
  std::string holds;    ///< `dates 98 %, 312 distinct in 312 of 400`
  std::string taken;    ///< a field's key, `topic`, `question`, or empty
  std::string because;  ///< why
};

/// What became of one input file. rows_read = kept + merged + left_out + rejected, always.
struct FileFacts {
  std::string path;                                          ///< as given; `-` is standard input
  std::string container;                                     ///< csv, json, jsonl
  std::string compression;                                   ///< gzip, zstd or empty
  std::string encoding;                                      ///< UTF-8, UTF-16LE, …
  std::string delimiter;                                     ///< of CSV: `,` `;` tab `|`
  std::string profile;                                       ///< the maker's key, or generic
  std::vector<std::pair<std::string, std::string>> columns;  ///< field key, column or path, in the order of the fields
  std::vector<ColumnFacts> seen;                             ///< every column, in the order of the file
  std::vector<std::string> unused;                           ///< columns that mean nothing to dsat
  std::string scale, date_order, time_zone, tag_separator;
  std::vector<Guess> guesses;
  std::vector<std::string> notes;  ///< oddities with their first line: short rows, quotes in mid-cell, replaced bytes
  std::string role;                ///< what its rows are, in words: `tickets`, `ratings (one row a question)`, `lookup`
  std::int64_t joined = 0;         ///< rows that found their ticket, or their key, in another table
  std::int64_t rows_read = 0, kept = 0, merged = 0, left_out = 0, rejected = 0;
  std::map<std::string, std::int64_t> left_out_by, rejects;  ///< reason, rows
  std::map<std::string, std::int64_t>
      unreadable;                              ///< kind of cell (`rating`, `created_at`, …), cells that made no sense
  std::map<std::string, std::int64_t> filled;  ///< fields that are dates, cells that hold anything
  /// A few of each kind of trouble: line, reason, the row or cell, shortened.
  struct Sample {
    std::uint64_t line = 0;
    std::string reason, text;
  };
  std::vector<Sample> samples;
};

/// Where the store's content came from, and what was decided on the way.
struct Provenance {
  std::vector<FileFacts> files;
  std::vector<std::pair<std::string, std::string>> skipped_files;  ///< path, why (only with --skip-bad-files)
  /// Inputs that dsat wrote itself: path, and `worksheet`, `qa`, `roster`, `events`, `series` or `table`.
  std::vector<std::pair<std::string, std::string>> own_files;
  std::int64_t suspected_duplicates = 0;       ///< rows equal in every cell, where there is no id
  std::map<std::string, std::int64_t> faults;  ///< `negative first reply`, …: values excluded from their measure
  std::vector<std::pair<std::string, std::string>> companions;  ///< what else was read: heading, a sentence about it
  std::string no_rating_reason;  ///< why nothing is rated: no rating column, nearest columns, the --map to try
  FileFacts totals() const;      ///< the sums of rows over files
};

}  // namespace dsat
