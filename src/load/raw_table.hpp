#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/data/provenance.hpp"

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
  no,     ///< not at all; only its name is remembered
  coded,  ///< few distinct values: a dictionary and a code per row
  plain,  ///< ids, stamps, comments: bytes back to back
};

/// A column of cells. Of Keep::no there are none (size 0). `present` and `null` are told apart from `absent` (JSON: no
/// such member; CSV: a short row).
class RawColumn {
 public:
  enum class State : std::uint8_t { absent, null, present };

  RawColumn(std::string name, Keep keep) : name_(std::move(name)), keep_(keep) {}

  const std::string& name() const { return name_; }
  Keep keep() const { return keep_; }
  std::size_t size() const;
  std::string_view operator[](std::size_t row) const;
  State state(std::size_t row) const;

  /// Of a coded column: the distinct cells in order of first appearance, and each row's index into them.
  /// 0 is absent, 1 null, 2 the first real one.
  const std::vector<std::string>& distinct() const { return distinct_; }
  const std::vector<std::uint32_t>& codes() const { return codes_; }

  void append(std::string_view cell);
  void append_null();
  void append_absent();
  /// Appends absent cells until there are `rows`.
  void pad(std::size_t rows);

 private:
  std::uint32_t code_of(std::string_view cell);
  void make_slots(std::size_t count);

  std::string name_;
  Keep keep_;
  std::vector<std::string> distinct_{std::string(), std::string()};
  std::vector<std::uint32_t> codes_;
  std::vector<std::uint32_t> slots_;  ///< codes by the hash of their cell; 0: free
  std::string bytes_;
  std::vector<std::uint64_t> ends_;  ///< the two top bits of an entry hold the state
};

/// Records of one kind. A CSV file is one table; a JSON stream is one per record type.
struct RawTable {
  std::string record_type;  ///< JSON: the name of the array they stood in (`tickets`, `users`), or empty
  std::vector<RawColumn> columns;
  std::size_t rows = 0;
  std::vector<std::uint32_t> lines;         ///< where each record begins: physical line, or record number in JSON
  std::vector<std::uint64_t> fingerprints;  ///< a hash of all cells of each record (those not kept too)

  /// The first column of that name, or nothing. CSV files may have several of one name.
  RawColumn* find(std::string_view name);
};

/// Asked once for every column, when its name is first seen.
using ColumnPlan = std::function<Keep(std::string_view record_type, std::string_view column)>;
/// True if a cell is a column name that some profile knows: tells header rows from preambles and data.
using KnownName = std::function<bool(std::string_view cell)>;

}  // namespace dsat::load
