#include "dsat/analyze/challenge.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "analyze/measures/measures.hpp"
#include "dsat/analyze/review.hpp"

namespace dsat::analyze {
namespace {

void count(ChallengeCounts& counts, Challenge challenge) {
  switch (challenge) {
    case Challenge::none:
      break;
    case Challenge::open:
      ++counts.open;
      break;
    case Challenge::upheld:
      ++counts.upheld;
      break;
    case Challenge::overturned:
      ++counts.overturned;
      break;
    case Challenge::restored:
      ++counts.restored;
      break;
  }
}

std::vector<ChallengeGroup> sorted(const std::map<std::string, ChallengeCounts>& groups) {
  std::vector<ChallengeGroup> list;
  for (const auto& [name, counts] : groups) list.push_back({name, counts});
  std::ranges::stable_sort(list, std::greater<>(), [](const ChallengeGroup& group) { return group.counts.all(); });
  return list;
}

}  // namespace

Value ChallengeCounts::upheld_share() const {
  return share_of(upheld + restored, decided());
}

Ledger challenge_ledger(const View& view, std::span<const Row> rows) {
  Ledger ledger;
  std::map<std::string, ChallengeCounts> agents, deciders;
  for (const Row row : rows) {
    const Annotation* said = view.rated(row) ? view.annotations().find(row.rating) : nullptr;
    if (said == nullptr || said->challenge == Challenge::none) continue;
    ledger.rows.push_back(row);
    count(ledger.counts, said->challenge);
    count(agents[agent_name(view, row)], said->challenge);
    if (said->challenge == Challenge::open) continue;
    count(deciders[said->decided_by], said->challenge);
    const Moment begun = said->challenged_at ? said->challenged_at : rating_moment(view, row);
    if (!begun || !said->decided_at) continue;
    // A decision dated before its challenge is a slip of the pen.
    const std::int64_t seconds = last_second(view, said->decided_at) - first_second(view, begun);
    if (seconds >= 0) ledger.minutes_to_decision.push_back(static_cast<double>(seconds) / 60);
  }
  const auto key = [&view](Row row) {
    const bool open = view.annotations().find(row.rating)->challenge == Challenge::open;
    const Moment rated = rating_moment(view, row);
    return std::tuple(!open, rated ? -rated.seconds() : 0, row.ticket, row.rating);
  };
  std::ranges::sort(ledger.rows, [&](Row a, Row b) { return key(a) < key(b); });
  ledger.by_agent = sorted(agents);
  ledger.by_decider = sorted(deciders);
  std::ranges::sort(ledger.minutes_to_decision);
  return ledger;
}

ChallengeRange challenge_range(const View& view, const Tally& tally) {
  const Measure& true_nrr = require_measure("true_nrr");
  Tally all_overturned = tally;
  all_overturned.overturned.negative += tally.challenged.negative;
  all_overturned.overturned.neutral += tally.challenged.neutral;
  all_overturned.overturned.positive += tally.challenged.positive;
  const Value now = true_nrr.compute({view, tally, {}});
  return {now, true_nrr.compute({view, all_overturned, {}}), now};
}

std::string agent_name(const View& view, Row row) {
  const NameColumn& agents = view.store().name_column(Field::agent);
  const Codes& rated_agent = view.store().ratings.agent;
  if (row.answered() && !rated_agent.empty() && rated_agent[row.rating] != 0)
    return agents.names[rated_agent[row.rating]];
  return agents.empty() ? std::string() : std::string(agents.name(row.ticket));
}

}  // namespace dsat::analyze
