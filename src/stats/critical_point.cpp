#include "dsat/stats/critical_point.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

#include "dsat/stats/random.hpp"
#include "stats/logarithms.hpp"
#include "stats/permutation.hpp"

namespace dsat::stats {
namespace {

constexpr std::size_t kMostGroups = 1000;
constexpr double kIndicative = 3.84;  // 95 % point of χ² with one degree of freedom

/// Durations that no cut parts.
struct Group {
  double shortest = 0;
  double longest = 0;
  Share share;
};

/// Ratings among which outcomes are exchanged. Marks go to members one by one, or to groups at once, whichever is less
/// work.
struct Exchange {
  std::vector<std::uint32_t> members;  // the group of every rating
  std::vector<std::uint32_t> groups;   // distinct, ascending
  std::vector<std::int64_t> sizes;
  std::int64_t negatives = 0;
  bool by_group = false;
};

struct Prepared {
  std::vector<Group> groups;
  std::vector<Exchange> exchanges;
  std::vector<std::int64_t> settled;  // negatives per group in strata where nothing can be exchanged
  Share total;
};

Prepared prepare(std::span<const TimedRating> ratings) {
  std::vector<TimedRating> sorted;
  std::copy_if(ratings.begin(), ratings.end(), std::back_inserter(sorted),
               [](const TimedRating& rating) { return std::isfinite(rating.minutes); });
  std::sort(sorted.begin(), sorted.end(),
            [](const TimedRating& one, const TimedRating& two) { return one.minutes < two.minutes; });
  std::size_t distinct = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i == 0 || sorted[i].minutes != sorted[i - 1].minutes) ++distinct;
  }
  const std::size_t least = distinct > kMostGroups ? (sorted.size() + kMostGroups - 1) / kMostGroups : 1;

  Prepared result;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> placed;  // stratum, group
  placed.reserve(sorted.size());
  std::vector<std::pair<std::uint32_t, bool>> outcomes;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const TimedRating& rating = sorted[i];
    auto& groups = result.groups;
    if (groups.empty() ||
        (rating.minutes != groups.back().longest && groups.back().share.base >= static_cast<std::int64_t>(least))) {
      groups.push_back({rating.minutes, rating.minutes, {}});
    }
    groups.back().longest = rating.minutes;
    const Share one{rating.negative ? 1 : 0, 1};
    groups.back().share += one;
    result.total += one;
    placed.emplace_back(rating.stratum, static_cast<std::uint32_t>(groups.size() - 1));
    outcomes.emplace_back(rating.stratum, rating.negative);
  }

  // Sorting the pairs orders every stratum by group; its negatives are counted apart.
  std::sort(placed.begin(), placed.end());
  std::sort(outcomes.begin(), outcomes.end());
  result.settled.assign(result.groups.size(), 0);
  for (std::size_t first = 0, last; first < placed.size(); first = last) {
    Exchange exchange;
    for (last = first; last < placed.size() && placed[last].first == placed[first].first; ++last) {
      const std::uint32_t group = placed[last].second;
      exchange.members.push_back(group);
      if (exchange.groups.empty() || exchange.groups.back() != group) {
        exchange.groups.push_back(group);
        exchange.sizes.push_back(0);
      }
      ++exchange.sizes.back();
      exchange.negatives += outcomes[last].second ? 1 : 0;
    }
    const auto size = static_cast<std::int64_t>(exchange.members.size());
    if (exchange.negatives == 0 || exchange.negatives == size || exchange.groups.size() == 1) {
      for (std::size_t i = 0; i < exchange.groups.size(); ++i) {
        result.settled[exchange.groups[i]] +=
            exchange.groups.size() == 1 ? exchange.negatives : (exchange.negatives == 0 ? 0 : exchange.sizes[i]);
      }
      continue;
    }
    constexpr std::int64_t picks_per_group = 10;  // what dealing to a group costs, in single picks
    exchange.by_group = std::min(exchange.negatives, size - exchange.negatives) >
                        picks_per_group * static_cast<std::int64_t>(exchange.groups.size());
    result.exchanges.push_back(std::move(exchange));
  }
  return result;
}

/// Deals the outcomes anew within every stratum.
void permute(Prepared& prepared, Random& random, std::vector<std::int64_t>& dealt,
             std::vector<std::int64_t>& negatives) {
  negatives = prepared.settled;
  for (Exchange& exchange : prepared.exchanges) {
    if (exchange.by_group) {
      dealt.resize(exchange.groups.size());
      random.deal(exchange.sizes, exchange.negatives, dealt);
      for (std::size_t i = 0; i < dealt.size(); ++i) negatives[exchange.groups[i]] += dealt[i];
      continue;
    }
    // The rarer outcome is drawn: the first places of a shuffle that goes on from where the last one ended.
    const std::size_t size = exchange.members.size();
    const bool rare = 2 * exchange.negatives <= static_cast<std::int64_t>(size);
    const std::size_t draws = rare ? exchange.negatives : size - exchange.negatives;
    if (!rare) {
      for (std::size_t i = 0; i < exchange.groups.size(); ++i) negatives[exchange.groups[i]] += exchange.sizes[i];
    }
    for (std::size_t i = 0; i < draws; ++i) {
      std::swap(exchange.members[i], exchange.members[i + random.below(size - i)]);
      negatives[exchange.members[i]] += rare ? 1 : -1;
    }
  }
}

/// Calls `visit(cut, fast, G²)` for every cut after group `cut` whose slow side is worse.
template <typename Visit>
void each_cut(const Prepared& prepared, std::span<const std::int64_t> negatives, const Visit& visit) {
  const Share& total = prepared.total;
  const double together = own_log_likelihood(total.part, total.base);
  Share fast;
  for (std::size_t i = 0; i + 1 < prepared.groups.size(); ++i) {
    fast += {negatives[i], prepared.groups[i].share.base};
    const Share slow = total - fast;
    if (static_cast<double>(slow.part) * static_cast<double>(fast.base) <=
        static_cast<double>(fast.part) * static_cast<double>(slow.base)) {
      continue;
    }
    visit(i, fast,
          2 * (own_log_likelihood(fast.part, fast.base) + own_log_likelihood(slow.part, slow.base) - together));
  }
}

}  // namespace

std::optional<CriticalPoint> critical_point(std::span<const TimedRating> ratings, int permutations, std::uint64_t seed,
                                            const std::function<double(const CriticalPoint&)>& design_effect) {
  Prepared prepared = prepare(ratings);
  std::vector<std::int64_t> negatives;
  for (const Group& group : prepared.groups) negatives.push_back(group.share.part);

  std::optional<CriticalPoint> best;
  each_cut(prepared, negatives, [&](std::size_t cut, const Share& fast, double g_squared) {
    if (best && g_squared <= best->g_squared + 1e-9) return;
    best.emplace();
    best->fast_until = prepared.groups[cut].longest;
    best->slow_from = prepared.groups[cut + 1].shortest;
    best->g_squared = g_squared;
    best->fast = fast;
    best->slow = prepared.total - fast;
  });
  if (!best) return std::nullopt;
  best->indicative = {best->fast_until, best->slow_from};
  each_cut(prepared, negatives, [&](std::size_t cut, const Share&, double g_squared) {
    if (g_squared < best->g_squared - kIndicative) return;
    best->indicative.low = std::min(best->indicative.low, prepared.groups[cut].longest);
    best->indicative.high = std::max(best->indicative.high, prepared.groups[cut + 1].shortest);
  });

  const double seen = best->g_squared / (design_effect ? design_effect(*best) : 1);
  Random random(seed);
  std::vector<std::int64_t> dealt;
  best->p = permutation_p(permutations, [&] {
    permute(prepared, random, dealt, negatives);
    double highest = -1;
    each_cut(prepared, negatives,
             [&](std::size_t, const Share&, double g_squared) { highest = std::max(highest, g_squared); });
    return highest >= seen * kReached;
  });
  return best;
}

}  // namespace dsat::stats
