#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

/// Random numbers that are the same on every machine and with every standard library.
namespace dsat::stats {

/// xoshiro256** (Blackman & Vigna 2018), seeded by SplitMix64. Not for secrets.
class Random {
 public:
  explicit Random(std::uint64_t seed = 1);

  /// 64 random bits.
  std::uint64_t next();

  /// Uniform in 0 … bound − 1, without bias (Lemire 2019); 0 for a bound of 0.
  std::uint64_t below(std::uint64_t bound);

  /// Uniform in [0, 1), 53 bits.
  double uniform();

  /// Every order equally likely (Fisher & Yates).
  template <typename T>
  void shuffle(std::span<T> items) {
    for (std::size_t left = items.size(); left > 1; --left) std::swap(items[left - 1], items[below(left)]);
  }

  /// How many of `draws` balls taken without replacement out of `total`, `marked` of them marked, are marked. By
  /// inversion from the mode: some √draws steps. Needs 0 <= marked, draws <= total.
  std::int64_t hypergeometric(std::int64_t total, std::int64_t marked, std::int64_t draws);

  /// Spreads `marked` marks over cells of the given sizes as if they were dealt to their members at random without
  /// replacement: `out[i]` marks in cell i. Sizes add up to at least `marked`; both spans are equally long.
  void deal(std::span<const std::int64_t> sizes, std::int64_t marked, std::span<std::int64_t> out);

 private:
  std::array<std::uint64_t, 4> state_{};
};

/// A seed for one of several independent procedures, so that adding one changes no other's draws.
std::uint64_t derive_seed(std::uint64_t seed, std::uint64_t stream);

}  // namespace dsat::stats
