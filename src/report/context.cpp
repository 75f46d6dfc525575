#include "dsat/report/context.hpp"

#include <algorithm>

#include "dsat/analyze/trend.hpp"
#include "dsat/analyze/volumes.hpp"
#include "dsat/base/text.hpp"

namespace dsat::report {
namespace {

using analyze::Partial;
using analyze::View;

/// The last unit with data that is complete; if none is, the last with data.
DayRange last_period(const View& view, Unit unit) {
  return view.last_complete(unit).value_or(period_of(unit, view.days_with_data().back()));
}

/// The last day of a period that the data reach.
Day reached(const View& view, DayRange period) {
  Day last = view.days_with_data().empty() ? period.begin : view.days_with_data().back();
  if (view.as_of()) last = std::max(last, view.zone().day_of(view.as_of()));
  return std::clamp(last, period.begin, period.end - 1);
}

/// Enough for a year of history, the period reported beside it.
constexpr std::size_t history_periods = 54, recent_periods = 12;

/// The period that history ends with; nothing without dates.
std::optional<DayRange> last_of_history(const Context& context) {
  const auto days = context.view.days_with_data();
  if (days.empty()) return std::nullopt;
  if (context.one_unit) return context.period;
  return period_of(context.unit, context.period ? std::min(days.back(), context.period->end - 1) : days.back());
}

void add_history(Context& context) {
  if (const auto last = last_of_history(context))
    context.history = analyze::count_periods(context.view, context.filter, context.unit, *last, history_periods);
  const std::size_t periods = std::min(recent_periods, context.history.size());
  if (!context.one_unit || periods < 2) {
    context.recent = context.now;
    context.recent_label = context.label;
    context.recent_range = context.period;
    return;
  }
  const DayRange range{context.history[context.history.size() - periods].range.begin, context.period->end};
  context.recent_range = range;
  context.recent = context.view.select(context.filter, range);
  context.recent_label =
      "the " + counted(static_cast<std::int64_t>(periods), name_of(context.unit)) + " up to " + context.label;
}

void count_undated(Context& context) {
  const View& view = context.view;
  for (const analyze::Row row : view.select(context.filter).cohort) {
    if (view.day(row) != analyze::no_day) continue;
    ++context.undated;
    context.undated_rated += view.rated(row) ? 1 : 0;
  }
  if (const analyze::Volumes* volumes = view.volumes(); volumes != nullptr && context.filter.empty())
    for (const analyze::VolumeRow& row : volumes->rows())
      if (!row.period && row.dimension == analyze::all_tickets) context.undated += row.silent();
}

}  // namespace

const analyze::Clusters& Context::clusters() const {
  std::call_once(found->once, [this] {
    found->clusters = std::make_unique<analyze::Clusters>(view, everyone != nullptr ? *everyone : filter);
  });
  return *found->clusters;
}

analyze::Budget Context::budget() const {
  return analyze::budget_for(view, {!view.annotations().of_rating.empty(), !extras.qa.empty()});
}

std::optional<analyze::Background> Context::background() const {
  if (!one_unit) return std::nullopt;
  return analyze::background_of(history, announced_change());
}

std::optional<double> Context::ordinary_swings() const {
  if (!one_unit) return std::nullopt;
  return analyze::ordinary_swings(history, announced_change());
}

std::optional<Day> Context::announced_change() const {
  std::optional<Day> last;
  for (const PastClaim& past : announced)
    if (const auto day = analyze::change_of_level(past.claim)) last = std::max(last, day);
  return last;
}

Context make_context(const View& view, const analyze::Filter& filter, const Provenance& provenance,
                     const Extras& extras, Unit unit, const std::optional<NamedPeriod>& asked, bool everything) {
  Context context{view, filter, provenance, extras};
  context.unit = unit;
  context.label = "all data";
  context.words = [](std::string_view text) { return std::string(text); };
  context.drill = [](const Drill& drill) { return "dsat " + std::string(drill.command); };

  if (asked) {
    context.period = asked->range;
    context.label = asked->label;
    context.one_unit = asked->unit.has_value();
    if (asked->unit) context.unit = *asked->unit;
  } else if (!everything && !view.days_with_data().empty()) {
    context.period = last_period(view, unit);
    context.label = period_label(unit, *context.period);
    context.one_unit = true;
  }
  if (context.period) {
    const DayRange period = *context.period;
    context.partial = context.one_unit && !view.complete(context.unit, period);
    // What has no end lasts as long as the data.
    const Day end = period.end < after_last_day ? period.end : reached(view, period) + 1;
    const Day length = end - period.begin;
    DayRange before = context.one_unit ? previous(context.unit, period) : DayRange{period.begin - length, period.begin};
    context.before_label =
        context.one_unit ? period_label(context.unit, before) : "the " + counted(length, "day") + " before";
    const Partial how = view.counting().partial;
    if (context.partial && how == Partial::compare)
      before.end = std::min(before.end, before.begin + (reached(view, period) - period.begin) + 1);
    if (!(context.partial && how == Partial::skip) && view.has_data(before)) context.before = before;
  }
  context.now = view.select(filter, context.period);
  context.tally = analyze::tally(view, context.now);
  if (context.before) {
    context.then = view.select(filter, context.before);
    context.tally_then = analyze::tally(view, context.then);
  }
  if (view.any_undated()) count_undated(context);
  add_history(context);
  return context;
}

}  // namespace dsat::report
