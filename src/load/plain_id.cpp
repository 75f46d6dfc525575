#include "load/plain_id.hpp"

#include <algorithm>

#include "dsat/base/text.hpp"

namespace dsat::load {

std::string_view plain_id(std::string_view cell) {
  const bool plain = std::ranges::all_of(
      cell, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
  if (plain) return cell;
  cell = trim(cell);
  // A link to the ticket ends in its id.
  if (cell.find("://") != std::string_view::npos) {
    while (cell.ends_with('/')) cell.remove_suffix(1);
    cell.remove_prefix(cell.rfind('/') + 1);
    cell.remove_prefix(cell.rfind('=') + 1);
    return cell;
  }
  if (cell.size() > 1 && cell.front() == '#') cell.remove_prefix(1);
  if (cell.size() > 2 && cell.ends_with(".0") &&
      std::ranges::all_of(cell.substr(0, cell.size() - 2), [](char c) { return c >= '0' && c <= '9'; }))
    cell.remove_suffix(2);
  return cell;
}

}  // namespace dsat::load
