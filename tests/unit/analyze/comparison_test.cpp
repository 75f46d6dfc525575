#include "dsat/analyze/comparison.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace dsat::analyze;
using dsat::stats::Share;

namespace {
/// Two periods with swings known, as by as many ratings a side as there are.
Comparison between(const Share& now, const Share& then, std::optional<double> dispersion) {
  Background background{then, 1, dispersion, std::nullopt};
  return dsat::analyze::compare(now, background);
}

std::vector<PeriodCount> periods_of(const std::vector<Share>& shares) {
  std::vector<PeriodCount> periods;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    PeriodCount period;
    period.range = {static_cast<dsat::Day>(7 * i), static_cast<dsat::Day>(7 * i + 7)};
    period.nrr = shares[i];
    periods.push_back(period);
  }
  return periods;
}
}  // namespace

TEST_CASE("the larger of the exact p and the p with swings decides", "[comparison]") {
  // R: fisher.test(matrix(c(30, 70, 18, 82), 2))$p.value = 0.06791; prop.test without correction 0.0469.
  const Comparison tosses = between({30, 100}, {18, 100}, 1.0);
  CHECK(tosses.p == Approx(0.06791).epsilon(0.0001));
  CHECK(tosses.verdict == Verdict::ordinary);
  // With φ = 4 the z of 1.9868 is halved: p = 0.3205.
  CHECK(between({30, 100}, {18, 100}, 4.0).p == Approx(0.3205).epsilon(0.001));
}

TEST_CASE("without known swings nothing is beyond chance", "[comparison]") {
  CHECK(between({60, 100}, {18, 100}, 1.0).verdict == Verdict::beyond);
  CHECK(between({60, 100}, {18, 100}, std::nullopt).verdict == Verdict::unusual);
}

TEST_CASE("nothing to compare is no verdict", "[comparison]") {
  CHECK(between({0, 0}, {1, 2}, 1.0).verdict == Verdict::none);
  CHECK_FALSE(ratings_to_flip(between({0, 0}, {1, 2}, 1.0)).has_value());
  CHECK_FALSE(ratings_to_settle(between({0, 0}, {1, 2}, 1.0)).has_value());
}

TEST_CASE("the fewest ratings that flip the verdict are found", "[comparison]") {
  for (const Share now : {Share{30, 100}, Share{20, 100}, Share{40, 100}, Share{2, 100}, Share{61, 318}}) {
    const Share then{18, 100};
    const Comparison comparison = between(now, then, 1.0);
    const auto flips = ratings_to_flip(comparison);
    REQUIRE(flips.has_value());
    const auto verdict = [&](std::int64_t part) { return between({part, now.base}, then, 1.0).verdict; };
    CHECK((verdict(now.part + *flips) != comparison.verdict ||
           (now.part >= *flips && verdict(now.part - *flips) != comparison.verdict)));
    for (std::int64_t fewer = 1; fewer < *flips; ++fewer) {
      CHECK(verdict(now.part + fewer) == comparison.verdict);
      CHECK(verdict(std::max<std::int64_t>(0, now.part - fewer)) == comparison.verdict);
    }
  }
}

TEST_CASE("a verdict that no rating can change has no such number", "[comparison]") {
  CHECK_FALSE(ratings_to_flip(between({1, 3}, {1, 2}, 1.0)).has_value());
}

TEST_CASE("a period is held against 11 before it, and swings come from up to 26", "[comparison]") {
  std::vector<Share> shares(30, Share{10, 100});
  for (std::size_t i = 18; i < 30; ++i) shares[i] = {15, 100};
  const auto background = background_of(periods_of(shares), std::nullopt);
  REQUIRE(background);
  CHECK(background->periods == 11);
  CHECK(background->usual == Share{165, 1100});
  CHECK(*background->degrees_of_freedom == Approx(0.62 * 25));
  CHECK_FALSE(background_of(periods_of(std::vector<Share>(8, Share{1, 10})), std::nullopt).has_value());
  CHECK(background_of(periods_of(std::vector<Share>(9, Share{1, 10})), std::nullopt).has_value());
  // What lies before an announced change is another level.
  CHECK(background_of(periods_of(shares), 7 * 20)->usual == Share{135, 900});
}

TEST_CASE("the least rise that would show is the first that is called a change", "[comparison]") {
  Background background{{165, 1100}, 11, 1.5, 15.5};
  const Comparison comparison = dsat::analyze::compare({48, 318}, background);
  const auto rise = least_rise(comparison);
  REQUIRE(rise);
  const auto part = static_cast<std::int64_t>(std::llround((*rise + 0.15) * 318));
  CHECK(dsat::analyze::compare({part, 318}, background).verdict == Verdict::beyond);
  CHECK(dsat::analyze::compare({part - 1, 318}, background).verdict != Verdict::beyond);
}
