#include "dsat/stats/text_odds.hpp"

#include <catch2/catch.hpp>

using namespace dsat::stats;

TEST_CASE("log odds with a Dirichlet prior have their reference value", "[stats][text_odds]") {
  const auto odds = log_odds({30, 1000}, {5, 2000}, 0.01, 0.01 * 500);
  REQUIRE(odds);
  CHECK(odds->delta == Approx(2.5085649894).epsilon(1e-9));
  CHECK(odds->z == Approx(5.1977949943).epsilon(1e-9));
}

TEST_CASE("log odds turn round with the texts and are finite for absent words", "[stats][text_odds]") {
  CHECK(log_odds({5, 2000}, {30, 1000}, 0.01, 5)->z == Approx(-5.1977949943).epsilon(1e-9));
  const auto absent = log_odds({3, 1000}, {0, 2000}, 0.01, 5);
  CHECK(absent->delta > 0);
  CHECK(absent->z < 1);
}

TEST_CASE("log odds without words or prior are undefined", "[stats][text_odds]") {
  CHECK_FALSE(log_odds({0, 0}, {5, 2000}, 0.01, 5));
  CHECK_FALSE(log_odds({1, 10}, {5, 2000}, 0, 5));
  CHECK_FALSE(log_odds({1, 10}, {5, 2000}, 5, 5));
}
