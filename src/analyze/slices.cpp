#include "analyze/slices.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <queue>
#include <unordered_map>

#include "dsat/analyze/outcome.hpp"

namespace dsat::analyze {
namespace {

constexpr std::size_t word_bits = 64;
constexpr std::size_t most_words = std::size_t{1} << 25;       // 256 MiB of bits
constexpr std::size_t most_word_steps = std::size_t{1} << 30;  // about a second for each of pairs and triples

/// Pairs are counted in a table of so many items squared where it may stand in memory.
constexpr std::size_t most_in_table = 2048;

/// A combination's items, the last one standing for those that it hasn't.
std::array<std::uint32_t, 3> filled(const Combination& combination) {
  std::array<std::uint32_t, 3> items = combination.items;
  for (std::size_t i = combination.length; i < items.size(); ++i) items[i] = items[i - 1];
  return items;
}

}  // namespace

Combination Combination::without(std::size_t part) const {
  Combination result;
  for (std::size_t i = 0; i < length; ++i)
    if (i != part) result.items[result.length++] = items[i];
  return result;
}

RatingBits::RatingBits(const View& view, std::span<const Selection* const> strata, std::span<const Grouping> dimensions,
                       std::span<const std::vector<bool>> left_out, std::int64_t support)
    : support_(support), least_support_(support) {
  const auto counts_for_nrr = [&](Row row) { return outcome_of(view, row) != Outcome::uncounted; };
  std::vector<std::vector<Row>> rows(strata.size());
  first_word_.push_back(0);
  for (std::size_t s = 0; s < strata.size(); ++s) {
    std::ranges::copy_if(strata[s]->rows, std::back_inserter(rows[s]), counts_for_nrr);
    first_word_.push_back(first_word_.back() + (rows[s].size() + word_bits - 1) / word_bits);
  }
  words_ = first_word_.back();

  struct Candidate {
    Item item;
    std::int64_t support;
  };
  std::vector<Candidate> candidates;
  for (std::size_t d = 0; d < dimensions.size(); ++d) {
    overlapping_.push_back(dimensions[d].overlapping());
    std::vector<std::int64_t> ratings(dimensions[d].groups());
    for (const auto& stratum : rows)
      for (const Row row : stratum) {
        Code single = 0;
        for (const Code code : dimensions[d].codes(row, single)) ++ratings[code];
      }
    for (Code code = 1; code < ratings.size(); ++code)
      if (ratings[code] >= support && !(d < left_out.size() && code < left_out[d].size() && left_out[d][code]))
        candidates.push_back({{d, code}, ratings[code]});
  }
  if (const std::size_t most = most_words / std::max<std::size_t>(words_, 1); candidates.size() > most) {
    std::ranges::stable_sort(candidates, std::ranges::greater(), &Candidate::support);
    candidates.resize(most);
    std::ranges::stable_sort(candidates, {},
                             [](const Candidate& c) { return std::pair(c.item.dimension, c.item.code); });
  }

  std::vector<std::vector<std::uint32_t>> place(dimensions.size());
  constexpr std::uint32_t nowhere = ~std::uint32_t{0};
  for (std::size_t d = 0; d < dimensions.size(); ++d) place[d].assign(dimensions[d].groups(), nowhere);
  for (const Candidate& candidate : candidates) {
    place[candidate.item.dimension][candidate.item.code] = static_cast<std::uint32_t>(items_.size());
    items_.push_back(candidate.item);
    item_support_.push_back(candidate.support);
  }
  bits_.assign(items_.size() * words_, 0);
  negative_.assign(words_, 0);
  for (std::size_t s = 0; s < rows.size(); ++s) {
    stats::Share total;
    for (std::size_t i = 0; i < rows[s].size(); ++i) {
      const Row row = rows[s][i];
      const std::size_t word = first_word_[s] + i / word_bits;
      const std::uint64_t bit = std::uint64_t{1} << (i % word_bits);
      rating_.push_back(row.rating);
      ++total.base;
      if (outcome_of(view, row) == Outcome::negative) {
        negative_[word] |= bit;
        ++total.part;
      }
      for (std::size_t d = 0; d < dimensions.size(); ++d) {
        Code single = 0;
        for (const Code code : dimensions[d].codes(row, single))
          if (place[d][code] != nowhere) bits_[place[d][code] * words_ + word] |= bit;
      }
    }
    totals_.push_back(total);
  }
}

stats::Share RatingBits::total() const {
  stats::Share sum;
  for (const stats::Share& total : totals_) sum += total;
  return sum;
}

bool RatingBits::compatible(std::uint32_t a, std::uint32_t b) const {
  return items_[a].dimension != items_[b].dimension || overlapping_[items_[a].dimension];
}

RatingBits::Set RatingBits::set(const Combination& combination) const {
  const auto first = bits(combination.items[0]);
  Set result(first.begin(), first.end());
  for (std::size_t part = 1; part < combination.length; ++part) {
    const auto next = bits(combination.items[part]);
    for (std::size_t i = 0; i < words_; ++i) result[i] &= next[i];
  }
  return result;
}

Counts RatingBits::counts(std::span<const Combination> combinations, const Set& within) const {
  Counts counts(combinations.size() * strata());
  // Stratum by stratum, so that the words looked at stay near.
  for (std::size_t s = 0; s < strata(); ++s) {
    const Bits frame = in_stratum(within, s), negative = in_stratum(negative_, s);
    for (std::size_t i = 0; i < combinations.size(); ++i) {
      const auto [a, b, c] = filled(combinations[i]);
      const CommonBits common =
          common_bits(in_stratum(bits(a), s), in_stratum(bits(b), s), in_stratum(bits(c), s), frame, negative);
      counts[i * strata() + s] = {common.marked, common.all};
    }
  }
  return counts;
}

Counts RatingBits::counts(std::span<const Combination> combinations) const {
  return counts(combinations, Set(words_, ~std::uint64_t{0}));
}

Counts RatingBits::counts(const Set& set) const {
  Counts counts;
  for (std::size_t s = 0; s < strata(); ++s) {
    const Bits ratings = in_stratum(set, s);
    const CommonBits common = common_bits(ratings, ratings, ratings, ratings, in_stratum(negative_, s));
    counts.push_back({common.marked, common.all});
  }
  return counts;
}

std::vector<std::uint32_t> RatingBits::ratings(const Set& set) const {
  std::vector<std::uint32_t> found;
  std::size_t before = 0;
  for (std::size_t s = 0; s < strata(); ++s) {
    for (std::size_t word = first_word_[s]; word < first_word_[s + 1]; ++word)
      for (std::uint64_t left = set[word]; left != 0; left &= left - 1)
        found.push_back(
            rating_[before + (word - first_word_[s]) * word_bits + static_cast<std::size_t>(std::countr_zero(left))]);
    before += static_cast<std::size_t>(totals_[s].base);
  }
  return found;
}

bool RatingBits::same_ratings(const Combination& one, const Combination& other) const {
  const auto [a, b, c] = filled(one);
  const auto [d, e, f] = filled(other);
  for (std::size_t i = 0; i < words_; ++i)
    if ((bits(a)[i] & bits(b)[i] & bits(c)[i]) != (bits(d)[i] & bits(e)[i] & bits(f)[i])) return false;
  return true;
}

/// A key of the first ratings that have it: of many slices with equal counts few agree in these.
std::uint64_t RatingBits::first_ratings(const Combination& combination) const {
  const auto [a, b, c] = filled(combination);
  for (std::size_t i = 0; i < words_; ++i)
    if (const std::uint64_t common = bits(a)[i] & bits(b)[i] & bits(c)[i]; common != 0)
      return (common ^ i) * 0x94d049bb133111ebU;
  return 0;
}

/// Those that neither have all ratings nor the same ones as a combination before them.
Slices RatingBits::distinct(std::vector<Combination> combinations) const {
  const Counts all = counts(combinations);
  const std::int64_t ratings = total().base;
  Slices kept;
  // Only those with equal counts and the same first ratings can have the same ones.
  std::unordered_multimap<std::uint64_t, std::size_t> by_counts;
  for (std::size_t i = 0; i < combinations.size(); ++i) {
    const auto counts = std::span(all).subspan(i * strata(), strata());
    stats::Share sum;
    std::uint64_t key = 0;
    for (const stats::Share& share : counts) {
      sum += share;
      key = (key ^ static_cast<std::uint64_t>(share.base)) * 0x9e3779b97f4a7c15U;
      key = (key ^ static_cast<std::uint64_t>(share.part)) * 0xbf58476d1ce4e5b9U;
    }
    if (sum.base >= ratings) continue;
    key ^= first_ratings(combinations[i]);
    const auto [begin, end] = by_counts.equal_range(key);
    if (std::any_of(begin, end,
                    [&](const auto& other) { return same_ratings(kept.combinations[other.second], combinations[i]); }))
      continue;
    by_counts.emplace(key, kept.combinations.size());
    kept.combinations.push_back(combinations[i]);
    kept.counts.insert(kept.counts.end(), counts.begin(), counts.end());
  }
  return kept;
}

/// Pairs of items with at least the support, in ascending order.
std::vector<RatingBits::Pair> RatingBits::pairs_of(std::span<const std::uint32_t> items) const {
  // Going through the ratings takes a step for each pair that a rating has; going through the items one for every word.
  double marks = 0;
  for (const std::uint32_t item : items) marks += static_cast<double>(item_support_[item]);
  const double ratings = std::max(1.0, static_cast<double>(total().base));
  const auto possible = static_cast<double>(items.size() * items.size());
  const bool by_rating = possible + marks * marks / ratings < possible * static_cast<double>(words_) / 4;
  return items.size() <= most_in_table && by_rating ? pairs_by_rating(items) : pairs_by_item(items);
}

std::vector<RatingBits::Pair> RatingBits::pairs_by_item(std::span<const std::uint32_t> items) const {
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < items.size(); ++i)
    for (std::size_t j = i + 1; j < items.size(); ++j) {
      if (!compatible(items[i], items[j])) continue;
      const Bits first = bits(items[i]), second = bits(items[j]);
      if (const std::int64_t size = common_bits(first, second, second); size >= support_)
        pairs.push_back({items[i], items[j], size});
    }
  return pairs;
}

std::vector<RatingBits::Pair> RatingBits::pairs_by_rating(std::span<const std::uint32_t> items) const {
  std::vector<std::uint32_t> counts(items.size() * items.size());
  std::array<std::vector<std::uint32_t>, word_bits> of_rating;
  for (std::size_t word = 0; word < words_; ++word) {
    for (auto& list : of_rating) list.clear();
    for (std::uint32_t i = 0; i < items.size(); ++i)
      for (std::uint64_t left = bits_[items[i] * words_ + word]; left != 0; left &= left - 1)
        of_rating[static_cast<std::size_t>(std::countr_zero(left))].push_back(i);
    for (const auto& list : of_rating)
      for (std::size_t i = 0; i < list.size(); ++i)
        for (std::size_t j = i + 1; j < list.size(); ++j) ++counts[list[i] * items.size() + list[j]];
  }
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < items.size(); ++i)
    for (std::size_t j = i + 1; j < items.size(); ++j)
      if (const std::int64_t size = counts[i * items.size() + j]; size >= support_ && compatible(items[i], items[j]))
        pairs.push_back({items[i], items[j], size});
  return pairs;
}

/// Triples whose three pairs have a support.
class RatingBits::Triangles {
 public:
  Triangles(std::span<const Pair> pairs, std::int64_t support) {
    for (const Pair& pair : pairs) {
      if (pair.support < support) continue;
      first_.resize(std::max<std::size_t>(first_.size(), pair.first + 1), pairs_.size());
      pairs_.push_back(pair);
    }
    first_.push_back(pairs_.size());
  }

  /// Calls `use` with each triple, its support the least of its pairs': it can't have more.
  template <class Use>
  void each(Use use) const {
    for (std::size_t p = 0; p < pairs_.size(); ++p) {
      const Pair& pair = pairs_[p];
      // Followers of both, in ascending order.
      std::size_t q = p + 1, r = begin(pair.second);
      const std::size_t q_end = begin(pair.first + 1), r_end = begin(pair.second + 1);
      while (q < q_end && r < r_end) {
        const Pair &near = pairs_[q], &far = pairs_[r];
        if (near.second == far.second)
          use(Triple{{pair.first, pair.second, far.second}, std::min({pair.support, near.support, far.support})});
        const bool advance_near = near.second <= far.second, advance_far = far.second <= near.second;
        q += advance_near ? 1 : 0;
        r += advance_far ? 1 : 0;
      }
    }
  }

  std::size_t count() const {
    std::size_t count = 0;
    each([&](const Triple&) { ++count; });
    return count;
  }

 private:
  std::size_t begin(std::uint32_t item) const { return item < first_.size() ? first_[item] : pairs_.size(); }

  std::vector<Pair> pairs_;
  std::vector<std::size_t> first_;  ///< per item: where the pairs that it begins are
};

void RatingBits::count(std::span<Triple> triples) const {
  for (Triple& triple : triples) triple.support = 0;
  // Part by part, so that the words looked at stay near.
  constexpr std::size_t part = 256;
  for (std::size_t word = 0; word < words_; word += part) {
    const std::size_t size = std::min(part, words_ - word);
    for (Triple& triple : triples) {
      const auto [a, b, c] = triple.items;
      triple.support +=
          common_bits(bits(a).subspan(word, size), bits(b).subspan(word, size), bits(c).subspan(word, size));
    }
  }
}

/// Triples with at least the support, in ascending order; those that could only be beyond the `room` largest of pairs
/// and triples may be missing.
std::vector<RatingBits::Triple> RatingBits::triples_of(std::span<const Pair> pairs, std::size_t room) const {
  // The largest so far, the least of them on top; once there are more than have room, what is no larger doesn't count.
  std::priority_queue<std::int64_t, std::vector<std::int64_t>, std::greater<>> largest;
  const auto note = [&](std::int64_t support) {
    largest.push(support);
    if (largest.size() > room + 1) largest.pop();
  };
  for (const Pair& pair : pairs)
    if (pair.support >= support_) note(pair.support);
  const auto is_beyond = [&](const Triple& triple) { return largest.size() > room && triple.support <= largest.top(); };
  std::vector<Triple> open;
  Triangles(pairs, support_).each([&](const Triple& triple) {
    if (!is_beyond(triple)) open.push_back(triple);
  });
  std::ranges::sort(open, std::ranges::greater(), &Triple::support);
  std::vector<Triple> found;
  constexpr std::size_t some = 1024;
  for (std::size_t begin = 0; begin < open.size(); begin += some) {
    if (is_beyond(open[begin])) break;
    const auto batch = std::span(open).subspan(begin, std::min(some, open.size() - begin));
    count(batch);
    for (const Triple& triple : batch) {
      if (triple.support < support_) continue;
      found.push_back(triple);
      note(triple.support);
    }
  }
  std::ranges::sort(found, {}, &Triple::items);
  return found;
}

Slices RatingBits::grow(std::size_t depth, std::size_t most) {
  std::vector<Combination> combinations;
  for (std::uint32_t item = 0; item < items_.size(); ++item) combinations.push_back({{item}, 1});
  Slices singles = distinct(combinations);
  if (depth < 2 || items_.empty()) return singles;

  // First the support at which the work is bearable, then counting.
  const std::int64_t all = total().base;
  const auto items_from = [&](std::int64_t support) {
    std::vector<std::uint32_t> chosen;
    for (std::uint32_t item = 0; item < items_.size(); ++item)
      if (item_support_[item] >= support && item_support_[item] < all) chosen.push_back(item);
    return chosen;
  };
  std::vector<std::uint32_t> chosen = items_from(support_);
  while (chosen.size() * chosen.size() / 2 * words_ > most_word_steps) chosen = items_from(support_ *= 2);
  const std::vector<Pair> pairs = pairs_of(chosen);
  const std::size_t room = most > singles.combinations.size() ? most - singles.combinations.size() : 0;
  std::vector<Triple> triples;
  if (depth >= 3) {
    const auto bearable = [&](std::size_t open) { return open <= 40 * most && open * words_ <= most_word_steps; };
    while (!bearable(Triangles(pairs, support_).count())) support_ *= 2;
    triples = triples_of(pairs, room);
  }

  // The support that leaves no more slices than asked for; the same for pairs and triples.
  std::vector<std::int64_t> sizes;
  for (const Pair& pair : pairs)
    if (pair.support >= support_) sizes.push_back(pair.support);
  for (const Triple& triple : triples) sizes.push_back(triple.support);
  if (sizes.size() > room) {
    std::ranges::nth_element(sizes, sizes.begin() + static_cast<std::ptrdiff_t>(room), std::ranges::greater());
    support_ = sizes[room] + 1;
  }
  combinations = std::move(singles.combinations);
  for (const Pair& pair : pairs)
    if (pair.support >= support_) combinations.push_back({{pair.first, pair.second}, 2});
  for (const Triple& triple : triples)
    if (triple.support >= support_) combinations.push_back({triple.items, 3});
  return distinct(std::move(combinations));
}

}  // namespace dsat::analyze
