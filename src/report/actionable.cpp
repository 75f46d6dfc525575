#include "dsat/report/actionable.hpp"

#include <algorithm>
#include <array>

#include "dsat/base/text.hpp"

namespace dsat::report {

std::string actionable_in_words(const analyze::View& view) {
  const auto rows = std::ranges::count_if(view.annotations().list, &Annotation::fault_by_article);
  if (rows == 0) return {};
  return counted(rows, "row") + (rows == 1 ? " says" : " say") +
         " actionable or non-actionable, read as Kaizo's article defines them (actionable: outside the agent's "
         "control); "
         "--actionable-means settles it.";
}

void mark_actionable(document::Table& table, const analyze::View& view) {
  static constexpr std::array<std::string_view, 4> rest_on_faults = {"agent_nrr", "fault", "fault_reviewed", "outside"};
  const std::string words = actionable_in_words(view);
  if (words.empty()) return;
  bool marked = false;
  for (document::Column& column : table.columns) {
    if (std::ranges::find(rest_on_faults, column.key) == rest_on_faults.end()) continue;
    column.title += " *";
    marked = true;
  }
  if (marked) add_note(table, "* " + words);
}

void add_note(document::Table& table, const std::string& sentence) {
  table.note += (table.note.empty() ? "" : " ") + sentence;
}

}  // namespace dsat::report
