#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace dsat::load {

/// Ticket ids with their tickets: open addressing; the ids are the cells themselves, which must stay where they are.
/// Ids of different spaces are different ids.
class IdTable {
 public:
  explicit IdTable(std::size_t expected);

  /// The ticket of an id; `fresh` if it is new.
  std::uint32_t find_or_add(std::uint32_t space, std::string_view id, std::uint32_t fresh);
  /// The ticket of an id, or `otherwise`.
  std::uint32_t find(std::uint32_t space, std::string_view id, std::uint32_t otherwise);

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t entry = 0;  ///< index + 1; 0 is free
  };
  struct Entry {
    std::string_view id;
    std::uint32_t space = 0, ticket = 0;
  };

  Slot& slot_of(std::uint32_t hash, std::uint32_t space, std::string_view id);
  void grow();

  std::vector<Slot> slots_;
  std::vector<Entry> entries_;
};

}  // namespace dsat::load
