#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "dsat/data/store.hpp"
#include "dsat/review/worksheet.hpp"

namespace dsat::review {

/// What a row of the worksheet is about.
struct RowMatch {
  std::uint32_t ticket = no_row;  ///< no_row: not in the data
  std::uint32_t rating = no_row;  ///< no_row: the ticket as a whole, all of its ratings
};

struct Matching {
  std::vector<RowMatch> rows;      ///< per row of the worksheet
  std::vector<std::string> notes;  ///< rows that match nothing although they look as if they should
};

/// Finds the tickets and ratings that the rows are about. Ids are compared as written, and all-digit ids without
/// leading zeros where just one id of the data and one of the worksheet come into question. Of a ticket with one row,
/// that row is about the whole ticket, unless `every_rating`; else rows are told apart by `rated_at`. Throws
/// Error(input) for an id that a spreadsheet shortened (`1.23457E+17`).
Matching match_rows(const Worksheet& sheet, const Store& store, bool every_rating);

}  // namespace dsat::review
