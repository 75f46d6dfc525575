#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "load/header.hpp"
#include "load/meaning/column_name.hpp"
#include "load/raw_table.hpp"

/// What a column is filled with, whatever it is called. Comes in: cells. Goes out: counts of shapes. Knows no field and
/// no maker.
namespace dsat::load {

/// The shapes of a column's filled cells, counted over a sample of them spread over what was read. A cell may have
/// several shapes (`5` is a whole number and a rating).
struct ColumnProfile {
  std::int64_t cells = 0;     ///< looked at
  std::int64_t filled = 0;    ///< of these, not empty and no spelling of nothing
  std::int64_t distinct = 0;  ///< of the filled ones
  std::int64_t whole = 0, decimal = 0;
  double least = 0, most = 0;     ///< of the numbers
  std::int64_t stamps = 0;        ///< dates and instants, not bare numbers
  std::int64_t unix_stamps = 0;   ///< numbers that are seconds or milliseconds since 1970
  std::int64_t durations = 0;     ///< `1:20`, `3 min`, `PT5M`; not bare numbers
  std::int64_t rating_words = 0;  ///< words with a polarity, stars, faces, labels with their number
  std::int64_t survey_words = 0;  ///< sent, offered, not rated
  std::int64_t flags = 0;         ///< yes, no, true, 0, 1
  std::int64_t percents = 0;      ///< `80 %`
  std::int64_t addresses = 0;     ///< e-mail addresses
  std::int64_t links = 0;         ///< URLs
  std::int64_t tokens = 0;        ///< one word with a digit in it, no stamp and no decimal: as ids are
  std::int64_t names = 0;         ///< up to four words without digits
  std::int64_t texts = 0;         ///< five words or more, or over 40 characters with a blank
  double mean_length = 0;         ///< bytes of a filled cell
  /// Distinct cells, trimmed, and how often each occurs, the most frequent first; at most most_values, else empty.
  std::vector<std::pair<std::string, std::int64_t>> values;

  static constexpr std::size_t most_values = 120;

  double share(std::int64_t count) const {
    return filled == 0 ? 0 : static_cast<double>(count) / static_cast<double>(filled);
  }
  double filled_share() const { return cells == 0 ? 0 : static_cast<double>(filled) / static_cast<double>(cells); }
  bool unique() const { return filled > 1 && distinct == filled; }
  /// Rows to one value, on average.
  double repeats() const { return distinct == 0 ? 0 : static_cast<double>(filled) / static_cast<double>(distinct); }
  /// One line for people: `dates 98 %, 312 filled of 400`.
  std::string summary() const;
};

ColumnProfile profile_column(const RawColumn& column);

/// A table's columns as recognition sees them.
struct TableView {
  explicit TableView(const RawTable& table_seen);

  const RawTable* table;
  std::vector<const ColumnName*> names;
  std::vector<ColumnProfile> columns;
  std::vector<bool> joins;  ///< by column: rows of another table carry the same keys
  // What the table's shape says of columns, by name:
  std::optional<std::string> rating;   ///< that one is the rating
  std::vector<std::string> questions;  ///< those are further questions
  std::optional<std::string> set;      ///< that one's cells are sets of names
};

}  // namespace dsat::load
