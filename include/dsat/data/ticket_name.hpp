#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "dsat/data/store.hpp"

namespace dsat {

/// What a ticket is called wherever people see it and bring it back: its id, or, where the export has none, `row-` and
/// 12 hex digits made from its row's content and how many equal rows stand before it. The same file gives the same
/// names, and so does a longer one that holds the same rows. Keeps a reference to the store.
class TicketNames {
 public:
  explicit TicketNames(const Store& store);
  std::string operator[](std::size_t ticket) const;

 private:
  const Store& store_;
  std::vector<std::uint32_t> occurrence_;  ///< per ticket, where there are no ids
};

}  // namespace dsat
