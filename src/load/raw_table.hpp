#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsat/data/provenance.hpp"
#include "load/encode/encoder.hpp"
#include "load/encode/key_cells.hpp"
#include "load/encode/set_cells.hpp"
#include "load/encode/text_cells.hpp"
#include "load/encode/word_cells.hpp"
#include "load/packed_cell.hpp"

/// What the readers (CSV, JSON) hand to recognition: tables of cells without meaning.
namespace dsat::load {

/// A named column of cells.
class RawColumn {
 public:
  RawColumn(std::string name, Keep keep);

  const std::string& name() const { return name_; }
  Keep keep() const { return keep_; }
  std::size_t size() const { return cells_ ? cells_->size() : 0; }
  /// The text of a cell held as a word or plain, which stays as long as the column; of others use cell().
  std::string_view operator[](std::size_t row) const;
  /// The text of a cell, spelled into `room` where it isn't held as it is.
  std::string_view cell(std::size_t row, CellRoom& room) const {
    return cells_ ? cells_->text(row, room) : std::string_view();
  }
  CellState state(std::size_t row) const { return cells_ ? cells_->state(row) : CellState::absent; }
  /// A cell that is held packed as pack() gives it; else 0.
  std::uint64_t packed(std::size_t row) const { return packed_ != nullptr ? packed_->packed(row) : 0; }

  /// The encoder, where it is of that kind; else nullptr.
  const WordCells* words() const {
    return keep_ == Keep::words ? static_cast<const WordCells*>(cells_.get()) : nullptr;
  }
  const SetCells* sets() const { return keep_ == Keep::sets ? static_cast<const SetCells*>(cells_.get()) : nullptr; }
  const KeyCells* keys() const { return keep_ == Keep::keys ? static_cast<const KeyCells*>(cells_.get()) : nullptr; }

  /// Of a column of words its distinct cells, as WordCells has them; of others none.
  std::span<const std::string_view> distinct() const {
    return words() != nullptr ? std::span(words()->distinct()) : std::span<const std::string_view>();
  }

  void append(std::string_view cell) {
    if (cells_) cells_->append(cell);
  }
  void append_readable(const std::string_view* cells, std::size_t stride, std::size_t count) {
    if (cells_) cells_->append_readable(cells, stride, count);
  }
  void append_null() {
    if (cells_) cells_->append_null();
  }
  void append_absent() {
    if (cells_) cells_->append_absent();
  }
  /// Appends absent cells until there are `rows`.
  void pad(std::size_t rows);

  /// The same cells held in another way.
  RawColumn held_as(Keep keep) const;
  /// The same column under another name.
  void rename(std::string name) { name_ = std::move(name); }
  /// The rows of `parts`, columns of that name held alike, in the order of `pieces`; they are used up.
  static RawColumn joined(std::span<RawColumn* const> parts, std::span<const Piece> pieces);

  /// Lets go of what only appending needs.
  void end() {
    if (cells_) cells_->end();
  }
  /// Of a column of words: lets go of everything but the codes.
  void keep_codes() { static_cast<WordCells&>(*cells_).keep_codes(); }
  /// Lets go of all cells.
  void clear() { *this = RawColumn(std::move(name_), keep_); }

 private:
  std::string name_;
  Keep keep_;
  std::unique_ptr<Encoder> cells_;
  const TextCells* packed_ = nullptr;  ///< cells_, where it packs
};

/// Records of one kind. A CSV file is one table; a JSON stream is one per record type.
struct RawTable {
  std::string record_type;  ///< JSON: the name of the array they stood in (`tickets`, `users`), or empty
  std::vector<RawColumn> columns;
  std::size_t rows = 0;
  std::vector<std::uint32_t> lines;  ///< where each record begins: physical line, or record number in JSON
  /// A hash of all cells of each record (those not kept too); 0 may stand for records that carry an id. Empty: of none.
  std::vector<std::uint64_t> fingerprints;

  std::uint64_t fingerprint(std::size_t row) const { return fingerprints.empty() ? 0 : fingerprints[row]; }
  /// The first column of that name, or nothing. CSV files may have several of one name.
  RawColumn* find(std::string_view name);
  /// A table of the same columns without rows.
  RawTable header() const;
};

/// True if all cells of a table's column are there.
inline bool is_whole(const RawTable& table, const RawColumn& column) {
  return is_kept(column.keep()) && column.size() >= table.rows;
}

/// Where not all of a column's cells matter.
struct Narrowing {
  /// Only cells that hold one of these words matter, in whatever case; all others may as well be empty.
  std::vector<std::string> marks;
  /// Asked of the column's first cells: nothing more needs to be known of it. Empty: everything does.
  std::function<bool(const RawColumn& beginning)> is_enough;
};

/// Asked when the name of a column is first seen; by several threads at once where these read tables of their own.
class ColumnPlan {
 public:
  using ToKeep = std::function<Keep(std::string_view record_type, std::string_view column)>;
  using ToIdentify = std::function<std::vector<std::size_t>(const RawTable& header)>;
  using ToNarrow = std::function<Narrowing(std::string_view column)>;
  using ToSettle = std::function<std::vector<Keep>(const RawTable& beginning)>;

  template <class Function>
  ColumnPlan(Function to_keep, ToIdentify to_identify = {}, ToNarrow to_narrow = {}, ToSettle to_settle = {})
      : to_keep_(std::move(to_keep)),
        to_identify_(std::move(to_identify)),
        to_narrow_(std::move(to_narrow)),
        to_settle_(std::move(to_settle)) {}

  /// How a column is to be held.
  Keep operator()(std::string_view record_type, std::string_view column) const { return to_keep_(record_type, column); }
  /// The columns of a table without rows that will hold tickets' ids; none if that can't be told.
  std::vector<std::size_t> id_columns(const RawTable& header) const {
    return to_identify_ ? to_identify_(header) : std::vector<std::size_t>();
  }

  /// How each column of a table is to be held from here on, now that its beginning is known: of those held as
  /// Keep::sampled, the ones that stay so aren't read any further.
  std::vector<Keep> settle(const RawTable& beginning) const {
    if (to_settle_) return to_settle_(beginning);
    std::vector<Keep> keeps;
    for (const RawColumn& column : beginning.columns) keeps.push_back(column.keep());
    return keeps;
  }

  /// What matters of a kept column, for readers that can make use of it: the table has no record type.
  Narrowing narrowing(std::string_view column) const { return to_narrow_ ? to_narrow_(column) : Narrowing(); }

 private:
  ToKeep to_keep_;
  ToIdentify to_identify_;
  ToNarrow to_narrow_;
  ToSettle to_settle_;
};

/// True if a cell is a column name that some profile knows: tells header rows from preambles and data.
using KnownName = std::function<bool(std::string_view cell)>;

}  // namespace dsat::load
