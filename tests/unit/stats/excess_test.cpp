#include "dsat/stats/excess.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace dsat::stats;

// Expected values: the formulas in Python; Student's tail by Simpson's rule, Zelen's by exact fractions.

namespace {
const std::vector<Stratum> weeks = {
    {{3, 20}, {12, 100}}, {{5, 25}, {10, 90}}, {{2, 18}, {15, 110}}, {{4, 22}, {11, 95}}, {{9, 24}, {13, 105}}};
}

TEST_CASE("a slice's excess is held against its own earlier ones", "[excess]") {
  const auto change = excess_change(weeks, 1.3);
  REQUIRE(change);
  CHECK(change->now == Approx(0.2511904761904762).epsilon(1e-9));
  CHECK(change->usual == Approx(0.04397588465847749).epsilon(1e-9));
  CHECK(change->t == Approx(1.7921633357850881).epsilon(1e-9));
  double sum = 0;
  for (const double weight : change->weights) sum += weight;
  CHECK(sum == Approx(1));
}

TEST_CASE("earlier excesses scatter about their mean, the last one left out", "[excess]") {
  const ExcessSpread spread = excess_spread(weeks);
  CHECK(spread.squares == Approx(0.9323628110044238).epsilon(1e-9));
  CHECK(spread.degrees_of_freedom == 3);
}

TEST_CASE("what makes everything worse alike is no excess", "[excess]") {
  const std::vector<Stratum> all_worse = {{{10, 100}, {100, 1000}}, {{10, 100}, {100, 1000}}, {{30, 100}, {300, 1000}}};
  CHECK(excess_change(all_worse, 1)->t == Approx(0).margin(1e-12));
}

TEST_CASE("without ratings on both sides there is no excess", "[excess]") {
  CHECK_FALSE(excess_change(std::vector<Stratum>{{{1, 10}, {1, 10}}}, 1).has_value());
  CHECK_FALSE(excess_change(std::vector<Stratum>{{{1, 10}, {1, 10}}, {{0, 0}, {1, 10}}}, 1).has_value());
  CHECK(excess_spread(std::vector<Stratum>{}).degrees_of_freedom == 0);
}

TEST_CASE("upper tails of Student's t and of the normal", "[excess]") {
  CHECK(student_upper(2.1, 10) == Approx(0.031038622101107194).epsilon(1e-8));
  CHECK(student_upper(-2.1, 10) == Approx(1 - 0.031038622101107194).epsilon(1e-8));
  CHECK(normal_upper(1.6448536269514722) == Approx(0.05).epsilon(1e-9));
}

TEST_CASE("one side of Zelen's test counts splits as far out or farther", "[excess]") {
  const Stratum before{{3, 20}, {12, 80}}, after{{14, 25}, {10, 85}};
  CHECK(*same_change_tail(before, after, true) == Approx(0.010272941582946017).epsilon(1e-9));
  CHECK(*same_change_tail(before, after, false) == Approx(0.9991755855336363).epsilon(1e-9));
  CHECK(smallest_same_change_tail(before, after, true) <= *same_change_tail(before, after, true));
  CHECK_FALSE(same_change_tail({{0, 0}, {1, 2}}, after, true).has_value());
}
