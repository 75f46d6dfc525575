#pragma once
#include <string>

#include "dsat/analyze/view.hpp"
#include "dsat/document/document.hpp"

/// "Actionable" means one thing in common use and the reverse in the article that made the word known. Where a
/// worksheet says it and nobody said what it means (--actionable-means), figures that rest on faults carry a mark.
namespace dsat::report {

/// How such words were read, and for how many rows; empty where there are none, or the user said what they mean.
std::string actionable_in_words(const analyze::View& view);
/// Marks the columns of a table that rest on faults, and says why in its note.
void mark_actionable(document::Table& table, const analyze::View& view);
/// Adds a sentence to a table's note.
void add_note(document::Table& table, const std::string& sentence);

}  // namespace dsat::report
