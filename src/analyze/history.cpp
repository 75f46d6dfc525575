#include "dsat/analyze/history.hpp"

#include <algorithm>

#include "dsat/analyze/volumes.hpp"

namespace dsat::analyze {

std::vector<PeriodCount> count_periods(const View& view, const Filter& filter, Unit unit, DayRange last,
                                       std::size_t most) {
  const auto days = view.days_with_data();
  std::vector<PeriodCount> periods;
  if (days.empty()) return periods;
  for (DayRange range = last; range.end > days.front() && periods.size() < most; range = previous(unit, range))
    periods.push_back({range, {}, {}, {}, view.complete(unit, range)});
  if (periods.empty()) return periods;
  std::ranges::reverse(periods);

  const DayRange whole{periods.front().range.begin, last.end};
  std::vector<std::uint32_t> period_of_day;
  for (std::uint32_t i = 0; i < periods.size(); ++i)
    period_of_day.insert(period_of_day.end(), static_cast<std::size_t>(periods[i].range.length()), i);
  const auto at = [&](Day day) -> PeriodCount& {
    return periods[period_of_day[static_cast<std::size_t>(day - whole.begin)]];
  };
  const Selection selection = view.select_each(unit, filter, whole);
  std::uint32_t before = no_row;
  Day day_before = no_day;
  for (const Row row : selection.rows) {
    const Day day = view.day(row);
    PeriodCount& period = at(day);
    const bool same = before == row.ticket && day_before != no_day && &period == &at(day_before);
    view.add_row(period.tally, row, same ? before : no_row);
    before = row.ticket;
    day_before = day;
  }
  for (const Row row : selection.cohort) {
    PeriodCount& period = at(view.cohort_day(row.ticket));
    if (view.volumes() == nullptr) view.add_cohort(period.tally, row);
    period.cohort.push_back(row);
  }
  if (const Volumes* volumes = view.volumes()) {
    // The selection as a whole needn't be made of whole periods, as long as each of these is one.
    const bool known = selection.whole && (unit == volumes->every || unit == Unit::day);
    if (!known)
      for (PeriodCount& period : periods) period.tally.volume = Tally::unknown;
    else
      for (const std::size_t place : volumes->places(all_tickets, unit))
        if (const auto& period = volumes->rows()[place].period; period && whole.contains(period->begin))
          add_volume(at(period->begin).tally, *volumes, place);
  }
  for (PeriodCount& period : periods) period.nrr = negatives(view, period.tally);
  return periods;
}

}  // namespace dsat::analyze
