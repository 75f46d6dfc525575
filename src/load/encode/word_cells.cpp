#include "load/encode/word_cells.hpp"

#include <algorithm>
#include <array>

#include "load/hash.hpp"

namespace dsat::load {

CellState WordCells::state(std::size_t row) const {
  const std::uint32_t code = codes_[row];
  return code == absent ? CellState::absent : code == null ? CellState::null : CellState::present;
}

void WordCells::append(std::string_view cell) {
  // Neighbours are often the same.
  if (const std::size_t rows = codes_.size(); rows != 0)
    if (const std::uint32_t last = codes_[rows - 1]; last > null && same_text(words_[last], cell))
      return codes_.push_back(last);
  codes_.push_back(words_.code_of(cell));
}

void WordCells::append_readable(const std::string_view* cells, std::size_t stride, std::size_t count) {
  // Several cells at once: while the memory for one is on its way, the next is asked for.
  constexpr std::size_t at_once = 64;
  std::array<TextKey, at_once> keys;
  for (std::size_t begin = 0; begin < count; begin += at_once) {
    const std::size_t size = std::min(at_once, count - begin);
    const std::string_view* const first = cells + begin * stride;
    for (std::size_t i = 0; i < size; ++i) {
      const std::string_view cell = first[i * stride];
      if (cell.data() == nullptr) continue;
      keys[i] = TextKey::of_readable(cell);
      words_.prefetch(keys[i]);
    }
    for (std::size_t i = 0; i < size; ++i) {
      const std::string_view cell = first[i * stride];
      codes_.push_back(cell.data() == nullptr ? absent : words_.code_of(cell, keys[i]));
    }
  }
}

void WordCells::join(std::span<Encoder* const> parts, std::span<const Piece> pieces) {
  std::vector<WordCells*> from;
  std::vector<std::vector<std::uint32_t>> to;  // of each part's codes, once they were met
  std::size_t rows = 0;
  for (Encoder* const part : parts) {
    from.push_back(static_cast<WordCells*>(part));
    auto& codes = to.emplace_back(from.back()->words_.size(), 0);
    codes[null] = null;
    rows += part->size();
  }
  codes_.reserve(rows);
  for (const Piece& piece : pieces) {
    const TextDictionary& words = from[piece.part]->words_;
    std::vector<std::uint32_t>& codes = to[piece.part];
    from[piece.part]->codes_.visit([&](const auto& own) {
      for (std::size_t row = piece.begin; row < piece.begin + piece.count; ++row) {
        const std::uint32_t code = own[row];
        if (codes[code] == 0 && code != absent)
          codes[code] = words_.code_of(words[code], TextKey::of(words[code]), /*stays=*/true);
        codes_.push_back(codes[code]);
      }
    });
  }
  for (WordCells* const part : from) {
    words_.adopt_texts(std::move(part->words_));
    part->codes_ = {};
  }
  end();
}

}  // namespace dsat::load
