#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/base/calendar.hpp"
#include "dsat/data/quality.hpp"

namespace dsat::review {

/// A file of QA scores as read.
struct QaReading {
  std::vector<QaScore> scores;
  std::vector<std::string> notes;  ///< rows that were left out, by reason, with the first line of each
  std::size_t rows = 0;
};

/// Reads QA scores: a column each for agent, criterion, score and date under any of their usual names, or agent and
/// date with a column per criterion; the ticket and the reviewer where there are columns of them. Scores may carry `%`,
/// `/100` or a decimal comma. Throws Error(input) naming the columns that were found and those that are wanted.
QaReading read_qa(const std::filesystem::path& path, const Zone& zone, std::string_view date_order);
/// The same for bytes in memory; `name` is what errors call them.
QaReading parse_qa(std::string_view bytes, const std::string& name, const Zone& zone, std::string_view date_order);

}  // namespace dsat::review
