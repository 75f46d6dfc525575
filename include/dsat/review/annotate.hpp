#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsat/base/calendar.hpp"
#include "dsat/data/annotation.hpp"
#include "dsat/data/provenance.hpp"
#include "dsat/review/worksheet.hpp"

namespace dsat::review {

/// How the words of a worksheet are to be read.
struct ReadingOptions {
  Zone zone;                        ///< of times that name none
  std::string date_order = "auto";  ///< ymd, dmy, mdy
  bool every_rating = false;        ///< rows are about single ratings
  /// Whose fault `actionable` means (agent or outside); not said: outside, as Kaizo's article defines it, and every
  /// annotation read that way is marked.
  std::optional<Fault> actionable_means;
};

/// What a worksheet says about the ratings of a store.
struct Reading {
  /// All filled rows, those about ratings that left the data too: their actions are still dated.
  Annotations annotations;
  std::int64_t rows = 0;        ///< filled in
  std::int64_t gone = 0;        ///< of these, about tickets that are not in the data
  std::int64_t by_article = 0;  ///< of these, with `actionable` or `non-actionable` read as the article has it
  std::vector<Guess> guesses;
  std::vector<std::string> notes;  ///< for standard error and the data section
};

/// Reads what people typed. Throws Error(input) naming file, line, what stands there and what may, for a fault or a
/// challenge that is none of the fixed words and for a date that is none.
Reading annotate(const Worksheet& sheet, const Store& store, const ReadingOptions& options);

}  // namespace dsat::review
