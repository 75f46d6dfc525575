#pragma once
#include <string_view>

namespace dsat::load {

/// A ticket's id as joins compare it: trimmed, without a leading `#` and without the `.0` that data frames add.
std::string_view plain_id(std::string_view cell);

}  // namespace dsat::load
