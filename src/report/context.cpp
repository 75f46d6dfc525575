#include "dsat/report/context.hpp"

#include <algorithm>

namespace dsat::report {
namespace {

using analyze::Partial;
using analyze::View;

bool has_data(const View& view, DayRange range) {
  const auto days = view.days_with_data();
  const auto at = std::ranges::lower_bound(days, range.begin);
  return at != days.end() && *at < range.end;
}

/// The last unit with data that is complete; if none is, the last with data.
DayRange last_period(const View& view, Unit unit) {
  const auto days = view.days_with_data();
  const DayRange newest = period_of(unit, days.back());
  for (DayRange period = newest; period.end > days.front(); period = previous(unit, period))
    if (has_data(view, period) && view.complete(unit, period)) return period;
  return newest;
}

/// The last day of a period that the data reach.
Day reached(const View& view, DayRange period) {
  Day last = view.days_with_data().empty() ? period.begin : view.days_with_data().back();
  if (view.as_of()) last = std::max(last, view.zone().day_of(view.as_of()));
  return std::clamp(last, period.begin, period.end - 1);
}

}  // namespace

Context make_context(const View& view, const analyze::Filter& filter, const Provenance& provenance,
                     const Extras& extras, Unit unit, const std::optional<NamedPeriod>& asked, bool everything) {
  Context context{view, filter, provenance, extras};
  context.unit = unit;
  context.label = "all data";
  context.words = [](std::string_view text) { return std::string(text); };

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
    DayRange before =
        context.one_unit ? previous(context.unit, period) : DayRange{period.begin - period.length(), period.begin};
    context.before_label = context.one_unit ? period_label(context.unit, before)
                                            : "the " + std::to_string(period.length()) + " days before";
    const Partial how = view.counting().partial;
    if (context.partial && how == Partial::compare)
      before.end = std::min(before.end, before.begin + (reached(view, period) - period.begin) + 1);
    if (!(context.partial && how == Partial::skip) && has_data(view, before)) context.before = before;
  }
  context.now = view.select(filter, context.period);
  context.tally = analyze::tally(view, context.now);
  if (context.before) {
    context.then = view.select(filter, context.before);
    context.tally_then = analyze::tally(view, context.then);
  }
  return context;
}

}  // namespace dsat::report
