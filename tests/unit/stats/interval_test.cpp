#include "dsat/stats/interval.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace dsat::stats;

namespace {

void check_interval(const std::optional<Interval>& interval, double low, double high) {
  REQUIRE(interval);
  CHECK(interval->low == Approx(low).epsilon(0).margin(1e-10));
  CHECK(interval->high == Approx(high).epsilon(0).margin(1e-10));
}

void check_estimate(const std::optional<Estimate>& estimate, double value, double low, double high) {
  REQUIRE(estimate);
  CHECK(estimate->value == Approx(value).epsilon(0).margin(1e-10));
  check_interval(estimate->interval, low, high);
}

}  // namespace

TEST_CASE("Wilson's interval has its published values", "[stats][interval]") {
  check_interval(wilson({7, 40}), 0.0874541375, 0.3194999033);
  check_interval(wilson({0, 10}), 0, 0.2775327999);
  check_interval(wilson({10, 10}), 0.7224672001, 1);
  check_interval(wilson({3, 5}), 0.2307242813, 0.8823792258);
  check_interval(wilson({1, 3}), 0.0614919447, 0.7923403992);
  check_interval(wilson({13, 500}), 0.0152563839, 0.0439714908);
}

TEST_CASE("Wilson's interval ends exactly at none and at all", "[stats][interval]") {
  for (std::int64_t n = 1; n < 3000; n += 7) {
    CHECK(wilson({0, n})->low == 0);
    CHECK(wilson({n, n})->high == 1);
  }
}

TEST_CASE("a share without a base has no interval", "[stats][interval]") {
  CHECK_FALSE(wilson({0, 0}));
  CHECK_FALSE(wilson({3, 2}));
  CHECK_FALSE(wilson({-1, 2}));
  CHECK_FALSE(wilson(0.5, 0.0));
  CHECK_FALSE(wilson(std::nan(""), 10.0));
  CHECK_FALSE(newcombe({1, 2}, {0, 0}));
  CHECK_FALSE(newcombe({0, 0}, {1, 2}));
}

TEST_CASE("a smaller effective base widens Wilson's interval as a smaller count would", "[stats][interval]") {
  const auto halved = wilson(0.175, 40.0);
  const auto counted = wilson({7, 40});
  check_interval(halved, counted->low, counted->high);
  CHECK(wilson(0.175, 20.0)->high > counted->high);
}

TEST_CASE("another confidence takes another z", "[stats][interval]") {
  // z² / (10 + z²), z of 99 % being 2.575829303549.
  check_interval(wilson({0, 10}, 0.99), 0, 0.3988540933);
}

TEST_CASE("Newcombe's difference has its published values", "[stats][interval]") {
  check_estimate(newcombe({56, 70}, {48, 80}), 0.2, 0.0524314724, 0.3338726540);
  check_estimate(newcombe({9, 10}, {3, 10}), 0.6, 0.1705227239, 0.8090179735);
  check_estimate(newcombe({5, 56}, {0, 29}), 0.0892857143, -0.0381371479, 0.1925600139);
  check_estimate(newcombe({0, 10}, {0, 20}), 0, -0.1611251581, 0.2775327999);
  check_estimate(newcombe({30, 100}, {18, 100}), 0.12, 0.0013340884, 0.2346981243);
}

TEST_CASE("overdispersion widens Newcombe's interval and leaves the difference", "[stats][interval]") {
  const auto plain = newcombe({30, 100}, {18, 100});
  const auto wide = newcombe({30, 100}, {18, 100}, 2);
  CHECK(wide->value == plain->value);
  CHECK(wide->interval.low < 0);
  CHECK(wide->interval.high > plain->interval.high);
  const auto half = newcombe({15, 50}, {9, 50});
  check_interval(wide->interval, half->interval.low, half->interval.high);
}

TEST_CASE("the risk ratio has Katz's interval", "[stats][interval]") {
  check_estimate(risk_ratio({32, 100}, {39, 250}), 2.0512820513, 1.3669111157, 3.0782967565);
}

TEST_CASE("a risk ratio without a base, or without any part, is undefined", "[stats][interval]") {
  CHECK_FALSE(risk_ratio({0, 0}, {39, 250}));
  CHECK_FALSE(risk_ratio({32, 100}, {0, 0}));
  CHECK_FALSE(risk_ratio({0, 100}, {0, 250}));
}

TEST_CASE("a slice that holds all negatives has an infinite risk ratio, shown as only here", "[stats][interval]") {
  const auto ratio = risk_ratio({3, 10}, {0, 20});
  REQUIRE(ratio);
  CHECK(std::isinf(ratio->value));
  CHECK(only_here(*ratio));
  CHECK(ratio->interval.low == 0);
  CHECK(std::isinf(ratio->interval.high));
}

TEST_CASE("a slice without negatives has a risk ratio of 0", "[stats][interval]") {
  const auto ratio = risk_ratio({0, 10}, {3, 20});
  REQUIRE(ratio);
  CHECK(ratio->value == 0);
  CHECK_FALSE(only_here(*ratio));
  CHECK(std::isinf(ratio->interval.high));
}

TEST_CASE("NPS has the standard error of its mean score", "[stats][interval]") {
  const auto nps = net_promoter_score(50, 30, 20);
  REQUIRE(nps);
  CHECK(nps->value == Approx(30).epsilon(1e-12));
  CHECK(nps->standard_error == Approx(7.8102496759).epsilon(1e-10));
  CHECK(nps->interval.low == Approx(30 - 1.959963984540 * 7.8102496759).epsilon(1e-9));
  CHECK(nps->interval.high == Approx(30 + 1.959963984540 * 7.8102496759).epsilon(1e-9));
  CHECK_FALSE(net_promoter_score(0, 0, 0));
  CHECK_FALSE(net_promoter_score(-1, 3, 2));
}

TEST_CASE("NPS of one class has a score interval, not one of width 0", "[stats][interval]") {
  const auto promoters = net_promoter_score(10, 0, 0);
  CHECK(promoters->value == 100);
  CHECK(promoters->standard_error == 0);
  // All promoters: the same as Wilson's 10 of 10, stretched to −100 … 100.
  CHECK(promoters->interval.low == Approx(100 * (2 * 0.7224672001 - 1)).epsilon(1e-8));
  CHECK(promoters->interval.high == 100);

  const auto detractors = net_promoter_score(0, 0, 10);
  CHECK(detractors->interval.low == -100);
  CHECK(detractors->interval.high == Approx(-100 * (2 * 0.7224672001 - 1)).epsilon(1e-8));

  const auto passives = net_promoter_score(0, 10, 0);
  CHECK(passives->value == 0);
  CHECK(passives->interval.low == Approx(-27.75327999).epsilon(1e-8));
  CHECK(passives->interval.high == Approx(27.75327999).epsilon(1e-8));
}

TEST_CASE("NPS with few ratings outside one class has Tango's interval", "[stats][interval]") {
  const auto nine = net_promoter_score(9, 1, 0);
  CHECK(nine->interval.low == Approx(37.268768028).epsilon(1e-7));
  CHECK(nine->interval.high == Approx(98.212378690).epsilon(1e-7));
  const auto seven = net_promoter_score(7, 2, 1);
  CHECK(seven->interval.low == Approx(4.892423156).epsilon(1e-6));
  CHECK(seven->interval.high == Approx(85.885831639).epsilon(1e-6));
  const auto hundred = net_promoter_score(97, 2, 1);
  CHECK(hundred->interval.low == Approx(86.984234757).epsilon(1e-7));
  CHECK(hundred->interval.high == Approx(98.658679296).epsilon(1e-7));
}

TEST_CASE("a mean has Student's t interval", "[stats][interval]") {
  const std::vector<double> values{3, 4, 5, 5, 2, 4};
  check_estimate(mean_by_t(values), 3.8333333333, 2.6064956416, 5.0601710250);
  CHECK_FALSE(mean_by_t(std::vector<double>{3}));
}

TEST_CASE("the mean of a scale has a t interval from 30 ratings on", "[stats][interval]") {
  const std::vector<double> levels{1, 2, 3, 4, 5};
  const std::vector<std::int64_t> counts{2, 3, 5, 12, 18};
  check_estimate(mean_of_scale(levels, counts), 4.025, 3.6522628258, 4.3977371742);
}

TEST_CASE("the mean of a scale is bootstrapped under 30 ratings, the same every time", "[stats][interval]") {
  const std::vector<double> levels{1, 2, 3, 4, 5};
  const std::vector<std::int64_t> counts{1, 1, 2, 4, 12};
  const auto first = mean_of_scale(levels, counts);
  const auto second = mean_of_scale(levels, counts);
  REQUIRE(first);
  CHECK(first->value == Approx(4.25).epsilon(1e-12));
  CHECK(first->interval.low == second->interval.low);
  CHECK(first->interval.high == second->interval.high);
  CHECK(first->interval.low > 3.5);
  CHECK(first->interval.low < 3.9);
  CHECK(first->interval.high > 4.55);
  CHECK(first->interval.high <= 4.75);
  CHECK(mean_of_scale(levels, counts, 0.95, 2)->interval.low == Approx(first->interval.low).margin(0.1));
}

TEST_CASE("ratings that are all the same do not make the mean certain", "[stats][interval]") {
  const std::vector<double> levels{0, 25, 50, 75, 100};
  const std::vector<std::int64_t> top{0, 0, 0, 0, 10}, middle{0, 0, 10, 0, 0};
  const auto best = mean_of_scale(levels, top);
  CHECK(best->value == 100);
  CHECK(best->interval.low == Approx(72.24672001).epsilon(1e-9));
  CHECK(best->interval.high == 100);
  const auto centre = mean_of_scale(levels, middle);
  CHECK(centre->interval.low == Approx(50 - 50 * 0.2775327999).epsilon(1e-9));
  CHECK(centre->interval.high == Approx(50 + 50 * 0.2775327999).epsilon(1e-9));
}

TEST_CASE("a mean of nothing is undefined", "[stats][interval]") {
  const std::vector<double> levels{1, 2};
  CHECK_FALSE(mean_of_scale(levels, std::vector<std::int64_t>{0, 0}));
  CHECK_FALSE(mean_of_scale(levels, std::vector<std::int64_t>{1}));
  CHECK_FALSE(mean_of_scale({}, {}));
  CHECK_FALSE(mean_by_bootstrap({}));
}

TEST_CASE("the bootstrap interval of many values is near the t interval", "[stats][interval]") {
  std::vector<double> values;
  for (int i = 0; i < 200; ++i) values.push_back((i * 37) % 101);
  const auto drawn = mean_by_bootstrap(values), exact = mean_by_t(values);
  CHECK(drawn->value == exact->value);
  CHECK(drawn->interval.low == Approx(exact->interval.low).epsilon(0.02));
  CHECK(drawn->interval.high == Approx(exact->interval.high).epsilon(0.02));
}

TEST_CASE("worst-case bounds leave the silent open", "[stats][interval]") {
  check_interval(worst_case(0.95, 0.02), 0.019, 0.999);
  check_interval(worst_case(0.95, 0.25), 0.2375, 0.9875);
  check_interval(worst_case(0.3, 1), 0.3, 0.3);
  check_interval(worst_case(0.3, 0), 0, 1);
  CHECK_FALSE(worst_case(1.1, 0.5));
  CHECK_FALSE(worst_case(0.5, std::nan("")));
}
