#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Words of help desks that the analysis has to understand.
namespace dsat::analyze {

/// A status that means the work is done: solved, closed, resolved, … in the languages of exports.
bool is_solved_status(std::string_view status);
/// Chat and phone: replies aren't counted there as they are in letters.
bool is_live_channel(std::string_view channel);

/// A predicate over every name of a column; the missing name never passes.
template <class Predicate>
std::vector<bool> marks_of(std::span<const std::string> names, Predicate predicate) {
  std::vector<bool> marks(names.size());
  for (std::size_t i = 1; i < names.size(); ++i) marks[i] = predicate(names[i]);
  return marks;
}

}  // namespace dsat::analyze
