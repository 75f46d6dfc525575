#pragma once
#include "dsat/analyze/dimension.hpp"

namespace dsat::analyze {

/// Hours and weekdays, in the zone of the report, of the moment that places a row in time: those of the dimensions
/// `hour` and `weekday`, with a group for each that there is.
struct HourGroupings {
  Grouping hour;          ///< `00` … `23`; bare dates have none
  Grouping stretch;       ///< of four hours: `00–04` … `20–24`
  Grouping weekday;       ///< Monday … Sunday
  bool any_hour = false;  ///< some moment has an hour
};
HourGroupings hour_groupings(const View& view);

}  // namespace dsat::analyze
