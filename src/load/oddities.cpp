#include "load/oddities.hpp"

#include <algorithm>

#include "dsat/base/number.hpp"

namespace dsat::load {

void Oddities::note(std::string_view kind, std::uint64_t line, std::int64_t count) {
  auto found = std::find_if(kinds_.begin(), kinds_.end(), [kind](const Kind& other) { return other.text == kind; });
  if (found == kinds_.end()) found = kinds_.insert(kinds_.end(), {kind, line, 0});
  found->count += count;
}

std::vector<std::string> Oddities::sentences() const {
  std::vector<std::string> sentences;
  for (const Kind& kind : kinds_) {
    std::string sentence(kind.text);
    if (kind.count > 1) sentence += ", " + grouped(kind.count) + " times";
    if (kind.first_line != 0)
      sentence += (kind.count > 1 ? ", first in line " : ", in line ") + std::to_string(kind.first_line);
    sentences.push_back(std::move(sentence));
  }
  return sentences;
}

}  // namespace dsat::load
