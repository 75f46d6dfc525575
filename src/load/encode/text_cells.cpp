#include "load/encode/text_cells.hpp"

#include <cstring>
#include <stdexcept>

namespace dsat::load {
namespace {

// A held cell is its length and then its bytes; that its address is even tells it from a packed one.
using Length = std::uint32_t;
alignas(2) constexpr char null_cell[sizeof(Length)] = {};
alignas(2) constexpr char empty_cell[sizeof(Length)] = {};
constexpr std::uint64_t absent_address = 0;

std::uint64_t address_of(const char* cell) {
  return reinterpret_cast<std::uintptr_t>(cell);
}

}  // namespace

std::string_view TextCells::held(std::size_t row) const {
  const std::uint64_t address = cells_[row];
  if (address == absent_address) return {};
  if ((address & 1U) != 0) throw std::logic_error("a packed cell has no text of its own");
  const char* const cell = reinterpret_cast<const char*>(static_cast<std::uintptr_t>(address));
  Length length = 0;
  std::memcpy(&length, cell, sizeof length);
  return {cell + sizeof length, length};
}

std::string_view TextCells::text(std::size_t row, CellRoom& room) const {
  const std::uint64_t value = packed(row);
  return value != 0 ? spell(value, room.few) : held(row);
}

CellState TextCells::state(std::size_t row) const {
  if (cells_[row] == absent_address) return CellState::absent;
  return cells_[row] == address_of(null_cell) ? CellState::null : CellState::present;
}

void TextCells::append(std::string_view cell) {
  if (packs_)
    if (const std::uint64_t packed = pack(cell); packed != 0) return cells_.push_back(packed);
  if (cell.empty()) return cells_.push_back(address_of(empty_cell));
  const auto length = static_cast<Length>(cell.size());
  char* const at = texts_.take((sizeof length + cell.size() + 1) & ~std::size_t{1});
  std::memcpy(at, &length, sizeof length);
  std::memcpy(at + sizeof length, cell.data(), cell.size());
  cells_.push_back(address_of(at));
}

void TextCells::append_null() {
  cells_.push_back(address_of(null_cell));
}

void TextCells::append_absent() {
  cells_.push_back(absent_address);
}

void TextCells::join(std::span<Encoder* const> parts, std::span<const Piece> pieces) {
  for (const Piece& piece : pieces) {
    auto& from = static_cast<TextCells*>(parts[piece.part])->cells_;
    const std::size_t end = piece.begin + piece.count;
    for (std::size_t row = piece.begin; row < end; ++row) cells_.push_back(from[row]);
    from.let_go_before(end);
  }
  for (Encoder* const part : parts) {
    auto& from = *static_cast<TextCells*>(part);
    texts_.adopt(std::move(from.texts_));
    from.cells_ = {};
  }
}

}  // namespace dsat::load
