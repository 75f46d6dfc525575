#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/data/field.hpp"

namespace dsat::load {

/// What a maker's profile says of its first table, in the words that a query needs: nothing of it is guessed there.
struct WarehouseTable {
  std::map<Field, std::string> columns;  ///< the first name of each, as the profile spells it
  std::vector<std::string> negative, neutral, positive, asked, not_asked, unrated;  ///< cells of the rating
  std::vector<std::string> left_out;  ///< statuses of tickets that don't count
  std::string tag_separator;          ///< empty: not said
};

/// Of one of dsat's own profiles; nothing for another name.
std::optional<WarehouseTable> warehouse_table(std::string_view profile);

/// Cells that are no rating in any export: they say that the customer was asked, or wasn't, or nothing.
struct UnansweredWords {
  std::vector<std::string> asked, not_asked, unrated;
};
UnansweredWords unanswered_words();

}  // namespace dsat::load
