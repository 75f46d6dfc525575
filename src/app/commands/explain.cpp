#include "dsat/report/explain.hpp"

#include <algorithm>

#include "app/again.hpp"
#include "app/command.hpp"
#include "app/commands/table.hpp"
#include "app/output.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

/// The dimensions of --by, under their own keys.
std::vector<std::string> dimensions_to_search(const std::vector<std::string>& by) {
  std::vector<std::string> keys;
  for (const std::string& asked : by) {
    const analyze::Dimension* dimension = analyze::dimension_named(asked);
    if (dimension != nullptr && dimension->after_outcome)
      throw Error(ErrorKind::usage, "explain can't look among " + std::string(dimension->key),
                  "It is recorded because of the rating, so it would explain every rating by itself; "
                  "`dsat breakdown --by " +
                      std::string(dimension->key) + "` counts it.");
    keys.push_back(dimension != nullptr ? std::string(dimension->key) : asked);
    if (std::ranges::count(keys, keys.back()) > 1) keys.pop_back();
  }
  return keys;
}

analyze::Selection part_of(const analyze::Selection& all, const analyze::Filter& filter) {
  const auto passes = [&](analyze::Row row) { return filter.passes(row); };
  analyze::Selection part;
  std::ranges::copy_if(all.rows, std::back_inserter(part.rows), passes);
  std::ranges::copy_if(all.cohort, std::back_inserter(part.cohort), passes);
  return part;
}

std::string ratings_in(const analyze::View& view, const std::vector<analyze::Selection>& strata) {
  std::int64_t rated = 0;
  for (const analyze::Selection& stratum : strata)
    rated += std::ranges::count_if(stratum.rows, [&view](analyze::Row row) { return view.rated(row); });
  return counted(rated, "rating");
}

}  // namespace

int run_explain(Settings& settings, const Io& io) {
  const std::vector<std::string> asked = dimensions_to_search(settings.by);
  Session session(settings, io);
  const analyze::View& view = session.view();
  const analyze::Filter everything;
  const bool whole = !session.period() && settings.against.empty();

  // Periods of all ratings first: a slice asked for (--where) is set against the others of the same periods.
  report::Context context = report::make_context(view, everything, session.provenance(), settings.extras,
                                                 settings.every, session.period(), settings.period == "all");
  if (!settings.against.empty()) {
    const auto against = session.named_period(settings.against);
    if (!against || !context.period)
      throw Error(ErrorKind::usage, "--against needs two periods to compare",
                  "Write `dsat explain --period 2026-W46 --against 2026-W40 FILE`; the data must carry dates.");
    context.before = against->range;
    context.before_label = against->label;
    context.then = view.select(everything, context.before);
  }
  report::Explaining what = report::explaining(context);
  if (!settings.against.empty()) {
    what.with_moved = true;
    what.strata = {context.then, context.now};
    what.strata_words = context.label + " and " + context.before_label;
  } else if (whole) {
    what.strata = analyze::by_period(view, view.select(everything), context.unit);
    what.strata_words = "all data";
    what.plan.last_is_now = false;
  }
  if (!asked.empty()) what.plan.dimensions = asked;
  if (!session.filter().empty()) {
    const std::vector<analyze::Selection> all = what.strata;
    for (analyze::Selection& stratum : what.strata) stratum = part_of(stratum, session.filter());
    what.slice = analyze::against_rest(view, what.strata, all);
    what.slice_words = conditions_in_words(settings, " and ");
    context.now = part_of(context.now, session.filter());
    context.then = part_of(context.then, session.filter());
  }
  context.tally = analyze::tally(view, context.now);
  context.tally_then = analyze::tally(view, context.then);
  context.full_detail = settings.full_detail;
  context.top = settings.top.value_or(10);
  context.drill = Again(session);
  context.words = session.words();
  context.redaction = session.redaction();

  document::Document document;
  document.schema = "dsat.explain";
  document.title = "Explanation";
  add_input(document, session);
  if (what.with_moved) document.subtitle.push_back(context.label + " against " + context.before_label);
  document.subtitle.push_back(ratings_in(session.view(), what.strata) + " in " + what.strata_words +
                              (what.slice ? ", only " + what.slice_words : std::string()) + " · " + view.zone().name());
  document.sections.push_back(report::explanation(context, what));
  deliver(document, settings, io);
  return 0;
}

}  // namespace dsat::app
