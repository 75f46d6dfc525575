#include "load/derive.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace dsat::load {
namespace {

void derive(Store& store, Provenance& provenance, Field duration, Field end, const std::string& fault) {
  const auto created = store.moment_column(Field::created_at), ended = store.moment_column(end);
  if (created.empty() || ended.empty()) return;
  std::vector<std::int32_t> seconds(store.tickets, no_number);
  if (const auto found = store.seconds.find(duration); found != store.seconds.end()) seconds = found->second;
  bool any = false;
  for (std::uint32_t ticket = 0; ticket < store.tickets; ++ticket) {
    if (!created[ticket] || !ended[ticket] || created[ticket].is_date() || ended[ticket].is_date()) continue;
    const std::int64_t length = ended[ticket].seconds() - created[ticket].seconds();
    if (length < 0) {
      ++provenance.faults[fault];
    } else if (seconds[ticket] == no_number && length < std::numeric_limits<std::int32_t>::max()) {
      seconds[ticket] = static_cast<std::int32_t>(length);
      any = true;
    }
  }
  if (any) store.seconds[duration] = std::move(seconds);
}

}  // namespace

void derive_durations(Store& store, Provenance& provenance) {
  derive(store, provenance, Field::first_reply, Field::first_replied_at, "first reply before the ticket was created");
  derive(store, provenance, Field::resolution, Field::solved_at, "solved before the ticket was created");
  const auto replied = store.moment_column(Field::first_replied_at), solved = store.moment_column(Field::solved_at);
  std::int64_t faults = 0;
  for (std::size_t i = 0; i < replied.size() && i < solved.size(); ++i)
    if (replied[i] && solved[i] && !replied[i].is_date() && !solved[i].is_date() && solved[i] < replied[i]) ++faults;
  if (faults > 0) provenance.faults["solved before the first reply"] += faults;
  // What hasn't been solved has no resolution time, whatever age the export gives it.
  if (const auto found = store.seconds.find(Field::resolution); found != store.seconds.end() && !solved.empty())
    for (std::uint32_t ticket = 0; ticket < store.tickets; ++ticket)
      if (!solved[ticket]) found->second[ticket] = no_number;
  std::int64_t early = 0;
  const auto created = store.moment_column(Field::created_at);
  const Ratings& ratings = store.ratings;
  for (std::size_t i = 0; i < ratings.rated_at.size() && !created.empty(); ++i) {
    const Moment rated = ratings.rated_at[i], opened = created[ratings.ticket[i]];
    if (rated && opened && !rated.is_date() && !opened.is_date() && rated < opened) ++early;
  }
  if (early > 0) provenance.faults["rated before the ticket was created"] += early;
}

}  // namespace dsat::load
