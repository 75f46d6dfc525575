#pragma once
#include <string_view>

namespace dsat::load {

/// A ticket's id as joins compare it: without what spreadsheets and data frames do to ids. Blanks and invisible
/// characters at the ends, a leading `#` or apostrophe and a trailing `.0` go; of `="000120"` and
/// `=HYPERLINK("…","000120")` the text that they show is left, of a link its last part. Part of `cell`.
std::string_view plain_id(std::string_view cell);

}  // namespace dsat::load
