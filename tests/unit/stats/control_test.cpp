#include "dsat/stats/control.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "dsat/stats/random.hpp"

using namespace dsat::stats;

namespace {

const std::vector<Share> kWeeks{{12, 100}, {15, 120}, {8, 90},   {10, 110}, {20, 130},
                                {14, 100}, {9, 95},   {25, 140}, {11, 105}, {13, 115}};

}  // namespace

TEST_CASE("the p chart and Laney's have their reference limits", "[stats][control]") {
  const auto known = baseline(kWeeks);
  REQUIRE(known);
  CHECK(known->rate == Approx(0.1239819005).epsilon(1e-9));
  REQUIRE(known->sigma_z);
  CHECK(*known->sigma_z == Approx(1.0686490743).epsilon(1e-9));
  CHECK(known->periods == 10);
  const auto laney = laney_limits(*known, 100);
  CHECK(laney->limits.high == Approx(0.2296373866).epsilon(1e-9));
  CHECK(laney->limits.low == Approx(0.0183264143).epsilon(1e-8));
  CHECK(laney->kind == LimitKind::laney);
  CHECK(p_limits(*known, 100)->limits.high == Approx(0.2228501714).epsilon(1e-9));
}

TEST_CASE("periods without ratings don't count", "[stats][control]") {
  auto weeks = kWeeks;
  weeks.insert(weeks.begin() + 3, {0, 0});
  CHECK(baseline(weeks)->periods == 10);
  CHECK(*baseline(weeks)->sigma_z == *baseline(kWeeks)->sigma_z);
  CHECK_FALSE(baseline({}));
  CHECK_FALSE(baseline(std::vector<Share>{{0, 0}}));
  CHECK_FALSE(p_limits(*baseline(kWeeks), 0));
}

TEST_CASE("swings are unknown from one period or without variation", "[stats][control]") {
  CHECK_FALSE(baseline(std::vector<Share>{{3, 10}})->sigma_z);
  CHECK_FALSE(baseline(std::vector<Share>{{0, 10}, {0, 12}})->sigma_z);
  CHECK_FALSE(baseline(std::vector<Share>{{10, 10}, {12, 12}})->sigma_z);
}

TEST_CASE("overdispersion is never under 1 and needs 8 periods", "[stats][control]") {
  CHECK(*overdispersion(kWeeks) == Approx(1.0686490743 * 1.0686490743).epsilon(1e-9));
  CHECK(*overdispersion(std::vector<Share>(9, Share{12, 100})) == 1);
  CHECK_FALSE(overdispersion(std::span(kWeeks).first(7)));
  auto weeks = std::vector<Share>(kWeeks.begin(), kWeeks.begin() + 7);
  weeks.push_back({0, 0});
  CHECK_FALSE(overdispersion(weeks));
  CHECK_FALSE(overdispersion(std::vector<Share>(9, Share{0, 100})));
}

TEST_CASE("overdispersion looks at the last 26 periods only", "[stats][control]") {
  std::vector<Share> weeks;
  for (int i = 0; i < 30; ++i) weeks.push_back({i % 2 == 0 ? 0 : 90, 100});
  weeks.insert(weeks.end(), 26, Share{12, 100});
  CHECK(*overdispersion(weeks) == 1);
}

TEST_CASE("Laney's limits can be kept from being narrower than coin tosses", "[stats][control]") {
  const Baseline calm{0.12, 10, 1000, 0.5};
  CHECK(laney_limits(calm, 100)->limits.high < p_limits(calm, 100)->limits.high);
  CHECK(laney_limits(calm, 100, 1)->limits.high == p_limits(calm, 100)->limits.high);
  const Baseline unknown{0.12, 10, 1000, {}};
  CHECK(laney_limits(unknown, 100, 1)->limits.high == p_limits(unknown, 100)->limits.high);
}

TEST_CASE("limits are cut off at 0 and 1", "[stats][control]") {
  CHECK(p_limits(Baseline{0.05, 10, 1000, {}}, 20)->limits.low == 0);
  CHECK(p_limits(Baseline{0.95, 10, 1000, {}}, 20)->limits.high == 1);
}

TEST_CASE("exact limits are the binomial's", "[stats][control]") {
  // R: qbinom(pnorm(-3), 30, 0.05) is 0, from above 6; for 60 it is 0 and 9.
  const Baseline rare{0.05, 10, 1000, 1.5};
  CHECK(binomial_limits(rare, 30)->limits.low == 0);
  CHECK(binomial_limits(rare, 30)->limits.high == Approx(6.0 / 30).epsilon(1e-12));
  CHECK(binomial_limits(rare, 60)->limits.high == Approx(9.0 / 60).epsilon(1e-12));
  CHECK(binomial_limits(Baseline{0, 10, 1000, {}}, 30)->limits.high == 0);
  CHECK(binomial_limits(Baseline{1, 10, 1000, {}}, 30)->limits.low == 1);
}

TEST_CASE("the limits to draw depend on what is known", "[stats][control]") {
  CHECK(control_limits(Baseline{0.1, 12, 1000, 1.2}, 49)->kind == LimitKind::binomial);
  CHECK(control_limits(Baseline{0.1, 12, 1000, 1.2}, 50)->kind == LimitKind::laney);
  CHECK(control_limits(Baseline{0.1, 7, 1000, 1.2}, 50)->kind == LimitKind::plain);
}

TEST_CASE("limits are wider as the baseline is known from so many ratings only", "[stats][control]") {
  // 0.1 ± 3·1.2·√(0.1·0.9/100)·√(1 + 100/1000), by hand: 0.1 ± 0.11327.
  const auto limits = control_limits(Baseline{0.1, 12, 1000, 1.2}, 100);
  CHECK(limits->limits.high == Approx(0.1 + 3 * 1.2 * 0.03 * 1.0488088482).epsilon(1e-9));
  CHECK_FALSE(control_limits(Baseline{0.1, 1, 1000, {}}, 100).has_value());  // one period says nothing of others
  const auto none = control_limits(Baseline{0, 9, 40, {}}, 30);
  CHECK(none->limits.low == 0);
  CHECK(none->limits.high > 0.03);  // no negative among 40 doesn't make one among 30 a rarity
}

TEST_CASE("EWMA has its reference points", "[stats][control]") {
  const auto points = ewma(kWeeks);
  REQUIRE(points.size() == 10);
  CHECK(points.front().value == Approx(0.1231855204).epsilon(1e-9));
  CHECK(points.front().limits.low == Approx(0.1061856117).epsilon(1e-9));
  CHECK(points.front().limits.high == Approx(0.1417781892).epsilon(1e-9));
  CHECK(points.back().value == Approx(0.1227025669).epsilon(1e-9));
  CHECK(points.back().limits.low == Approx(0.0961218728).epsilon(1e-9));
  CHECK(points.back().limits.high == Approx(0.1518419281).epsilon(1e-9));
}

TEST_CASE("EWMA carries on over an empty period", "[stats][control]") {
  auto weeks = kWeeks;
  weeks.insert(weeks.begin() + 1, {0, 0});
  const auto points = ewma(weeks);
  REQUIRE(points.size() == 11);
  CHECK(points[1].value == points[0].value);
  CHECK(points.back().value == Approx(0.1227025669).epsilon(1e-9));
  CHECK(ewma({}).empty());
  CHECK(ewma(std::vector<Share>{{0, 0}}).empty());
}

TEST_CASE("the Bernoulli CUSUM has its reference path", "[stats][control]") {
  const std::vector<std::uint8_t> outcomes{0, 1, 0, 0, 1, 1, 0, 1, 1, 1, 0, 0};
  const std::vector<double> expected{0,
                                     .6931471806,
                                     .5753641449,
                                     .4575811092,
                                     1.1507282898,
                                     1.8438754704,
                                     1.7260924347,
                                     2.4192396153,
                                     3.1123867958,
                                     3.8055339764,
                                     3.6877509407,
                                     3.5699679051};
  const auto sums = bernoulli_cusum(outcomes, .1, .2);
  REQUIRE(sums.size() == expected.size());
  for (std::size_t i = 0; i < sums.size(); ++i) CHECK(sums[i] == Approx(expected[i]).margin(1e-10));
  CHECK(bernoulli_cusum({}, .1, .2).empty());
  CHECK(bernoulli_cusum(outcomes, .2, .1).empty());
  CHECK(bernoulli_cusum(outcomes, 0, .1).empty());
}

TEST_CASE("the CUSUM's threshold is crossed about once in the ratings asked for", "[stats][control]") {
  constexpr std::int64_t stretch = 5000;
  const auto threshold = cusum_threshold(.1, .2, stretch);
  REQUIRE(threshold);
  CHECK(*cusum_threshold(.1, .2, stretch) == *threshold);
  // Alarms in 400 other stretches, starting anew after each.
  Random random(99);
  int alarms = 0;
  double sum = 0;
  for (int i = 0; i < 400 * stretch; ++i) {
    sum = std::max(0.0, sum + (random.uniform() < .1 ? std::log(2) : std::log(.8 / .9)));
    if (sum > *threshold) {
      ++alarms;
      sum = 0;
    }
  }
  CHECK(alarms > 280);
  CHECK(alarms < 480);
  CHECK(*cusum_threshold(.1, .2, 10 * stretch) > *threshold);
  CHECK_FALSE(cusum_threshold(.2, .1, stretch));
  CHECK_FALSE(cusum_threshold(.1, .2, 0));
}
