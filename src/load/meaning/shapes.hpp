#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/data/provenance.hpp"
#include "dsat/load/load.hpp"
#include "load/meaning/column_profile.hpp"
#include "load/raw_table.hpp"

/// What rows of a table are. A table in which a row isn't a ticket, a rating or something about one is brought into
/// that shape before its columns are recognised: answers spread over columns or rows become one, totals and second
/// headers go, counted ratings become ratings; a table of counts and averages is refused. Comes in: a table of cells.
/// Goes out: one of the same kind, and what was done, told.
namespace dsat::load {

/// What is known of a table's rows besides its cells.
struct Shaped {
  std::string role;                    ///< in words, where it isn't the usual one: `one row a question`
  std::optional<std::string> rating;   ///< the column that is the rating
  std::vector<std::string> questions;  ///< columns that are further questions
  std::optional<std::string> set;      ///< the column whose cells are sets of names, joined by array_separator
  std::vector<Guess> guesses;
  std::string summary_of;   ///< not empty: no tickets but counts or averages, and why that is thought
  bool counted = false;     ///< rows stand for several ratings each and were repeated; lines tell which
  std::int64_t merged = 0;  ///< rows that became part of another
  std::map<std::string, std::int64_t> left_out;  ///< rows that are gone, by reason
};

/// A shape's way to the usual one.
struct Shape {
  std::string_view key;
  /// Does it if the table has the shape; false if not, and then nothing has changed. `view` is of the table as it
  /// comes.
  bool (*apply)(RawTable& table, const TableView& view, Shaped& shaped, const Options& options);
  /// The columns that this needs whole, if the beginning of a table looks like the shape.
  std::vector<std::size_t> (*needs)(const TableView& beginning);
};

/// All, in the order in which they are tried; each may apply.
std::span<const Shape> shapes();

/// Brings a table into the usual shape; `view` is of the table as it leaves.
Shaped reshape(RawTable& table, std::optional<TableView>& view, const Options& options);
/// The columns that a shape would need whole.
std::vector<std::size_t> columns_of_shapes(const TableView& beginning);

// --- for shapes ---

/// The trimmed text of a cell; empty if it stands for nothing.
std::string cell_text(const RawTable& table, std::size_t column, std::size_t row);
/// The rows that `keep` names, in order, of all whole columns but those that `drop` names.
RawTable selected(const RawTable& table, const std::vector<std::uint32_t>& keep, const std::vector<bool>& drop = {});
/// The column whose name says most that it is the tickets' id.
std::optional<std::size_t> id_column(const TableView& view);
/// True if `word` is one of the lexicon's words of that kind, or stands among the words of `text`.
bool holds_word(std::string_view kind, std::string_view text);

bool apply_second_header(RawTable&, const TableView&, Shaped&, const Options&);
bool apply_totals(RawTable&, const TableView&, Shaped&, const Options&);
bool apply_choices(RawTable&, const TableView&, Shaped&, const Options&);
bool apply_questions(RawTable&, const TableView&, Shaped&, const Options&);
bool apply_sets(RawTable&, const TableView&, Shaped&, const Options&);
bool apply_counted(RawTable&, const TableView&, Shaped&, const Options&);
bool apply_summary(RawTable&, const TableView&, Shaped&, const Options&);
std::vector<std::size_t> choice_columns(const TableView&);
std::vector<std::size_t> question_columns(const TableView&);
std::vector<std::size_t> set_columns(const TableView&);
std::vector<std::size_t> no_columns(const TableView&);

}  // namespace dsat::load
