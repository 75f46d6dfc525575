#include "load/people.hpp"

#include <unordered_map>

#include "dsat/base/text.hpp"

namespace dsat::load {

std::vector<std::string> plain_forms(std::string_view name) {
  std::vector<std::string> forms;
  std::string_view bare = trim(name);
  for (const auto& [open, close] : {std::pair('<', '>'), std::pair('(', ')'), std::pair('[', ']')})
    if (bare.ends_with(close))
      if (const std::size_t at = bare.rfind(open); at != bare.npos && at > 0) {
        bare = trim(bare.substr(0, at));
        forms.emplace_back(bare);
      }
  if (const std::size_t comma = bare.find(','); comma != bare.npos && bare.find(',', comma + 1) == bare.npos) {
    const std::string_view last = trim(bare.substr(0, comma)), first = trim(bare.substr(comma + 1));
    if (!last.empty() && !first.empty()) forms.push_back(std::string(first) + " " + std::string(last));
  }
  return forms;
}

std::size_t unify_people(std::span<std::vector<std::string>* const> names) {
  std::unordered_map<std::string, std::string> plain;
  for (const auto* list : names)
    for (const std::string& name : *list)
      if (!name.empty()) plain.try_emplace(fold(name), name);
  std::size_t unified = 0;
  for (auto* list : names)
    for (std::string& name : *list)
      for (const std::string& form : plain_forms(name))
        if (const auto found = plain.find(fold(form)); found != plain.end() && fold(name) != found->first) {
          name = found->second;
          ++unified;
          break;
        }
  return unified;
}

}  // namespace dsat::load
