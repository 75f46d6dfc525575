#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "load/raw_table.hpp"

/// Cells that hold a value of another language: flattened JSON, what pandas and Python print.
namespace dsat::load {

/// A flat dictionary as JSON or Python writes it, `{'score': 'bad', 'id': 57, 'comment': None}`: names and values as
/// text, `None` and `null` as empty. Nested values keep their text. Nothing if it isn't one.
std::optional<std::vector<std::pair<std::string, std::string>>> parse_dictionary(std::string_view cell);

/// A list as JSON or Python writes it, `['refund', "vip"]`. Nothing if it isn't one.
std::optional<std::vector<std::string>> parse_list(std::string_view cell);

/// Replaces kept columns whose cells are dictionaries by columns `NAME.KEY`, coded.
void expand_dictionaries(RawTable& table);

}  // namespace dsat::load
