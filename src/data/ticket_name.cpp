#include "dsat/data/ticket_name.hpp"

#include <fmt/format.h>

#include <unordered_map>

namespace dsat {
namespace {

/// SplitMix64's finalizer (Steele, Lea & Flood 2014): every bit of the input moves every bit of the output.
std::uint64_t mix(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
  return value ^ (value >> 31);
}

}  // namespace

TicketNames::TicketNames(const Store& store) : store_(store) {
  if (store.row_hash.empty()) return;
  occurrence_.reserve(store.row_hash.size());
  std::unordered_map<std::uint64_t, std::uint32_t> seen;
  for (const std::uint64_t hash : store.row_hash) occurrence_.push_back(seen[hash]++);
}

std::string TicketNames::operator[](std::size_t ticket) const {
  if (!store_.ticket_id.empty() && !store_.ticket_id.missing(ticket)) return store_.ticket_id[ticket];
  if (occurrence_.empty()) return {};
  return fmt::format("row-{:012x}", mix(store_.row_hash[ticket] ^ mix(occurrence_[ticket])) >> 16);
}

}  // namespace dsat
