#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "dsat/analyze/clusters.hpp"
#include "dsat/analyze/view.hpp"
#include "dsat/stats/rank.hpp"

/// Which other figures of a ticket go with its rating, so that they can be judged by it.
namespace dsat::analyze {

enum class KpiKind { minutes, count, share };

struct Kpi {
  std::string_view key;    ///< first_reply, resolution, replies, reopens, one_touch, sla_breach
  std::string_view title;  ///< `first reply`
  std::string_view worse;  ///< what its bad end is: `slower`, `more replies`, `not one-touch`
  KpiKind kind = KpiKind::minutes;
};

struct KpiMatch {
  const Kpi* kpi = nullptr;
  std::int64_t ratings = 0;                               ///< with the figure known
  std::optional<double> typical_negative, typical_other;  ///< median minutes, mean count, share of the bad end
  /// Of two ratings of one channel, topic and week, one negative and one not: how often the negative one has the worse
  /// figure. Nothing under 10 negatives or 10 others, or if nothing can be compared.
  std::optional<stats::RankSum> match;
  double p = 1;       ///< corrected over all KPIs (Holm)
  bool goes = false;  ///< beyond chance
};

/// All KPIs that the export carries, strongest first. `budget`: how often anything is found by chance. z is
/// divided by √d, d the design effect of the half of the ratings with the worse figure: slow days are slow for many.
std::vector<KpiMatch> match_kpis(const View& view, const Selection& selection, double budget = 0.0025,
                                 const Clusters* clusters = nullptr);

}  // namespace dsat::analyze
