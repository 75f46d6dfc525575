#include "dsat/stats/cluster.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace dsat::stats;

// Expected values: the formulas in exact arithmetic, and all signs gone through, in Python.

TEST_CASE("intraclass correlation is what analysis of variance makes it", "[cluster]") {
  CHECK(intraclass_correlation(std::vector<Share>{{3, 4}, {0, 5}, {2, 2}, {1, 6}, {0, 3}}) ==
        Approx(0.5728788977519943).epsilon(1e-9));
  CHECK(intraclass_correlation(std::vector<Share>{{2, 2}, {0, 2}, {2, 2}}) == Approx(1));
}

TEST_CASE("intraclass correlation is 0 where clusters tell nothing, and never less", "[cluster]") {
  CHECK(intraclass_correlation(std::vector<Share>{}) == 0);
  CHECK(intraclass_correlation(std::vector<Share>{{1, 4}}) == 0);
  CHECK(intraclass_correlation(std::vector<Share>{{1, 1}, {0, 1}, {1, 1}}) == 0);
  CHECK(intraclass_correlation(std::vector<Share>{{0, 4}, {0, 5}}) == 0);
  CHECK(intraclass_correlation(std::vector<Share>{{1, 2}, {1, 2}, {1, 2}}) == 0);  // more alike than chance makes them
}

TEST_CASE("a cluster of nine among eleven ratings adds variance, single ratings add none", "[cluster]") {
  CHECK(variance_added(0.2, 83, 11) == Approx(0.2 * (83.0 / 11 - 1)));
  CHECK(variance_added(0.2, 11, 11) == 0);
  CHECK(variance_added(0.2, 0, 0) == 0);
}

TEST_CASE("few contributions have their signs gone through", "[cluster]") {
  CHECK(sign_flip_p(std::vector{3.5, -0.2, 0.7, 1.1, -0.4, 0.9, 0.3}) == Approx(0.046875));
  CHECK(sign_flip_p(std::vector{1.0, 1.0, 1.0}) == Approx(0.125));  // 2^-3 is as far as three customers go
  CHECK(sign_flip_p(std::vector{9.0}) == Approx(0.5));              // one customer's nine negatives
  CHECK(sign_flip_p(std::vector{-1.0, 0.5}) == 1);
  CHECK(sign_flip_p(std::vector<double>{}) == 1);
}

TEST_CASE("many contributions are near the share of all signs that reach their sum", "[cluster]") {
  const std::vector<double> values = {2.0, 1.5, 1.2,  -0.8, 0.9, 0.7, 0.6,  -0.5, 0.5,
                                      0.4, 0.4, -0.3, 0.3,  0.2, 0.2, -0.1, 0.15, 0.05};
  CHECK(sign_flip_p(values) == Approx(0.010021209716796875).epsilon(0.15));
  const std::vector<double> all_one_way(40, 1.0);
  CHECK(sign_flip_p(all_one_way) == Approx(std::exp2(-40)));
}
