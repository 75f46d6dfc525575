#pragma once
#include <initializer_list>
#include <string>
#include <vector>

#include "dsat/base/calendar.hpp"
#include "dsat/data/store.hpp"

/// Small stores for tests of what people say about ratings.
namespace dsat::test {

/// A rating of a ticket; ratings of one ticket follow each other.
struct Rated {
  std::string ticket, rated_at, rating, comment, agent = "Ann", reason;
};

inline Moment at(const std::string& text) {
  return text.empty() ? Moment() : *parse_iso_moment(text, Zone());
}

/// Good and Bad ratings of tickets with ids.
inline Store store_of(const std::vector<Rated>& list) {
  Store store;
  store.scales = {*scale_named("good-bad")};
  std::vector<Code> agents, labels, reasons;
  NameColumn agent;
  auto code_in = [](std::vector<std::string>& names, const std::string& name) {
    for (Code code = 0; code < names.size(); ++code)
      if (names[code] == name) return code;
    names.push_back(name);
    return static_cast<Code>(names.size() - 1);
  };
  for (const Rated& rated : list) {
    if (store.tickets == 0 || store.ticket_id[store.tickets - 1] != rated.ticket) {
      store.ticket_id.append(rated.ticket);
      store.first_rating.push_back(static_cast<std::uint32_t>(labels.size()));
      agents.push_back(code_in(agent.names, rated.agent));
      ++store.tickets;
    }
    if (rated.rating.empty()) continue;
    store.ratings.ticket.push_back(static_cast<std::uint32_t>(store.tickets - 1));
    const bool good = rated.rating == "Good";
    store.ratings.sentiment.push_back(good ? Sentiment::positive : Sentiment::negative);
    store.ratings.level.push_back(good ? 2 : 1);
    store.ratings.scale.push_back(0);
    store.ratings.rated_at.push_back(at(rated.rated_at));
    store.ratings.comment.append(rated.comment);
    labels.push_back(code_in(store.ratings.label.names, rated.rating));
    reasons.push_back(code_in(store.ratings.reason.names, rated.reason));
  }
  store.first_rating.push_back(static_cast<std::uint32_t>(labels.size()));
  store.ratings.label.codes = Codes(labels);
  store.ratings.reason.codes = Codes(reasons);
  agent.codes = Codes(agents);
  store.names[Field::agent] = agent;
  return store;
}

}  // namespace dsat::test
