#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "dsat/analyze/budget.hpp"
#include "dsat/analyze/claim.hpp"
#include "dsat/analyze/comparison.hpp"
#include "dsat/analyze/history.hpp"
#include "dsat/stats/control.hpp"

/// NRR over time: what swings are ordinary, which periods stand out of them, and whether the level changed for good.
namespace dsat::analyze {

/// φ of the at most 26 periods before the last one, from the day of the last announced change on. Nothing under 8:
/// ordinary swings aren't known yet.
std::optional<double> ordinary_swings(std::span<const PeriodCount> periods,
                                      std::optional<Day> announced = std::nullopt);

struct TrendPoint {
  std::optional<stats::ControlLimits> limits;  ///< from the other periods of its level; nothing if there are none
  bool outside = false;                        ///< of its limits
  double p = 1;          ///< of standing apart from the other periods of its level as far, ordinary swings allowed for
  bool special = false;  ///< stands out, all points drawn taken together; of the last one the headline's verdict speaks
};

/// A level that changed and stayed.
struct LevelChange {
  Day since = 0;  ///< first day of the first period of the new level
  stats::Share before, after;
  double p = 1;
  bool announced = false;        ///< by an earlier report: no news
  std::optional<double> step_p;  ///< of a level that only drifts changing as much; nothing under 26 periods
  bool step = false;             ///< it jumped, rather than drifted
  bool up() const { return *after.rate() > *before.rate(); }
};

/// The claim that a level changed; `text` is the caller's wording. Its key holds the day and the direction.
Claim claim_of(const LevelChange& change, std::string text);
/// The claim that it jumped.
Claim claim_of_step(const LevelChange& change, std::string text);
/// The day in a claim of a change of level; nothing for other claims.
std::optional<Day> change_of_level(const Claim& claim);

struct TrendStudy {
  std::size_t first = 0;           ///< index of the first period drawn
  std::vector<TrendPoint> points;  ///< one per period drawn
  std::optional<LevelChange> change;
  std::optional<Comparison> last;  ///< the last period against its history; nothing while ordinary swings aren't known
  std::size_t baseline_periods = 0;  ///< with ratings, behind the limits of the last period
  bool provisional() const { return baseline_periods < 8; }
};

/// Draws the last `shown` periods with limits and looks for a change of level in the last 27. Where the level changed,
/// each level has its own limits. A change of level is tested by permuting periods, which a drift passes as a step
/// does; only beyond a drift it is called a step. The last period is judged as the headline judges it. Claims by chance
/// stay within the budget. `announced`: the first day of the last change that earlier reports told.
TrendStudy study_trend(std::span<const PeriodCount> periods, std::size_t shown = 12,
                       std::optional<Day> announced = std::nullopt, const Budget& budget = {});

/// How a figure from elsewhere goes with NRR.
struct SeriesMatch {
  int lag = 0;  ///< periods by which the figure leads NRR
  double correlation = 0;
  std::size_t periods = 0;  ///< differences compared
  double p = 1;
  double q = 1;  ///< corrected over series and lags
};

/// Spearman's rank correlation of the differences between periods, for lags of 0 to 2, the strongest of each series;
/// only with at least 20 periods that have both figures, else nothing in the series' place. `series[i]` has one value
/// per period.
std::vector<std::optional<SeriesMatch>> match_series(std::span<const PeriodCount> periods,
                                                     std::span<const std::vector<std::optional<double>>> series);

}  // namespace dsat::analyze
