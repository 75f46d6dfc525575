#include "dsat/stats/change.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "dsat/stats/random.hpp"
#include "stats/logarithms.hpp"
#include "stats/permutation.hpp"

namespace dsat::stats {
namespace {

/// Periods that have a base, and where they stood.
struct Told {
  std::vector<Share> periods;
  std::vector<std::size_t> places;

  explicit Told(std::span<const Share> all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!all[i].defined()) continue;
      periods.push_back(all[i]);
      places.push_back(i);
    }
  }
};

double log_likelihood(const Share& share) {
  return own_log_likelihood(share.part, share.base);
}

struct Cut {
  std::size_t index = 0;
  double g_squared = -1;
  Share before;
};

Cut best_cut(std::span<const Share> periods, std::size_t min_segment, const Share& total) {
  Cut best;
  Share before;
  const double together = log_likelihood(total);
  for (std::size_t i = 0; i + min_segment < periods.size(); ++i) {
    before += periods[i];
    if (i + 1 < min_segment) continue;
    const double g_squared = 2 * (log_likelihood(before) + log_likelihood(total - before) - together);
    // A hair more isn't more: of equal cuts the first is taken on every machine.
    if (g_squared > best.g_squared + 1e-9) best = {i + 1, g_squared, before};
  }
  return best;
}

Share sum(std::span<const Share> periods) {
  Share total;
  for (const Share& period : periods) total += period;
  return total;
}

bool too_little(std::span<const Share> periods, std::size_t min_segment, const Share& total) {
  return periods.size() < 2 * min_segment || periods.size() < 2 || total.part == 0 || total.part == total.base;
}

}  // namespace

std::optional<ChangePoint> change_point(std::span<const Share> periods, std::size_t min_segment) {
  min_segment = std::max<std::size_t>(1, min_segment);
  const Told told(periods);
  const Share total = sum(told.periods);
  if (too_little(told.periods, min_segment, total)) return std::nullopt;
  const Cut best = best_cut(told.periods, min_segment, total);
  return ChangePoint{told.places[best.index], std::max(0.0, best.g_squared), best.before, total - best.before};
}

double change_point_p(std::span<const Share> periods, std::size_t min_segment, int permutations, std::uint64_t seed) {
  min_segment = std::max<std::size_t>(1, min_segment);
  Told told(periods);
  const Share total = sum(told.periods);
  if (too_little(told.periods, min_segment, total)) return 1;
  const double seen = best_cut(told.periods, min_segment, total).g_squared;
  Random random(seed);
  return permutation_p(permutations, [&] {
    random.shuffle(std::span(told.periods));
    return best_cut(told.periods, min_segment, total).g_squared >= seen * kReached;
  });
}

namespace {

/// Standard normal, by Box and Muller: the same on every machine.
double normal(Random& random) {
  const double u = 1 - random.uniform();
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * random.uniform());
}

/// Log odds that drift: mean, stationary standard deviation and autocorrelation.
struct Drift {
  double mean = 0, deviation = 0, memory = 0;

  explicit Drift(std::span<const Share> periods) {
    Share total;
    for (const Share& period : periods) total += period;
    const double rate = std::clamp(*total.rate(), 1e-6, 1 - 1e-6), slope = rate * (1 - rate);
    mean = std::log(rate / (1 - rate));
    std::vector<double> rates;
    double noise = 0, centre = 0;
    const auto count = static_cast<double>(periods.size());
    for (const Share& period : periods) {
      rates.push_back(*period.rate());
      centre += rates.back() / count;
      noise += slope / static_cast<double>(period.base) / count;
    }
    double variance = 0, lagged = 0;
    for (std::size_t i = 0; i < rates.size(); ++i) {
      variance += (rates[i] - centre) * (rates[i] - centre) / (count - 1);
      if (i > 0) lagged += (rates[i] - centre) * (rates[i - 1] - centre) / (count - 1);
    }
    const double beyond = variance - noise;
    if (beyond <= 0 || lagged <= 0) {
      deviation = std::sqrt(std::max(0.0, beyond)) / slope;
      return;
    }
    constexpr double most = 0.95;
    const double own = std::min(most, lagged / beyond);
    memory = std::min(most, own + (1 + 3 * own) / count);
    deviation = std::sqrt(beyond) / slope;
  }
};

}  // namespace

std::optional<double> step_p(std::span<const Share> periods, std::size_t min_segment, int simulations,
                             std::uint64_t seed) {
  constexpr std::size_t enough = 26;
  const Told told(periods);
  const Share total = sum(told.periods);
  if (told.periods.size() < enough || too_little(told.periods, min_segment, total)) return std::nullopt;
  const double seen = best_cut(told.periods, min_segment, total).g_squared;
  const Drift drift(told.periods);
  Random random(seed);
  std::vector<Share> drawn = told.periods;
  return permutation_p(simulations, [&] {
    double level = drift.deviation * normal(random);
    Share all;
    for (Share& period : drawn) {
      level = drift.memory * level + drift.deviation * std::sqrt(1 - drift.memory * drift.memory) * normal(random);
      const double rate = 1 / (1 + std::exp(-drift.mean - level)), n = static_cast<double>(period.base);
      // A normal for the binomial: what counts are sums over segments.
      const double parts = std::round(n * rate + std::sqrt(n * rate * (1 - rate)) * normal(random));
      period.part = static_cast<std::int64_t>(std::clamp(parts, 0.0, n));
      all += period;
    }
    if (too_little(drawn, min_segment, all)) return false;
    return best_cut(drawn, min_segment, all).g_squared >= seen * kReached;
  });
}

std::vector<std::size_t> pelt(std::span<const Share> periods, std::size_t min_segment, std::optional<double> penalty) {
  min_segment = std::max<std::size_t>(1, min_segment);
  const Told told(periods);
  const std::size_t n = told.periods.size();
  if (n < 2 * min_segment) return {};
  const double per_change = penalty.value_or(2 * std::log(static_cast<double>(n)));

  std::vector<Share> until(n + 1);
  for (std::size_t i = 0; i < n; ++i) until[i + 1] = until[i] + told.periods[i];
  const auto cost = [&](std::size_t from, std::size_t to) { return -2 * log_likelihood(until[to] - until[from]); };

  struct Start {
    std::size_t at;
    std::size_t useless_from;  // no best segmentation that ends here or later has its last change at `at`
  };
  constexpr std::size_t never = std::numeric_limits<std::size_t>::max();
  std::vector<double> least(n + 1, std::numeric_limits<double>::infinity());
  std::vector<std::size_t> last_change(n + 1, 0);
  least[0] = -per_change;
  std::vector<Start> starts;
  for (std::size_t end = min_segment; end <= n; ++end) {
    const std::size_t newest = end - min_segment;
    if (newest == 0 || newest >= min_segment) starts.push_back({newest, never});
    std::erase_if(starts, [&](const Start& start) { return start.useless_from <= end; });
    for (const Start& start : starts) {
      const double total = least[start.at] + cost(start.at, end) + per_change;
      if (total < least[end] - 1e-9) {
        least[end] = total;
        last_change[end] = start.at;
      }
    }
    for (Start& start : starts) {
      // A change here would have served at least as well; but the segment after it must be long enough.
      if (start.useless_from == never && least[start.at] + cost(start.at, end) > least[end]) {
        start.useless_from = end + min_segment;
      }
    }
  }
  std::vector<std::size_t> changes;
  for (std::size_t at = last_change[n]; at > 0; at = last_change[at]) changes.push_back(told.places[at]);
  std::reverse(changes.begin(), changes.end());
  return changes;
}

}  // namespace dsat::stats
