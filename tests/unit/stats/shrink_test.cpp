#include "dsat/stats/shrink.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "dsat/stats/random.hpp"
#include "dsat/stats/tests.hpp"

using namespace dsat::stats;

namespace {

const std::vector<Share> kAgents{{2, 40},  {5, 30}, {1, 45}, {19, 60}, {0, 35},
                                 {22, 70}, {3, 30}, {7, 50}, {1, 38},  {15, 40}};
const std::vector<Share> kAlike{{2, 20}, {5, 30}, {1, 25}, {9, 40}, {0, 15}, {12, 60}, {3, 10}, {7, 50}};

}  // namespace

TEST_CASE("the beta-binomial fit finds the likeliest prior", "[stats][shrink]") {
  const auto prior = fit_beta_binomial(kAgents);
  REQUIRE(prior);
  CHECK(prior->alpha == Approx(1.02252687).epsilon(1e-5));
  CHECK(prior->beta == Approx(5.74430408).epsilon(1e-5));
  CHECK(prior->log_likelihood == Approx(-29.07894645).epsilon(1e-9));
}

TEST_CASE("a posterior draws an agent's rate toward the others", "[stats][shrink]") {
  const auto prior = fit_beta_binomial(kAgents);
  REQUIRE(prior);
  const auto none = shrink({0, 35}, *prior);
  CHECK(none.value == Approx(0.024482).margin(5e-7));
  CHECK(none.interval.low == Approx(0.000681).margin(6e-7));
  CHECK(none.interval.high == Approx(0.087595).margin(6e-7));
  const auto many = shrink({15, 40}, *prior);
  CHECK(many.value == Approx(0.342605).margin(5e-7));
  CHECK(many.interval.low == Approx(0.215137).margin(6e-7));
  CHECK(many.interval.high == Approx(0.482825).margin(6e-7));
}

TEST_CASE("a unit without ratings gets the prior's mean", "[stats][shrink]") {
  const BetaPrior prior{2, 8, 0};
  CHECK(shrink({0, 0}, prior).value == Approx(0.2));
}

TEST_CASE("agents that differ no more than luck makes them have no prior: pool them", "[stats][shrink]") {
  CHECK(homogeneity(kAlike)->p == Approx(0.19837944).epsilon(1e-7));
  CHECK_FALSE(fit_beta_binomial(kAlike));
}

TEST_CASE("too little to fit a prior is no prior", "[stats][shrink]") {
  CHECK_FALSE(fit_beta_binomial({}));
  CHECK_FALSE(fit_beta_binomial(std::vector<Share>{{3, 10}}));
  CHECK_FALSE(fit_beta_binomial(std::vector<Share>{{3, 10}, {0, 0}}));
  CHECK_FALSE(fit_beta_binomial(std::vector<Share>{{0, 10}, {0, 20}}));
  CHECK_FALSE(fit_beta_binomial(std::vector<Share>{{10, 10}, {20, 20}}));
  // One rating each tells nothing about differences.
  CHECK_FALSE(fit_beta_binomial(std::vector<Share>{{1, 1}, {0, 1}, {0, 1}, {1, 1}}));
}

TEST_CASE("units without ratings don't change the fit", "[stats][shrink]") {
  auto with_empty = kAgents;
  with_empty.push_back({0, 0});
  CHECK(fit_beta_binomial(with_empty)->alpha == fit_beta_binomial(kAgents)->alpha);
}

TEST_CASE("units that are all or nothing have a prior that says so", "[stats][shrink]") {
  const auto prior = fit_beta_binomial(std::vector<Share>{{0, 50}, {40, 40}, {0, 30}, {60, 60}});
  REQUIRE(prior);
  CHECK(prior->alpha < 0.02);
  CHECK(shrink({40, 40}, *prior).value > 0.999);
}

TEST_CASE("large units are fitted like small ones", "[stats][shrink]") {
  // Rates of 0.1 and 0.2 in equal parts: mean 0.15, variance 0.0025, so s = 0.15 · 0.85 / 0.0025 − 1 = 50.
  std::vector<Share> units;
  for (int i = 0; i < 40; ++i) units.push_back({i % 2 == 0 ? 20000 : 40000, 200000});
  const auto prior = fit_beta_binomial(units);
  REQUIRE(prior);
  CHECK(prior->alpha / (prior->alpha + prior->beta) == Approx(0.15).epsilon(0.02));
  CHECK(prior->alpha + prior->beta == Approx(50).epsilon(0.1));
}

TEST_CASE("the precision toward expected rates has its maximum where SciPy finds it", "[stats][shrink]") {
  const std::vector<double> expected{.1, .15, .1, .2, .12, .25, .15, .15, .1, .3};
  std::vector<ExpectedShare> units;
  for (std::size_t i = 0; i < kAgents.size(); ++i) units.push_back({kAgents[i], expected[i]});
  const auto precision = fit_precision(units);
  REQUIRE(precision);
  CHECK(*precision == Approx(22.01147903607).epsilon(1e-6));
  const auto one = shrink_to_expected(units[3], *precision);
  CHECK(one.value == Approx(0.28535390511518).epsilon(1e-7));
  CHECK(one.interval.low == Approx(0.19351398).epsilon(1e-6));
  CHECK(one.interval.high == Approx(0.38710727).epsilon(1e-6));
}

TEST_CASE("units that meet their expected rates need no precision", "[stats][shrink]") {
  const std::vector<ExpectedShare> units{{{4, 40}, 0.1}, {{12, 40}, 0.3}, {{8, 40}, 0.2}};
  CHECK_FALSE(fit_precision(units));
  CHECK_FALSE(fit_precision({}));
  CHECK_FALSE(fit_precision(std::vector<ExpectedShare>{{{4, 40}, 0.1}}));
}

TEST_CASE("an expected rate of 0 or 1 leaves nothing to shrink", "[stats][shrink]") {
  CHECK(shrink_to_expected({{0, 10}, 0}, 20).value == 0);
  CHECK(shrink_to_expected({{10, 10}, 1}, 20).interval.high == 1);
  CHECK_FALSE(fit_precision(std::vector<ExpectedShare>{{{0, 10}, 0}, {{10, 10}, 1}, {{3, 10}, 0.3}}));
}
