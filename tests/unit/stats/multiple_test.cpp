#include "dsat/stats/multiple.hpp"

#include <catch2/catch.hpp>

using namespace dsat::stats;

TEST_CASE("Benjamini and Hochberg's q values are those of their procedure", "[stats][multiple]") {
  const std::vector<double> p{.001, .008, .039, .041, .042, .060, .074, .205, .212, .391};
  const std::vector<double> expected{.01, .04, .084, .084, .084, .1, .105714285714, .235555555556, .235555555556, .391};
  const auto q = benjamini_hochberg(p);
  REQUIRE(q.size() == p.size());
  for (std::size_t i = 0; i < q.size(); ++i) CHECK(q[i] == Approx(expected[i]).epsilon(1e-11));
}

TEST_CASE("corrected values stand where their p values stood", "[stats][multiple]") {
  const std::vector<double> p{.391, .001, .212, .008};
  const auto q = benjamini_hochberg(p);
  CHECK(q[0] == Approx(.391));
  CHECK(q[1] == Approx(.004));
  CHECK(q[2] == Approx(4 * .212 / 3));
  CHECK(q[3] == Approx(.016));
  const auto adjusted = holm(p);
  CHECK(adjusted[0] == Approx(.424));
  CHECK(adjusted[1] == Approx(.004));
  CHECK(adjusted[2] == Approx(.424));
  CHECK(adjusted[3] == Approx(.024));
}

TEST_CASE("Holm's values agree with R's p.adjust", "[stats][multiple]") {
  const std::vector<double> p{.001, .008, .039, .041, .042, .060, .074, .205, .212, .391};
  const std::vector<double> expected{.010, .072, .312, .312, .312, .312, .312, .615, .615, .615};
  const auto adjusted = holm(p);
  for (std::size_t i = 0; i < p.size(); ++i) CHECK(adjusted[i] == Approx(expected[i]).epsilon(1e-11));
}

TEST_CASE("corrections never exceed 1, leave one test alone and take none", "[stats][multiple]") {
  CHECK(holm(std::vector<double>{.7, .8}) == std::vector<double>{1, 1});
  CHECK(benjamini_hochberg(std::vector<double>{.03}) == std::vector<double>{.03});
  CHECK(holm(std::vector<double>{.03}) == std::vector<double>{.03});
  CHECK(benjamini_hochberg({}).empty());
  CHECK(holm({}).empty());
}

TEST_CASE("tests that can't reach their share of α needn't be made", "[multiple]") {
  // Slices of 2, 3, 4 and 40 of 100 ratings, 15 of them negative.
  const std::vector<double> smallest = {0.0212, 0.00281, 0.000348, 1e-9};
  CHECK(testable(smallest, 0.05) == std::vector<bool>{false, true, true, true});  // K = 3: 0.0167
  CHECK(testable(smallest, 0.005) == std::vector<bool>{false, false, true, true});
  CHECK(testable(std::vector<double>{0.001, 0.001}, 0.0015) == std::vector<bool>{false, false});
  CHECK(testable(std::vector<double>{}, 0.05).empty());
}
