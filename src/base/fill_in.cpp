#include "dsat/base/fill_in.hpp"

namespace dsat {

std::string fill_in(std::string_view pattern,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> blanks) {
  std::string text;
  while (!pattern.empty()) {
    std::string_view next = pattern.substr(0, 1);
    std::string_view words = next;
    for (const auto& [blank, value] : blanks)
      if (!blank.empty() && pattern.starts_with(blank)) {
        next = blank;
        words = value;
        break;
      }
    text += words;
    pattern.remove_prefix(next.size());
  }
  return text;
}

}  // namespace dsat
