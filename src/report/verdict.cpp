#include "report/verdict.hpp"

#include <cmath>

#include "dsat/analyze/outcome.hpp"
#include "report/wording.hpp"

namespace dsat::report {

std::vector<ScaleCount> by_scale(const Context& context) {
  const Store& store = context.view.store();
  std::vector<ScaleCount> counts(store.scales.size());
  const auto add = [&](const analyze::Selection& selection, analyze::Tally ScaleCount::*part) {
    for (const analyze::Row row : selection.rows)
      if (context.view.rated(row)) context.view.add_row(counts[store.ratings.scale[row.rating]].*part, row);
  };
  if (counts.size() < 2) return counts;
  add(context.now, &ScaleCount::now);
  add(context.then, &ScaleCount::then);
  return counts;
}

namespace {

/// Whether over 5 % of the ratings would have to be on another scale for both periods to have the same shares.
bool scales_differ(const Context& context, const std::vector<ScaleCount>& counts) {
  if (counts.size() < 2 || context.tally.rated == 0 || context.tally_then.rated == 0) return false;
  double moved = 0;
  for (const ScaleCount& scale : counts)
    moved += std::abs(static_cast<double>(scale.now.rated) / static_cast<double>(context.tally.rated) -
                      static_cast<double>(scale.then.rated) / static_cast<double>(context.tally_then.rated));
  return moved / 2 > 0.05;
}

}  // namespace

PeriodVerdict judge_period(const Context& context) {
  PeriodVerdict verdict;
  verdict.scales_differ = scales_differ(context, by_scale(context));
  const stats::Share now = analyze::negatives(context.view, context.tally);
  const stats::Share then = analyze::negatives(context.view, context.tally_then);
  const bool enough = now.base >= context.min_ratings() && then.base >= context.min_ratings();
  if (!context.before || !enough || verdict.scales_differ) return verdict;
  const auto background = context.background();
  verdict.comparison = analyze::compare(now, background.value_or(analyze::Background{then}), context.budget().verdict);
  verdict.answering = answering_of(context);
  if (verdict.beyond() && verdict.answering && verdict.answering->changed &&
      analyze::trimmed(verdict.comparison, *verdict.answering).verdict != analyze::Verdict::beyond) {
    verdict.comparison.verdict = analyze::Verdict::unusual;
    verdict.explained_by_answers = true;
  }
  return verdict;
}

}  // namespace dsat::report
