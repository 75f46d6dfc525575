#include "analyze/bits.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace dsat::analyze;

TEST_CASE("bits in all of three sets are counted", "[bits]") {
  const std::vector<std::uint64_t> a = {0xFF, 0, ~std::uint64_t{0}}, b = {0x0F, 7, ~std::uint64_t{0}}, c = {9, 9, 9};
  CHECK(common_bits(a, b, b) == 4 + 64);
  CHECK(common_bits(b, b, b) == 4 + 3 + 64);
  CHECK(common_bits(a, b, c) == 2 + 2);
  CHECK(common_bits({}, {}, {}) == 0);
}

TEST_CASE("of the common bits within a set those marked are counted", "[bits]") {
  const std::vector<std::uint64_t> a = {0xFF, 0}, b = {0x0F, 7}, within = {0x0E, 7}, marks = {0xFC, 7};
  const CommonBits common = common_bits(a, b, b, within, marks);
  CHECK(common.all == 3);
  CHECK(common.marked == 2);
}
