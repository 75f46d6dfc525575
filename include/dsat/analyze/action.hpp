#pragma once
#include <cstdint>
#include <optional>
#include <span>
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
    prompt_unread,   ///< what prompted it is no period that can be read: which weeks to leave out nobody knows
    nothing_before,  ///< no rating in the baseline
    too_early,       ///< under 30 ratings or 4 full weeks since
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
  std::optional<double> dispersion;  ///< φ of the scope's ordinary swings; nothing: not yet known
  std::optional<double> p;           ///< of after against before, by chance and ordinary swings
  double corrected = 1;              ///< the same over all actions judged (Holm)
  std::int64_t look = 0;             ///< full weeks since at which it was judged: 4 or 8
  std::vector<std::string> beside;   ///< other actions on the same scope within the weeks compared
  /// Whether the rest moved in the same direction, beyond chance: then the action may not be the reason.
  bool rest_moved_too = false;
};

/// Measures actions, in weeks whatever the unit of the report. Since: the full weeks after the date. They are judged at
/// two fixed looks, 4 and 8 weeks after, with half of the budget each, Holm over the actions: judged anew every week
/// any action would have its good one. Baseline: up to 8 weeks that end before the window from which the scope was
/// chosen, the 12 weeks up to the one which prompted the action (without one, up to its date): whoever acts on the
/// worst of 12 weeks sees it get better by itself.
std::vector<BeforeAfter> measure_actions(const View& view, const Filter& filter, std::span<const Action> actions,
                                         double budget = 0.0025);

inline constexpr std::int64_t fewest_ratings_since = 30, first_look = 4, second_look = 8, weeks_chosen_from = 12;

}  // namespace dsat::analyze
