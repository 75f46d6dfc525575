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
  /// Holds ids of tickets, several parted by blanks, perhaps after `#`: links where Document::ticket_url is known.
  bool tickets = false;
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
  /// A page shows its title alone until it is opened.
  bool folded = false;
  /// A page draws each row as a tile: the second column large, the others small beside it.
  bool tiles = false;
};

/// A paragraph of sentences. `lead` is what a hurried reader sees first.
struct Paragraph {
  std::string text;
  bool lead = false;
  std::string see = {};  ///< key of the section that says more: a page links to it
};

/// Something that a section says stands out. Findings of all sections compete for the few lines of the first page.
struct Finding {
  /// The line it competes for.
  enum class Line { verdict, place, person, rising, waiting };
  Line line = Line::place;
  double strength = 0;  ///< −log10 of the probability that chance does this; 0 or less: no claim, said where none is
  std::string name;     ///< `late_delivery`: where there is no room for more
  std::string text;     ///< a sentence without full stop, with its counts and its span
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
    dots,    ///< x: names; y: shares, a point each with low and high, and a tick where `expected`
  };
  std::string key;
  std::string title;
  Kind kind = Kind::bars;
  std::string table;                ///< key of the table
  std::string x, y;                 ///< column keys
  std::string low, high, running;   ///< column keys; empty: none
  std::string group;                ///< column key of the second axis (heat); empty: none
  std::string expected;             ///< column key (dots); empty: none
  std::string volume;               ///< column key (trend): small bars under the line; empty: none
  std::vector<std::string> hollow;  ///< x values (trend) of periods that aren't over: their points are hollow
  std::string sort;                 ///< column key: the largest first; empty: as in the table
  std::vector<std::pair<std::string, std::string>> marks;  ///< x value, label: events, change points, critical points
  std::string description;                                 ///< the picture in a sentence, for those who can't see it
};

using Block = std::variant<Paragraph, Facts, Table, Chart>;

struct Section {
  std::string key;    ///< as in --section
  std::string title;  ///< `Reasons of the 61 negatives`
  std::vector<Block> blocks;
  std::vector<Finding> findings = {};
  /// What a brief shows of it; where there is nothing, `headline` alone.
  std::vector<Block> brief = {};
  std::string headline = {};  ///< one sentence; empty where the section claims nothing
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

  bool brief = false;         ///< text is the brief of each section
  std::string whole;          ///< in a brief: how to get all of it
  std::string ticket_url;     ///< `https://acme.example/tickets/{id}`; empty: no links
  std::size_t page_rows = 0;  ///< rows of a table on a page that can fold; 0: as many as `top` says
  /// The tickets that cells stand on, each once, and the key of each row (Behind::tickets).
  Table tickets;
  std::vector<std::uint32_t> ticket_keys;
};

}  // namespace dsat::document
