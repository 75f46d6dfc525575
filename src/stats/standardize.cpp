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

std::optional<Test> units_differ(std::span<const MixCell> cells, int permutations, std::uint64_t seed) {
  auto strata = by_stratum(cells);
  std::erase_if(strata, [](const MixStratum& stratum) { return !stratum.varies(); });
  if (strata.empty()) return std::nullopt;
  const auto units = standardize(strata);

  std::vector<std::int64_t> parts(units.size());
  std::vector<std::int64_t> dealt;
  const auto statistic = [&] {
    double sum = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (units[i].variance <= 0) continue;
      const double excess = static_cast<double>(parts[i]) - units[i].expected;
      sum += excess * excess / units[i].variance;
    }
    return sum;
  };
  for (std::size_t i = 0; i < units.size(); ++i) parts[i] = units[i].share.part;
  const double seen = statistic();

  Random random(seed);
  const double p = permutation_p(permutations, [&] {
    std::fill(parts.begin(), parts.end(), 0);
    for (const MixStratum& stratum : strata) {
      dealt.resize(stratum.units.size());
      random.deal(stratum.bases, stratum.total.part, dealt);
      for (std::size_t i = 0; i < dealt.size(); ++i) parts[stratum.units[i]] += dealt[i];
    }
    return statistic() >= seen * kReached;
  });
  return Test{seen, p};
}

}  // namespace dsat::stats
