#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "analyze/dimensions/dimensions.hpp"
#include "dsat/analyze/volumes.hpp"
#include "dsat/base/number.hpp"

namespace dsat::analyze {
namespace {

bool dated(const View& view) {
  return !view.days_with_data().empty();
}

/// Groups rows by a number made from where they stand in time; `none` leaves a row in `(none)`.
constexpr int none = -1;

Grouping by_time(const View& view, const std::function<int(Moment, Day)>& key_of,
                 const std::function<std::string(int)>& name_of, std::optional<Unit> unit = std::nullopt) {
  const auto key = [&](Row row) {
    const Moment moment = view.moment(row);
    return moment ? key_of(moment, view.day(row)) : none;
  };
  const Store& store = view.store();
  std::vector<int> ticket_keys(store.tickets), rating_keys(store.ratings.size());
  std::map<int, Code> code_of;
  const auto note = [&](int value) {
    if (value != none) code_of.emplace(value, 0);
    return value;
  };
  for (std::uint32_t ticket = 0; ticket < store.tickets; ++ticket) ticket_keys[ticket] = note(key({ticket, no_row}));
  for (std::uint32_t rating = 0; rating < rating_keys.size(); ++rating)
    rating_keys[rating] = note(key({store.ratings.ticket[rating], rating}));

  // Periods of silent tickets only.
  if (unit && view.volumes() != nullptr)
    for (const std::size_t place : view.volumes()->places(all_tickets, *unit))
      if (const auto& period = view.volumes()->rows()[place].period) note(key_of(Moment(), period->begin));

  std::vector<std::string> names{std::string()};
  for (auto& [value, code] : code_of) {
    code = static_cast<Code>(names.size());
    names.push_back(name_of(value));
  }
  const auto coded = [&](const std::vector<int>& keys) {
    std::vector<Code> codes(keys.size());
    std::ranges::transform(keys, codes.begin(), [&](int value) { return value == none ? Code{0} : code_of.at(value); });
    return codes;
  };
  Grouping grouping = Grouping::of_ratings(coded(rating_keys), coded(ticket_keys), std::move(names));
  grouping.natural_order = true;
  grouping.of_time = true;
  grouping.unit = unit;
  return grouping;
}

/// A bare date has no hour.
Grouping by_hour(const View& view) {
  return by_time(
      view,
      [&](Moment moment, Day) {
        if (moment.is_date()) return none;
        const std::int64_t local = view.zone().to_local(moment.seconds());
        return static_cast<int>(((local % 86400) + 86400) % 86400 / 3600);
      },
      [](int hour) { return (hour < 10 ? "0" : "") + std::to_string(hour); });
}

Grouping by_weekday(const View& view) {
  static constexpr std::array names = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  return by_time(
      view, [](Moment, Day day) { return weekday(day); }, [](int day) { return std::string(names[day]); });
}

template <Unit unit>
Grouping by_unit(const View& view) {
  return by_time(
      view, [](Moment, Day day) { return period_of(unit, day).begin + 1'000'000; },
      [](int begin) { return period_label(unit, period_of(unit, begin - 1'000'000)); }, unit);
}

}  // namespace

std::span<const Dimension> time_dimensions() {
  static constexpr std::array all = {
      Dimension{"hour", "hour", "hour of the day in --tz", false, dated, by_hour},
      Dimension{"weekday", "weekday", "day of the week in --tz", false, dated, by_weekday},
      Dimension{"day", "day", "calendar day in --tz", false, dated, by_unit<Unit::day>},
      Dimension{"week", "week", "ISO 8601 week, Monday to Sunday", false, dated, by_unit<Unit::week>},
      Dimension{"month", "month", "calendar month", false, dated, by_unit<Unit::month>},
      Dimension{"quarter", "quarter", "calendar quarter", false, dated, by_unit<Unit::quarter>},
  };
  return all;
}

}  // namespace dsat::analyze
