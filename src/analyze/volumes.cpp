#include "dsat/analyze/volumes.hpp"

#include <algorithm>
#include <set>

#include "dsat/analyze/breakdown.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/view.hpp"
#include "dsat/stats/quantile.hpp"

namespace dsat::analyze {
namespace {

Spread spread_of(std::span<const std::int32_t> seconds, std::span<const Row> cohort) {
  if (seconds.empty()) return {};
  std::vector<double> known;
  for (const Row row : cohort)
    if (seconds[row.ticket] != no_number) known.push_back(seconds[row.ticket]);
  if (known.empty()) return {};
  return {static_cast<std::int64_t>(known.size()), *stats::quantile(known, 0.5) / 60,
          *stats::quantile(known, 0.9) / 60};
}

/// The cohort of one period and value.
VolumeRow row_of(const View& view, std::span<const Row> cohort, Tally counts) {
  VolumeRow row;
  for (const Row one : cohort)
    if (one.answered()) ++(view.rated(one) ? counts.rated : counts.unreadable);
  row.counts = counts;
  row.first_reply = spread_of(view.store().seconds_column(Field::first_reply), cohort);
  row.resolution = spread_of(view.store().seconds_column(Field::resolution), cohort);
  return row;
}

/// Adds a row for each period that any ticket of the cohort falls into, and value.
void add_rows(Volumes& volumes, const View& view, const Selection& cohort, Unit unit, std::string_view dimension,
              const Grouping* values) {
  const Grouping periods = grouping_named(view, name_of(unit));
  std::vector<const Grouping*> by{&periods};
  if (values != nullptr) by.push_back(values);
  for (const Group& group : break_down(view, cohort, by, KeepRows::yes).groups) {
    const Day day = view.cohort_day(group.cohort.front().ticket);
    if (day == no_day && unit != volumes.every) continue;
    VolumeRow row = row_of(view, group.cohort, group.tally);
    if (day != no_day) row.period = period_of(unit, day);
    row.every = unit;
    row.dimension = dimension;
    if (values != nullptr) row.value = values->names()[group.key.back()];
    volumes.add(std::move(row));
  }
}

void add_arrivals(Volumes& volumes, const View& view) {
  std::map<Day, std::int64_t> arrivals;
  for (const Moment moment : view.store().moment_column(Field::created_at))
    if (moment)
      if (const Day day = view.zone().day_of(moment); !volumes.window || volumes.window->contains(day)) ++arrivals[day];
  for (const auto& [day, tickets] : arrivals) {
    VolumeRow row;
    row.period = period_of(Unit::day, day);
    row.every = Unit::day;
    row.dimension = tickets_created;
    row.counts.cohort = tickets;
    volumes.add(std::move(row));
  }
}

/// A spread of two parts is known only where one of them has no tickets.
void add_up(Spread& spread, const Spread& other) {
  if (spread.tickets == 0)
    spread = other;
  else if (other.tickets > 0)
    spread = {spread.tickets + other.tickets, std::nullopt, std::nullopt};
}

}  // namespace

void Volumes::add(VolumeRow row) {
  const bool is_part_of_total = row.dimension == all_tickets && row.every == every;
  if (is_part_of_total) {
    tickets_ += row.counts.cohort;
    answered_ += row.counts.cohort_answered;
    if (!row.period) any_undated_ = true;
  }
  const Key key{row.dimension, static_cast<int>(row.every), row.period ? row.period->begin : no_day, row.value};
  const auto [place, is_new] = place_of_.emplace(key, rows_.size());
  if (is_new) {
    places_[{row.dimension, row.every}].push_back(rows_.size());
    rows_.push_back(std::move(row));
    return;
  }
  VolumeRow& known = rows_[place->second];
  known.counts += row.counts;
  add_up(known.first_reply, row.first_reply);
  add_up(known.resolution, row.resolution);
}

void Volumes::add(const Volumes& part) {
  as_of = std::max(as_of, part.as_of);
  survey_known = survey_known || part.survey_known;
  tells_solved = tells_solved || part.tells_solved;
  for (const VolumeRow& row : part.rows()) add(row);
}

bool Volumes::has(std::string_view dimension) const {
  return !places(dimension, every).empty();
}

std::vector<std::string> Volumes::dimensions() const {
  std::set<std::string> keys;
  for (const VolumeRow& row : rows_)
    if (row.dimension != all_tickets && row.dimension != tickets_created) keys.insert(row.dimension);
  return {keys.begin(), keys.end()};
}

std::span<const std::size_t> Volumes::places(std::string_view dimension, Unit unit) const {
  const auto found = places_.find(std::pair(std::string(dimension), unit));
  return found == places_.end() ? std::span<const std::size_t>() : std::span(found->second);
}

bool Volumes::is_whole(std::optional<DayRange> range) const {
  if (!range) return true;
  return std::ranges::none_of(places(all_tickets, every), [&](std::size_t place) {
    const auto& period = rows_[place].period;
    if (!period || period->end <= range->begin || period->begin >= range->end) return false;
    return period->begin < range->begin || period->end > range->end;
  });
}

Volumes count_volumes(const View& view, const Filter& filter, Unit every, std::span<const std::string> dimensions,
                      std::optional<DayRange> window) {
  Volumes volumes;
  volumes.as_of = view.as_of();
  volumes.zone = view.zone().name();
  volumes.every = every;
  volumes.window = window;
  volumes.survey_known = view.survey_known();
  volumes.tells_solved = view.export_tells_solved();
  Selection cohort;
  cohort.cohort = view.select(filter, window).cohort;
  add_rows(volumes, view, cohort, every, all_tickets, nullptr);
  if (every != Unit::day) add_rows(volumes, view, cohort, Unit::day, all_tickets, nullptr);
  add_arrivals(volumes, view);
  for (const std::string& key : dimensions) {
    const Grouping values = grouping_named(view, key);
    add_rows(volumes, view, cohort, every, key, &values);
  }
  return volumes;
}

std::optional<std::vector<VolumeGroup>> volume_groups(const View& view, const Selection& selection,
                                                      std::span<const Grouping* const> by) {
  const Volumes& volumes = *view.volumes();
  if (!selection.whole) return std::nullopt;
  const Grouping *value = nullptr, *time = nullptr;
  for (const Grouping* grouping : by) {
    const Grouping*& place = grouping->of_time ? time : value;
    if (place != nullptr || grouping->split) return std::nullopt;
    place = grouping;
  }
  if (value != nullptr && !volumes.has(value->volumes_key)) return std::nullopt;
  // Days are there for all tickets only.
  const bool by_day = (time != nullptr && time->unit == Unit::day) || !volumes.is_whole(selection.period);
  const Unit unit = by_day ? Unit::day : volumes.every;
  if (time != nullptr && time->unit != unit) return std::nullopt;
  if (value != nullptr && unit != volumes.every) return std::nullopt;

  std::map<std::string_view, Code> code_of;
  if (time != nullptr)
    for (Code code = 1; code < time->groups(); ++code) code_of[time->names()[code]] = code;
  std::vector<VolumeGroup> groups;
  for (const std::size_t place : volumes.places(value != nullptr ? value->volumes_key : all_tickets, unit)) {
    const VolumeRow& row = volumes.rows()[place];
    if (selection.period && (!row.period || !selection.period->contains(row.period->begin))) continue;
    VolumeGroup group{{}, place};
    for (const Grouping* grouping : by)
      group.key.push_back(grouping == value ? row.code : row.period ? code_of.at(period_label(unit, *row.period)) : 0);
    groups.push_back(std::move(group));
  }
  return groups;
}

void add_volume(Tally& tally, const Volumes& volumes, std::size_t place) {
  const VolumeRow& row = volumes.rows()[place];
  Tally counts = row.counts;
  counts.rated = counts.unreadable = 0;
  counts.tickets = row.silent();
  // Who answered was asked.
  if (volumes.survey_known) counts.surveyed = counts.cohort_surveyed - counts.cohort_answered;
  counts.volume = static_cast<std::int64_t>(place) + 1;
  tally += counts;
}

}  // namespace dsat::analyze
