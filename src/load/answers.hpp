#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "dsat/data/store.hpp"
#include "load/ratings.hpp"

namespace dsat::load {

/// One answer of a customer, on its way to be told from the others of its ticket.
struct Answer {
  std::size_t precedence = 0;  ///< 0 is the newest record of the ticket
  RatingMeaning meaning;
  Moment rated_at;
  std::string_view id;
  Code label = 0, reason = 0, agent = 0;
  Code own_agent = 0;  ///< of the record it stands in, whether or not the rating names anybody
  std::string_view comment;
};

/// Tells a ticket's ratings apart; `answers` come newest record first and leave oldest rating first. Counts ratings
/// that contradict those of known id or time, which stand.
void tell_apart(std::vector<Answer>& answers, std::int64_t& differing);

}  // namespace dsat::load
