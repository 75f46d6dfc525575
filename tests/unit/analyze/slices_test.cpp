#include "analyze/slices.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/outcome.hpp"
#include "dsat/stats/random.hpp"
#include "support/store_builder.hpp"

using namespace dsat;
using namespace dsat::analyze;
using namespace dsat::test;

namespace {

struct Size {
  std::size_t tickets, tags, channels, teams;
};

/// Tickets of two weeks with some tags each, which lean to low numbers and go along with teams.
std::vector<TestTicket> random_tickets(const Size& size, stats::Random& random) {
  std::vector<TestTicket> tickets(size.tickets);
  for (TestTicket& ticket : tickets) {
    const std::uint64_t team = random.below(size.teams);
    ticket.names[Field::team] = "team " + std::to_string(team);
    if (random.below(10) > 0) ticket.names[Field::channel] = "channel " + std::to_string(random.below(size.channels));
    if (team == 0) ticket.names[Field::brand] = "brand of team 0";
    std::set<std::string> tags;
    for (std::uint64_t left = random.below(4); left > 0; --left)
      tags.insert("tag " + std::to_string(random.below(1 + random.below(size.tags))));
    ticket.tags.assign(tags.begin(), tags.end());
    ticket.solved = Moment::date(day_of({2026, 11, 3}) + static_cast<Day>(random.below(14)));
    ticket.ratings = {{random.below(5) == 0 ? Sentiment::negative : Sentiment::positive, ticket.solved}};
  }
  return tickets;
}

/// The ratings that a combination has, by looking at each.
struct Naive {
  const RatingBits& bits;
  std::vector<std::set<std::uint32_t>> items;  ///< of each rating

  Naive(std::span<const Selection* const> strata, std::span<const Grouping> groupings, const RatingBits& grown)
      : bits(grown) {
    for (const Selection* stratum : strata)
      for (const Row row : stratum->rows) {
        std::set<std::uint32_t>& has = items.emplace_back();
        for (std::uint32_t item = 0; item < bits.items().size(); ++item) {
          Code single = 0;
          const auto codes = groupings[bits.items()[item].dimension].codes(row, single);
          if (std::ranges::find(codes, bits.items()[item].code) != codes.end()) has.insert(item);
        }
      }
  }

  std::vector<std::size_t> ratings_of(const std::vector<std::uint32_t>& parts) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < items.size(); ++i)
      if (std::ranges::all_of(parts, [&](std::uint32_t part) { return items[i].contains(part); })) found.push_back(i);
    return found;
  }

  /// As RatingBits::grow() promises, for depth 3.
  std::vector<std::vector<std::uint32_t>> grow(std::int64_t support, std::size_t most) const {
    std::vector<std::vector<std::uint32_t>> kept;
    std::set<std::vector<std::size_t>> seen;
    const auto keep = [&](const std::vector<std::uint32_t>& parts) {
      const auto ratings = ratings_of(parts);
      if (ratings.size() < items.size() && seen.insert(ratings).second) kept.push_back(parts);
    };
    const auto count = static_cast<std::uint32_t>(bits.items().size());
    std::vector<std::uint32_t> chosen;
    for (std::uint32_t item = 0; item < count; ++item) {
      keep({item});
      if (ratings_of({item}).size() < items.size()) chosen.push_back(item);
    }
    using Grown = std::pair<std::vector<std::uint32_t>, std::int64_t>;
    std::vector<Grown> pairs, all;
    for (const std::uint32_t a : chosen)
      for (const std::uint32_t b : chosen)
        if (const auto size = std::ssize(ratings_of({a, b})); a < b && size >= support) pairs.push_back({{a, b}, size});
    std::vector<Grown> triples;
    while (true) {
      triples.clear();
      std::set<std::vector<std::uint32_t>> large;
      for (const auto& [parts, size] : pairs)
        if (size >= support) large.insert(parts);
      for (const auto& parts : large)
        for (const std::uint32_t c : chosen)
          if (c > parts[1] && large.contains({parts[0], c}) && large.contains({parts[1], c}))
            triples.push_back({{parts[0], parts[1], c}, std::ssize(ratings_of({parts[0], parts[1], c}))});
      if (triples.size() <= 40 * most) break;
      support *= 2;
    }
    all = pairs;
    all.insert(all.end(), triples.begin(), triples.end());
    std::erase_if(all, [&](const Grown& one) { return one.second < support; });
    const std::size_t room = most > kept.size() ? most - kept.size() : 0;
    if (all.size() > room) {
      std::vector<std::int64_t> sizes;
      for (const auto& [parts, size] : all) sizes.push_back(size);
      std::ranges::sort(sizes, std::greater());
      std::erase_if(all, [&](const Grown& one) { return one.second <= sizes[room]; });
    }
    for (const auto& [parts, size] : all) keep(parts);
    return kept;
  }
};

}  // namespace

TEST_CASE("slices are those that looking at every rating finds", "[slices]") {
  stats::Random random(7);
  const Size sizes[] = {{40, 6, 2, 2}, {300, 12, 3, 4}, {700, 60, 4, 6}, {90, 3, 2, 1}};
  for (const Size& size : sizes)
    for (const std::size_t most : {std::size_t{5000}, std::size_t{60}, std::size_t{3}, std::size_t{1}}) {
      const Store store = make_store(random_tickets(size, random));
      const Annotations annotations;
      const View view(store, annotations, {});
      const Selection before = view.select({}, period_of(Unit::week, day_of({2026, 11, 3}))),
                      after = view.select({}, period_of(Unit::week, day_of({2026, 11, 10})));
      const Selection* const strata[] = {&before, &after};
      std::vector<Grouping> groupings;
      for (const auto key : {"tag", "channel", "team", "brand"})
        if (dimension_named(key)->carried(view)) groupings.push_back(grouping_named(view, key));
      RatingBits bits(view, strata, groupings, {}, 3);
      const Naive naive(strata, groupings, bits);

      const Slices slices = bits.grow(3, most);
      std::vector<std::vector<std::uint32_t>> grown;
      for (const Combination& one : slices.combinations) grown.emplace_back(one.parts().begin(), one.parts().end());
      CHECK(grown == naive.grow(3, most));

      REQUIRE(slices.counts.size() == 2 * grown.size());
      const auto negatives_among = [&](const std::vector<std::size_t>& ratings, bool later) {
        stats::Share share;
        for (const std::size_t i : ratings) {
          if ((i >= before.rows.size()) != later) continue;
          const Row row = later ? after.rows[i - before.rows.size()] : before.rows[i];
          share += {outcome_of(view, row) == Outcome::negative ? 1 : 0, 1};
        }
        return share;
      };
      for (std::size_t i = 0; i < grown.size(); ++i) {
        const auto ratings = naive.ratings_of(grown[i]);
        CHECK(slices.counts[2 * i] == negatives_among(ratings, false));
        CHECK(slices.counts[2 * i + 1] == negatives_among(ratings, true));
      }
    }
}

TEST_CASE("counts within a set leave out the other ratings of a combination", "[slices]") {
  stats::Random random(11);
  const Store store = make_store(random_tickets({200, 8, 3, 3}, random));
  const Annotations annotations;
  const View view(store, annotations, {});
  const Selection all = view.select({});
  const Selection* const strata[] = {&all};
  const std::vector<Grouping> groupings = {grouping_named(view, "tag"), grouping_named(view, "team")};
  RatingBits bits(view, strata, groupings, {}, 3);
  const auto slices = bits.grow(2, 100).combinations;
  const RatingBits::Set within = bits.set(slices.front());
  const Counts counts = bits.counts(slices, within);
  CHECK(bits.counts(within) == bits.counts(slices.front()));
  for (std::size_t i = 0; i < slices.size(); ++i) {
    RatingBits::Set both = bits.set(slices[i]);
    for (std::size_t word = 0; word < both.size(); ++word) both[word] &= within[word];
    CHECK(counts[i] == bits.counts(both).front());
  }
}
