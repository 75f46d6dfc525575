#include "load/raw_table.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <limits>
#include <stdexcept>

#include "load/hash.hpp"

namespace dsat::load {
namespace {

constexpr std::uint32_t absent_code = 0, null_code = 1;
constexpr std::size_t block_size = std::size_t{1} << 16;

// A held cell is its length and then its bytes; that its address is even tells it from a packed one.
using Length = std::uint32_t;
alignas(2) constexpr char null_cell[sizeof(Length)] = {};
alignas(2) constexpr char empty_cell[sizeof(Length)] = {};
constexpr std::uint64_t absent_address = 0;

std::uint64_t address_of(const char* cell) {
  return reinterpret_cast<std::uintptr_t>(cell);
}

std::string_view text_at(std::uint64_t address) {
  if (address == absent_address) return {};
  const char* const cell = reinterpret_cast<const char*>(static_cast<std::uintptr_t>(address));
  Length length = 0;
  std::memcpy(&length, cell, sizeof length);
  return {cell + sizeof length, length};
}

}  // namespace

char* Arena::take(std::size_t size) {
  if (size > free_size_) {
    const std::size_t room = std::max(size, block_size);
    blocks_.emplace_back(new char[room]);
    free_ = blocks_.back().get();
    free_size_ = room;
  }
  free_size_ -= size;
  return std::exchange(free_, free_ + size);
}

void Arena::adopt(Arena&& other) {
  std::move(other.blocks_.begin(), other.blocks_.end(), std::back_inserter(blocks_));
  other = Arena();
}

void NarrowCodes::widen() {
  if (width_ == 1) {
    medium_.reserve(narrow_.capacity());
    medium_.assign(narrow_.begin(), narrow_.end());
    narrow_ = {};
  } else {
    wide_.reserve(medium_.capacity());
    wide_.assign(medium_.begin(), medium_.end());
    medium_ = {};
  }
  width_ *= 2;
}

void NarrowCodes::push_back(std::uint32_t code) {
  if (width_ == 1 && code > std::numeric_limits<std::uint8_t>::max()) widen();
  if (width_ == 2 && code > std::numeric_limits<std::uint16_t>::max()) widen();
  if (width_ == 1)
    narrow_.push_back(static_cast<std::uint8_t>(code));
  else if (width_ == 2)
    medium_.push_back(static_cast<std::uint16_t>(code));
  else
    wide_.push_back(code);
}

void NarrowCodes::reserve(std::size_t rows) {
  narrow_.reserve(rows);
}

std::string_view RawColumn::operator[](std::size_t row) const {
  if (keep_ == Keep::coded) return distinct_[codes_[row]];
  if (!is_kept(keep_)) return {};
  if (packed(row) != 0) throw std::logic_error("a packed cell has no text of its own");
  return text_at(cells_[row]);
}

std::string_view RawColumn::cell(std::size_t row, SpelledCell& room) const {
  const std::uint64_t value = packed(row);
  return value != 0 ? spell(value, room) : (*this)[row];
}

RawColumn::State RawColumn::state(std::size_t row) const {
  if (!is_kept(keep_)) return State::absent;
  if (keep_ == Keep::coded) {
    const std::uint32_t code = codes_[row];
    return code == absent_code ? State::absent : code == null_code ? State::null : State::present;
  }
  if (cells_[row] == absent_address) return State::absent;
  return cells_[row] == address_of(null_cell) ? State::null : State::present;
}

std::uint64_t RawColumn::held(std::string_view cell) {
  if (cell.empty()) return address_of(empty_cell);
  const auto length = static_cast<Length>(cell.size());
  char* const at = texts_.take((sizeof length + cell.size() + 1) & ~std::size_t{1});
  std::memcpy(at, &length, sizeof length);
  std::memcpy(at + sizeof length, cell.data(), cell.size());
  return address_of(at);
}

void RawColumn::append(std::string_view cell) {
  if (keep_ == Keep::coded) {
    // Neighbours are often the same.
    if (const std::size_t rows = codes_.size(); rows != 0)
      if (const std::uint32_t last = codes_[rows - 1]; last > null_code && same_text(distinct_[last], cell))
        return codes_.push_back(last);
    codes_.push_back(code_of(cell, TextKey::of(cell)));
  } else if (is_kept(keep_)) {
    const std::uint64_t packed = keep_ == Keep::packed ? pack(cell) : 0;
    cells_.push_back(packed != 0 ? packed : held(cell));
  }
}

void RawColumn::append_readable(const std::string_view* cells, std::size_t stride, std::size_t count) {
  if (keep_ != Keep::coded) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view cell = cells[i * stride];
      cell.data() != nullptr ? append(cell) : append_absent();
    }
    return;
  }
  // Several cells at once: while the memory for one is on its way, the next is asked for.
  constexpr std::size_t at_once = 64;
  std::array<TextKey, at_once> keys;
  for (std::size_t begin = 0; begin < count; begin += at_once) {
    const std::size_t size = std::min(at_once, count - begin);
    const std::string_view* const first = cells + begin * stride;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = 0; i < size; ++i) {
      const std::string_view cell = first[i * stride];
      if (cell.data() == nullptr) continue;
      keys[i] = TextKey::of_readable(cell);
      if (!slots_.empty()) __builtin_prefetch(&slots_[keys[i].hash() & mask]);
    }
    for (std::size_t i = 0; i < size; ++i) {
      const std::string_view cell = first[i * stride];
      codes_.push_back(cell.data() == nullptr ? absent_code : code_of(cell, keys[i]));
    }
  }
}

std::size_t RawColumn::slot_of(std::string_view cell, const TextKey& key) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = key.hash() & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.code == 0) return at;
    if (slot.key == key && (key.is_whole() || same_text(distinct_[slot.code], cell))) return at;
  }
}

std::uint32_t RawColumn::code_of(std::string_view cell, const TextKey& key, bool stays) {
  if (distinct_.size() * 4 >= slots_.size() * 3) widen_slots();
  Slot& slot = slots_[slot_of(cell, key)];
  if (slot.code != 0) return slot.code;
  slot = {key, static_cast<std::uint32_t>(distinct_.size())};
  if (cell.empty()) {
    cell = {};
  } else if (!stays) {
    char* const copy = texts_.take(cell.size());
    std::memcpy(copy, cell.data(), cell.size());
    cell = {copy, cell.size()};
  }
  distinct_.push_back(cell);
  return slot.code;
}

void RawColumn::widen_slots() {
  std::vector<Slot> old(std::max<std::size_t>(16, slots_.size() * 2));
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.code == 0) continue;
    std::size_t at = slot.key.hash() & mask;
    while (slots_[at].code != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

void RawColumn::append_null() {
  if (keep_ == Keep::coded)
    codes_.push_back(null_code);
  else if (is_kept(keep_))
    cells_.push_back(address_of(null_cell));
}

void RawColumn::append_absent() {
  pad(size() + 1);
}

void RawColumn::pad(std::size_t rows) {
  if (keep_ == Keep::coded)
    while (codes_.size() < rows) codes_.push_back(absent_code);
  else if (is_kept(keep_))
    while (cells_.size() < rows) cells_.push_back(absent_address);
}

RawColumn RawColumn::held_as(Keep keep) const {
  RawColumn column(name_, keep);
  SpelledCell room;
  for (std::size_t row = 0; row < size(); ++row) switch (state(row)) {
      case State::absent:
        column.append_absent();
        break;
      case State::null:
        column.append_null();
        break;
      case State::present:
        column.append(cell(row, room));
        break;
    }
  return column;
}

RawColumn::Joiner::Joiner(std::vector<RawColumn*> parts, std::size_t rows)
    : parts_(std::move(parts)), joined_(parts_.front()->name_, parts_.front()->keep_) {
  if (joined_.keep_ == Keep::coded) {
    joined_.codes_.reserve(rows);
    for (const RawColumn* part : parts_) {
      auto& codes = codes_.emplace_back(part->distinct_.size(), 0);
      codes[null_code] = null_code;
    }
  }
}

void RawColumn::Joiner::append(std::size_t part, std::size_t begin, std::size_t count) {
  const RawColumn& from = *parts_[part];
  if (joined_.keep_ != Keep::coded) {
    if (!is_kept(joined_.keep_) || joined_.keep_ == Keep::sampled) return;
    for (std::size_t row = begin; row < begin + count; ++row) joined_.cells_.push_back(from.cells_[row]);
    return;
  }
  std::vector<std::uint32_t>& codes = codes_[part];
  from.codes_.visit([&](const auto& rows) {
    for (std::size_t row = begin; row < begin + count; ++row) {
      const std::uint32_t code = rows[row];
      if (codes[code] == 0 && code != absent_code)
        codes[code] = joined_.code_of(from.distinct_[code], TextKey::of(from.distinct_[code]), true);
      joined_.codes_.push_back(codes[code]);
    }
  });
}

RawColumn RawColumn::Joiner::finish() {
  // The beginning of a table is in one part only.
  if (joined_.keep_ == Keep::sampled)
    for (RawColumn* part : parts_)
      if (part->size() > 0) return std::move(*part);
  for (RawColumn* part : parts_) {
    joined_.texts_.adopt(std::move(part->texts_));
    part->clear();
  }
  joined_.end();
  return std::move(joined_);
}

RawColumn* RawTable::find(std::string_view name) {
  for (RawColumn& column : columns) {
    if (column.name() == name) return &column;
  }
  return nullptr;
}

RawTable RawTable::header() const {
  RawTable table;
  table.record_type = record_type;
  for (const RawColumn& column : columns) table.columns.emplace_back(column.name(), column.keep());
  return table;
}

}  // namespace dsat::load
