#include "dsat/data/scale.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace dsat;

namespace {
long of(const Scale& scale, Sentiment sentiment) {
  return std::ranges::count(scale.level, sentiment);
}
}  // namespace

TEST_CASE("every known scale runs from negative to positive without a step back", "[scale]") {
  for (const Scale& scale : known_scales()) {
    INFO(scale.key);
    CHECK(std::ranges::is_sorted(scale.level));
    CHECK(scale.level.front() == Sentiment::negative);
    CHECK(scale.level.back() == Sentiment::positive);
    CHECK(scale_named(scale.key) == scale);
  }
}

TEST_CASE("the scales of the field split where the field splits them", "[scale]") {
  const auto parts = [](const char* key) {
    const Scale scale = scale_named(key).value();
    return std::vector<long>{of(scale, Sentiment::negative), of(scale, Sentiment::neutral),
                             of(scale, Sentiment::positive)};
  };
  CHECK(parts("good-bad") == std::vector<long>{1, 0, 1});
  CHECK(parts("1-3") == std::vector<long>{1, 1, 1});
  CHECK(parts("1-5") == std::vector<long>{2, 1, 2});
  CHECK(parts("1-7") == std::vector<long>{3, 1, 3});
  CHECK(parts("1-10") == std::vector<long>{3, 4, 3});
  CHECK(parts("0-10") == std::vector<long>{4, 4, 3});
  CHECK(parts("nps") == std::vector<long>{7, 2, 2});
  CHECK(parts("5-1") == std::vector<long>{2, 1, 2});
  CHECK(parts("6-1") == std::vector<long>{2, 1, 3});
  CHECK(parts("1-6") == std::vector<long>{2, 2, 2});
  CHECK(parts("1-100") == std::vector<long>{33, 34, 33});
  CHECK(scale_named("nps")->is_nps);
  CHECK(scale_named("promoters")->is_nps);
  CHECK_FALSE(scale_named("0-10")->is_nps);
  CHECK_FALSE(scale_named("1-10")->is_nps);
}

TEST_CASE("a scale may have its best number lowest", "[scale]") {
  const Scale scale = scale_named("5-1").value();
  CHECK(scale.best_is_lowest);
  CHECK(scale.score(1) == 5);
  CHECK(scale.score(5) == 1);
  CHECK(scale_named("7-1")->level == scale_named("1-7")->level);
  CHECK(scale_named("7-1")->score(7) == 1);
  CHECK(scale_named("10-0")->score(1) == 10);
  CHECK(scale_named("1-5")->score(5) == 5);
  CHECK(scale_named("0-10")->score(1) == 0);
}

TEST_CASE("what isn't a scale is no scale", "[scale]") {
  for (const char* key : {"", "5", "1-", "-", "a-b", "1-1", "1-1000000"}) CHECK_FALSE(scale_named(key));
}
