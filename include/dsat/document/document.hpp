#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dsat/document/cell.hpp"

namespace dsat::document {

/// Who sees a column: readers (text, Markdown, HTML) get combined, drawn columns; machines (CSV, JSON, XLSX) raw ones.
enum class Audience { everybody, readers, machines };

struct Column {
  std::string key;    ///< stable, snake_case; the header of CSV and the member name of JSON
  std::string title;  ///< what readers see
  Audience audience = Audience::everybody;
  bool numeric = true;  ///< right-aligned; false for words
  /// Words that may be long (comments): a writer short of room takes it from these first.
  bool wide = false;
  /// Words that readers get whole: text puts them, wrapped, under their row.
  bool whole = false;
  /// Readers can do without: text leaves it out, and says so, where room is short.
  bool spare = false;
};

struct Table {
  std::string key;    ///< stable, unique within its section
  std::string title;  ///< may be empty
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  ///< each as long as `columns`
  /// Readers see this many rows (0: all); machines always all.
  std::size_t top = 0;
  /// What shows the rest: `dsat reviews … --queue overdue`; printed with the number of rows left out.
  std::string more;
  /// Printed under the table for readers, a note of the table for machines: what isn't counted, that groups overlap.
  std::string note;
};

/// A paragraph of sentences. `lead` is what a hurried reader sees first.
struct Paragraph {
  std::string text;
  bool lead = false;
};

/// Labelled sentences: `Precision  ± 4 points, from 318 ratings.`
struct Facts {
  std::vector<std::pair<std::string, std::string>> items;
};

/// A picture of columns of a table in the same section; where pictures can't be, the table speaks for itself.
struct Chart {
  enum class Kind {
    trend,   ///< x: periods; y: shares; low and high: limits of what is usual
    pareto,  ///< x: names; y: counts; running: cumulative share
    heat,    ///< x: hour; group: weekday; y: share
    funnel,  ///< x: step; y: counts
    curve,   ///< x: minutes; y: share
    bars,    ///< x: names; y: shares
  };
  std::string key;
  std::string title;
  Kind kind = Kind::bars;
  std::string table;                                       ///< key of the table
  std::string x, y;                                        ///< column keys
  std::string low, high, running;                          ///< column keys; empty: none
  std::string group;                                       ///< column key of the second axis (heat); empty: none
  std::vector<std::pair<std::string, std::string>> marks;  ///< x value, label: events, change points, critical points
  std::string description;                                 ///< the picture in a sentence, for those who can't see it
};

using Block = std::variant<Paragraph, Facts, Table, Chart>;

struct Section {
  std::string key;    ///< as in --section
  std::string title;  ///< `Reasons of the 61 negatives`
  std::vector<Block> blocks;
};

/// One file that was read. rows_read = kept + merged + left_out + rejected.
struct InputFile {
  std::string path;
  std::string profile;
  std::int64_t rows_read = 0, kept = 0, merged = 0, left_out = 0, rejected = 0;
};

struct Document {
  /// `report` is prose and several tables; `table` is one table (breakdown, trend, reviews): its CSV is just that
  /// table.
  enum class Shape { report, table };
  std::string schema;  ///< `dsat.report`, `dsat.breakdown`, …
  int schema_version = 1;
  Shape shape = Shape::report;
  std::string title;                  ///< `Root-cause report`
  std::vector<std::string> subtitle;  ///< period and zone; volumes
  std::vector<InputFile> input;
  std::vector<std::string> notes;  ///< what a reader must know before trusting a figure
  std::vector<Section> sections;
  Moment as_of;  ///< the report's "now": the only time stamp that a file may carry
};

}  // namespace dsat::document
