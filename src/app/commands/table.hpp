#pragma once
#include <string>
#include <vector>

#include "app/session.hpp"
#include "dsat/analyze/measure.hpp"
#include "dsat/document/document.hpp"

/// What breakdown and trend share.
namespace dsat::app {

/// The measures to print: --measures, else the standard columns; all of them validated.
std::vector<const analyze::Measure*> chosen_measures(const Settings& settings);
bool shows(const std::vector<const analyze::Measure*>& measures, std::string_view key);
bool any_needs_rows(const std::vector<const analyze::Measure*>& measures);
/// Groupings of --by, validated.
std::vector<analyze::Grouping> chosen_groupings(const Session& session);
/// The readable name of a grouping's code.
std::string name_of_code(const analyze::Grouping& grouping, Code code);
/// Where a group stands by the order of its values themselves (weekdays, bands of time), as far as the dimensions that
/// come first have one; `(none)` is last.
std::vector<Code> natural_place(const std::vector<analyze::Grouping>& by, std::span<const Code> key);
/// Orders groups by a measure, the largest first (undefined last), then by name. Without `asked` by their negatives,
/// and by the order of their values first.
void sort_groups(const analyze::View& view, std::vector<analyze::Group>& groups,
                 const std::vector<analyze::Grouping>& by, const analyze::Measure* asked);
/// A document of one table, with the files read and the notes that every command gives.
document::Document table_document(const Session& session, const std::string& schema, const std::string& title);
/// The conditions of --where as they were written, with `separator` between them.
std::string conditions_in_words(const Settings& settings, std::string_view separator);
/// Files, notes and the user's title, for any document.
void add_input(document::Document& document, const Session& session);

}  // namespace dsat::app
