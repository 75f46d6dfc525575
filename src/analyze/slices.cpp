#include "analyze/slices.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "analyze/bits.hpp"
#include "dsat/analyze/outcome.hpp"

namespace dsat::analyze {
namespace {

constexpr std::size_t word_bits = 64;
constexpr std::size_t most_words = std::size_t{1} << 25;       // 256 MiB of bits
constexpr std::size_t most_word_steps = std::size_t{1} << 30;  // about a second for each of pairs and triples

/// Names a set of ratings: equal sets have equal fingerprints, unequal ones practically never.
struct Fingerprint {
  std::uint64_t a = 0x243f6a8885a308d3U, b = 0x13198a2e03707344U;
  void add(std::uint64_t word) {
    a = (a ^ word) * 0x9e3779b97f4a7c15U;
    a ^= a >> 29;
    b = (b + word) * 0xbf58476d1ce4e5b9U;
    b ^= b >> 32;
  }
  auto operator<=>(const Fingerprint&) const = default;
};

Fingerprint fingerprint(std::span<const std::uint64_t> set) {
  Fingerprint print;
  for (const std::uint64_t word : set) print.add(word);
  return print;
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
    : support_(support) {
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

std::int64_t RatingBits::support_of(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) const {
  return common_bits(a, b);
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

std::vector<stats::Share> RatingBits::counts(const Set& set) const {
  std::vector<stats::Share> shares(strata());
  for (std::size_t s = 0; s < shares.size(); ++s) {
    const std::size_t size = first_word_[s + 1] - first_word_[s];
    const auto ratings = std::span(set).subspan(first_word_[s], size);
    shares[s].base = common_bits(ratings, ratings);
    shares[s].part = common_bits(ratings, std::span(negative_).subspan(first_word_[s], size));
  }
  return shares;
}

std::vector<Combination> RatingBits::grow(std::size_t depth, std::size_t most) {
  std::vector<Combination> slices;
  std::set<Fingerprint> seen;
  const std::int64_t all = total().base;
  const auto keep = [&](const Combination& combination, std::int64_t size) {
    if (size < all && seen.insert(fingerprint(set(combination))).second) slices.push_back(combination);
  };
  for (std::uint32_t item = 0; item < items_.size(); ++item) keep({{item}, 1}, item_support_[item]);
  if (depth < 2 || items_.empty()) return slices;

  // Pairs: first the support at which the work is bearable, then counting.
  const auto items_from = [&](std::int64_t support) {
    std::vector<std::uint32_t> chosen;
    for (std::uint32_t item = 0; item < items_.size(); ++item)
      if (item_support_[item] >= support && item_support_[item] < all) chosen.push_back(item);
    return chosen;
  };
  std::vector<std::uint32_t> chosen = items_from(support_);
  while (chosen.size() * chosen.size() / 2 * words_ > most_word_steps) chosen = items_from(support_ *= 2);
  struct Grown {
    Combination combination;
    std::int64_t support;
  };
  std::vector<Grown> grown;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    for (std::size_t j = i + 1; j < chosen.size(); ++j) {
      if (!compatible(chosen[i], chosen[j])) continue;
      if (const std::int64_t size = support_of(bits(chosen[i]), bits(chosen[j])); size >= support_)
        grown.push_back({{{chosen[i], chosen[j]}, 2}, size});
    }

  // Triples: those whose three pairs all have the support.
  if (depth >= 3) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> followers;
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    std::vector<std::pair<Combination, std::uint32_t>> open;
    for (bool bearable = false; !bearable;) {
      followers.clear();
      pairs.clear();
      for (const Grown& pair : grown) {
        if (pair.support < support_) continue;
        followers[pair.combination.items[0]].push_back(pair.combination.items[1]);
        pairs.emplace(pair.combination.items[0], pair.combination.items[1]);
      }
      open.clear();
      bearable = true;
      for (auto& [first, seconds] : followers) {
        for (std::size_t j = 0; j < seconds.size() && bearable; ++j)
          for (std::size_t k = j + 1; k < seconds.size(); ++k)
            if (pairs.contains({seconds[j], seconds[k]})) open.push_back({{{first, seconds[j]}, 2}, seconds[k]});
        bearable = bearable && open.size() <= 40 * most && open.size() * words_ <= most_word_steps;
      }
      if (!bearable) support_ *= 2;
    }
    const Combination* base = nullptr;
    Set common;
    for (const auto& [pair, third] : open) {
      if (base == nullptr || !(pair == *base)) common = set(pair);
      base = &pair;
      if (const std::int64_t size = support_of(common, bits(third)); size >= support_)
        grown.push_back({{{pair.items[0], pair.items[1], third}, 3}, size});
    }
  }

  // The support that leaves no more slices than asked for; the same for pairs and triples.
  const std::size_t room = most > slices.size() ? most - slices.size() : 0;
  std::vector<std::int64_t> sizes;
  for (const Grown& one : grown)
    if (one.support >= support_) sizes.push_back(one.support);
  if (sizes.size() > room) {
    std::ranges::nth_element(sizes, sizes.begin() + static_cast<std::ptrdiff_t>(room), std::ranges::greater());
    support_ = sizes[room] + 1;
  }
  for (const Grown& one : grown)
    if (one.support >= support_) keep(one.combination, one.support);
  return slices;
}

}  // namespace dsat::analyze
