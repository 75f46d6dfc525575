#pragma once
#include <cstddef>
#include <vector>

#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/outcome.hpp"

namespace dsat::analyze {

/// One period of a time series.
struct PeriodCount {
  DayRange range;
  Tally tally;
  stats::Share nrr;         ///< NRR's numerator and base
  std::vector<Row> cohort;  ///< rows, for measures that need them
  bool complete = true;
};

/// Counts of at most `most` successive periods up to and with `last`, oldest first, from the first with data on; empty
/// ones in between are there with zero counts. In one pass. Nothing without dates, or if `last` lies before all data.
std::vector<PeriodCount> count_periods(const View& view, const Filter& filter, Unit unit, DayRange last,
                                       std::size_t most);

}  // namespace dsat::analyze
