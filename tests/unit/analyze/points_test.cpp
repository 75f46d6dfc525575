#include "dsat/analyze/points.hpp"

#include <catch2/catch.hpp>

using namespace dsat::analyze;

TEST_CASE("points are weights times counts, under any spelling of the keys", "[points]") {
  Tally tally;
  tally.positive = 10;
  tally.negative = 3;
  tally.one_touch = 4;
  tally.reopened = 2;
  const auto lines =
      points_of(tally, {{"good", 1}, {"negative", -2}, {"one_touch", 2}, {"Reopen", -1}, {"nonsense", 9}});
  REQUIRE(lines.size() == 4);
  CHECK(lines[1].kind->key == "bad");
  CHECK(lines[1].points() == -6);
  CHECK(sum(lines) == 10 - 6 + 8 - 2);
  CHECK(points_of(tally, {}).empty());
}
