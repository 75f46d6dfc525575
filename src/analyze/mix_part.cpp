#include "dsat/analyze/mix_part.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "dsat/analyze/outcome.hpp"
#include "dsat/analyze/topic.hpp"
#include "dsat/base/text.hpp"
#include "dsat/stats/random.hpp"

namespace dsat::analyze {
namespace {

constexpr std::int64_t fewest_in_group = 5;
/// From here on no resamples are drawn: of so many ratings the linear part tells the same.
constexpr std::size_t many_ratings = 4000;
/// As many as that much work allows.
constexpr std::size_t most_draws = 400'000;
constexpr int most_resamples = 399, fewest_resamples = 99;

/// Where a rating counts.
struct Counted {
  std::uint32_t group = 0, customer = 0;
  bool negative = false, before = false, after = false;
};

/// Sums by group, in ratings or in weights of a resample.
struct Sums {
  std::vector<double> before, after, before_negative, after_negative, usual, usual_negative;

  explicit Sums(std::size_t groups)
      : before(groups),
        after(groups),
        before_negative(groups),
        after_negative(groups),
        usual(groups),
        usual_negative(groups) {}

  void add(const Counted& rating, double weight) {
    const double negative = rating.negative ? weight : 0;
    usual[rating.group] += weight;
    usual_negative[rating.group] += negative;
    if (rating.before) before[rating.group] += weight, before_negative[rating.group] += negative;
    if (rating.after) after[rating.group] += weight, after_negative[rating.group] += negative;
  }

  struct Parts {
    double change = 0, mix = 0;
  };
  std::optional<Parts> parts() const {
    double n0 = 0, n1 = 0, k0 = 0, k1 = 0;
    for (std::size_t g = 0; g < before.size(); ++g) {
      n0 += before[g];
      n1 += after[g];
      k0 += before_negative[g];
      k1 += after_negative[g];
    }
    if (n0 <= 0 || n1 <= 0) return std::nullopt;
    Parts parts{k1 / n1 - k0 / n0, 0};
    for (std::size_t g = 0; g < before.size(); ++g)
      if (usual[g] > 0) parts.mix += (after[g] / n1 - before[g] / n0) * usual_negative[g] / usual[g];
    return parts;
  }
};

/// Intervals of mix and rates by the linear part of both in each customer's ratings (the infinitesimal jackknife, Efron
/// 1982): what one rating adds to the sums, times what these add to the parts; a customer's ratings go together.
void linear_intervals(const std::vector<Counted>& ratings, const Sums& sums, std::uint32_t customers, MixPart& part) {
  const std::size_t groups = sums.before.size();
  double n0 = 0, n1 = 0, p0 = 0, p1 = 0, r0 = 0, r1 = 0;  // ratings, their NRR, and what it would be at usual rates
  std::vector<double> usual(groups);
  for (std::size_t g = 0; g < groups; ++g) {
    usual[g] = sums.usual[g] > 0 ? sums.usual_negative[g] / sums.usual[g] : 0;
    n0 += sums.before[g], n1 += sums.after[g];
    p0 += sums.before_negative[g], p1 += sums.after_negative[g];
    r0 += sums.before[g] * usual[g], r1 += sums.after[g] * usual[g];
  }
  p0 /= n0, p1 /= n1, r0 /= n0, r1 /= n1;
  std::vector<double> mix(customers), rates(customers);
  for (const Counted& rating : ratings) {
    const std::size_t g = rating.group;
    const double negative = rating.negative ? 1 : 0;
    double of_mix = (sums.after[g] / n1 - sums.before[g] / n0) * (negative - usual[g]) / sums.usual[g], of_change = 0;
    if (rating.after) of_mix += (usual[g] - r1) / n1, of_change += (negative - p1) / n1;
    if (rating.before) of_mix -= (usual[g] - r0) / n0, of_change -= (negative - p0) / n0;
    mix[rating.customer] += of_mix;
    rates[rating.customer] += of_change - of_mix;
  }
  const auto around = [](double value, const std::vector<double>& parts) {
    double variance = 0;
    for (const double one : parts) variance += one * one;
    const double half = 1.959963984540054 * std::sqrt(variance);
    return stats::Interval{value - half, value + half};
  };
  part.mix_interval = around(part.mix, mix);
  part.rates_interval = around(part.rates(), rates);
}

stats::Interval middle(std::vector<double>& values) {
  std::ranges::sort(values);
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1)))];
  };
  return {at(0.025), at(0.975)};
}

/// How often a customer is drawn: Poisson with mean 1, by inversion.
double times_drawn(stats::Random& random) {
  const double u = random.uniform();
  double term = std::exp(-1.0), sum = term;
  int times = 0;
  while (u >= sum && times < 12) sum += term /= ++times;
  return times;
}

}  // namespace

std::optional<MixPart> mix_part(const View& view, const Selection& before, const Selection& after,
                                const Selection& usual, const Grouping& grouping, const Customers& customers) {
  if (grouping.overlapping()) return std::nullopt;
  std::vector<stats::GroupChange> changes(grouping.groups());
  const auto each = [&](const Selection& selection, auto use) {
    for (const Row row : selection.rows)
      if (const Outcome outcome = outcome_of(view, row); outcome != Outcome::uncounted)
        use(row, outcome == Outcome::negative);
  };
  each(before, [&](Row row, bool negative) {
    changes[grouping.code(row)].before += stats::Share{negative ? 1 : 0, 1};
  });
  each(after, [&](Row row, bool negative) { changes[grouping.code(row)].after += stats::Share{negative ? 1 : 0, 1}; });

  // Thin groups are one.
  MixPart part;
  std::vector<std::uint32_t> group_of(changes.size());
  stats::GroupChange other;
  for (Code code = 0; code < changes.size(); ++code) {
    const stats::GroupChange& change = changes[code];
    if (change.before.base < fewest_in_group || change.after.base < fewest_in_group) {
      other.before += change.before;
      other.after += change.after;
      continue;
    }
    group_of[code] = static_cast<std::uint32_t>(part.names.size() + 1);
    part.names.push_back(code == 0 ? "(none)" : grouping.names()[code]);
    part.changes.push_back(change);
  }
  part.names.insert(part.names.begin(), "other");
  part.changes.insert(part.changes.begin(), other);

  std::vector<Counted> ratings;
  std::vector<std::uint8_t> place(view.store().ratings.size());
  each(before, [&](Row row, bool) { place[row.rating] |= 1; });
  each(after, [&](Row row, bool) { place[row.rating] |= 2; });
  std::uint32_t alone = static_cast<std::uint32_t>(customers.codes());
  const auto add = [&](Row row, bool negative) {
    const Code known = customers.of(row.ticket);
    ratings.push_back({group_of[grouping.code(row)], known != 0 ? known : alone++, negative,
                       (place[row.rating] & 1) != 0, (place[row.rating] & 2) != 0});
    place[row.rating] |= 4;
  };
  each(usual, add);
  for (const Selection* period : {&before, &after})
    each(*period, [&](Row row, bool negative) {
      if ((place[row.rating] & 4) == 0) add(row, negative);
    });

  Sums sums(part.names.size());
  for (const Counted& rating : ratings) sums.add(rating, 1);
  const auto parts = sums.parts();
  if (!parts) return std::nullopt;
  part.change = parts->change;
  part.mix = parts->mix;
  if (ratings.size() >= many_ratings) {
    linear_intervals(ratings, sums, alone, part);
    return part;
  }
  const int resamples = std::clamp(static_cast<int>(most_draws / std::max<std::size_t>(1, ratings.size())),
                                   fewest_resamples, most_resamples);
  stats::Random random(1);
  std::vector<double> mixes, rates, weights(alone);
  for (int i = 0; i < resamples; ++i) {
    for (double& weight : weights) weight = -1;
    Sums drawn(part.names.size());
    for (const Counted& rating : ratings) {
      double& weight = weights[rating.customer];
      if (weight < 0) weight = times_drawn(random);
      if (weight > 0) drawn.add(rating, weight);
    }
    if (const auto one = drawn.parts()) {
      mixes.push_back(one->mix);
      rates.push_back(one->change - one->mix);
    }
  }
  if (mixes.empty()) return std::nullopt;
  part.mix_interval = middle(mixes);
  part.rates_interval = middle(rates);
  return part;
}

Grouping topics_of_mix(const View& view) {
  const Store& store = view.store();
  static constexpr std::array<std::string_view, 7> called = {
      "topic", "topics", "category", "ticket category", "subject area", "issue type", "contact reason"};
  for (const std::string& column : store.topics)
    if (std::ranges::find(called, fold(column)) != called.end()) return grouping_named(view, "column:" + column);
  const auto uses = view.tag_uses();
  if (uses.empty()) {
    const std::string dimension = topic_dimension(view);
    return dimension.empty() ? Grouping::of_tickets(std::vector<Code>(store.tickets), {std::string()})
                             : grouping_named(view, dimension);
  }
  const std::vector<bool> after = after_outcome_tags(view);
  std::vector<Code> by_use(uses.size());
  std::iota(by_use.begin(), by_use.end(), Code{0});
  std::ranges::sort(by_use, [&](Code a, Code b) {
    const auto here = uses[a].tickets(), there = uses[b].tickets();
    return here != there ? here > there : store.tags.names[a] < store.tags.names[b];
  });
  constexpr std::uint32_t never = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> rank(uses.size(), never);
  for (std::uint32_t place = 0; place < by_use.size(); ++place)
    if (by_use[place] != 0 && !after[by_use[place]]) rank[by_use[place]] = place;
  std::vector<Code> codes(store.tickets);
  for (std::size_t ticket = 0; ticket < codes.size(); ++ticket)
    for (const Code tag : store.tags.set(ticket))
      if (rank[tag] < rank[codes[ticket]]) codes[ticket] = tag;
  return Grouping::of_tickets(std::move(codes), store.tags.names);
}

}  // namespace dsat::analyze
