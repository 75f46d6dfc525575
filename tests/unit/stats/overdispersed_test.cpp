#include "dsat/stats/overdispersed.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "dsat/stats/welch.hpp"

using namespace dsat::stats;

// Expected values: the formulas in Python, the negative binomial by summing its probabilities.

namespace {
const std::vector<Share> earlier = {{12, 300}, {20, 310}, {8, 290}, {15, 305}, {25, 320}, {10, 280}};
}

TEST_CASE("bursts show in how far counts lie off beyond chance", "[overdispersed]") {
  const BurstSpread spread = burst_spread(earlier);
  CHECK(spread.kappa() == Approx(0.08309206242224026).epsilon(1e-9));
  CHECK(spread.periods_beyond_one == 5);
  CHECK(burst_spread(std::vector<Share>{{3, 10}}).kappa() == 0);
  CHECK(burst_spread(std::vector<Share>{{0, 10}, {0, 10}}).kappa() == 0);
}

TEST_CASE("a series' own bursts are drawn toward those of all", "[overdispersed]") {
  BurstSpread all;
  all.excess = 0.1;
  all.squares = 1;
  CHECK(blended_kappa(burst_spread(earlier), all, 10) == Approx(0.09436402080741342).epsilon(1e-9));
  BurstSpread calm;
  calm.excess = -5;
  calm.squares = 1;
  calm.periods_beyond_one = 5;
  CHECK(blended_kappa(calm, calm, 10) == 0);
}

TEST_CASE("what bursts make likely isn't rare", "[overdispersed]") {
  CHECK(predictive_upper({38, 300}, earlier, 0.09436402080741342) == Approx(0.0032350946568094896).epsilon(1e-6));
  CHECK(predictive_upper({38, 300}, earlier, 0) == Approx(4.452484726247263e-06).epsilon(1e-5));
  CHECK(predictive_upper({0, 300}, earlier, 0) == 1);
}

TEST_CASE("Welch's test says how likely scores fall as far by chance", "[welch]") {
  CHECK(*welch_lower(std::vector{71.0, 74.0, 69.0, 72.0}, std::vector{82.0, 80.0, 85.0, 81.0, 83.0}) ==
        Approx(8.416066281874413e-05).epsilon(1e-6));
  CHECK_FALSE(welch_lower(std::vector{71.0}, std::vector{82.0, 80.0}).has_value());
  CHECK(*welch_lower(std::vector{71.0, 71.0}, std::vector{82.0, 82.0}) == 1);  // nothing is known of chance
}
