#include "dsat/stats/tests.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace dsat::stats;

TEST_CASE("the pooled z test has its reference value", "[stats][tests]") {
  const auto test = pooled_z({30, 100}, {18, 100});
  REQUIRE(test);
  CHECK(test->statistic == Approx(1.9867985356).epsilon(1e-10));
  CHECK(test->p == Approx(0.0469447270).epsilon(1e-8));
}

TEST_CASE("overdispersion divides z by its root", "[stats][tests]") {
  CHECK(pooled_z({30, 100}, {18, 100}, 4)->statistic == Approx(1.9867985356 / 2).epsilon(1e-10));
}

TEST_CASE("a z test without variation finds nothing, without ratings is undefined", "[stats][tests]") {
  CHECK(pooled_z({0, 10}, {0, 20})->p == 1);
  CHECK(pooled_z({10, 10}, {20, 20})->statistic == 0);
  CHECK_FALSE(pooled_z({0, 0}, {1, 20}));
}

TEST_CASE("Fisher's exact test has its reference values", "[stats][tests]") {
  const auto one = fisher({8, 10}, {1, 6});
  REQUIRE(one);
  CHECK(one->p == Approx(0.034965034965).epsilon(1e-11));
  CHECK(one->mid_p == Approx(0.0231643357).epsilon(1e-8));
  const auto two = fisher({7, 19}, {0, 8});
  CHECK(two->p == Approx(0.0681328334).epsilon(1e-8));
  CHECK(two->mid_p == Approx(0.0397621702).epsilon(1e-8));
}

TEST_CASE("Fisher's test is right where z claims too much, for large counts and far out", "[stats][tests]") {
  CHECK(fisher({13, 34}, {35, 284})->p == Approx(0.00037135054352276).epsilon(1e-10));
  CHECK(pooled_z({13, 34}, {35, 284})->p == Approx(6.7e-5).epsilon(0.01));
  CHECK(fisher({320, 1060}, {780, 5470})->p == Approx(1.0892310128815e-32).epsilon(1e-9));
  CHECK(fisher({1500, 100000}, {1400, 100000})->p == Approx(0.064028057265898).epsilon(1e-9));
  CHECK(fisher({0, 5}, {3, 7})->p == Approx(0.20454545454545).epsilon(1e-12));
}

TEST_CASE("Fisher's test counts tables as likely as the one seen", "[stats][tests]") {
  CHECK(fisher({5, 10}, {5, 10})->p == Approx(1).epsilon(1e-14));
  // Two tables only, equally likely.
  CHECK(fisher({1, 1}, {0, 1})->p == Approx(1).epsilon(1e-14));
  CHECK(fisher({1, 1}, {0, 1})->mid_p == Approx(0.75).epsilon(1e-14));
}

TEST_CASE("Fisher's test is the same from either side", "[stats][tests]") {
  for (std::int64_t k = 0; k <= 12; ++k) {
    const double p = fisher({k, 12}, {9, 31})->p;
    CHECK(fisher({9, 31}, {k, 12})->p == Approx(p).epsilon(1e-12));
    CHECK(fisher({12 - k, 12}, {22, 31})->p == Approx(p).epsilon(1e-12));
  }
}

TEST_CASE("an exact test without variation finds nothing, without ratings is undefined, and is never 0",
          "[stats][tests]") {
  CHECK(fisher({0, 10}, {0, 20})->p == 1);
  CHECK(fisher({10, 10}, {20, 20})->mid_p == 0.5);
  CHECK_FALSE(fisher({0, 0}, {0, 20}));
  const auto far = fisher({100000, 100000}, {0, 100000});
  CHECK(far->p > 0);
  CHECK(far->p < 1e-300);
}

TEST_CASE("the smallest p a slice can reach follows from the margins", "[stats][tests]") {
  const Share total{15, 100};
  CHECK(smallest_fisher_p(2, total) == Approx(15.0 * 14 / (100 * 99)).epsilon(1e-11));
  CHECK(smallest_fisher_p(3, total) == Approx(15.0 * 14 * 13 / (100.0 * 99 * 98)).epsilon(1e-11));
  CHECK(smallest_fisher_p(4, total) == Approx(15.0 * 14 * 13 * 12 / (100.0 * 99 * 98 * 97)).epsilon(1e-11));
  CHECK(smallest_fisher_p(2, total) == Approx(0.0212).epsilon(0.005));
  CHECK(smallest_fisher_p(3, total) == Approx(0.00281).epsilon(0.005));
  CHECK(smallest_fisher_p(4, total) == Approx(0.000348).epsilon(0.005));
}

TEST_CASE("no outcome of a slice beats its smallest p, and one reaches it", "[stats][tests]") {
  for (std::int64_t negatives = 0; negatives <= 14; ++negatives) {
    for (std::int64_t base = 1; base < 20; ++base) {
      const Share total{negatives, 20};
      double least = 1;
      for (std::int64_t k = std::max<std::int64_t>(0, base + negatives - 20); k <= std::min(base, negatives); ++k) {
        const Share slice{k, base};
        least = std::min(least, fisher(slice, total - slice)->p);
      }
      CHECK(smallest_fisher_p(base, total) == Approx(least).epsilon(1e-10));
    }
  }
}

TEST_CASE("a slice that is empty, everything or impossible can't reach any p", "[stats][tests]") {
  CHECK(smallest_fisher_p(0, {15, 100}) == 1);
  CHECK(smallest_fisher_p(100, {15, 100}) == 1);
  CHECK(smallest_fisher_p(5, {0, 100}) == 1);
  CHECK(smallest_fisher_p(101, {15, 100}) == 1);
  CHECK(smallest_fisher_p(0, {0, 0}) == 1);
}

TEST_CASE("the stratified exact test agrees with R's exact Mantel-Haenszel test", "[stats][tests]") {
  const std::vector<Stratum> small{{{8, 10}, {1, 6}}, {{7, 19}, {0, 8}}};
  CHECK(fisher_within(small)->p == Approx(0.0017918738806547).epsilon(1e-10));
  const std::vector<Stratum> two{{{12, 40}, {30, 200}}, {{18, 50}, {41, 240}}};
  CHECK(fisher_within(two)->p == Approx(0.00035516473747227).epsilon(1e-10));
  const std::vector<Stratum> three{{{12, 40}, {30, 200}}, {{18, 50}, {41, 240}}, {{2, 12}, {3, 30}}};
  CHECK(fisher_within(three)->p == Approx(0.00033716853664828).epsilon(1e-10));
  const std::vector<Stratum> large{{{120, 400}, {300, 2000}}, {{100, 500}, {410, 2400}}};
  CHECK(fisher_within(large)->p == Approx(9.033724005641e-09).epsilon(1e-9));
}

TEST_CASE("the stratified exact test in one stratum is Fisher's", "[stats][tests]") {
  const std::vector<Stratum> one{{{8, 10}, {1, 6}}};
  CHECK(fisher_within(one)->p == fisher({8, 10}, {1, 6})->p);
  // A stratum without a rest tells nothing.
  const std::vector<Stratum> with_empty{{{8, 10}, {1, 6}}, {{3, 4}, {0, 0}}};
  CHECK(fisher_within(with_empty)->p == fisher({8, 10}, {1, 6})->p);
  // Nor does one without variation.
  const std::vector<Stratum> with_fixed{{{8, 10}, {1, 6}}, {{0, 4}, {0, 9}}};
  CHECK(fisher_within(with_fixed)->p == Approx(fisher({8, 10}, {1, 6})->p).epsilon(1e-12));
  CHECK_FALSE(fisher_within({}));
  CHECK_FALSE(fisher_within(std::vector<Stratum>{{{0, 0}, {1, 6}}}));
}

TEST_CASE("the smallest p of the stratified test is reached by one of its outcomes", "[stats][tests]") {
  double least = 1;
  for (std::int64_t a = 0; a <= 4; ++a) {
    for (std::int64_t b = 0; b <= 3; ++b) {
      const std::vector<Stratum> strata{{{a, 4}, {4 - a, 15}}, {{b, 3}, {6 - b, 20}}};
      least = std::min(least, fisher_within(strata)->p);
    }
  }
  const std::vector<Stratum> strata{{{1, 4}, {3, 15}}, {{2, 3}, {4, 20}}};
  CHECK(smallest_fisher_within_p(strata) == Approx(least).epsilon(1e-10));
  CHECK(smallest_fisher_within_p({}) == 1);
}

TEST_CASE("the exact test of a change against the rest's agrees with enumeration", "[stats][tests]") {
  // 8 of 60 in a slice of 40 of 300, then 24 of 90 in 61 of 318.
  const auto large = same_change({{8, 60}, {32, 240}}, {{24, 90}, {37, 228}});
  REQUIRE(large);
  CHECK(large->p == Approx(0.32070059943707385).epsilon(1e-10));
  CHECK(large->mid_p == Approx(0.2719753229368275).epsilon(1e-10));
  const auto small = same_change({{1, 5}, {3, 15}}, {{4, 6}, {3, 19}});
  CHECK(small->p == Approx(0.4301619130278634).epsilon(1e-12));
  CHECK(small->mid_p == Approx(0.31441355161164813).epsilon(1e-12));
  CHECK(smallest_same_change_p({{1, 5}, {3, 15}}, {{4, 6}, {3, 19}}) == Approx(0.0056983808697213655).epsilon(1e-11));
  CHECK(smallest_same_change_p({{8, 60}, {32, 240}}, {{24, 90}, {37, 228}}) ==
        Approx(1.1331533008617824e-27).epsilon(1e-9));
}

TEST_CASE("a slice that can't have changed differently says nothing", "[stats][tests]") {
  // No negatives in the slice at all: one split only.
  const auto none = same_change({{0, 5}, {3, 15}}, {{0, 6}, {3, 19}});
  CHECK(none->p == 1);
  CHECK(none->mid_p == 0.5);
  CHECK(smallest_same_change_p({{0, 5}, {3, 15}}, {{0, 6}, {3, 19}}) == 1);
  CHECK_FALSE(same_change({{0, 0}, {3, 15}}, {{1, 6}, {3, 19}}));
  CHECK(smallest_same_change_p({{0, 0}, {3, 15}}, {{1, 6}, {3, 19}}) == 1);
}

TEST_CASE("homogeneity and trend have the values of R's smokers data", "[stats][tests]") {
  const std::vector<Share> smokers{{83, 86}, {90, 93}, {129, 136}, {70, 82}};
  const auto same = homogeneity(smokers);
  REQUIRE(same);
  CHECK(same->statistic == Approx(12.6004112971).epsilon(1e-10));
  CHECK(same->degrees_of_freedom == 3);
  CHECK(same->p == Approx(0.0055854767).epsilon(1e-8));
  const auto trend = cochran_armitage(smokers);
  REQUIRE(trend);
  CHECK(trend->statistic == Approx(8.2249222852).epsilon(1e-10));
  CHECK(trend->p == Approx(0.0041318975).epsilon(1e-8));
}

TEST_CASE("a trend may have scores of its own", "[stats][tests]") {
  const std::vector<Share> groups{{5, 50}, {9, 60}, {14, 55}};
  const auto trend = cochran_armitage(groups, std::vector<double>{0, 1, 4});
  CHECK(trend->statistic == Approx(4.66768582617).epsilon(1e-10));
  CHECK(trend->p == Approx(0.030735315553).epsilon(1e-9));
  CHECK_FALSE(cochran_armitage(groups, std::vector<double>{0, 1}));
  CHECK_FALSE(cochran_armitage(groups, std::vector<double>{2, 2, 2}));
}

TEST_CASE("groups that can't be compared have no test", "[stats][tests]") {
  CHECK_FALSE(homogeneity({}));
  CHECK_FALSE(homogeneity(std::vector<Share>{{1, 5}}));
  CHECK_FALSE(homogeneity(std::vector<Share>{{1, 5}, {0, 0}}));
  CHECK_FALSE(homogeneity(std::vector<Share>{{0, 5}, {0, 7}}));
  CHECK_FALSE(homogeneity(std::vector<Share>{{5, 5}, {7, 7}}));
  CHECK_FALSE(cochran_armitage(std::vector<Share>{{1, 5}}));
  CHECK_FALSE(cochran_armitage(std::vector<Share>{{0, 5}, {0, 7}}));
  CHECK(homogeneity(std::vector<Share>{{1, 5}, {0, 0}, {2, 5}})->degrees_of_freedom == 1);
}

TEST_CASE("Mantel and Haenszel see through Berkeley's admissions", "[stats][tests]") {
  const std::vector<Stratum> departments{
      {{512, 825}, {89, 108}},  {{353, 560}, {17, 25}}, {{120, 325}, {202, 593}},
      {{138, 417}, {131, 375}}, {{53, 191}, {94, 393}}, {{22, 373}, {24, 341}},
  };
  const auto test = mantel_haenszel(departments);
  REQUIRE(test);
  CHECK(test->statistic == Approx(1.5246066604).epsilon(1e-10));
  CHECK(test->p == Approx(0.2169236971).epsilon(1e-8));
  REQUIRE(test->odds_ratio);
  CHECK(*test->odds_ratio == Approx(0.9046968283).epsilon(1e-9));
  Share men, women;
  for (const Stratum& department : departments) {
    men += department.slice;
    women += department.rest;
  }
  CHECK(*men.rate() == Approx(0.4452).epsilon(1e-4));
  CHECK(*women.rate() == Approx(0.3035).epsilon(1e-3));
}

TEST_CASE("the common odds ratio may be 0, infinite or undefined", "[stats][tests]") {
  CHECK(*mantel_haenszel(std::vector<Stratum>{{{0, 5}, {2, 5}}})->odds_ratio == 0);
  CHECK(std::isinf(*mantel_haenszel(std::vector<Stratum>{{{2, 5}, {0, 5}}})->odds_ratio));
  CHECK_FALSE(mantel_haenszel(std::vector<Stratum>{{{0, 5}, {0, 5}}}));
  CHECK_FALSE(mantel_haenszel(std::vector<Stratum>{{{0, 0}, {2, 5}}}));
  CHECK_FALSE(mantel_haenszel({}));
}

TEST_CASE("an estimated dispersion has degrees of freedom", "[tests]") {
  // R: 2 * pt(-1.98679854 / 2, 15) = 0.336274; with the normal 0.3205.
  const auto test = pooled_z({30, 100}, {18, 100}, 4, 15);
  REQUIRE(test.has_value());
  CHECK(test->statistic == Approx(0.9933992678));
  CHECK(test->p == Approx(0.33627).epsilon(1e-3));
}
