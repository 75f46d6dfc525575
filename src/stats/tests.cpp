#include "dsat/stats/tests.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "stats/convolve.hpp"
#include "stats/distributions.hpp"
#include "stats/logarithms.hpp"

namespace dsat::stats {
namespace {

constexpr double kTie = 1 + 1e-7;      // probabilities this near count as equal
constexpr double kNegligible = 1e-17;  // of what has been summed already
constexpr double kBeyond = 1e-150;     // ends of a distribution less likely are cut off: products stay above 0
constexpr double kLeast = std::numeric_limits<double>::min();  // no exact p is ever 0

/// What Fisher's test holds fixed: `draws` of `total` are in the slice, `marked` are parts.
struct Margins {
  std::int64_t total;
  std::int64_t marked;
  std::int64_t draws;

  std::int64_t low() const { return std::max<std::int64_t>(0, draws + marked - total); }
  std::int64_t high() const { return std::min(draws, marked); }
  bool fixed() const { return low() == high(); }

  /// Probability of x + 1 ÷ that of x.
  double ratio(std::int64_t x) const {
    return static_cast<double>(marked - x) * static_cast<double>(draws - x) /
           (static_cast<double>(x + 1) * static_cast<double>(total - marked - draws + x + 1));
  }
  double log_probability(std::int64_t x) const { return log_hypergeometric(x, total, marked, draws); }
};

Margins margins(const Share& slice, const Share& rest) {
  return {slice.base + rest.base, slice.part + rest.part, slice.base};
}

/// Most likely value of a log-concave distribution on low … high: the first whose successor is less likely.
template <typename Ratio>
std::int64_t find_mode(std::int64_t low, std::int64_t high, const Ratio& ratio) {
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (ratio(middle) >= 1) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/// Two-sided exact test of `seen` in a log-concave distribution given by the ratios of successive probabilities.
/// Weights are relative to the mode's, so nothing cancels and no factorial is needed.
template <typename Ratio>
ExactTest exact_test(std::int64_t low, std::int64_t high, std::int64_t seen, const Ratio& ratio) {
  const std::int64_t mode = find_mode(low, high, ratio);
  double at_seen = 1;
  for (std::int64_t x = mode; x < seen; ++x) at_seen *= ratio(x);
  for (std::int64_t x = mode; x > seen; --x) at_seen /= ratio(x - 1);

  const double threshold = at_seen * kTie;
  const double stop = at_seen * kNegligible;
  double all = 0, extreme = 0;
  const auto count = [&](double weight) {
    all += weight;
    if (weight <= threshold) extreme += weight;
  };
  count(1);
  double weight = 1;
  for (std::int64_t x = mode; x < high && weight > stop; ++x) count(weight *= ratio(x));
  weight = 1;
  for (std::int64_t x = mode; x > low && weight > stop; --x) count(weight /= ratio(x - 1));
  const double p = std::clamp(extreme / all, kLeast, 1.0);
  return {p, std::max(kLeast, p - 0.5 * at_seen / all)};
}

/// Probability of the least likely value, which lies at an end; both ends if they tie.
double smallest_of_ends(double log_low, double log_high) {
  const double least = std::min(log_low, log_high);
  const bool tie = std::abs(log_low - log_high) < 1e-7;
  return std::clamp(std::exp(least) * (tie ? 2 : 1), kLeast, 1.0);
}

/// Probabilities on low, low + 1, …; empty ends cut off.
struct Distribution {
  std::int64_t low = 0;
  std::vector<double> p{1.0};

  std::int64_t high() const { return low + static_cast<std::int64_t>(p.size()) - 1; }
};

Distribution distribution(const Margins& given) {
  const auto ratio = [&](std::int64_t x) { return given.ratio(x); };
  const std::int64_t mode = find_mode(given.low(), given.high(), ratio);
  std::vector<double> below, above{1.0};
  for (std::int64_t x = mode; x < given.high() && above.back() > kBeyond; ++x) above.push_back(above.back() * ratio(x));
  double weight = 1;
  for (std::int64_t x = mode; x > given.low() && weight > kBeyond; --x) below.push_back(weight /= ratio(x - 1));
  const double all = std::accumulate(below.begin(), below.end(), std::accumulate(above.begin(), above.end(), 0.0));
  Distribution result{mode - static_cast<std::int64_t>(below.size()), {}};
  result.p.reserve(below.size() + above.size());
  for (auto it = below.rbegin(); it != below.rend(); ++it) result.p.push_back(*it / all);
  for (const double one : above) result.p.push_back(one / all);
  return result;
}

Distribution sum(const Distribution& one, const Distribution& two) {
  Distribution result{one.low + two.low, convolve(one.p, two.p)};
  while (result.p.back() < kBeyond) result.p.pop_back();
  const auto first = std::find_if(result.p.begin(), result.p.end(), [](double p) { return p >= kBeyond; });
  result.low += first - result.p.begin();
  result.p.erase(result.p.begin(), first);
  return result;
}

/// Two-sided exact test of one + two == seen, without forming the distribution of the sum: a probability or a tail of
/// it costs one pass, and being log-concave it crosses the seen probability once on either side.
ExactTest exact_test_of_sum(const Distribution& one, const Distribution& two, std::int64_t seen) {
  const std::int64_t low = one.low + two.low, high = one.high() + two.high();
  const auto probability = [&](std::int64_t total) {
    double result = 0;
    const std::int64_t first = std::max(one.low, total - two.high()), last = std::min(one.high(), total - two.low);
    for (std::int64_t x = first; x <= last; ++x) result += one.p[x - one.low] * two.p[total - x - two.low];
    return result;
  };
  std::vector<double> at_most(two.p.size()), at_least(two.p.size());
  std::partial_sum(two.p.begin(), two.p.end(), at_most.begin());
  std::partial_sum(two.p.rbegin(), two.p.rend(), at_least.rbegin());
  const auto lower_tail = [&](std::int64_t total) {
    double result = 0;
    for (std::int64_t x = one.low; x <= one.high() && total - x >= two.low; ++x) {
      result += one.p[x - one.low] * at_most[std::min(total - x, two.high()) - two.low];
    }
    return result;
  };
  const auto upper_tail = [&](std::int64_t total) {
    double result = 0;
    for (std::int64_t x = one.high(); x >= one.low && total - x <= two.high(); --x) {
      result += one.p[x - one.low] * at_least[std::max(total - x, two.low) - two.low];
    }
    return result;
  };
  if (seen < low || seen > high) return {kLeast, kLeast};

  const double at_seen = probability(seen);
  const double threshold = at_seen * kTie;
  const std::int64_t mode =
      find_mode(low, high, [&](std::int64_t total) { return probability(total + 1) / probability(total); });
  if (probability(mode) <= threshold) return {1, std::max(kLeast, 1 - 0.5 * at_seen)};
  // Last value below the mode, and first above it, that is no more likely than the one seen; low − 1 and high + 1:
  // none.
  std::int64_t from = low - 1, to = mode;
  while (to - from > 1) {
    const std::int64_t middle = from + (to - from) / 2;
    (probability(middle) <= threshold ? from : to) = middle;
  }
  const std::int64_t left = from;
  from = mode;
  to = high + 1;
  while (to - from > 1) {
    const std::int64_t middle = from + (to - from) / 2;
    (probability(middle) <= threshold ? to : from) = middle;
  }
  const double p = std::clamp((left >= low ? lower_tail(left) : 0) + (to <= high ? upper_tail(to) : 0), kLeast, 1.0);
  return {p, std::max(kLeast, p - 0.5 * at_seen)};
}

/// How the slice's parts in both periods may be split: x of them after, given all margins. Zelen's distribution,
/// product of two hypergeometrics in which the common odds ratio cancels.
struct Split {
  Margins before;
  Margins after;
  std::int64_t together;

  Split(const Stratum& one, const Stratum& two)
      : before(margins(one.slice, one.rest)),
        after(margins(two.slice, two.rest)),
        together(one.slice.part + two.slice.part) {}

  std::int64_t low() const { return std::max(after.low(), together - before.high()); }
  std::int64_t high() const { return std::min(after.high(), together - before.low()); }
  double ratio(std::int64_t x) const { return after.ratio(x) / before.ratio(together - x - 1); }
  double log_weight(std::int64_t x) const { return after.log_probability(x) + before.log_probability(together - x); }
};

bool both_sides(const Stratum& stratum) {
  return stratum.slice.defined() && stratum.rest.defined();
}

}  // namespace

std::optional<Test> pooled_z(const Share& first, const Share& second, double dispersion,
                             std::optional<double> degrees_of_freedom) {
  if (!first.defined() || !second.defined()) return std::nullopt;
  const double pooled = *(first + second).rate();
  if (pooled == 0 || pooled == 1) return Test{0, 1};
  const double variance =
      dispersion * pooled * (1 - pooled) * (1 / static_cast<double>(first.base) + 1 / static_cast<double>(second.base));
  const double z = (*first.rate() - *second.rate()) / std::sqrt(variance);
  return Test{z, degrees_of_freedom ? student_two_sided(z, *degrees_of_freedom) : normal_two_sided(z)};
}

std::optional<ExactTest> fisher(const Share& first, const Share& second) {
  if (!first.defined() || !second.defined()) return std::nullopt;
  const Margins given = margins(first, second);
  return exact_test(given.low(), given.high(), first.part, [&](std::int64_t x) { return given.ratio(x); });
}

double smallest_fisher_p(std::int64_t slice_base, const Share& total) {
  if (!total.defined() || slice_base < 0 || slice_base > total.base) return 1;
  const Margins given{total.base, total.part, slice_base};
  if (given.fixed()) return 1;
  return smallest_of_ends(given.log_probability(given.low()), given.log_probability(given.high()));
}

std::optional<ExactTest> fisher_within(std::span<const Stratum> strata) {
  std::vector<Margins> telling;
  std::int64_t seen = 0;
  for (const Stratum& stratum : strata) {
    if (!both_sides(stratum)) continue;
    telling.push_back(margins(stratum.slice, stratum.rest));
    seen += stratum.slice.part;
  }
  if (telling.empty()) return std::nullopt;
  if (telling.size() == 1) {
    const Margins& given = telling.front();
    return exact_test(given.low(), given.high(), seen, [&](std::int64_t x) { return given.ratio(x); });
  }
  Distribution all_but_last;
  for (std::size_t i = 0; i + 1 < telling.size(); ++i) all_but_last = sum(all_but_last, distribution(telling[i]));
  return exact_test_of_sum(all_but_last, distribution(telling.back()), seen);
}

double smallest_fisher_within_p(std::span<const Stratum> strata) {
  double log_low = 0, log_high = 0;
  bool varies = false;
  for (const Stratum& stratum : strata) {
    if (!both_sides(stratum)) continue;
    const Margins given = margins(stratum.slice, stratum.rest);
    if (given.fixed()) continue;
    varies = true;
    log_low += given.log_probability(given.low());
    log_high += given.log_probability(given.high());
  }
  return varies ? smallest_of_ends(log_low, log_high) : 1;
}

std::optional<ExactTest> same_change(const Stratum& before, const Stratum& after) {
  if (!both_sides(before) || !both_sides(after)) return std::nullopt;
  const Split split(before, after);
  return exact_test(split.low(), split.high(), after.slice.part, [&](std::int64_t x) { return split.ratio(x); });
}

double smallest_same_change_p(const Stratum& before, const Stratum& after) {
  if (!both_sides(before) || !both_sides(after)) return 1;
  const Split split(before, after);
  const std::int64_t low = split.low(), high = split.high();
  if (low == high) return 1;
  const auto ratio = [&](std::int64_t x) { return split.ratio(x); };
  const std::int64_t mode = find_mode(low, high, ratio);
  double all = 1, weight = 1;
  for (std::int64_t x = mode; x < high && weight > kNegligible; ++x) all += weight *= ratio(x);
  weight = 1;
  for (std::int64_t x = mode; x > low && weight > kNegligible; --x) all += weight /= ratio(x - 1);
  const double log_all = split.log_weight(mode) + std::log(all);
  return smallest_of_ends(split.log_weight(low) - log_all, split.log_weight(high) - log_all);
}

std::optional<double> same_change_tail(const Stratum& before, const Stratum& after, bool up) {
  if (!both_sides(before) || !both_sides(after)) return std::nullopt;
  const Split split(before, after);
  const std::int64_t low = split.low(), high = split.high(), seen = after.slice.part;
  const auto ratio = [&](std::int64_t x) { return split.ratio(x); };
  const std::int64_t mode = find_mode(low, high, ratio);
  double all = 0, tail = 0;
  const auto count = [&](std::int64_t x, double weight) {
    all += weight;
    if (up ? x >= seen : x <= seen) tail += weight;
  };
  count(mode, 1);
  double weight = 1;
  for (std::int64_t x = mode; x < high && weight > kBeyond; ++x) count(x + 1, weight *= ratio(x));
  weight = 1;
  for (std::int64_t x = mode; x > low && weight > kBeyond; --x) count(x - 1, weight /= ratio(x - 1));
  return std::clamp(tail / all, kLeast, 1.0);
}

double smallest_same_change_tail(const Stratum& before, const Stratum& after, bool up) {
  if (!both_sides(before) || !both_sides(after)) return 1;
  const Split split(before, after);
  Stratum first = before, last = after;
  last.slice.part = up ? split.high() : split.low();
  first.slice.part = split.together - last.slice.part;
  // The margins stay: what the slice gains the rest of that period loses.
  last.rest.part = after.slice.part + after.rest.part - last.slice.part;
  first.rest.part = before.slice.part + before.rest.part - first.slice.part;
  return *same_change_tail(first, last, up);
}

std::optional<ChiSquared> homogeneity(std::span<const Share> groups) {
  Share total;
  int used = 0;
  for (const Share& group : groups) {
    if (!group.defined()) continue;
    total += group;
    ++used;
  }
  if (used < 2 || total.part == 0 || total.part == total.base) return std::nullopt;
  const double rate = *total.rate();
  double statistic = 0;
  for (const Share& group : groups) {
    if (!group.defined()) continue;
    const auto n = static_cast<double>(group.base);
    const double excess = static_cast<double>(group.part) - n * rate;
    statistic += excess * excess / (n * rate * (1 - rate));
  }
  return ChiSquared{statistic, used - 1, chi_squared_upper(statistic, used - 1)};
}

std::optional<ChiSquared> cochran_armitage(std::span<const Share> groups, std::span<const double> scores) {
  if (!scores.empty() && scores.size() != groups.size()) return std::nullopt;
  const auto score = [&](std::size_t i) { return scores.empty() ? static_cast<double>(i + 1) : scores[i]; };
  Share total;
  double weighted = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!groups[i].defined()) continue;
    total += groups[i];
    weighted += static_cast<double>(groups[i].base) * score(i);
  }
  if (total.part == 0 || total.part == total.base) return std::nullopt;
  const double rate = *total.rate();
  const double mean = weighted / static_cast<double>(total.base);
  double slope = 0, spread = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!groups[i].defined()) continue;
    const auto n = static_cast<double>(groups[i].base);
    const double distance = score(i) - mean;
    slope += (static_cast<double>(groups[i].part) - n * rate) * distance;
    spread += n * distance * distance;
  }
  if (spread == 0) return std::nullopt;
  const double statistic = slope * slope / (rate * (1 - rate) * spread);
  return ChiSquared{statistic, 1, chi_squared_upper(statistic, 1)};
}

std::optional<MantelHaenszel> mantel_haenszel(std::span<const Stratum> strata, double design_effect) {
  double excess = 0, variance = 0, concordant = 0, discordant = 0;
  for (const Stratum& stratum : strata) {
    if (!both_sides(stratum)) continue;
    const auto slice = static_cast<double>(stratum.slice.base), rest = static_cast<double>(stratum.rest.base);
    const auto bad = static_cast<double>(stratum.slice.part), bad_rest = static_cast<double>(stratum.rest.part);
    const double n = slice + rest, marked = bad + bad_rest;
    excess += bad - slice * marked / n;
    variance += slice * rest * marked * (n - marked) / (n * n * (n - 1));
    concordant += bad * (rest - bad_rest) / n;
    discordant += bad_rest * (slice - bad) / n;
  }
  if (variance == 0) return std::nullopt;
  MantelHaenszel result;
  result.statistic = excess * excess / (variance * design_effect);
  result.p = chi_squared_upper(result.statistic, 1);
  if (discordant > 0) {
    result.odds_ratio = concordant / discordant;
  } else if (concordant > 0) {
    result.odds_ratio = std::numeric_limits<double>::infinity();
  }
  return result;
}

}  // namespace dsat::stats
