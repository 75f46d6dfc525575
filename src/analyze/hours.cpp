#include "dsat/analyze/hours.hpp"

#include <array>
#include <string>

namespace dsat::analyze {
namespace {

constexpr int stretch_hours = 4;

/// Codes of one moment; 0 is unknown.
struct HourCodes {
  Code hour = 0, stretch = 0, weekday = 0;
};

HourCodes codes_of(const Zone& zone, Moment moment) {
  HourCodes codes;
  if (!moment) return codes;
  codes.weekday = static_cast<Code>(dsat::weekday(zone.day_of(moment)) + 1);
  if (moment.is_date()) return codes;
  const std::int64_t local = zone.to_local(moment.seconds());
  const auto hour = static_cast<Code>(((local % 86400) + 86400) % 86400 / 3600);
  codes.hour = hour + 1;
  codes.stretch = hour / stretch_hours + 1;
  return codes;
}

std::string two_digits(int hour) {
  return (hour < 10 ? "0" : "") + std::to_string(hour);
}

struct Columns {
  std::vector<Code> hour, stretch, weekday;

  void add(const HourCodes& codes) {
    hour.push_back(codes.hour);
    stretch.push_back(codes.stretch);
    weekday.push_back(codes.weekday);
  }
};

}  // namespace

HourGroupings hour_groupings(const View& view) {
  static constexpr std::array weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  std::vector<std::string> hours{std::string()}, stretches{std::string()}, days{std::string()};
  for (int hour = 0; hour < 24; ++hour) hours.push_back(two_digits(hour));
  for (int hour = 0; hour < 24; hour += stretch_hours)
    stretches.push_back(two_digits(hour) + "–" + two_digits(hour + stretch_hours));
  days.insert(days.end(), weekdays.begin(), weekdays.end());

  const Store& store = view.store();
  HourGroupings result;
  Columns by_ticket, by_rating;
  for (std::uint32_t ticket = 0; ticket < store.tickets; ++ticket)
    by_ticket.add(codes_of(view.zone(), view.moment({ticket, no_row})));
  for (std::uint32_t rating = 0; rating < store.ratings.size(); ++rating)
    by_rating.add(codes_of(view.zone(), view.moment({store.ratings.ticket[rating], rating})));
  for (const auto* codes : {&by_ticket.hour, &by_rating.hour})
    for (const Code code : *codes) result.any_hour = result.any_hour || code != 0;

  const auto grouping = [&](std::vector<Code>& ratings, std::vector<Code>& tickets, std::vector<std::string>& names) {
    Grouping made = Grouping::of_ratings(std::move(ratings), std::move(tickets), std::move(names));
    made.natural_order = made.of_time = true;
    return made;
  };
  result.hour = grouping(by_rating.hour, by_ticket.hour, hours);
  result.stretch = grouping(by_rating.stretch, by_ticket.stretch, stretches);
  result.weekday = grouping(by_rating.weekday, by_ticket.weekday, days);
  return result;
}

}  // namespace dsat::analyze
