#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/analyze/view.hpp"
#include "dsat/data/ticket_name.hpp"
#include "dsat/document/document.hpp"

/// Lists of single ratings: the tickets behind a figure.
namespace dsat::report {

/// What a column of such a list looks at.
struct RatingSource {
  const analyze::View& view;
  const TicketNames& names;
  const std::function<std::string(std::string_view)>& words;  ///< makes customers' words fit for passing round
  std::function<std::string(std::string_view)> address = {};  ///< of a ticket's page, by its id; none: not known
};

/// A column of a list of ratings.
struct RatingColumn {
  std::string_view key;
  std::string_view title;
  std::function<document::Cell(const RatingSource&, analyze::Row)> cell;
  bool numeric = false;
  bool whole = false;       ///< words that readers get whole
  bool descending = false;  ///< sorted by it, the largest (newest, longest) comes first
};

/// All columns, in the order of help; the first ones, up to `waiting`, are those of a list that asks for none.
std::span<const RatingColumn> rating_columns();
/// The column of that key, or `column:NAME` of the export. Throws Error(usage) naming the nearest. `key` must last as
/// long as the column.
RatingColumn require_rating_column(std::string_view key);

/// Orders rows by a column, missing last, equal ones by time and ticket.
void sort_ratings(const RatingSource& source, std::vector<analyze::Row>& rows, const RatingColumn& by);

/// The list. Without `keys` the standard columns; readers don't see those of them that are empty in every row.
document::Table rating_table(const RatingSource& source, std::span<const analyze::Row> rows,
                             std::span<const std::string> keys);

}  // namespace dsat::report
