#include "dsat/stats/power.hpp"

#include <catch2/catch.hpp>

using namespace dsat::stats;

TEST_CASE("ratings needed to tell two rates apart agree with R's power.prop.test", "[stats][power]") {
  CHECK(ratings_to_tell(.146, .192) == 1041);         // R: 1040.68
  CHECK(ratings_to_tell(.3, .2, 1, .9, .01) == 556);  // R: 555.50
  CHECK(ratings_to_tell(.192, .146) == 1041);
  CHECK(ratings_to_tell(.146, .192, 1.7) == 1770);  // 1.7 × 1040.68 = 1769.16
}

TEST_CASE("rates that can't be told apart need no number of ratings", "[stats][power]") {
  CHECK_FALSE(ratings_to_tell(.2, .2));
  CHECK_FALSE(ratings_to_tell(-.1, .2));
  CHECK_FALSE(ratings_to_tell(.1, 1.2));
  CHECK(ratings_to_tell(0, 1).has_value());
}

TEST_CASE("ratings needed for a margin follow the normal approximation", "[stats][power]") {
  CHECK(ratings_for_margin(.5, .05) == 385);
  CHECK(ratings_for_margin(.5, .05, 2) == 769);
  CHECK(ratings_for_margin(0, .05) == 0);
  CHECK_FALSE(ratings_for_margin(.5, 0));
  CHECK_FALSE(ratings_for_margin(1.5, .1));
}
