#pragma once
#include <cstddef>

#include "report/redact/characters.hpp"

/// What the words around a number say about it.
namespace dsat::report::redact_detail {

enum class Called {
  nothing,    ///< no word tells
  phone,      ///< `call me on 5551234567`
  reference,  ///< `order 612 345 678`, `#5551234567`
  amount,     ///< `612 345 678 EUR`
};
/// The number covers [begin, end). The nearest of the few words before it decides.
Called called(const Characters& text, std::size_t begin, std::size_t end);

/// Part of a code, a path or a name: `DE-104455-2`, `INV/2026/0012345`, `550e8400-e29b`, `0x80070005`.
bool is_part_of_code(const Characters& text, std::size_t begin, std::size_t end);

}  // namespace dsat::report::redact_detail
