#pragma once
#include <utility>
#include <vector>

#include "load/encode/encoder.hpp"
#include "load/encode/narrow_codes.hpp"
#include "load/encode/text_dictionary.hpp"

namespace dsat::load {

/// Columns of few distinct values: a dictionary, and a code per row.
class WordCells final : public Encoder {
 public:
  static constexpr std::uint32_t absent = 0, null = 1, first_word = 2;

  /// The distinct cells in order of first appearance, and each row's index into them. 0 is absent, 1 null, 2 the first
  /// real one.
  const std::vector<std::string_view>& distinct() const { return words_.distinct(); }
  const NarrowCodes& codes() const { return codes_; }
  /// Lets go of everything but the codes.
  void keep_codes() { words_ = TextDictionary(first_word); }

  std::size_t size() const override { return codes_.size(); }
  std::string_view text(std::size_t row, CellRoom&) const override { return words_[codes_[row]]; }
  CellState state(std::size_t row) const override;
  void append(std::string_view cell) override;
  void append_null() override { codes_.push_back(null); }
  void append_absent() override { codes_.push_back(absent); }
  void append_readable(const std::string_view* cells, std::size_t stride, std::size_t count) override;
  void join(std::span<Encoder* const> parts, std::span<const Piece> pieces) override;
  void end() override { words_.end(); }

 private:
  TextDictionary words_{first_word};
  NarrowCodes codes_;
};

}  // namespace dsat::load
