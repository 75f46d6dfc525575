#include "dsat/analyze/tally.hpp"

#include <array>
#include <bit>

namespace dsat::analyze {
namespace {

std::int64_t volume_of_both(std::int64_t one, std::int64_t other) {
  if (one == Tally::unknown || other == Tally::unknown) return Tally::unknown;
  return one == 0 ? other : other == 0 ? one : Tally::several;
}

}  // namespace

Tally& Tally::add(const Tally& other, std::int64_t times) {
  // All members are counts, so a new one needs no line here.
  using Counts = std::array<std::int64_t, sizeof(Tally) / sizeof(std::int64_t)>;
  Counts sums = std::bit_cast<Counts>(*this);
  const Counts more = std::bit_cast<Counts>(other);
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += times * more[i];
  const std::int64_t kept = parts, both = volume_of_both(volume, other.volume);
  *this = std::bit_cast<Tally>(sums);
  parts = kept;
  volume = both;
  return *this;
}

}  // namespace dsat::analyze
