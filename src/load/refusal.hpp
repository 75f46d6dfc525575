#pragma once
#include <string>
#include <string_view>

/// Files that hold no table, told by their first bytes.
namespace dsat::load {

/// Throws Error(input) if a file that begins with `head` (some kilobytes, unpacked) is one of the formats that people
/// take for an export: PDF, HTML, XML, an image, a database, or other binary data. The message
/// says what it looks like and what to do instead. `wide`: its text is in UTF-16 or UTF-32, whose bytes look like
/// control characters.
void refuse_what_is_no_table(const std::string& path, std::string_view head, bool wide);

}  // namespace dsat::load
