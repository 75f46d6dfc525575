#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dsat/base/calendar.hpp"
#include "dsat/data/field.hpp"
#include "sql/dialect.hpp"

/// The two queries by which a warehouse does what needs all tickets: the rated ones as rows, and the volumes table of
/// dsat/analyze/volumes.hpp. A ticket is one row of the table; nothing is merged.
namespace dsat::sql {

/// Which answers are what. Compared trimmed and in small letters.
struct Answers {
  std::vector<std::string> words;                  ///< that can be read
  std::vector<std::pair<double, double>> numbers;  ///< ranges that can be read, both ends included
  std::vector<std::string> asked, not_asked;       ///< no answer, but tell who was asked
  std::vector<std::string> nothing;                ///< no answer
};

struct Request {
  std::string table;
  std::map<Field, std::string> columns;
  std::string tag_separator = ",";  ///< empty: the column is an array
  Answers answers;
  std::vector<std::string> solved_words, live_words;  ///< of statuses; of channels, as whole words
  std::vector<std::string> left_out;                  ///< statuses of tickets that don't count
  std::vector<Field> dimensions;                      ///< with columns, in the order of the table
  std::string zone;
  Unit every = Unit::week;
  std::optional<DayRange> window;
  std::optional<Moment> as_of;
};

/// The fields that volumes can be counted by, with their dimensions' keys.
std::optional<Field> field_of_dimension(std::string_view key);
std::string dimension_of_field(Field field);

/// Throws Error(usage) for a name that the dialect can't quote.
std::string rated_query(const Dialect& dialect, const Request& request);
std::string volumes_query(const Dialect& dialect, const Request& request);

/// What the volumes of this dialect or table lack, a sentence each.
std::vector<std::string> undefined_there(const Dialect& dialect, const Request& request);

}  // namespace dsat::sql
