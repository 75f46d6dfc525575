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

/// The customer answered, whether or not the answer can be read.
inline bool is_answer(const RatingMeaning& meaning) {
  return meaning.kind == RatingMeaning::Kind::rated || meaning.kind == RatingMeaning::Kind::unreadable;
}

/// Tells a ticket's ratings apart; `answers` come newest record first and leave oldest rating first. Where any can be
/// read, those that can't are no further ones. Counts ratings that contradict those of known id or time, which stand.
void tell_apart(std::vector<Answer>& answers, std::int64_t& differing);

}  // namespace dsat::load
