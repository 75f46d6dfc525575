#pragma once
#include "dsat/analyze/view.hpp"

/// How often a report may claim something by chance, divided among what it looks at.
namespace dsat::analyze {

/// Shares of no-effect reports in which each family may claim something; together at most one in ten. They don't depend
/// on which sections are asked for, so a sentence stands or falls the same in every pack.
struct Budget {
  double verdict = 0.005, special_point = 0.005, level = 0.01;
  double rose = 0.0175, fell = 0.0025, bad = 0.015;
  double rising = 0.01;
  double agents = 0.0075, teams = 0.0025;
  double speed = 0.01;
  double channels = 0.0025, hours = 0.0025, kpis = 0.0025, survey = 0.0025, actions = 0.0025, qa = 0.0025;

  double all() const;
};

/// What there is to look at beside the columns: a worksheet's actions, scores of quality assurance.
struct Beside {
  bool actions = false, qa = false;
};

/// The budget for these data: a family that has none (no durations, no worksheet) gives its share to the others in
/// proportion. Looks at which columns there are, never at an outcome.
Budget budget_for(const View& view, const Beside& beside);

}  // namespace dsat::analyze
