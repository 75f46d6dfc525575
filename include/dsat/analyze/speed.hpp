#pragma once
#include <optional>
#include <vector>

#include "dsat/analyze/clusters.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/stats/critical_point.hpp"

/// From which reply or resolution time on ratings are worse.
namespace dsat::analyze {

/// One channel and one duration.
struct SpeedCut {
  Field duration = Field::first_reply;
  Code channel = 0;
  std::int64_t ratings = 0;                   ///< with that duration known
  double shortest = 0, longest = 0;           ///< minutes that 5 and 95 % of them lie under
  bool tested = false;                        ///< enough ratings
  std::optional<stats::CriticalPoint> point;  ///< the best cut; only `found` ones may be spoken of
  double p = 1;                               ///< corrected over channels and durations (Holm)
  bool found = false;
};

/// A stretch of the curve.
struct SpeedBin {
  double from = 0, until = 0, median = 0;  ///< minutes
  stats::Share share;
  double fitted = 0;  ///< never falling with time (isotonic)
};

struct SpeedStudy {
  Grouping channels;
  std::vector<SpeedCut> cuts;  ///< first reply before resolution, most ratings first
};

/// Looks for the critical point of each channel's first reply and resolution. Outcomes are exchanged within channel ×
/// topic × week only, and the best cut's G² is divided by the design effect of the slow side first, as ratings that go
/// together are slow together. `budget`: how often anything is found by chance.
SpeedStudy study_speed(const View& view, const Selection& selection, double budget = 0.01,
                       const Clusters* clusters = nullptr);

/// NRR over a duration in at most 12 stretches of about equal size; of one channel, or of all.
std::vector<SpeedBin> speed_curve(const View& view, const Selection& selection, Field duration,
                                  const Grouping* channels = nullptr, Code channel = 0);

}  // namespace dsat::analyze
