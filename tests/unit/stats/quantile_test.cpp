#include "dsat/stats/quantile.hpp"

#include <catch2/catch.hpp>
#include <vector>

using dsat::stats::quantile;

TEST_CASE("quantiles lie between their neighbours, as R's type 7 has it", "[quantile]") {
  const auto of = [](std::vector<double> values, double at) { return *quantile(values, at); };
  // Python: statistics.quantiles(…, n=10, method="inclusive"), numpy.quantile.
  CHECK(of({4, 1, 3, 2}, 0.5) == 2.5);
  CHECK(of({4, 1, 3, 2}, 0.9) == Approx(3.7));
  CHECK(of({15, 20, 35, 40, 50}, 0.4) == Approx(29));
  CHECK(of({105, 200, 90, 300, 210, 95}, 0.5) == Approx(152.5));
  CHECK(of({7}, 0.9) == 7);
  CHECK(of({1, 2, 3}, 0) == 1);
  CHECK(of({1, 2, 3}, 1) == 3);
  std::vector<double> none;
  CHECK_FALSE(quantile(none, 0.5).has_value());
}
