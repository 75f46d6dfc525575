#pragma once
#include <string_view>

namespace dsat::load {

/// A ticket's id as joins compare it: what a spreadsheet's formula shows (`="000120"`, `=HYPERLINK(…)`), without a
/// leading
/// `#` or apostrophe, signs that nobody sees, and the `.0` that data frames add.
std::string_view plain_id(std::string_view cell);

}  // namespace dsat::load
