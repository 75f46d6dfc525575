#include "dsat/stats/rank.hpp"

#include <catch2/catch.hpp>

using namespace dsat::stats;

TEST_CASE("tied values share their mean rank", "[stats][rank]") {
  CHECK(ranks(std::vector<double>{10, 30, 20, 20}) == std::vector<double>{1, 4, 2.5, 2.5});
  CHECK(ranks({}).empty());
}

TEST_CASE("Spearman's correlation with ties agrees with R", "[stats][rank]") {
  const std::vector<double> x{1, 5, 3, 3, 8, 9, 2, 7, 7, 10, 4, 6}, y{2, 4, 4, 1, 9, 7, 3, 8, 6, 10, 5, 5};
  const auto test = spearman(x, y);
  REQUIRE(test);
  CHECK(test->statistic == Approx(0.92429577464789).epsilon(1e-12));
  CHECK(test->p == Approx(1.722864350335e-05).epsilon(1e-9));
}

TEST_CASE("a perfect rank correlation has p 0, a flat series none", "[stats][rank]") {
  const std::vector<double> up{1, 2, 3, 4}, down{9, 7, 5, 1}, flat{2, 2, 2, 2};
  CHECK(spearman(up, down)->statistic == -1);
  CHECK(spearman(up, down)->p == 0);
  CHECK_FALSE(spearman(up, flat));
  CHECK_FALSE(spearman(up, std::vector<double>{1, 2, 3}));
  CHECK_FALSE(spearman(std::vector<double>{1, 2}, std::vector<double>{1, 2}));
}

TEST_CASE("differences are one fewer than values", "[stats][rank]") {
  CHECK(differences(std::vector<double>{3, 5, 4}) == std::vector<double>{2, -1});
  CHECK(differences(std::vector<double>{3}).empty());
  CHECK(differences({}).empty());
}

TEST_CASE("ranks are compared within strata, ties and all", "[rank]") {
  // By hand: strata {5,7,7,9 | 1,2,5,6,7} and {3,8 | 2,3,4}: U 16.5 of 20 and 4.5 of 6, variances 15.97222 and 2.85.
  std::vector<RankedRating> ratings;
  for (const double value : {5, 7, 7, 9}) ratings.push_back({value, 7, true});
  for (const double value : {1, 2, 5, 6, 7}) ratings.push_back({value, 7, false});
  for (const double value : {3, 8}) ratings.push_back({value, 2, true});
  for (const double value : {2, 3, 4}) ratings.push_back({value, 2, false});
  ratings.push_back({100, 3, true});  // a stratum with one outcome tells nothing
  const auto test = rank_sum_within(ratings);
  REQUIRE(test.has_value());
  CHECK(test->pairs == 26);
  CHECK(test->superiority == Approx(21.0 / 26));
  CHECK(test->test.statistic == Approx(1.8413847166));
  CHECK(test->test.p == Approx(0.0655652009));
}

TEST_CASE("where nothing can be compared there is no rank sum", "[rank]") {
  CHECK_FALSE(rank_sum_within({}).has_value());
  const std::vector<RankedRating> alike = {{1, 0, true}, {1, 0, false}, {2, 1, true}};
  CHECK_FALSE(rank_sum_within(alike).has_value());
}
