#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace dsat {

/// A pattern such as `digest-{department}.md` with its blanks filled in, in one pass: what is filled in is data, and
/// stays as it is even where it looks like a blank.
std::string fill_in(std::string_view pattern,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> blanks);

}  // namespace dsat
