#include "dsat/stats/standardize.hpp"

#include <catch2/catch.hpp>

using namespace dsat::stats;

namespace {

const std::vector<MixCell> kCells{{0, 0, {3, 4}}, {1, 0, {0, 3}}, {0, 1, {1, 3}}, {1, 1, {2, 4}}, {2, 1, {0, 2}}};

}  // namespace

TEST_CASE("expected parts follow each unit's mix", "[stats][standardize]") {
  const auto units = expected_parts(kCells);
  REQUIRE(units.size() == 3);
  CHECK(units[0].share == Share{4, 7});
  CHECK(units[0].expected == Approx(4 * 3 / 7.0 + 3 * 3 / 9.0).epsilon(1e-12));
  CHECK(units[1].expected == Approx(3 * 3 / 7.0 + 4 * 3 / 9.0).epsilon(1e-12));
  CHECK(units[2].expected == Approx(2 * 3 / 9.0).epsilon(1e-12));
  CHECK(units[0].expected + units[1].expected + units[2].expected == Approx(6).epsilon(1e-12));
  CHECK(units[2].variance == Approx(0.38888889).epsilon(1e-7));
}

TEST_CASE("an agent who takes the hard work isn't punished for it", "[stats][standardize]") {
  // Everybody has 40 % negative on refunds and 5 % elsewhere; agent 0 takes the refunds.
  const std::vector<MixCell> cells{{0, 0, {36, 90}}, {1, 0, {4, 10}}, {0, 1, {1, 20}}, {1, 1, {9, 180}}};
  const auto units = expected_parts(cells);
  CHECK(*units[0].share.rate() > 0.3);
  CHECK(units[0].expected == Approx(37).epsilon(1e-12));
  CHECK(units[1].expected == Approx(13).epsilon(1e-12));
  const auto test = units_differ(cells);
  REQUIRE(test);
  CHECK(test->p > 0.5);
}

TEST_CASE("whether units differ agrees with enumeration", "[stats][standardize]") {
  const auto test = units_differ(kCells, 19999);
  REQUIRE(test);
  CHECK(test->statistic == Approx(3.1795545957).epsilon(1e-9));
  CHECK(test->p == Approx(0.4738).margin(0.13));  // stops after 100 as extreme: ± 10 %
  CHECK(units_differ(kCells, 19999)->p == test->p);
}

TEST_CASE("units that really differ do so beyond chance", "[stats][standardize]") {
  const std::vector<MixCell> cells{{0, 0, {30, 60}}, {1, 0, {6, 60}}, {2, 0, {7, 60}}};
  CHECK(units_differ(cells, 999)->p == Approx(0.001).epsilon(1e-12));
}

TEST_CASE("nothing to compare is undefined", "[stats][standardize]") {
  CHECK_FALSE(units_differ({}));
  CHECK(expected_parts({}).empty());
  CHECK_FALSE(units_differ(std::vector<MixCell>{{0, 0, {3, 4}}, {1, 1, {0, 3}}}));
  CHECK_FALSE(units_differ(std::vector<MixCell>{{0, 0, {0, 4}}, {1, 0, {0, 3}}}));
  const auto units = expected_parts(std::vector<MixCell>{{2, 0, {0, 0}}});
  REQUIRE(units.size() == 3);
  CHECK_FALSE(units[2].share.rate());
}

TEST_CASE("the unit that differs is told from those that don't", "[standardize]") {
  std::vector<MixCell> cells;
  for (std::uint32_t unit = 0; unit < 10; ++unit)
    for (std::uint32_t stratum = 0; stratum < 3; ++stratum)
      cells.push_back({unit, stratum, {unit == 4 ? 15 : 5 + (unit + stratum) % 2, 40}});
  const auto tests = test_units(cells, 999);
  REQUIRE(tests.has_value());
  REQUIRE(tests->p.size() == 10);
  CHECK(tests->overall.p <= 0.01);
  CHECK(tests->p[4] <= 0.002);
  for (std::uint32_t unit = 0; unit < 10; ++unit) {
    if (unit != 4) {
      CHECK(tests->p[unit] > 0.2);
    }
  }
  // The statistic is the one of the overall test.
  CHECK(tests->overall.statistic == Approx(units_differ(cells, 99)->statistic));
}

TEST_CASE("units alone in their strata can't be tested", "[standardize]") {
  const std::vector<MixCell> alone = {{0, 0, {3, 10}}, {1, 1, {5, 10}}};
  CHECK_FALSE(test_units(alone).has_value());
  // One shared stratum: the unit that has no part in it has nothing to be tested by.
  const std::vector<MixCell> partly = {{0, 0, {3, 10}}, {1, 0, {5, 10}}, {3, 1, {5, 10}}};
  const auto tests = test_units(partly, 199);
  REQUIRE(tests.has_value());
  REQUIRE(tests->p.size() == 4);
  CHECK(tests->p[3] == 1);
  CHECK(tests->p[0] == tests->p[1]);
}
