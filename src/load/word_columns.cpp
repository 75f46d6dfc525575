#include "load/word_columns.hpp"

#include <unordered_map>

#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

/// `Bo Li (bo@example.com)` is Bo Li.
std::string_view without_address(std::string_view name) {
  const std::size_t open = name.rfind(" (");
  if (open == 0 || open == std::string_view::npos || !name.ends_with(')')) return name;
  return name.find('@', open) == std::string_view::npos ? name : trim(name.substr(0, open));
}

/// Ids are told apart by their values; only each distinct one is spelled.
RowCodes coded_keys(const RawColumn& column, const KeyCells& keys, const std::function<Code(std::string_view)>& visit) {
  struct Slot {
    std::uint64_t value = 0;  ///< 0: free; it is that of an absent cell
    std::uint32_t code = 0;
  };
  const auto place_of = [](const std::vector<Slot>& slots, std::uint64_t value) {
    const std::size_t mask = slots.size() - 1;
    std::size_t at = static_cast<std::size_t>((value * 0x9E3779B97F4A7C15U) >> 32) & mask;
    while (slots[at].value != 0 && slots[at].value != value) at = (at + 1) & mask;
    return at;
  };
  std::vector<Slot> slots(1024);
  std::vector<Code> by_value{0};
  NarrowCodes codes;
  CellRoom room;
  for (std::size_t row = 0; row < keys.size(); ++row) {
    if (keys.state(row) != CellState::present) {
      codes.push_back(0);
      continue;
    }
    const std::uint64_t value = keys.value(row);
    std::size_t at = place_of(slots, value);
    if (slots[at].value == 0) {
      if (by_value.size() * 2 > slots.size()) {
        std::vector<Slot> old(slots.size() * 4);
        old.swap(slots);
        for (const Slot& slot : old)
          if (slot.value != 0) slots[place_of(slots, slot.value)] = slot;
        at = place_of(slots, value);
      }
      slots[at] = {value, static_cast<std::uint32_t>(by_value.size())};
      by_value.push_back(visit(column.cell(row, room)));
    }
    codes.push_back(slots[at].code);
  }
  return {std::move(codes), std::move(by_value)};
}

}  // namespace

RowCodes coded(const RawColumn& column, bool stays, const std::function<Code(std::string_view)>& visit) {
  if (const WordCells* const words = column.words()) {
    std::vector<Code> by_cell(words->distinct().size(), 0);
    for (std::size_t i = WordCells::first_word; i < by_cell.size(); ++i) by_cell[i] = visit(words->distinct()[i]);
    if (stays) return {words->codes(), std::move(by_cell)};
    return {NarrowCodes(words->codes()), std::move(by_cell)};
  }
  if (const KeyCells* const keys = column.keys()) return coded_keys(column, *keys, visit);
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, Code, Hash, std::equal_to<>> seen;
  NarrowCodes codes;
  std::vector<Code> by_cell;
  CellRoom room;
  for (std::size_t row = 0; row < column.size(); ++row) {
    const std::string_view cell = column.cell(row, room);
    auto found = seen.find(cell);
    if (found == seen.end()) {
      found = seen.emplace(std::string(cell), static_cast<Code>(by_cell.size())).first;
      by_cell.push_back(visit(cell));
    }
    codes.push_back(found->second);
  }
  return {std::move(codes), std::move(by_cell)};
}
RowCodes coded(const BoundCells& cells, const std::function<Code(std::string_view)>& visit) {
  return coded(cells.column(), cells.stay(), visit);
}

std::string spelled(const TableProfile& rules, Field field, std::string_view cell) {
  cell = trim(cell);
  if (field == Field::agent || field == Field::rated_agent) cell = without_address(cell);
  if (const auto spellings = rules.spellings.find(field); spellings != rules.spellings.end())
    if (const auto found = spellings->second.find(fold(cell)); found != spellings->second.end()) return found->second;
  if (means_missing(cell) || (field == Field::reason && is_no_reason(cell))) return {};
  if (cell.find(array_separator) == std::string_view::npos) return std::string(cell);
  std::string joined;
  for (const std::string_view item : split(cell, array_separator))
    if (!item.empty()) joined += (joined.empty() ? "" : ", ") + std::string(item);
  return joined;
}

WordColumn words_of(const RawColumn& column, bool stays, const TableProfile& rules, std::optional<Field> field) {
  WordColumn words;
  words.codes = coded(column, stays, [&](std::string_view cell) -> Code {
    std::string text = field ? spelled(rules, *field, cell) : std::string(means_missing(cell) ? "" : trim(cell));
    if (text.empty()) return 0;
    words.distinct.push_back(std::move(text));
    return static_cast<Code>(words.distinct.size() - 1);
  });
  return words;
}

}  // namespace dsat::load
