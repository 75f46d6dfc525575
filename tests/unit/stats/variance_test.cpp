#include "dsat/stats/variance.hpp"

#include <catch2/catch.hpp>

using namespace dsat::stats;
using Values = std::vector<std::vector<double>>;

TEST_CASE("agreement is the intraclass correlation of Shrout and Fleiss", "[stats]") {
  // Their table 2: six targets, four judges; ICC(1,1) is 0.17.
  const Values table = {{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}};
  const auto found = agreement(table);
  REQUIRE(found);
  CHECK(found->things == 6);
  CHECK(found->correlation == Approx(0.165742).epsilon(1e-5));
  CHECK(found->interval.low == Approx(-0.132932).epsilon(1e-4));
  CHECK(found->interval.high == Approx(0.722560).epsilon(1e-4));
}

TEST_CASE("agreement takes unequal numbers of values and passes over single ones", "[stats]") {
  const auto found = agreement(Values{{80, 82}, {60, 65}, {90, 70}, {75, 75, 78}, {99}});
  REQUIRE(found);
  CHECK(found->things == 4);
  CHECK(found->correlation == Approx(0.509346).epsilon(1e-5));
  CHECK(found->interval.low == Approx(-0.348291).epsilon(1e-4));
}

TEST_CASE("agreement is whole where nobody ever differs, and undefined without two things", "[stats]") {
  CHECK(agreement(Values{{1, 1}, {5, 5}})->correlation == 1);
  CHECK_FALSE(agreement(Values{{1, 2}}));
  CHECK_FALSE(agreement(Values{{1}, {2}, {3}}));
  CHECK_FALSE(agreement(Values{{4, 4}, {4, 4}}));
}

TEST_CASE("means_differ is the analysis of variance", "[stats]") {
  const auto test = means_differ(Values{{80, 85, 90}, {70, 72}, {88, 91, 93, 90}, {}});
  REQUIRE(test);
  CHECK(test->statistic == Approx(23.492308).epsilon(1e-6));
  CHECK(test->p == Approx(0.00145213).epsilon(1e-4));
  CHECK_FALSE(means_differ(Values{{1}, {2}}));
  CHECK_FALSE(means_differ(Values{{1, 2}}));
  CHECK_FALSE(means_differ(Values{{1, 1}, {2, 2}}));
}
