#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsat/data/provenance.hpp"
#include "load/packed_cell.hpp"
#include "load/text_key.hpp"

/// What the readers (CSV, JSON) hand to recognition: tables of cells without meaning.
namespace dsat::load {

/// Joins the items of a JSON array within one cell. Never occurs in a cell from JSON otherwise. Columns of the same
/// array of objects (`answers[].rating`, `answers[].type`) have as many items as it has objects, empty where one lacks
/// the member.
inline constexpr char array_separator = '\x1F';

/// Joins the items of an array within an array.
inline constexpr char inner_array_separator = '\x1E';

/// How a column's cells are to be held.
enum class Keep : std::uint8_t {
  no,       ///< not at all; only its name is remembered
  sampled,  ///< as plain, but only the beginning of the table: nobody knows yet what it is, or nobody asks for it
  coded,    ///< few distinct values: a dictionary and a code per row
  packed,   ///< stamps and numbers, in eight bytes where they have a common shape
  plain,    ///< ids, comments: bytes as they are
};

inline bool is_kept(Keep keep) {
  return keep != Keep::no;
}

/// Bytes that stay where they are once they were added.
class Arena {
 public:
  /// Room for `size` bytes.
  char* take(std::size_t size);
  /// Takes over what another one holds.
  void adopt(Arena&& other);

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;
  std::size_t free_size_ = 0;
};

/// Values that are appended one by one and never move: filling it takes no more memory than there are values.
template <class Value>
class Pages {
 public:
  std::size_t size() const { return size_; }
  Value operator[](std::size_t at) const { return pages_[at / page_size][at % page_size]; }
  void push_back(Value value) {
    if (size_ % page_size == 0) pages_.emplace_back(new Value[page_size]);
    pages_.back()[size_++ % page_size] = value;
  }

 private:
  static constexpr std::size_t page_size = std::size_t{1} << 13;
  std::vector<std::unique_ptr<Value[]>> pages_;
  std::size_t size_ = 0;
};

/// Codes that are appended one by one, in as few bytes as the largest needs (1, 2 or 4).
class NarrowCodes {
 public:
  std::size_t size() const { return width_ == 1 ? narrow_.size() : width_ == 2 ? medium_.size() : wide_.size(); }
  std::uint32_t operator[](std::size_t row) const {
    return width_ == 1 ? narrow_[row] : width_ == 2 ? medium_[row] : wide_[row];
  }
  void push_back(std::uint32_t code);
  void reserve(std::size_t rows);
  /// Calls `visitor` with the typed vector: the way into a hot loop.
  template <class Visitor>
  decltype(auto) visit(Visitor&& visitor) const {
    return width_ == 1 ? visitor(narrow_) : width_ == 2 ? visitor(medium_) : visitor(wide_);
  }

 private:
  void widen();

  int width_ = 1;
  std::vector<std::uint8_t> narrow_;
  std::vector<std::uint16_t> medium_;
  std::vector<std::uint32_t> wide_;
};

/// A column of cells. Of Keep::no there are none (size 0). `present` and `null` are told apart from
/// `absent` (JSON: no such member; CSV: a short row).
class RawColumn {
 public:
  enum class State : std::uint8_t { absent, null, present };

  RawColumn(std::string name, Keep keep) : name_(std::move(name)), keep_(keep) {}

  const std::string& name() const { return name_; }
  Keep keep() const { return keep_; }
  std::size_t size() const { return keep_ == Keep::coded ? codes_.size() : cells_.size(); }
  /// The text of a cell, which stays as long as the column; of Keep::packed use cell().
  std::string_view operator[](std::size_t row) const;
  /// The text of a cell, spelled into `room` where it is packed.
  std::string_view cell(std::size_t row, SpelledCell& room) const;
  /// A cell that is held packed as pack() gives it; else 0.
  std::uint64_t packed(std::size_t row) const {
    return keep_ == Keep::packed && (cells_[row] & 1U) != 0 ? cells_[row] : 0;
  }
  State state(std::size_t row) const;

  /// Of a coded column: the distinct cells in order of first appearance, and each row's index into them.
  /// 0 is absent, 1 null, 2 the first real one.
  const std::vector<std::string_view>& distinct() const { return distinct_; }
  const NarrowCodes& codes() const { return codes_; }

  void append(std::string_view cell);
  /// Appends `count` cells, each `stride` after the one before; one without bytes at all (nullptr) is absent. From the
  /// beginning of each, TextKey::longest_whole bytes can be read.
  void append_readable(const std::string_view* cells, std::size_t stride, std::size_t count);
  void append_null();
  void append_absent();
  /// Appends absent cells until there are `rows`.
  void pad(std::size_t rows);

  /// The same cells held in another way.
  RawColumn held_as(Keep keep) const;
  /// The same column under another name.
  void rename(std::string name) { name_ = std::move(name); }

  /// Lets go of what only appending needs.
  void end() { slots_ = {}; }
  /// Of a coded column: lets go of everything but the codes.
  void keep_codes() {
    distinct_ = {};
    texts_ = {};
  }
  /// Lets go of all cells.
  void clear() { *this = RawColumn(std::move(name_), keep_); }

  /// A column that is put together from the rows of others of its kind.
  class Joiner;

 private:
  struct Slot {
    TextKey key;
    std::uint32_t code = 0;  ///< 0: free
  };
  /// The code of a text; `stays`: the text needn't be copied.
  std::uint32_t code_of(std::string_view cell, const TextKey& key, bool stays = false);
  /// Where the text of that key stands, or would.
  std::size_t slot_of(std::string_view cell, const TextKey& key) const;
  void widen_slots();
  std::uint64_t held(std::string_view cell);

  std::string name_;
  Keep keep_;
  std::vector<std::string_view> distinct_{std::string_view(), std::string_view()};
  NarrowCodes codes_;
  std::vector<Slot> slots_;     ///< codes by their cell
  Pages<std::uint64_t> cells_;  ///< of packed and plain: a packed cell (odd), or the address of a held one
  Arena texts_;
};

class RawColumn::Joiner {
 public:
  /// `parts` are emptied by finish(); `rows` come in all.
  Joiner(std::vector<RawColumn*> parts, std::size_t rows);
  /// Appends `count` rows of a part from `begin` on.
  void append(std::size_t part, std::size_t begin, std::size_t count);
  RawColumn finish();

 private:
  std::vector<RawColumn*> parts_;
  std::vector<std::vector<std::uint32_t>> codes_;  ///< of each part's codes, once they were met
  RawColumn joined_;
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
