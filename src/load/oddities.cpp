#include "load/oddities.hpp"

#include <algorithm>

#include "dsat/base/number.hpp"

namespace dsat::load {

void Oddities::note(std::string_view kind, std::uint64_t line, std::int64_t count) {
  auto found = std::find_if(kinds_.begin(), kinds_.end(), [kind](const Kind& other) { return other.text == kind; });
  if (found == kinds_.end()) found = kinds_.insert(kinds_.end(), {kind, line, 0});
  found->count += count;
}

std::vector<std::string> Oddities::sentences(std::string_view unit) const {
  std::vector<std::string> sentences;
  for (const Kind& kind : kinds_) {
    std::string sentence(kind.text);
    if (kind.count > 1) sentence += ", " + grouped(kind.count) + " times";
    if (kind.first_line != 0)
      sentence +=
          (kind.count > 1 ? ", first in " : ", in ") + std::string(unit) + " " + std::to_string(kind.first_line);
    sentences.push_back(std::move(sentence));
  }
  return sentences;
}

void Oddities::renumber(const std::function<std::uint64_t(std::uint64_t)>& number) {
  for (Kind& kind : kinds_)
    if (kind.first_line != 0) kind.first_line = number(kind.first_line);
}

}  // namespace dsat::load
