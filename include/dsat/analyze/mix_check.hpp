#pragma once
#include <optional>

#include "dsat/analyze/clusters.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/stats/tests.hpp"

/// Is a group bad by itself, or because of what it gets to do?
namespace dsat::analyze {

enum class MixVerdict {
  chance,      ///< the group differs no more from the others than chance makes it
  holds,       ///< the difference stays within topics
  due_to_mix,  ///< within topics it is gone, or turned round
  unclear      ///< no topic is shared, or too few ratings within topics to tell
};

struct MixCheck {
  stats::Share group, rest;
  double p = 1;                                 ///< Fisher's, times the groups that the worst was chosen from
  std::optional<double> odds_ratio;             ///< over all ratings
  std::optional<stats::MantelHaenszel> within;  ///< within topics
  MixVerdict verdict = MixVerdict::chance;
};

/// Compares a group with all others, over all ratings and within topics. `chosen_from`: among how many groups it was
/// picked for being the worst. p is the larger of Fisher's and of the
/// pooled z ÷ √d, d the design effect of the group's ratings that go together.
MixCheck check_mix(const View& view, const Selection& selection, const Grouping& groups, Code group,
                   std::size_t chosen_from, const Clusters* clusters = nullptr);

}  // namespace dsat::analyze
