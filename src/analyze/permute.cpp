#include "dsat/analyze/permute.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <span>
#include <tuple>

#include "dsat/analyze/topic.hpp"

namespace dsat::analyze {
namespace {

constexpr std::size_t enough = 10;

using Stratum = std::vector<std::uint32_t>;

/// Takes strata that are too small out of `fine` and puts them together under a coarser key.
template <class Fine, class Coarse, class KeyOf>
std::map<Coarse, Stratum> pool_small(std::map<Fine, Stratum>& fine, KeyOf key_of) {
  std::map<Coarse, Stratum> pooled;
  std::erase_if(fine, [&](auto& entry) {
    if (entry.second.size() >= enough) return false;
    Stratum& into = pooled[key_of(entry.first)];
    into.insert(into.end(), entry.second.begin(), entry.second.end());
    return true;
  });
  return pooled;
}

}  // namespace

Strata ratings_alike(const View& view) {
  const Store& store = view.store();
  const Grouping channel = grouping_named(view, "channel"), topic = topics(view);
  Strata strata;
  std::map<std::tuple<Day, Code, Code>, Stratum> kinds;
  for (std::uint32_t rating = 0; rating < store.ratings.size(); ++rating) {
    const Row row{store.ratings.ticket[rating], rating};
    if (!view.rated(row)) continue;  // what isn't understood stays where it is
    ++strata.all;
    const Day day = view.day(row);
    kinds[{day == no_day ? no_day : period_of(Unit::week, day).begin, channel.code(row), topic.code(row)}].push_back(
        rating);
  }
  auto of_channel = pool_small<std::tuple<Day, Code, Code>, std::pair<Day, Code>>(
      kinds, [](const auto& key) { return std::pair(std::get<0>(key), std::get<1>(key)); });
  auto of_week = pool_small<std::pair<Day, Code>, Day>(of_channel, [](const auto& key) { return key.first; });

  const auto add = [&](auto& parts) {
    for (auto& [key, ratings] : parts) {
      const Sentiment first = store.ratings.sentiment[ratings.front()];
      if (std::ranges::all_of(ratings, [&](std::uint32_t r) { return store.ratings.sentiment[r] == first; }))
        strata.alone += static_cast<std::int64_t>(ratings.size());
      strata.ratings.push_back(std::move(ratings));
    }
  };
  add(kinds);
  add(of_channel);
  add(of_week);
  return strata;
}

void permute_outcomes(const Ratings& original, const Strata& strata, stats::Random& random, Ratings& copy) {
  Stratum order;
  for (const Stratum& stratum : strata.ratings) {
    order = stratum;
    random.shuffle(std::span(order));
    for (std::size_t i = 0; i < stratum.size(); ++i) {
      copy.sentiment[stratum[i]] = original.sentiment[order[i]];
      copy.level[stratum[i]] = original.level[order[i]];
      copy.scale[stratum[i]] = original.scale[order[i]];
    }
  }
}

}  // namespace dsat::analyze
