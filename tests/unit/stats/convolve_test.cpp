#include "stats/convolve.hpp"

#include <catch2/catch.hpp>

#include "dsat/stats/random.hpp"

using namespace dsat::stats;

TEST_CASE("sums of products are those of two loops, to the last bit", "[stats][convolve]") {
  Random random(5);
  for (const std::size_t m : {1, 2, 15, 16, 17, 40, 131})
    for (const std::size_t n : {1, 3, 16, 31, 32, 100}) {
      std::vector<double> one(m), two(n), sums(m + n - 1);
      for (double& value : one) value = random.uniform();
      for (double& value : two) value = random.uniform();
      for (std::size_t i = 0; i < m; ++i)
        for (std::size_t j = 0; j < n; ++j) {
          const volatile double product = one[i] * two[j];
          sums[i + j] += product;
        }
      CHECK(convolve(one, two) == sums);
    }
}
