#pragma once
#include "load/encode/encoder.hpp"
#include "load/encode/pages.hpp"

namespace dsat::load {

/// Columns of cells that differ from row to row: texts as they are, and where it was asked for, stamps and numbers in
/// eight bytes.
class TextCells final : public Encoder {
 public:
  explicit TextCells(bool packs) : packs_(packs) {}

  /// A cell that is held packed as pack() gives it; else 0.
  std::uint64_t packed(std::size_t row) const { return (cells_[row] & 1U) != 0 ? cells_[row] : 0; }
  /// The text of a cell that isn't packed; it stays as long as this.
  std::string_view held(std::size_t row) const;

  std::size_t size() const override { return cells_.size(); }
  std::string_view text(std::size_t row, CellRoom& room) const override;
  CellState state(std::size_t row) const override;
  void append(std::string_view cell) override;
  void append_null() override;
  void append_absent() override;
  void join(std::span<Encoder* const> parts, std::span<const Piece> pieces) override;

 private:
  bool packs_;
  Pages<std::uint64_t> cells_;  ///< a packed cell (odd), or the address of a held one
  Arena texts_;
};

}  // namespace dsat::load
