#include "load/encode/set_cells.hpp"

#include <array>
#include <limits>
#include <stdexcept>

namespace dsat::load {
namespace {

constexpr std::array<bool, 256> separating = [] {
  std::array<bool, 256> table{};
  for (const char c : {' ', ',', ';', '|', '+', '/', '\t', '\n', '\r', array_separator, inner_array_separator})
    table[static_cast<unsigned char>(c)] = true;
  return table;
}();

}  // namespace

bool may_separate(char c) {
  return separating[static_cast<unsigned char>(c)];
}

std::string_view body_of(std::string_view fragment) {
  while (!fragment.empty() && may_separate(fragment.back())) fragment.remove_suffix(1);
  return fragment;
}

void SetCells::end_row() {
  if (codes_.size() > std::numeric_limits<std::uint32_t>::max())
    throw std::length_error("more names than 32 bits count");
  ends_.push_back(static_cast<std::uint32_t>(codes_.size()));
}

void SetCells::append_code(std::uint32_t code) {
  codes_.push_back(code);
  end_row();
}

void SetCells::append(std::string_view cell) {
  for (std::size_t begin = 0; begin < cell.size();) {
    std::size_t end = begin;
    while (end < cell.size() && !may_separate(cell[end])) ++end;
    while (end < cell.size() && may_separate(cell[end])) ++end;
    codes_.push_back(fragments_.code_of(cell.substr(begin, end - begin)));
    begin = end;
  }
  end_row();
}

std::string_view SetCells::text(std::size_t row, CellRoom& room) const {
  const std::size_t begin = begin_of(row), end = ends_[row];
  if (begin == end) return {};
  if (begin + 1 == end) return fragments_[codes_[begin]];
  room.many.clear();
  for (std::size_t i = begin; i < end; ++i) room.many += fragments_[codes_[i]];
  return room.many;
}

CellState SetCells::state(std::size_t row) const {
  const std::size_t begin = begin_of(row);
  if (begin == ends_[row]) return CellState::present;
  const std::uint32_t code = codes_[begin];
  return code == absent ? CellState::absent : code == null ? CellState::null : CellState::present;
}

void SetCells::join(std::span<Encoder* const> parts, std::span<const Piece> pieces) {
  std::vector<std::vector<std::uint32_t>> to;  // of each part's fragments, once they were met
  std::size_t rows = 0;
  for (Encoder* const part : parts) {
    to.emplace_back(static_cast<SetCells*>(part)->fragments_.size(), 0);
    to.back()[null] = null;
    rows += part->size();
  }
  ends_.reserve(rows);
  for (const Piece& piece : pieces) {
    const auto& from = *static_cast<const SetCells*>(parts[piece.part]);
    std::vector<std::uint32_t>& codes = to[piece.part];
    from.codes_.visit([&](const auto& own) {
      for (std::size_t row = piece.begin; row < piece.begin + piece.count; ++row) {
        for (std::size_t i = from.begin_of(row); i < from.ends_[row]; ++i) {
          const std::uint32_t fragment = own[i];
          if (codes[fragment] == 0 && fragment != absent) {
            const std::string_view text = from.fragments_[fragment];
            codes[fragment] = fragments_.code_of(text, TextKey::of(text), /*stays=*/true);
          }
          codes_.push_back(codes[fragment]);
        }
        end_row();
      }
    });
  }
  for (Encoder* const part : parts) {
    auto& from = *static_cast<SetCells*>(part);
    fragments_.adopt_texts(std::move(from.fragments_));
    from.codes_ = {};
    from.ends_ = {};
  }
  end();
}

}  // namespace dsat::load
