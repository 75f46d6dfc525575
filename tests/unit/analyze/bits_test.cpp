#include "analyze/bits.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace dsat::analyze;

TEST_CASE("bits in both of two sets are counted", "[bits]") {
  const std::vector<std::uint64_t> a = {0xFF, 0, ~std::uint64_t{0}}, b = {0x0F, 7, ~std::uint64_t{0}};
  CHECK(common_bits(a, b) == 4 + 64);
  CHECK(common_bits(b, b) == 4 + 3 + 64);
  CHECK(common_bits({}, {}) == 0);
}
