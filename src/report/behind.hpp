#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/analyze/dimension.hpp"
#include "dsat/document/document.hpp"
#include "dsat/report/context.hpp"

/// The tickets behind the counts of a report. A ticket's key is the number of its rating.
namespace dsat::report {

/// What a count stands on: the newest of these rows, and how many they are. Nothing for no rows.
std::shared_ptr<const document::Behind> behind(const Context& context, std::vector<analyze::Row> rows,
                                               std::string more);

/// Negatives of a selection.
std::vector<analyze::Row> negatives_in(const analyze::View& view, const analyze::Selection& selection);

/// Gives the counts in column `count` of a table their tickets: the negatives of the selection whose group has the name
/// in column `name`. `renamed` says under which name a group stands in the table.
void attach_negatives(document::Table& table, const Context& context, const analyze::Selection& selection,
                      std::string_view dimension, std::string_view name, std::string_view count,
                      const std::function<std::string(const std::string&)>& renamed = {});

/// Where a column stands in a table that has it.
std::size_t column_place(const document::Table& table, std::string_view key);

/// Collects the tickets that cells of a document stand on, the newest of them up to `most`, into its own table, and
/// drops what was named beyond these.
void embed_tickets(document::Document& document, const Context& context, std::size_t most);

}  // namespace dsat::report
