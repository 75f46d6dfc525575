#include "dsat/stats/critical_point.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "dsat/stats/random.hpp"

using namespace dsat::stats;

namespace {

std::vector<TimedRating> example() {
  const std::vector<double> minutes{1,  2,  3,  4,  5,  6,  7,  8,  9,  10,  12,  15,  18,  20,  25,
                                    30, 35, 40, 45, 50, 60, 70, 80, 90, 100, 120, 150, 180, 240, 300};
  std::vector<TimedRating> ratings;
  for (const double one : minutes) ratings.push_back({one, 0, false});
  for (const int negative : {3, 9, 14, 17, 19, 20, 22, 23, 24, 26, 27, 28, 29}) ratings[negative].negative = true;
  return ratings;
}

}  // namespace

TEST_CASE("the critical point is the cut of largest G squared", "[stats][critical_point]") {
  const auto cut = critical_point(example(), 9999);
  REQUIRE(cut);
  CHECK(cut->fast_until == 35);
  CHECK(cut->slow_from == 40);
  CHECK(cut->g_squared == Approx(11.1646234690).epsilon(1e-11));
  CHECK(cut->fast == Share{3, 17});
  CHECK(cut->slow == Share{10, 13});
  CHECK(cut->p == Approx(0.0103).margin(0.0025));
  CHECK(cut->indicative.low == 18);
  CHECK(cut->indicative.high == 150);
}

TEST_CASE("the same ratings in any order give the same critical point", "[stats][critical_point]") {
  auto ratings = example();
  const auto before = critical_point(ratings, 999);
  Random random(4);
  random.shuffle(std::span(ratings));
  const auto after = critical_point(ratings, 999);
  CHECK(after->g_squared == before->g_squared);
  CHECK(after->p == before->p);
  CHECK(after->fast == before->fast);
}

TEST_CASE("ratings of one duration are never parted", "[stats][critical_point]") {
  const std::vector<TimedRating> ratings{{5, 0, false}, {5, 0, true}, {5, 0, false}, {9, 0, true}, {9, 0, true}};
  const auto cut = critical_point(ratings, 99);
  REQUIRE(cut);
  CHECK(cut->fast == Share{1, 3});
  CHECK(cut->slow == Share{2, 2});
}

TEST_CASE("ratings without a finite duration are passed over", "[stats][critical_point]") {
  auto ratings = example();
  ratings.push_back({std::nan(""), 0, true});
  ratings.push_back({std::numeric_limits<double>::infinity(), 0, false});
  CHECK(critical_point(ratings, 99)->g_squared == critical_point(example(), 99)->g_squared);
  CHECK(critical_point(ratings, 99)->slow == Share{10, 13});
}

TEST_CASE("where slower isn't worse there is no critical point", "[stats][critical_point]") {
  CHECK_FALSE(critical_point(std::vector<TimedRating>{{5, 0, true}, {9, 0, false}}));
  CHECK_FALSE(critical_point(std::vector<TimedRating>{{5, 0, true}, {9, 0, true}}));
  CHECK_FALSE(critical_point(std::vector<TimedRating>{{5, 0, false}, {9, 0, false}}));
  CHECK_FALSE(critical_point(std::vector<TimedRating>{{5, 0, true}, {5, 0, false}}));
  CHECK_FALSE(critical_point({}));
}

TEST_CASE("what only differs between strata is no effect of time", "[stats][critical_point]") {
  // One channel is fast and good, the other slow and bad; within each, time doesn't matter.
  std::vector<TimedRating> ratings;
  Random random(8);
  for (int i = 0; i < 400; ++i) {
    const bool slow = i % 2 == 1;
    ratings.push_back({(slow ? 1000 : 0) + static_cast<double>(random.below(200)), slow ? 1U : 0U,
                       random.uniform() < (slow ? 0.5 : 0.1)});
  }
  const auto within = critical_point(ratings, 999);
  REQUIRE(within);
  CHECK(within->g_squared > 50);
  CHECK(within->p > 0.1);
  for (TimedRating& rating : ratings) rating.stratum = 0;
  CHECK(critical_point(ratings, 999)->p == Approx(0.001).epsilon(1e-12));
}

TEST_CASE("outcomes that can't be exchanged leave p at 1", "[stats][critical_point]") {
  const std::vector<TimedRating> ratings{{5, 0, false}, {9, 1, true}, {5, 0, false}, {9, 1, false}};
  const auto cut = critical_point(ratings, 199);
  REQUIRE(cut);
  CHECK(cut->p == 1);
}

TEST_CASE("dealing to groups and picking ratings agree", "[stats][critical_point]") {
  // Many ratings at few durations are dealt group by group; a hair's difference in duration makes them picked one by
  // one.
  std::vector<TimedRating> grouped, single;
  Random random(21);
  for (int i = 0; i < 3000; ++i) {
    const auto minutes = static_cast<double>(random.below(5));
    const bool negative = random.uniform() < 0.2 + 0.01 * minutes;
    grouped.push_back({minutes, 0, negative});
    single.push_back({minutes, static_cast<std::uint32_t>(i % 150), negative});
  }
  const auto one = critical_point(grouped, 1999), other = critical_point(single, 1999);
  REQUIRE(one);
  REQUIRE(other);
  CHECK(one->g_squared == other->g_squared);
  CHECK(one->p == Approx(other->p).margin(0.05 + 0.3 * one->p));
}

TEST_CASE("more durations than can be told apart are grouped", "[stats][critical_point]") {
  std::vector<TimedRating> ratings;
  Random random(2);
  for (int i = 0; i < 6000; ++i) {
    const double minutes = 500 * random.uniform();
    ratings.push_back({minutes, 0, random.uniform() < (minutes > 200 ? 0.3 : 0.1)});
  }
  const auto cut = critical_point(ratings, 199);
  REQUIRE(cut);
  CHECK(cut->fast_until < cut->slow_from);
  CHECK(cut->slow_from == Approx(200).margin(20));
  CHECK(cut->p == Approx(1.0 / 200).epsilon(1e-12));
}
