#include "dsat/analyze/tally.hpp"

#include <array>
#include <bit>

namespace dsat::analyze {

Tally& Tally::add(const Tally& other, std::int64_t times) {
  // All members are counts, so a new one needs no line here.
  using Counts = std::array<std::int64_t, sizeof(Tally) / sizeof(std::int64_t)>;
  Counts sums = std::bit_cast<Counts>(*this);
  const Counts more = std::bit_cast<Counts>(other);
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += times * more[i];
  const std::int64_t kept = parts;
  *this = std::bit_cast<Tally>(sums);
  parts = kept;
  return *this;
}

}  // namespace dsat::analyze
