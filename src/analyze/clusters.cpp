#include "dsat/analyze/clusters.hpp"

#include <algorithm>
#include <unordered_map>

#include "dsat/analyze/dimension.hpp"
#include "dsat/base/text.hpp"
#include "dsat/stats/cluster.hpp"

namespace dsat::analyze {
namespace {

constexpr double too_many_for_one = 0.05, known_enough = 0.80;
constexpr std::int64_t fewest_to_tell = 100;  // ratings, before a share of them says who may be anybody

/// `guest`, `no-reply@…`, `donotreply`: an address that people share.
bool is_anybody(std::string_view name) {
  std::string plain = fold(name);
  if (const std::size_t at = plain.find('@'); at != std::string::npos) plain.resize(at);
  std::erase_if(plain, [](char c) { return c == '-' || c == '_' || c == '.' || c == ' '; });
  static constexpr std::array<std::string_view, 9> shared = {
      "guest", "guestuser", "noreply", "donotreply", "anonymous", "anon", "anonymoususer", "unknown", "none"};
  return std::ranges::find(shared, plain) != shared.end();
}

/// Numbers pairs of codes from 1 in the order in which they come.
class Pairs {
 public:
  std::uint32_t number(std::uint64_t one, std::uint64_t other) {
    const auto [place, is_new] =
        numbers_.try_emplace((one << 32U) | other, static_cast<std::uint32_t>(numbers_.size() + 1));
    return place->second;
  }
  std::size_t size() const { return numbers_.size() + 1; }

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
};

/// One counted rating with what it may go together by; 0: unknown.
struct Member {
  std::uint32_t rating = 0;
  bool negative = false;
  std::uint32_t agent = 0, channel = 0, week = 0;
};

template <class ClusterOf>
double correlation(const std::vector<Member>& members, std::size_t clusters, ClusterOf cluster_of) {
  std::vector<stats::Share> shares(clusters);
  for (const Member& member : members)
    if (const std::uint32_t cluster = cluster_of(member); cluster != 0)
      shares[cluster] += stats::Share{member.negative ? 1 : 0, 1};
  return stats::intraclass_correlation(shares);
}

/// Σm² of the clusters among some ratings. The counts are forgotten in as many steps as were made, so a thread's table
/// serves all its calls.
double squares(std::span<const std::uint32_t> ratings, const std::vector<std::uint32_t>& cluster_of,
               std::size_t clusters) {
  thread_local std::vector<std::uint32_t> counts;
  if (counts.size() < clusters) counts.resize(clusters);
  double sum = 0;
  for (const std::uint32_t rating : ratings) {
    const std::uint32_t cluster = cluster_of[rating];
    sum += cluster == 0 ? 1 : 2 * static_cast<double>(counts[cluster]++) + 1;
  }
  for (const std::uint32_t rating : ratings) counts[cluster_of[rating]] = 0;
  return sum;
}

}  // namespace

Customers::Customers(const View& view) {
  const Store& store = view.store();
  const NameColumn& requesters = store.name_column(Field::requester_id);
  if (requesters.empty()) return;
  codes_ = &requesters.codes;
  unknown_.assign(requesters.names.size(), false);
  unknown_[0] = true;
  std::vector<std::int64_t> ratings(requesters.names.size());
  std::int64_t all = 0;
  for (const std::uint32_t ticket : store.ratings.ticket) {
    ++ratings[requesters.codes[ticket]];
    ++all;
  }
  for (Code code = 1; code < ratings.size(); ++code) {
    const bool holds_many =
        all >= fewest_to_tell && static_cast<double>(ratings[code]) > too_many_for_one * static_cast<double>(all);
    if (!holds_many && (ratings[code] == 0 || !is_anybody(requesters.names[code]))) continue;
    unknown_[code] = true;
    anybody_.push_back(code);
  }
  std::int64_t known = 0;
  for (Code code = 1; code < ratings.size(); ++code) known += unknown_[code] ? 0 : ratings[code];
  known_ = all > 0 && static_cast<double>(known) >= known_enough * static_cast<double>(all);
}

CustomerCount customers_of_negatives(const View& view, const Customers& customers, std::span<const Row> rows) {
  CustomerCount count;
  std::unordered_map<Code, std::int64_t> of;
  for (const Row row : rows) {
    if (outcome_of(view, row) != Outcome::negative) continue;
    const Code code = customers.of(row.ticket);
    if (code == 0) continue;
    ++count.negatives;
    const std::int64_t own = ++of[code];
    if (own > count.of_most || (own == count.of_most && code < count.most)) {
      count.most = code;
      count.of_most = own;
    }
  }
  count.customers = static_cast<std::int64_t>(of.size());
  return count;
}

Clusters::Clusters(const View& view, const Filter& filter) : customers_(view) {
  const Store& store = view.store();
  const auto grouping = [&](std::string_view key) -> std::optional<Grouping> {
    const Dimension* dimension = dimension_named(key);
    if (!dimension->carried(view)) return std::nullopt;
    Grouping made = dimension->group(view);
    if (made.overlapping()) return std::nullopt;
    return made;
  };
  const auto agent = grouping("agent"), channel = grouping("channel");
  const auto days = view.days_with_data();
  const Day first = days.empty() ? 0 : period_of(Unit::week, days.front()).begin;
  const auto weeks = static_cast<std::size_t>(days.empty() ? 1 : (days.back() - first) / 7 + 2);

  for (auto& clusters : cluster_) clusters.assign(store.ratings.size(), 0);
  std::vector<Member> members;
  Pairs agent_weeks, channel_days;
  for (const Row row : view.select(filter).rows) {
    const Outcome outcome = outcome_of(view, row);
    if (outcome == Outcome::uncounted) continue;
    Member member{row.rating, outcome == Outcome::negative};
    const Day day = view.day(row);
    const bool placed = day != no_day && day >= first && !days.empty() && day <= days.back();
    member.week = placed ? static_cast<std::uint32_t>((day - first) / 7 + 1) : 0;
    member.agent = agent ? agent->code(row) : 0;
    member.channel = channel ? channel->code(row) : 0;
    cluster_[0][row.rating] = customers_.of(row.ticket);
    if (member.agent != 0 && placed) cluster_[1][row.rating] = agent_weeks.number(member.agent, member.week);
    if (placed) cluster_[2][row.rating] = channel_days.number(member.channel, static_cast<std::uint32_t>(day - first));
    members.push_back(member);
  }
  clusters_ = {std::max<std::size_t>(1, customers_.codes()), agent_weeks.size(), channel_days.size()};
  const auto own = [&](std::size_t kind) {
    return correlation(members, clusters_[kind], [&](const Member& member) { return cluster_[kind][member.rating]; });
  };
  const double of_week = correlation(members, weeks + 1, [](const Member& member) { return member.week; });
  const double of_agent =
      agent ? correlation(members, agent->groups(), [](const Member& member) { return member.agent; }) : 0;
  const double of_channel =
      channel ? correlation(members, channel->groups(), [](const Member& member) { return member.channel; }) : 0;
  correlation_ = {own(0), std::max(0.0, own(1) - of_agent - of_week), std::max(0.0, own(2) - of_channel - of_week)};
}

double Clusters::design_effect(std::span<const std::uint32_t> ratings) const {
  double effect = 1;
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    if (correlation_[kind] <= 0) continue;
    effect += stats::variance_added(correlation_[kind], squares(ratings, cluster_[kind], clusters_[kind]),
                                    static_cast<double>(ratings.size()));
  }
  return effect;
}

double Clusters::ratings_a_customer(std::span<const std::uint32_t> ratings) const {
  if (ratings.empty()) return 1;
  return squares(ratings, cluster_[0], clusters_[0]) / static_cast<double>(ratings.size());
}

double Clusters::design_effect(const View& view, std::span<const Row> rows) const {
  std::vector<std::uint32_t> ratings;
  for (const Row row : rows)
    if (outcome_of(view, row) != Outcome::uncounted) ratings.push_back(row.rating);
  return design_effect(ratings);
}

}  // namespace dsat::analyze
