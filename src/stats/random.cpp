#include "dsat/stats/random.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "stats/logarithms.hpp"

namespace dsat::stats {
namespace {

__extension__ using Wide = unsigned __int128;

std::uint64_t split_mix(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15U);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

}  // namespace

Random::Random(std::uint64_t seed) {
  for (std::uint64_t& word : state_) word = split_mix(seed);
}

std::uint64_t Random::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::uint64_t Random::below(std::uint64_t bound) {
  if (bound == 0) return 0;
  Wide product = static_cast<Wide>(next()) * bound;
  if (auto low = static_cast<std::uint64_t>(product); low < bound) {
    const std::uint64_t unfair = -bound % bound;
    while (low < unfair) {
      product = static_cast<Wide>(next()) * bound;
      low = static_cast<std::uint64_t>(product);
    }
  }
  return static_cast<std::uint64_t>(product >> 64);
}

double Random::uniform() {
  return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

std::int64_t Random::hypergeometric(std::int64_t total, std::int64_t marked, std::int64_t draws) {
  if (draws > marked) std::swap(draws, marked);
  constexpr std::int64_t few = 12;
  if (draws <= few) {
    // Which ball comes nobody can foresee, so nothing branches by it; and the state stays in registers.
    Random own = *this;
    std::int64_t left = marked;
    for (; draws > 0; --draws, --total) left -= static_cast<std::int64_t>(own.below(total)) < left ? 1 : 0;
    *this = own;
    return marked - left;
  }

  const std::int64_t low = std::max<std::int64_t>(0, draws + marked - total);
  const std::int64_t high = draws;
  const std::int64_t mode =
      std::clamp(static_cast<std::int64_t>(static_cast<double>(draws + 1) * static_cast<double>(marked + 1) /
                                           static_cast<double>(total + 2)),
                 low, high);
  const auto ratio_above = [&](std::int64_t x) {
    return static_cast<double>(marked - x) * static_cast<double>(draws - x) /
           (static_cast<double>(x + 1) * static_cast<double>(total - marked - draws + x + 1));
  };
  const double at_mode = std::exp(log_hypergeometric(mode, total, marked, draws));
  // Rounding may leave a hair of the unit unclaimed once both ends are reached: then draw again.
  while (true) {
    double left = uniform() - at_mode;
    if (left < 0) return mode;
    std::int64_t up = mode, down = mode;
    double weight_up = at_mode, weight_down = at_mode;
    while (up < high || down > low) {
      if (up < high) {
        weight_up *= ratio_above(up);
        if ((left -= weight_up) < 0) return up + 1;
        ++up;
      }
      if (down > low) {
        weight_down /= ratio_above(down - 1);
        if ((left -= weight_down) < 0) return down - 1;
        --down;
      }
    }
  }
}

void Random::deal(std::span<const std::int64_t> sizes, std::int64_t marked, std::span<std::int64_t> out) {
  std::int64_t total = 0;
  for (const std::int64_t size : sizes) total += size;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    out[i] = marked == 0 ? 0 : hypergeometric(total, marked, sizes[i]);
    marked -= out[i];
    total -= sizes[i];
  }
}

std::uint64_t derive_seed(std::uint64_t seed, std::uint64_t stream) {
  std::uint64_t state = seed + stream * 0xd1342543de82ef95U;
  return split_mix(state);
}

}  // namespace dsat::stats
