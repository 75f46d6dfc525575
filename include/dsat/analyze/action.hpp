#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/view.hpp"
#include "dsat/stats/share.hpp"
#include "dsat/stats/tests.hpp"

/// Dated actions from the review worksheet, and NRR before and after them.
namespace dsat::analyze {

/// Something that was changed on a day: a reply template, a procedure, a training.
struct Action {
  std::string text;                        ///< as typed
  Day date = no_day;                       ///< no_day: nobody wrote down when
  std::string prompted_by;                 ///< as typed
  std::optional<DayRange> prompted_range;  ///< the period it names; nothing if it names none
  std::vector<Condition> scope;            ///< whom it concerns; empty: nobody knows
  bool scope_from_rows = false;  ///< not named in the text, but shared by all rows that the action was typed into
  std::int64_t rows = 0;         ///< worksheet rows that name it

  /// `tag refund`, `team Orders`; `not named` for an empty scope.
  std::string scope_in_words() const;
};

/// All actions of the worksheet, the latest first. An action typed into several rows is one. Its scope is what its text
/// names (`tag:refund`, `template:"Late parcel"`, `template: Refund std` if the data know such a template), else a tag,
/// template or team that all its rows share.
std::vector<Action> actions(const View& view);

/// What NRR did around an action.
struct BeforeAfter {
  enum class Verdict {
    no_date,
    not_yet_due,     ///< its day lies after "now"
    no_scope,        ///< it concerns nobody in particular: there is no rest to compare with
    nothing_before,  ///< no rating in the baseline
    too_early,       ///< under 30 ratings or 2 full periods since
    no_change,       ///< nothing beyond chance and ordinary swings
    fell,
    rose,
  };
  Verdict verdict = Verdict::no_date;
  DayRange baseline, since;  ///< days that were compared; empty if there are none
  std::int64_t baseline_periods = 0, periods_since = 0;
  stats::Share before, after;                 ///< NRR of the scope
  stats::Share rest_before, rest_after;       ///< of everything else: the control
  std::optional<stats::Estimate> difference;  ///< after − before, 95 %, widened by ordinary swings
  std::optional<stats::Estimate> rest_difference;
  std::optional<double> dispersion;      ///< φ of the scope's ordinary swings; nothing: not yet known
  std::optional<stats::ExactTest> test;  ///< Fisher's, after against before
  /// Whether the rest moved in the same direction, beyond chance: then the action may not be the reason.
  bool rest_moved_too = false;
};

/// Ratings by period of a selection, for measuring several actions. `among` is how many actions are judged together: a
/// verdict needs p ≤ 0.05 ÷ among, and the interval to leave out 0.
/// Baseline: up to 8 periods that end before the one which prompted the action; if none is named, the last 2 before it
/// are left out, because acting on the worst weeks makes anything look like a cure. Since: the full periods after its
/// date, at most 8.
class ActionMeter {
 public:
  ActionMeter(const View& view, const Filter& filter, Unit unit);
  BeforeAfter measure(const Action& action, std::size_t among = 1) const;

  static constexpr std::int64_t fewest_ratings = 30, fewest_periods = 2, most_periods = 8;

 private:
  const View& view_;
  Unit unit_;
  std::vector<std::pair<Day, Row>> rows_;  ///< begin of the period, rating
};

}  // namespace dsat::analyze
