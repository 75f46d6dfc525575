#pragma once
#include "load/encode/encoder.hpp"
#include "load/encode/pages.hpp"
#include "load/encode/text_dictionary.hpp"

namespace dsat::load {

/// Columns of ids that come again and again, of many: numbers need no dictionary until somebody asks for codes.
class KeyCells final : public Encoder {
 public:
  /// Two rows hold the same text if and only if they hold the same value; absent and null are 0 and 2.
  std::uint64_t value(std::size_t row) const { return cells_[row]; }

  std::size_t size() const override { return cells_.size(); }
  std::string_view text(std::size_t row, CellRoom& room) const override;
  CellState state(std::size_t row) const override;
  void append(std::string_view cell) override;
  void append_null() override { cells_.push_back(null); }
  void append_absent() override { cells_.push_back(absent); }
  void join(std::span<Encoder* const> parts, std::span<const Piece> pieces) override;
  void end() override { texts_.end(); }

 private:
  static constexpr std::uint64_t absent = 0, null = 2;
  TextDictionary texts_{2};
  Pages<std::uint64_t> cells_;  ///< a packed cell (odd), or twice the number of a text
};

}  // namespace dsat::load
