#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analyze/bits.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/stats/share.hpp"

/// The slices of a set of ratings: values of dimensions, their pairs and triples, grown on support alone.
namespace dsat::analyze {

/// A value of a dimension that enough ratings have.
struct Item {
  std::size_t dimension = 0;  ///< place in the list of dimensions
  Code code = 0;
};

/// One to three items that a rating must have together; indices into RatingBits::items(), ascending.
struct Combination {
  std::array<std::uint32_t, 3> items{};
  std::uint8_t length = 0;

  std::span<const std::uint32_t> parts() const { return {items.data(), length}; }
  Combination without(std::size_t part) const;
  bool operator==(const Combination&) const = default;
};

/// Negatives of ratings, per stratum; of several sets of ratings those of one after those of another.
using Counts = std::vector<stats::Share>;

/// Combinations with the counts of their ratings.
struct Slices {
  std::vector<Combination> combinations;
  Counts counts;
};

/// Ratings as columns of bits, one per item, a stratum being a run of whole words.
class RatingBits {
 public:
  /// A set of ratings.
  using Set = std::vector<std::uint64_t>;

  /// The ratings that count for NRR, of each stratum's selection in turn. Items have at least `support` ratings and
  /// aren't `(none)`; where there are more than memory is meant for, the rarest are left out. `left_out[d]` (may be
  /// empty) marks codes of dimension d that are no items.
  RatingBits(const View& view, std::span<const Selection* const> strata, std::span<const Grouping> dimensions,
             std::span<const std::vector<bool>> left_out, std::int64_t support);

  std::span<const Item> items() const { return items_; }
  std::size_t strata() const { return totals_.size(); }
  /// Negatives of all ratings, of a stratum or of all.
  const stats::Share& total(std::size_t stratum) const { return totals_[stratum]; }
  stats::Share total() const;

  /// Ratings that a slice must have at least, as asked for.
  std::int64_t least_support() const { return least_support_; }
  /// The smallest support of pairs and triples that grow() used.
  std::int64_t support() const { return support_; }

  /// Slices of at least the support, at most `most`, fewer conditions first: singles in the order of dimensions, then
  /// pairs, then triples up to `depth`. Of slices with the same ratings only the first is kept, and those of all
  /// ratings aren't slices. Where there are too many, the support of pairs and triples is raised. Never looks at an
  /// outcome.
  Slices grow(std::size_t depth, std::size_t most);

  /// No ratings.
  Set none() const { return Set(words_, 0); }
  Set set(const Combination& combination) const;
  Counts counts(const Combination& combination) const { return counts(std::span(&combination, 1)); }
  Counts counts(std::span<const Combination> combinations) const;
  /// Counts of the ratings that lie within a set.
  Counts counts(std::span<const Combination> combinations, const Set& within) const;
  Counts counts(const Set& set) const;

  /// The ratings of a set, as indices into Store::ratings.
  std::vector<std::uint32_t> ratings(const Set& set) const;
  /// Calls `use(stratum, rating, inside, negative)` with every rating.
  template <class Use>
  void each_rating(const Set& inside, Use use) const {
    for (std::size_t s = 0, at = 0; s < strata(); ++s)
      for (std::int64_t i = 0; i < totals_[s].base; ++i, ++at) {
        const std::size_t word = first_word_[s] + static_cast<std::size_t>(i) / 64;
        const std::uint64_t bit = std::uint64_t{1} << (static_cast<std::size_t>(i) % 64);
        use(s, rating_[at], (inside[word] & bit) != 0, (negative_[word] & bit) != 0);
      }
  }

 private:
  struct Pair {
    std::uint32_t first = 0, second = 0;
    std::int64_t support = 0;
  };
  struct Triple {
    std::array<std::uint32_t, 3> items{};
    std::int64_t support = 0;
  };
  class Triangles;

  Bits bits(std::uint32_t item) const { return Bits(bits_).subspan(item * words_, words_); }
  Bits in_stratum(Bits set, std::size_t stratum) const {
    return set.subspan(first_word_[stratum], first_word_[stratum + 1] - first_word_[stratum]);
  }
  bool compatible(std::uint32_t a, std::uint32_t b) const;
  std::uint64_t first_ratings(const Combination& combination) const;
  bool same_ratings(const Combination& one, const Combination& other) const;
  Slices distinct(std::vector<Combination> combinations) const;
  std::vector<Pair> pairs_of(std::span<const std::uint32_t> items) const;
  std::vector<Pair> pairs_by_rating(std::span<const std::uint32_t> items) const;
  std::vector<Pair> pairs_by_item(std::span<const std::uint32_t> items) const;
  void count(std::span<Triple> triples) const;
  std::vector<Triple> triples_of(std::span<const Pair> pairs, std::size_t room) const;

  std::vector<Item> items_;
  std::vector<bool> overlapping_;           ///< per dimension: a rating may have several of its values
  std::vector<std::int64_t> item_support_;  ///< per item
  std::vector<std::uint64_t> bits_;         ///< items × words
  Set negative_;
  std::vector<std::size_t> first_word_;  ///< strata + 1
  std::vector<stats::Share> totals_;
  std::vector<std::uint32_t> rating_;  ///< of every bit that stands for one, in order
  std::size_t words_ = 0;
  std::int64_t support_ = 0, least_support_ = 0;
};

}  // namespace dsat::analyze
