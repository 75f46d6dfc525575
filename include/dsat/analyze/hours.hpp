#pragma once
#include "dsat/analyze/dimension.hpp"

namespace dsat::analyze {

/// Hours and weekdays in the zone of the report: those when customers wrote, where the export tells when tickets were
/// created; else those that place a row in time.
struct HourGroupings {
  Grouping hour;     ///< `00` … `23`; bare dates have none
  Grouping stretch;  ///< of four hours: `00–04` … `20–24`
  Grouping weekday;  ///< Monday … Sunday
  bool when_written = false;
  bool any_hour = false;  ///< some moment has an hour
};
HourGroupings hour_groupings(const View& view);

}  // namespace dsat::analyze
