#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "load/packed_cell.hpp"

/// How the cells of a column are held while a file is read.
///
/// Texts come in, cell by cell; a text comes out for every row, byte for byte what came in, whatever the encoder makes
/// of it in between: the plan says how cells are held, never what they mean, and a column that turns out to be filled
/// otherwise than its beginning is held less well, not read wrongly. Encoders know no tables, no fields and no formats.
namespace dsat::load {

/// Joins the items of a JSON array within one cell. Never occurs in a cell from JSON otherwise. Columns of the same
/// array of objects (`answers[].rating`, `answers[].type`) have as many items as it has objects, empty where one lacks
/// the member.
inline constexpr char array_separator = '\x1F';

/// Joins the items of an array within an array.
inline constexpr char inner_array_separator = '\x1E';

/// How a column's cells are to be held. Of two that are asked for the later one holds what either needs.
enum class Keep : std::uint8_t {
  no,       ///< not at all; only its name is remembered
  sampled,  ///< as plain, but only the beginning of the table: nobody knows yet what it is, or nobody asks for it
  words,    ///< few distinct values: a dictionary and a code per row
  sets,     ///< several names in a cell (tags): a dictionary of single names, and their codes back to back
  keys,     ///< ids that come again and again (customers): numbers in eight bytes, else a dictionary
  packed,   ///< stamps, numbers and ids, in eight bytes where they have a common shape
  plain,    ///< comments: bytes as they are
};

inline bool is_kept(Keep keep) {
  return keep != Keep::no;
}

/// Room for the text of a cell that isn't held as one.
struct CellRoom {
  SpelledCell few;
  std::string many;
};

/// Told apart from `absent` (JSON: no such member; CSV: a short row) are `present` and `null`.
enum class CellState : std::uint8_t { absent, null, present };

/// Some rows of what one of several workers read.
struct Piece {
  std::size_t part = 0;
  std::size_t begin = 0, count = 0;
};

/// The cells of a column, held by one encoder.
class Encoder {
 public:
  virtual ~Encoder() = default;

  virtual std::size_t size() const = 0;
  /// The text of a cell, spelled into `room` where it isn't held as it is.
  virtual std::string_view text(std::size_t row, CellRoom& room) const = 0;
  virtual CellState state(std::size_t row) const = 0;

  virtual void append(std::string_view cell) = 0;
  virtual void append_null() = 0;
  virtual void append_absent() = 0;
  /// Appends `count` cells, each `stride` after the one before; one without bytes at all (nullptr) is absent. From the
  /// beginning of each, TextKey::longest_whole bytes can be read.
  virtual void append_readable(const std::string_view* cells, std::size_t stride, std::size_t count);

  /// Becomes the rows of `parts`, encoders of its kind, in the order of `pieces`: the same whoever read what. The parts
  /// are used up.
  virtual void join(std::span<Encoder* const> parts, std::span<const Piece> pieces) = 0;
  /// Lets go of what only appending needs.
  virtual void end() {}
};

/// An encoder for columns that are to be held like that; nothing for Keep::no.
std::unique_ptr<Encoder> encoder_for(Keep keep);

}  // namespace dsat::load
