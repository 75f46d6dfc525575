#include "dsat/analyze/mix.hpp"

#include <vector>

#include "dsat/analyze/breakdown.hpp"
#include "dsat/analyze/mix_part.hpp"
#include "dsat/analyze/outcome.hpp"
#include "dsat/analyze/topic.hpp"

namespace dsat::analyze {

std::optional<stats::PostStratified> weighted_nrr(const View& view, const Selection& selection) {
  if (view.only_rated()) return std::nullopt;
  std::vector<Grouping> groupings;
  for (const auto key : {"channel", "team"})
    if (const Dimension* dimension = dimension_named(key); dimension->carried(view))
      groupings.push_back(dimension->group(view));
  if (!topic_dimension(view).empty()) groupings.push_back(topics_of_mix(view));
  if (groupings.empty()) return std::nullopt;
  std::vector<const Grouping*> by;
  for (const Grouping& grouping : groupings) by.push_back(&grouping);
  std::vector<stats::MixWeight> cells;
  for (const Group& group : break_down(view, selection, by).groups) {
    // Volumes know no crossings.
    if (group.tally.volume == Tally::unknown) return std::nullopt;
    cells.push_back({negatives(view, group.tally), group.tally.cohort});
  }
  return stats::post_stratify(cells);
}

}  // namespace dsat::analyze
