#include "dsat/stats/standardize.hpp"

#include <algorithm>

#include "dsat/stats/random.hpp"
#include "stats/permutation.hpp"

namespace dsat::stats {
namespace {

/// Cells of one stratum, one per unit, and their sum.
struct MixStratum {
  Share total;
  std::vector<std::uint32_t> units;
  std::vector<std::int64_t> bases;
  std::vector<std::int64_t> parts;

  bool varies() const { return units.size() > 1 && total.part > 0 && total.part < total.base; }
};

std::vector<MixStratum> by_stratum(std::span<const MixCell> cells) {
  std::vector<MixCell> sorted;
  for (const MixCell& cell : cells) {
    if (cell.share.defined()) sorted.push_back(cell);
  }
  std::sort(sorted.begin(), sorted.end(), [](const MixCell& one, const MixCell& two) {
    return one.stratum != two.stratum ? one.stratum < two.stratum : one.unit < two.unit;
  });
  std::vector<MixStratum> strata;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const MixCell& cell = sorted[i];
    if (i == 0 || cell.stratum != sorted[i - 1].stratum) strata.emplace_back();
    MixStratum& stratum = strata.back();
    if (stratum.units.empty() || stratum.units.back() != cell.unit) {
      stratum.units.push_back(cell.unit);
      stratum.bases.push_back(0);
      stratum.parts.push_back(0);
    }
    stratum.bases.back() += cell.share.base;
    stratum.parts.back() += cell.share.part;
    stratum.total += cell.share;
  }
  return strata;
}

std::vector<Standardized> standardize(std::span<const MixStratum> strata) {
  std::vector<Standardized> units;
  for (const MixStratum& stratum : strata) {
    const auto n = static_cast<double>(stratum.total.base);
    const double rate = *stratum.total.rate();
    for (std::size_t i = 0; i < stratum.units.size(); ++i) {
      if (stratum.units[i] >= units.size()) units.resize(stratum.units[i] + 1);
      Standardized& unit = units[stratum.units[i]];
      const auto base = static_cast<double>(stratum.bases[i]);
      unit.share += {stratum.parts[i], stratum.bases[i]};
      unit.expected += base * rate;
      if (n > 1) unit.variance += base * (n - base) * rate * (1 - rate) / (n - 1);
    }
  }
  return units;
}

}  // namespace

std::vector<Standardized> expected_parts(std::span<const MixCell> cells) {
  auto units = standardize(by_stratum(cells));
  std::uint32_t count = 0;
  for (const MixCell& cell : cells) count = std::max(count, cell.unit + 1);
  units.resize(count);
  return units;
}

namespace {

/// Strata in which something can vary, and how far units lie off their expectation in them.
class Permuted {
 public:
  explicit Permuted(std::span<const MixCell> cells) : strata_(by_stratum(cells)) {
    std::erase_if(strata_, [](const MixStratum& stratum) { return !stratum.varies(); });
    units_ = standardize(strata_);
    parts_.resize(units_.size());
    for (std::size_t i = 0; i < units_.size(); ++i) parts_[i] = units_[i].share.part;
  }

  bool empty() const { return strata_.empty(); }
  std::size_t units() const { return units_.size(); }

  void permute(Random& random) {
    std::fill(parts_.begin(), parts_.end(), 0);
    for (const MixStratum& stratum : strata_) {
      dealt_.resize(stratum.units.size());
      random.deal(stratum.bases, stratum.total.part, dealt_);
      for (std::size_t i = 0; i < dealt_.size(); ++i) parts_[stratum.units[i]] += dealt_[i];
    }
  }

  /// Squared distance of a unit in variances; 0 where nothing varies.
  double distance(std::size_t unit) const {
    if (units_[unit].variance <= 0) return 0;
    const double excess = static_cast<double>(parts_[unit]) - units_[unit].expected;
    return excess * excess / units_[unit].variance;
  }
  double sum() const {
    double sum = 0;
    for (std::size_t i = 0; i < units_.size(); ++i) sum += distance(i);
    return sum;
  }
  double largest() const {
    double largest = 0;
    for (std::size_t i = 0; i < units_.size(); ++i) largest = std::max(largest, distance(i));
    return largest;
  }

 private:
  std::vector<MixStratum> strata_;
  std::vector<Standardized> units_;
  std::vector<std::int64_t> parts_, dealt_;
};

}  // namespace

std::optional<Test> units_differ(std::span<const MixCell> cells, int permutations, std::uint64_t seed) {
  Permuted data(cells);
  if (data.empty()) return std::nullopt;
  const double seen = data.sum();
  Random random(seed);
  const double p = permutation_p(permutations, [&] {
    data.permute(random);
    return data.sum() >= seen * kReached;
  });
  return Test{seen, p};
}

std::optional<UnitTests> test_units(std::span<const MixCell> cells, int permutations, std::uint64_t seed,
                                    std::span<const double> design_effects) {
  Permuted data(cells);
  if (data.empty()) return std::nullopt;
  double seen = 0, seen_largest = 0;
  std::vector<double> distances;
  for (std::size_t i = 0; i < data.units(); ++i) {
    distances.push_back(data.distance(i) / (i < design_effects.size() ? design_effects[i] : 1));
    seen += distances.back();
    seen_largest = std::max(seen_largest, distances.back());
  }

  Random random(seed);
  int made = 0, reached_sum = 0, reached_largest = 0;
  std::vector<double> largest;
  while (made < permutations && std::min(reached_sum, reached_largest) < kEnough) {
    data.permute(random);
    ++made;
    reached_sum += data.sum() >= seen * kReached ? 1 : 0;
    largest.push_back(data.largest());
    reached_largest += largest.back() >= seen_largest * kReached ? 1 : 0;
  }
  // Stopped early, p is the share that reached it; else one is added on either side, as for all permutation tests here.
  const auto p_of = [&](int reached) {
    return made < permutations ? static_cast<double>(reached) / made
                               : static_cast<double>(1 + reached) / (permutations + 1);
  };
  std::sort(largest.begin(), largest.end());
  UnitTests tests{{seen, p_of(reached_sum)}, {}};
  for (const double distance : distances) {
    const auto first = std::lower_bound(largest.begin(), largest.end(), distance * kReached);
    tests.p.push_back(distance > 0 ? std::min(1.0, p_of(static_cast<int>(largest.end() - first))) : 1);
  }
  std::uint32_t count = 0;
  for (const MixCell& cell : cells) count = std::max(count, cell.unit + 1);
  tests.p.resize(count, 1);
  return tests;
}

}  // namespace dsat::stats
