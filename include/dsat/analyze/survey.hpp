#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/view.hpp"
#include "dsat/stats/rank.hpp"
#include "dsat/stats/share.hpp"

/// Who is asked, who answers and when.
namespace dsat::analyze {

/// Minutes from the solution (creation, where there is no solved time) to the rating, at a quantile from 0 to 1 over
/// all rated tickets; ratings before it are left out. Nothing where the export has no rating times.
std::optional<double> rating_delay(const View& view, double quantile);

/// A period is immature for coverage while the data's 90th-percentile rating delay after its end hasn't run out:
/// ratings are still coming.
bool immature(const View& view, DayRange period);

/// From all tickets of a cohort to those whose customer wrote something.
struct Funnel {
  std::int64_t tickets = 0;
  std::int64_t offered = 0;  ///< only where the survey is known (View::survey_known)
  std::int64_t rated = 0, unreadable = 0, commented = 0;
  stats::Share nrr;
  std::int64_t answered() const { return rated + unreadable; }
};
/// Per code of the grouping, over the selection's cohort. Empty where volumes count the silent tickets, but not by it.
std::vector<Funnel> count_funnels(const View& view, const Selection& selection, const Grouping& grouping);

/// Ratings by the time from the solution to the rating.
struct DelayBand {
  std::string_view name;  ///< `under 1 h`, …
  std::int64_t rated = 0, commented = 0;
  stats::Share nrr;
};
/// All bands in order; empty where the export has no rating times.
std::vector<DelayBand> delay_bands(const View& view, const Selection& selection);

/// Answers to a further question of the survey.
struct QuestionResult {
  std::size_t question = 0;  ///< index into Store::questions
  std::int64_t answers = 0, positive = 0, neutral = 0, negative = 0;
  double index = 0;  ///< mean of (level − 1) ÷ (L − 1) × 100
  /// Of two rated tickets, one negative and one not: how often the negative one has the *lower* answer.
  std::optional<stats::RankSum> lower_where_negative;
};
/// All questions, over the tickets of a selection's rows.
std::vector<QuestionResult> question_results(const View& view, const Selection& selection);

}  // namespace dsat::analyze
