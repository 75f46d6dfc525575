#include "load/id_table.hpp"

#include <functional>

namespace dsat::load {
namespace {

std::uint32_t hash_of(std::uint32_t space, std::string_view id) {
  const std::uint64_t hash = std::hash<std::string_view>{}(id) ^ (space * 0x9E3779B97F4A7C15ull);
  return static_cast<std::uint32_t>(hash ^ hash >> 32);
}

}  // namespace

IdTable::IdTable(std::size_t expected) {
  std::size_t size = 64;
  while (size < expected * 2) size *= 2;
  slots_.resize(size);
  entries_.reserve(expected);
}

std::uint32_t IdTable::find_or_add(std::uint32_t space, std::string_view id, std::uint32_t fresh) {
  if ((entries_.size() + 1) * 2 > slots_.size()) grow();
  const std::uint32_t hash = hash_of(space, id);
  Slot& slot = slot_of(hash, space, id);
  if (slot.entry == 0) {
    entries_.push_back({id, space, fresh});
    slot = {hash, static_cast<std::uint32_t>(entries_.size())};
  }
  return entries_[slot.entry - 1].ticket;
}

std::uint32_t IdTable::find(std::uint32_t space, std::string_view id, std::uint32_t otherwise) {
  const Slot& slot = slot_of(hash_of(space, id), space, id);
  return slot.entry == 0 ? otherwise : entries_[slot.entry - 1].ticket;
}

IdTable::Slot& IdTable::slot_of(std::uint32_t hash, std::uint32_t space, std::string_view id) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.entry == 0) return slot;
    if (slot.hash != hash) continue;
    const Entry& entry = entries_[slot.entry - 1];
    if (entry.space == space && entry.id == id) return slot;
  }
}

void IdTable::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.entry == 0) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].entry != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace dsat::load
