#include "dsat/stats/change.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "dsat/stats/random.hpp"

using namespace dsat::stats;

namespace {

std::vector<Share> single_ratings() {
  std::vector<Share> periods;
  const auto add = [&](int count, int part) { periods.insert(periods.end(), count, Share{part, 1}); };
  add(18, 0);
  add(2, 1);
  add(3, 0);
  add(7, 1);
  return periods;
}

double log_likelihood(const Share& share) {
  const auto term = [](std::int64_t k, std::int64_t n) {
    return k == 0 ? 0.0 : static_cast<double>(k) * std::log(static_cast<double>(k) / static_cast<double>(n));
  };
  return term(share.part, share.base) + term(share.base - share.part, share.base);
}

/// Least cost of all segmentations, by trying every last change.
std::vector<std::size_t> best_segmentation(const std::vector<Share>& periods, std::size_t min_segment, double penalty) {
  const std::size_t n = periods.size();
  std::vector<double> least(n + 1, std::numeric_limits<double>::infinity());
  std::vector<std::size_t> from(n + 1, 0);
  least[0] = -penalty;
  for (std::size_t end = min_segment; end <= n; ++end) {
    for (std::size_t start = 0; start + min_segment <= end; ++start) {
      Share segment;
      for (std::size_t i = start; i < end; ++i) segment += periods[i];
      const double cost = least[start] - 2 * log_likelihood(segment) + penalty;
      if (cost < least[end] - 1e-9) {
        least[end] = cost;
        from[end] = start;
      }
    }
  }
  std::vector<std::size_t> changes;
  for (std::size_t at = from[n]; at > 0; at = from[at]) changes.insert(changes.begin(), at);
  return changes;
}

}  // namespace

TEST_CASE("the change point is where the likelihood gains most", "[stats][change]") {
  const auto change = change_point(single_ratings(), 3);
  REQUIRE(change);
  CHECK(change->index == 18);
  CHECK(change->g_squared == Approx(23.1558146524).epsilon(1e-11));
  CHECK(change->before == Share{0, 18});
  CHECK(change->after == Share{9, 12});
}

TEST_CASE("empty periods are passed over and places stay those of the input", "[stats][change]") {
  auto periods = single_ratings();
  periods.insert(periods.begin() + 5, 4, Share{0, 0});
  const auto change = change_point(periods, 3);
  REQUIRE(change);
  CHECK(change->index == 22);
  CHECK(change->g_squared == Approx(23.1558146524).epsilon(1e-11));
}

TEST_CASE("a change leaves enough periods on both sides", "[stats][change]") {
  const std::vector<Share> periods{{0, 9}, {9, 9}, {9, 9}, {9, 9}, {9, 9}, {9, 9}};
  CHECK(change_point(periods, 1)->index == 1);
  CHECK(change_point(periods, 3)->index == 3);
  CHECK_FALSE(change_point(std::span(periods).first(5), 3));
  CHECK_FALSE(change_point({}, 3));
  CHECK_FALSE(change_point(std::vector<Share>(8, Share{0, 5}), 3));
  CHECK_FALSE(change_point(std::vector<Share>(8, Share{5, 5}), 3));
}

TEST_CASE("a clear change is no chance, a flat line is", "[stats][change]") {
  CHECK(change_point_p(single_ratings(), 3, 999) == Approx(0.001).epsilon(1e-12));
  CHECK(change_point_p(std::vector<Share>(12, Share{3, 20}), 3) == 1);
  CHECK(change_point_p({}, 3) == 1);
  CHECK(change_point_p(single_ratings(), 3, 999, 5) == change_point_p(single_ratings(), 3, 999, 5));
}

TEST_CASE("periods that swing more than coin tosses make no change point", "[stats][change]") {
  // Wild weeks, no trend. Permuting single ratings would call this a change; permuting weeks doesn't.
  const std::vector<Share> weeks{{600, 2000}, {100, 2000}, {550, 2000}, {120, 2000}, {700, 2000}, {90, 2000},
                                 {500, 2000}, {640, 2000}, {110, 2000}, {580, 2000}, {140, 2000}, {660, 2000}};
  CHECK(change_point(weeks, 3)->g_squared > 10);
  CHECK(change_point_p(weeks, 3) > 0.2);
}

TEST_CASE("PELT finds several changes and none in a flat line", "[stats][change]") {
  std::vector<Share> periods(10, Share{5, 50});
  periods.insert(periods.end(), 10, Share{20, 50});
  periods.insert(periods.end(), 10, Share{8, 50});
  CHECK(pelt(periods) == std::vector<std::size_t>{10, 20});
  CHECK(pelt(std::vector<Share>(30, Share{5, 50})).empty());
  CHECK(pelt(single_ratings()) == std::vector<std::size_t>{18});
  CHECK(pelt({}).empty());
  CHECK(pelt(std::vector<Share>{{0, 5}, {5, 5}}, 3).empty());
}

TEST_CASE("PELT's places count empty periods", "[stats][change]") {
  auto periods = single_ratings();
  periods.insert(periods.begin() + 5, 4, Share{0, 0});
  CHECK(pelt(periods) == std::vector<std::size_t>{22});
}

TEST_CASE("PELT's pruning never misses the best segmentation", "[stats][change]") {
  Random random(17);
  for (int round = 0; round < 200; ++round) {
    std::vector<Share> periods;
    double rate = random.uniform();
    for (int i = 0; i < 40; ++i) {
      if (random.below(8) == 0) rate = random.uniform();
      Share period{0, 1 + static_cast<std::int64_t>(random.below(12))};
      for (int j = 0; j < period.base; ++j) period.part += random.uniform() < rate ? 1 : 0;
      periods.push_back(period);
    }
    const std::size_t min_segment = 1 + random.below(4);
    const double penalty = 1 + 6 * random.uniform();
    CHECK(pelt(periods, min_segment, penalty) == best_segmentation(periods, min_segment, penalty));
  }
}
