#include "dsat/analyze/kpi.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "analyze/strata.hpp"
#include "dsat/analyze/outcome.hpp"
#include "dsat/stats/multiple.hpp"
#include "dsat/stats/quantile.hpp"

namespace dsat::analyze {
namespace {

constexpr std::int64_t fewest_of_each = 10;

constexpr std::array kpis = {
    Kpi{"first_reply", "first reply", "slower", KpiKind::minutes},
    Kpi{"resolution", "resolution", "slower", KpiKind::minutes},
    Kpi{"replies", "replies", "more", KpiKind::count},
    Kpi{"reopens", "reopens", "more", KpiKind::count},
    Kpi{"one_touch", "one-touch", "not solved with one reply", KpiKind::share},
    Kpi{"sla_breach", "SLA", "breached", KpiKind::share},
};

/// The figure of a ticket, higher being worse; nothing where the export doesn't tell.
std::optional<double> figure(const View& view, const Kpi& kpi, Row row) {
  const Store& store = view.store();
  const auto from = [row](std::span<const std::int32_t> column, double unit) -> std::optional<double> {
    if (column.empty() || column[row.ticket] == no_number) return std::nullopt;
    return column[row.ticket] / unit;
  };
  if (kpi.key == "first_reply") return from(store.seconds_column(Field::first_reply), 60);
  if (kpi.key == "resolution") return from(store.seconds_column(Field::resolution), 60);
  if (kpi.key == "replies") return from(store.count_column(Field::replies), 1);
  if (kpi.key == "reopens") return from(store.count_column(Field::reopens), 1);
  Tally tally;
  view.add_cohort(tally, row);
  if (kpi.key == "one_touch")
    return tally.replied == 0 ? std::nullopt : std::optional<double>(tally.one_touch > 0 ? 0 : 1);
  return tally.sla_base == 0 ? std::nullopt : std::optional<double>(tally.sla_breached > 0 ? 1 : 0);
}

std::optional<double> typical(std::vector<double>& values, KpiKind kind) {
  if (kind == KpiKind::minutes) return stats::quantile(values, 0.5);
  if (values.empty()) return std::nullopt;
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// The design effect of the ratings whose figure lies above the median.
double effect_of_worse_half(std::vector<std::pair<double, std::uint32_t>>& by_figure, const Clusters& clusters) {
  std::ranges::stable_sort(by_figure, {}, &std::pair<double, std::uint32_t>::first);
  std::vector<std::uint32_t> worse;
  for (std::size_t i = by_figure.size() / 2; i < by_figure.size(); ++i) worse.push_back(by_figure[i].second);
  return clusters.design_effect(worse);
}

}  // namespace

std::vector<KpiMatch> match_kpis(const View& view, const Selection& selection, double budget,
                                 const Clusters* clusters) {
  const StratumOf stratum(view);
  std::vector<KpiMatch> matches;
  for (const Kpi& kpi : kpis) {
    std::vector<stats::RankedRating> ratings;
    std::vector<double> negative, other;
    std::vector<std::pair<double, std::uint32_t>> by_figure;
    for (const Row row : selection.rows) {
      const Outcome outcome = outcome_of(view, row);
      if (outcome == Outcome::uncounted) continue;
      const auto value = figure(view, kpi, row);
      if (!value) continue;
      ratings.push_back({*value, stratum(row), outcome == Outcome::negative});
      by_figure.emplace_back(*value, row.rating);
      (outcome == Outcome::negative ? negative : other).push_back(*value);
    }
    if (ratings.empty()) continue;
    KpiMatch match;
    match.kpi = &kpi;
    match.ratings = static_cast<std::int64_t>(ratings.size());
    const auto fewest = static_cast<std::int64_t>(std::min(negative.size(), other.size()));
    match.typical_negative = typical(negative, kpi.kind);
    match.typical_other = typical(other, kpi.kind);
    if (fewest >= fewest_of_each)
      match.match =
          stats::rank_sum_within(ratings, clusters == nullptr ? 1 : effect_of_worse_half(by_figure, *clusters));
    matches.push_back(std::move(match));
  }
  std::vector<double> p;
  for (const KpiMatch& match : matches)
    if (match.match) p.push_back(match.match->test.p);
  const std::vector<double> corrected = stats::holm(p);
  std::size_t at = 0;
  for (KpiMatch& match : matches) {
    if (!match.match) continue;
    match.p = corrected[at++];
    match.goes = match.p <= budget;
  }
  std::ranges::stable_sort(matches, std::ranges::greater(), [](const KpiMatch& match) {
    return match.match ? std::abs(match.match->superiority - 0.5) : -1;
  });
  return matches;
}

}  // namespace dsat::analyze
