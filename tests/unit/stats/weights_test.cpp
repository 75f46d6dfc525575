#include "dsat/stats/weights.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace dsat::stats;

TEST_CASE("post-stratification has its reference values", "[stats][weights]") {
  const std::vector<MixWeight> cells{{{4, 40}, 400}, {{18, 60}, 200}};
  const auto weighted = post_stratify(cells);
  REQUIRE(weighted);
  CHECK(weighted->rate == Approx(1.0 / 6).epsilon(1e-12));
  CHECK(weighted->standard_error == Approx(0.0376977619).epsilon(1e-8));
  CHECK(weighted->effective_base == Approx(77.1428571).epsilon(1e-8));
  CHECK(weighted->cells == 2);
  CHECK(weighted->collapsed == 0);
}

TEST_CASE("cells with few ratings are taken together", "[stats][weights]") {
  const std::vector<MixWeight> cells{{{4, 40}, 400}, {{1, 3}, 50}, {{18, 60}, 200}, {{2, 4}, 60}, {{0, 0}, 10}};
  const std::vector<MixWeight> together{{{4, 40}, 400}, {{18, 60}, 200}, {{3, 7}, 120}};
  const auto weighted = post_stratify(cells);
  REQUIRE(weighted);
  CHECK(weighted->rate == Approx(post_stratify(together)->rate).epsilon(1e-12));
  CHECK(weighted->standard_error == Approx(post_stratify(together)->standard_error).epsilon(1e-12));
  CHECK(weighted->collapsed == 3);
  CHECK(weighted->cells == 3);
}

TEST_CASE("what is too small even together joins the smallest cell", "[stats][weights]") {
  const std::vector<MixWeight> cells{{{4, 40}, 400}, {{18, 60}, 200}, {{1, 2}, 60}};
  const std::vector<MixWeight> together{{{5, 42}, 460}, {{18, 60}, 200}};
  const auto weighted = post_stratify(cells);
  REQUIRE(weighted);
  CHECK(weighted->rate == Approx(post_stratify(together)->rate).epsilon(1e-12));
  CHECK(weighted->cells == 2);
  CHECK(weighted->collapsed == 1);
}

TEST_CASE("too few ratings to weight are not weighted", "[stats][weights]") {
  CHECK_FALSE(post_stratify({}));
  CHECK_FALSE(post_stratify(std::vector<MixWeight>{{{1, 4}, 100}}));
  CHECK_FALSE(post_stratify(std::vector<MixWeight>{{{1, 10}, 0}}));
  CHECK_FALSE(post_stratify(std::vector<MixWeight>{{{11, 10}, 100}}));
}

TEST_CASE("a mix that answers evenly keeps its rate and its base", "[stats][weights]") {
  const auto weighted = post_stratify(std::vector<MixWeight>{{{4, 40}, 80}, {{18, 60}, 120}});
  CHECK(weighted->rate == Approx(0.22).epsilon(1e-12));
  CHECK(weighted->effective_base == Approx(100).epsilon(1e-12));
}
