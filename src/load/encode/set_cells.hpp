#pragma once
#include <cstdint>
#include <vector>

#include "load/encode/encoder.hpp"
#include "load/encode/narrow_codes.hpp"
#include "load/encode/text_dictionary.hpp"

namespace dsat::load {

/// Columns of several names in a cell: tags, the agents involved.
///
/// Sets are as good as all different in a large export, their names aren't. So a cell is taken apart behind every run
/// of characters that may separate names, whether they do or not: `late delivery, refund` is held as the fragments
/// `late `, `delivery, ` and `refund`. Which of them belong to one name is decided when the whole file is known.
class SetCells final : public Encoder {
 public:
  /// Numbers of fragments that stand for a cell which isn't there, and one that says null.
  static constexpr std::uint32_t absent = 0, null = 1, first_fragment = 2;

  const std::vector<std::string_view>& fragments() const { return fragments_.distinct(); }
  /// Calls `visit(row, codes)` for each row, with the numbers of its fragments.
  template <class Visit>
  void each_row(Visit&& visit) const {
    codes_.visit([&](const auto& codes) {
      std::size_t begin = 0;
      for (std::size_t row = 0; row < ends_.size(); begin = ends_[row++])
        visit(row, std::span(codes.data() + begin, ends_[row] - begin));
    });
  }

  std::size_t size() const override { return ends_.size(); }
  std::string_view text(std::size_t row, CellRoom& room) const override;
  CellState state(std::size_t row) const override;
  void append(std::string_view cell) override;
  void append_null() override { append_code(null); }
  void append_absent() override { append_code(absent); }
  void join(std::span<Encoder* const> parts, std::span<const Piece> pieces) override;
  void end() override { fragments_.end(); }

 private:
  void append_code(std::uint32_t code);
  void end_row();
  std::size_t begin_of(std::size_t row) const { return row == 0 ? 0 : ends_[row - 1]; }

  TextDictionary fragments_{first_fragment};
  NarrowCodes codes_;
  std::vector<std::uint32_t> ends_;  ///< of each row, in codes_
};

/// True for what may stand between two names.
bool may_separate(char c);
/// A fragment without what may separate it from the next.
std::string_view body_of(std::string_view fragment);

}  // namespace dsat::load
