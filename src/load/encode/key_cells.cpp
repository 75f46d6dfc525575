#include "load/encode/key_cells.hpp"

namespace dsat::load {
namespace {

bool is_packed(std::uint64_t value) {
  return (value & 1U) != 0;
}

}  // namespace

std::string_view KeyCells::text(std::size_t row, CellRoom& room) const {
  const std::uint64_t value = cells_[row];
  return is_packed(value) ? spell(value, room.few) : texts_[static_cast<std::uint32_t>(value / 2)];
}

CellState KeyCells::state(std::size_t row) const {
  const std::uint64_t value = cells_[row];
  return value == absent ? CellState::absent : value == null ? CellState::null : CellState::present;
}

void KeyCells::append(std::string_view cell) {
  const std::uint64_t packed = pack(cell);
  cells_.push_back(packed != 0 ? packed : std::uint64_t{texts_.code_of(cell)} * 2);
}

void KeyCells::join(std::span<Encoder* const> parts, std::span<const Piece> pieces) {
  std::vector<std::vector<std::uint32_t>> codes;  // of each part's texts, once they were met
  for (Encoder* const part : parts) {
    codes.emplace_back(static_cast<KeyCells*>(part)->texts_.size(), 0);
    codes.back()[null / 2] = null / 2;
  }
  for (const Piece& piece : pieces) {
    auto& from = *static_cast<KeyCells*>(parts[piece.part]);
    const std::size_t end = piece.begin + piece.count;
    for (std::size_t row = piece.begin; row < end; ++row) {
      const std::uint64_t value = from.cells_[row];
      if (is_packed(value) || value == absent) {
        cells_.push_back(value);
        continue;
      }
      const auto own = static_cast<std::uint32_t>(value / 2);
      std::uint32_t& code = codes[piece.part][own];
      if (code == 0) code = texts_.code_of(from.texts_[own], TextKey::of(from.texts_[own]), /*stays=*/true);
      cells_.push_back(std::uint64_t{code} * 2);
    }
    from.cells_.let_go_before(end);
  }
  for (Encoder* const part : parts) {
    auto& from = *static_cast<KeyCells*>(part);
    texts_.adopt_texts(std::move(from.texts_));
    from.cells_ = {};
  }
  end();
}

}  // namespace dsat::load
