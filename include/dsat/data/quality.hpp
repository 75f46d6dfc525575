#pragma once
#include <string>
#include <vector>

#include "dsat/base/calendar.hpp"

namespace dsat {

/// One score that quality assurance gave.
struct QaScore {
  std::string agent, criterion;
  double score = 0;              ///< on the team's own scale; higher is better
  Moment date;                   ///< missing if the file gives none
  std::string ticket, reviewer;  ///< what was scored, and by whom; empty where the file doesn't say
};

}  // namespace dsat
