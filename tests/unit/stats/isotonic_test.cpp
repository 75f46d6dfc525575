#include "dsat/stats/isotonic.hpp"

#include <catch2/catch.hpp>

using namespace dsat::stats;

namespace {

void check_fit(const std::vector<double>& fitted, const std::vector<double>& expected) {
  REQUIRE(fitted.size() == expected.size());
  for (std::size_t i = 0; i < fitted.size(); ++i) CHECK(fitted[i] == Approx(expected[i]).epsilon(1e-12));
}

}  // namespace

TEST_CASE("isotonic regression fits R's example", "[stats][isotonic]") {
  check_fit(isotonic(std::vector<double>{1, 0, 4, 3, 3, 5, 4, 2, 0}), {.5, .5, 3, 3, 3, 3, 3, 3, 3});
}

TEST_CASE("isotonic regression heeds weights", "[stats][isotonic]") {
  check_fit(isotonic(std::vector<double>{.1, .4, .2, .3, .25}, std::vector<double>{3, 1, 2, 5, 4}),
            {.1, .8 / 3, .8 / 3, 2.5 / 9, 2.5 / 9});
}

TEST_CASE("what rises already is left alone, what falls throughout becomes its mean", "[stats][isotonic]") {
  check_fit(isotonic(std::vector<double>{1, 2, 2, 3}), {1, 2, 2, 3});
  check_fit(isotonic(std::vector<double>{3, 2, 1}), {2, 2, 2});
  check_fit(isotonic(std::vector<double>{7}), {7});
  CHECK(isotonic({}).empty());
  CHECK(isotonic(std::vector<double>{1, 2}, std::vector<double>{1}).empty());
}
