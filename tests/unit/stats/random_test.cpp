#include "dsat/stats/random.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <vector>

using namespace dsat::stats;

TEST_CASE("the generator gives the published sequence", "[stats][random]") {
  Random random(1);
  CHECK(random.next() == 0xb3f2af6d0fc710c5U);
  CHECK(random.next() == 0x853b559647364ceaU);
  CHECK(random.next() == 0x92f89756082a4514U);
  CHECK(random.next() == 0x642e1c7bc266a3a7U);
}

TEST_CASE("bounded numbers stay below their bound and reach all of it", "[stats][random]") {
  Random random(7);
  std::vector<int> seen(10);
  for (int i = 0; i < 100000; ++i) ++seen[random.below(10)];
  for (const int count : seen) CHECK(count == Approx(10000).margin(400));
  CHECK(random.below(0) == 0);
  CHECK(random.below(1) == 0);
  for (int i = 0; i < 1000; ++i) {
    const double u = random.uniform();
    CHECK((u >= 0 && u < 1));
  }
}

TEST_CASE("a shuffle keeps all items and makes every order", "[stats][random]") {
  Random random(3);
  std::vector<int> counts(6);
  for (int i = 0; i < 60000; ++i) {
    std::vector<int> items{0, 1, 2};
    random.shuffle(std::span(items));
    ++counts[2 * items[0] + (items[1] > items[2] ? 1 : 0)];
  }
  for (const int count : counts) CHECK(count == Approx(10000).margin(400));
}

TEST_CASE("seeds of different streams differ", "[stats][random]") {
  CHECK(derive_seed(1, 0) != derive_seed(1, 1));
  CHECK(derive_seed(1, 1) != derive_seed(2, 1));
  CHECK(derive_seed(1, 1) == derive_seed(1, 1));
}

TEST_CASE("hypergeometric draws have the right distribution, few or many", "[stats][random]") {
  struct Case {
    std::int64_t total, marked, draws;
  };
  for (const Case given : {Case{30, 9, 6}, Case{100, 30, 40}, Case{5000, 2000, 150}, Case{60, 45, 40}}) {
    Random random(11);
    constexpr int samples = 40000;
    double sum = 0, squares = 0;
    std::int64_t least = given.draws, most = 0;
    for (int i = 0; i < samples; ++i) {
      const std::int64_t x = random.hypergeometric(given.total, given.marked, given.draws);
      least = std::min(least, x);
      most = std::max(most, x);
      sum += static_cast<double>(x);
      squares += static_cast<double>(x * x);
    }
    const auto n = static_cast<double>(given.total), k = static_cast<double>(given.marked);
    const auto m = static_cast<double>(given.draws);
    const double mean = m * k / n, variance = mean * (1 - k / n) * (n - m) / (n - 1);
    CHECK(sum / samples == Approx(mean).margin(4 * std::sqrt(variance / samples)));
    CHECK(squares / samples - (sum / samples) * (sum / samples) == Approx(variance).epsilon(0.04));
    CHECK(least >= std::max<std::int64_t>(0, given.draws + given.marked - given.total));
    CHECK(most <= std::min(given.draws, given.marked));
  }
}

TEST_CASE("hypergeometric draws know what is certain", "[stats][random]") {
  Random random(1);
  CHECK(random.hypergeometric(100, 0, 50) == 0);
  CHECK(random.hypergeometric(100, 100, 50) == 50);
  CHECK(random.hypergeometric(100, 40, 100) == 40);
  CHECK(random.hypergeometric(0, 0, 0) == 0);
}

TEST_CASE("dealt marks add up and fit their cells", "[stats][random]") {
  Random random(5);
  const std::vector<std::int64_t> sizes{3, 0, 40, 7, 100};
  std::vector<std::int64_t> out(sizes.size());
  std::vector<double> sums(sizes.size());
  for (int i = 0; i < 4000; ++i) {
    random.deal(sizes, 60, out);
    CHECK(std::accumulate(out.begin(), out.end(), std::int64_t{0}) == 60);
    for (std::size_t j = 0; j < sizes.size(); ++j) {
      CHECK((out[j] >= 0 && out[j] <= sizes[j]));
      sums[j] += static_cast<double>(out[j]);
    }
  }
  for (std::size_t j = 0; j < sizes.size(); ++j) {
    CHECK(sums[j] / 4000 == Approx(60.0 * static_cast<double>(sizes[j]) / 150).margin(0.2));
  }
}
