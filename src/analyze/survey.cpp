#include "dsat/analyze/survey.hpp"

#include <algorithm>

namespace dsat::analyze {

std::optional<double> rating_delay(const View& view, double quantile) {
  if (!view.has_rating_times()) return std::nullopt;
  const Store& store = view.store();
  std::vector<std::int64_t> delays;
  for (std::uint32_t ticket = 0; ticket < store.tickets; ++ticket) {
    const std::uint32_t rating = view.newest_rating(ticket);
    if (rating == no_row) continue;
    const Moment rated = store.ratings.rated_at[rating], solved = view.cohort_moment(ticket);
    if (rated && solved && rated.seconds() >= solved.seconds()) delays.push_back(rated.seconds() - solved.seconds());
  }
  if (delays.empty()) return std::nullopt;
  const auto place = static_cast<std::ptrdiff_t>(quantile * static_cast<double>(delays.size() - 1));
  std::ranges::nth_element(delays, delays.begin() + place);
  return static_cast<double>(delays[static_cast<std::size_t>(place)]) / 60;
}

bool immature(const View& view, DayRange period) {
  if (!view.as_of()) return false;
  const auto delay = rating_delay(view, 0.9);
  if (!delay) return false;
  const Day last = std::min(period.end, view.zone().day_of(view.as_of()) + 1);  // a range may be open
  const std::int64_t end = view.zone().to_utc(std::int64_t{last} * 86400);
  return static_cast<double>(view.as_of().seconds()) < static_cast<double>(end) + *delay * 60;
}

}  // namespace dsat::analyze
