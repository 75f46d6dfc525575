#include "dsat/stats/decompose.hpp"

#include <catch2/catch.hpp>

using namespace dsat::stats;

TEST_CASE("Kitagawa's parts have their reference values and add up", "[stats][decompose]") {
  const std::vector<GroupChange> groups{{{10, 200}, {6, 100}}, {{20, 100}, {33, 150}}, {{15, 50}, {32, 100}}};
  const auto parts = kitagawa(groups);
  REQUIRE(parts);
  CHECK(parts->change == Approx(0.0742857143).epsilon(1e-9));
  CHECK(parts->total.rate == Approx(0.0157142857).epsilon(1e-9));
  CHECK(parts->total.mix == Approx(0.0585714286).epsilon(1e-9));
  CHECK(parts->total.rate + parts->total.mix == Approx(parts->change).epsilon(1e-12));
  REQUIRE(parts->groups.size() == 3);
  double rate = 0;
  for (const RateAndMix& group : parts->groups) rate += group.rate;
  CHECK(rate == Approx(parts->total.rate).epsilon(1e-12));
}

TEST_CASE("a group absent in one period is all mix", "[stats][decompose]") {
  const std::vector<GroupChange> groups{{{10, 100}, {10, 100}}, {{0, 0}, {50, 100}}, {{30, 100}, {0, 0}}};
  const auto parts = kitagawa(groups);
  REQUIRE(parts);
  CHECK(parts->change == Approx(0.1).epsilon(1e-12));
  CHECK(parts->total.rate == 0);
  CHECK(parts->total.mix == Approx(0.1).epsilon(1e-12));
  CHECK(parts->groups[1].rate == 0);
}

TEST_CASE("a group absent in both periods adds nothing", "[stats][decompose]") {
  const std::vector<GroupChange> groups{{{10, 100}, {20, 100}}, {{0, 0}, {0, 0}}};
  const auto parts = kitagawa(groups);
  CHECK(parts->groups[1].rate == 0);
  CHECK(parts->groups[1].mix == 0);
  CHECK(parts->total.rate == Approx(0.1).epsilon(1e-12));
}

TEST_CASE("a period without ratings has no decomposition", "[stats][decompose]") {
  CHECK_FALSE(kitagawa({}));
  CHECK_FALSE(kitagawa(std::vector<GroupChange>{{{0, 0}, {20, 100}}}));
}

TEST_CASE("the impact of a slice is what the rate would be without it", "[stats][decompose]") {
  // 61 of 318; without 32 of 106 it is 29 of 212.
  const auto impact = leave_one_out({32, 106}, {61, 318});
  REQUIRE(impact);
  CHECK(*impact == Approx(61.0 / 318 - 29.0 / 212).epsilon(1e-12));
  CHECK(*impact == Approx(106 * (32.0 / 106 - 61.0 / 318) / (318 - 106)).epsilon(1e-12));
  CHECK(*leave_one_out({0, 0}, {61, 318}) == 0);
  CHECK_FALSE(leave_one_out({61, 318}, {61, 318}));
  CHECK_FALSE(leave_one_out({0, 0}, {0, 0}));
}

TEST_CASE("SliceLine's score has its reference value", "[stats][decompose]") {
  CHECK(*slice_score({32, 100}, {71, 350}) == Approx(0.4235915493).epsilon(1e-9));
  CHECK(*slice_score({71, 350}, {71, 350}) == Approx(0).margin(1e-15));
  CHECK_FALSE(slice_score({0, 0}, {71, 350}));
  CHECK_FALSE(slice_score({0, 10}, {0, 350}));
}
