#include "dsat/analyze/mix_check.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "dsat/analyze/outcome.hpp"
#include "dsat/analyze/topic.hpp"

namespace dsat::analyze {
namespace {

constexpr double level = 0.05;

std::optional<double> odds_ratio(const stats::Share& one, const stats::Share& other) {
  const auto odds = [](const stats::Share& share) {
    return static_cast<double>(share.part) / static_cast<double>(share.base - share.part);
  };
  if (one.base == 0 || other.base == 0 || (one.part == 0 && other.part == 0)) return std::nullopt;
  return odds(one) / odds(other);
}

/// What is left of the difference within topics is at most half of it, or points the other way.
bool is_gone(double crude, double within) {
  if (!std::isfinite(crude) || crude <= 0 || !std::isfinite(within) || within <= 0) return false;
  const double whole = std::log(crude), left = std::log(within);
  return whole * left <= 0 || std::abs(left) <= std::abs(whole) / 2;
}

}  // namespace

MixCheck check_mix(const View& view, const Selection& selection, const Grouping& groups, Code group,
                   std::size_t chosen_from, const Clusters* clusters) {
  const Grouping topic = topics(view);
  std::vector<stats::Stratum> strata(topic.groups());
  MixCheck check;
  std::vector<std::uint32_t> inside_ratings;
  for (const Row row : selection.rows) {
    const Outcome outcome = outcome_of(view, row);
    if (outcome == Outcome::uncounted) continue;
    const stats::Share one{outcome == Outcome::negative ? 1 : 0, 1};
    stats::Stratum& stratum = strata[topic.code(row)];
    const bool inside = groups.code(row) == group;
    if (inside) inside_ratings.push_back(row.rating);
    (inside ? stratum.slice : stratum.rest) += one;
    (inside ? check.group : check.rest) += one;
  }
  const auto test = stats::fisher(check.group, check.rest);
  if (!test) return check;
  const double effect = clusters == nullptr ? 1 : clusters->design_effect(inside_ratings);
  const auto score = stats::pooled_z(check.group, check.rest, effect);
  check.p = std::min(
      1.0, std::max(test->p, score ? score->p : 1) * static_cast<double>(std::max<std::size_t>(1, chosen_from)));
  check.odds_ratio = odds_ratio(check.group, check.rest);
  check.within = stats::mantel_haenszel(strata, effect);
  if (check.p > level) return check;
  if (!check.within || !check.within->odds_ratio || !check.odds_ratio) {
    check.verdict = MixVerdict::unclear;
    return check;
  }
  const bool same_direction = (*check.within->odds_ratio > 1) == (*check.odds_ratio > 1);
  check.verdict = check.within->p <= level && same_direction              ? MixVerdict::holds
                  : is_gone(*check.odds_ratio, *check.within->odds_ratio) ? MixVerdict::due_to_mix
                                                                          : MixVerdict::unclear;
  return check;
}

}  // namespace dsat::analyze
