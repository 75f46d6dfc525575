#include "dsat/stats/mean_difference.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace dsat::stats;

TEST_CASE("welch compares two means whose variances differ", "[stats]") {
  // Python, by integrating Student's density.
  const std::vector<double> one = {27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1,
                                   21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4},
                            two = {27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0,
                                   24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.4};
  const auto found = welch(one, two);
  REQUIRE(found);
  CHECK(found->difference.value == Approx(-2.833333).epsilon(1e-5));
  CHECK(found->test.statistic == Approx(-2.852955).epsilon(1e-4));
  CHECK(found->test.p == Approx(0.008072).epsilon(1e-3));
  CHECK(found->difference.interval.low == Approx(-4.868023).epsilon(1e-4));
  CHECK(found->difference.interval.high == Approx(-0.798644).epsilon(1e-4));
}

TEST_CASE("welch needs two values on either side, and some variation", "[stats]") {
  const std::vector<double> one = {1}, same = {2, 2}, two = {1, 2};
  CHECK_FALSE(welch(one, two));
  CHECK_FALSE(welch(same, same));
  CHECK(welch(same, two));
}
