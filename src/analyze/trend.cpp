#include "dsat/analyze/trend.hpp"

#include <algorithm>
#include <cmath>

#include "dsat/stats/change.hpp"
#include "dsat/stats/multiple.hpp"
#include "dsat/stats/rank.hpp"
#include "dsat/stats/tests.hpp"

namespace dsat::analyze {
namespace {

constexpr std::size_t baseline_most = 26, baseline_least = 8;
/// Degrees of freedom that a mean of moving ranges has per period (Montgomery, Statistical Quality Control, §6.4).
constexpr double range_efficiency = 0.62;
constexpr std::size_t periods_to_correlate = 20;
constexpr int longest_lag = 2;
constexpr std::string_view level_key = "level ", step_key = "step ";

std::vector<stats::Share> shares(std::span<const PeriodCount> periods) {
  std::vector<stats::Share> list;
  for (const PeriodCount& period : periods) list.push_back(period.nrr);
  return list;
}

std::span<const PeriodCount> last(std::span<const PeriodCount> periods, std::size_t count) {
  return periods.size() > count ? periods.last(count) : periods;
}

std::span<const PeriodCount> from(std::span<const PeriodCount> periods, std::optional<Day> day) {
  std::size_t first = 0;
  while (day && first < periods.size() && periods[first].range.end <= *day) ++first;
  return periods.subspan(first);
}

/// Limits and p of periods of one level, each against the other periods of that level.
void judge(std::span<const PeriodCount> drawn, std::span<TrendPoint> points, std::span<const PeriodCount> level,
           const stats::Baseline& baseline, double budget) {
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const stats::Share& share = drawn[i].nrr;
    TrendPoint& point = points[i];
    point.limits = stats::control_limits(baseline, share.base);
    if (!share.defined() || !point.limits) continue;
    const double rate = *share.rate();
    point.outside = rate < point.limits->limits.low || rate > point.limits->limits.high;
    std::vector<stats::Share> others;
    stats::Share rest;
    double known = 0;
    for (const PeriodCount& period : level) {
      if (period.range == drawn[i].range) continue;
      others.push_back(period.nrr);
      rest += period.nrr;
      known += period.nrr.defined() ? 1 : 0;
    }
    const auto dispersion = stats::overdispersion(others);
    if (!dispersion) continue;
    const auto exact = stats::fisher(share, rest);
    const auto swings = stats::pooled_z(share, rest, *dispersion, range_efficiency * (known - 1));
    if (exact && swings) point.p = std::max(exact->p, swings->p);
    point.special = point.outside && point.p <= budget;
  }
}

/// The last period as the headline has it: no place may say of it what another denies.
void judge_last(std::span<const PeriodCount> periods, std::optional<Day> announced, const Budget& budget,
                TrendStudy& study) {
  TrendPoint& point = study.points.back();
  point.special = point.outside = false;
  const stats::Share& now = periods.back().nrr;
  const auto background = background_of(periods, announced);
  if (!background || !now.defined()) return;
  study.last = compare(now, *background, budget.verdict);
  point.p = study.last->p;
  point.outside = study.last->verdict == Verdict::beyond && point.limits &&
                  (*now.rate() < point.limits->limits.low || *now.rate() > point.limits->limits.high);
}

}  // namespace

std::optional<double> ordinary_swings(std::span<const PeriodCount> periods, std::optional<Day> announced) {
  if (periods.empty()) return std::nullopt;
  return stats::overdispersion(shares(last(from(periods.first(periods.size() - 1), announced), baseline_most)));
}

TrendStudy study_trend(std::span<const PeriodCount> periods, std::size_t shown, std::optional<Day> announced,
                       const Budget& budget) {
  TrendStudy study;
  study.first = periods.size() > shown ? periods.size() - shown : 0;
  if (periods.empty()) return study;

  const auto searched = last(from(periods, announced), baseline_most + 1);
  std::optional<Day> split = announced;
  const std::vector<stats::Share> counts = shares(searched);
  if (const auto change = stats::change_point(counts)) {
    const double p = stats::change_point_p(counts);
    if (p <= budget.level) {
      study.change = {
          searched[change->index].range.begin, change->before, change->after, p, false, std::nullopt, false};
      study.change->step_p = stats::step_p(counts);
      study.change->step = study.change->step_p && *study.change->step_p <= budget.level;
      split = study.change->since;
    }
  }
  const auto drawn = periods.subspan(study.first);
  if (!study.change && announced) {
    stats::Share before, after;
    for (const PeriodCount& period : last(periods, baseline_most + 1))
      (period.range.end <= *announced ? before : after) += period.nrr;
    if (before.defined() && after.defined()) study.change = {*announced, before, after, 0, true, std::nullopt, false};
  }

  // Periods on either side of the change, each judged by their own level.
  study.points.resize(drawn.size());
  const auto background = last(periods.first(periods.size() - 1), baseline_most);
  std::size_t old_level = 0;
  while (split && old_level < drawn.size() && drawn[old_level].range.end <= *split) ++old_level;
  const std::span points(study.points);
  const auto judge_part = [&](std::size_t begin, std::size_t end, std::span<const PeriodCount> base) {
    const auto baseline = stats::baseline(shares(base));
    if (begin == end || !baseline) return;
    // The last period is the headline's.
    judge(drawn.subspan(begin, end - begin), points.subspan(begin, end - begin), base, *baseline,
          budget.special_point / static_cast<double>(std::max<std::size_t>(1, drawn.size() - 1)));
    if (end == drawn.size()) study.baseline_periods = baseline->periods;
  };
  const auto new_background = from(background, split);
  judge_part(0, old_level, background.first(background.size() - new_background.size()));
  judge_part(old_level, drawn.size(), new_background);
  judge_last(periods, announced, budget, study);
  return study;
}

Claim claim_of(const LevelChange& change, std::string text) {
  Claim claim{Family::trend,
              std::string(level_key) + iso_date(change.since) + (change.up() ? " up" : " down"),
              std::move(text),
              {}};
  const double halfway = (*change.before.rate() + *change.after.rate()) / 2;
  claim.lasting = Lasting{{}, Lasting::Figure::nrr, halfway, change.up()};
  return claim;
}

Claim claim_of_step(const LevelChange& change, std::string text) {
  Claim claim = claim_of(change, std::move(text));
  claim.key = std::string(step_key) + iso_date(change.since) + (change.up() ? " up" : " down");
  return claim;
}

std::optional<Day> change_of_level(const Claim& claim) {
  if (claim.family != Family::trend || !claim.key.starts_with(level_key)) return std::nullopt;
  const auto moment = parse_iso_moment(claim.key.substr(level_key.size(), 10), Zone());
  if (!moment) return std::nullopt;
  return Zone().day_of(*moment);
}

std::vector<std::optional<SeriesMatch>> match_series(std::span<const PeriodCount> periods,
                                                     std::span<const std::vector<std::optional<double>>> series) {
  std::vector<std::optional<SeriesMatch>> best(series.size());
  std::vector<SeriesMatch> all;
  std::vector<std::size_t> whose;
  for (std::size_t s = 0; s < series.size(); ++s) {
    for (int lag = 0; lag <= longest_lag; ++lag) {
      // Differences between neighbouring periods only: over a gap they would mean something else.
      std::vector<double> figures, rates;
      std::size_t known = 0;
      const auto shift = static_cast<std::size_t>(lag);
      for (std::size_t i = shift; i < periods.size(); ++i) {
        const auto figure = series[s][i - shift];
        if (!figure || !periods[i].nrr.defined()) continue;
        ++known;
        if (i == shift || !series[s][i - shift - 1] || !periods[i - 1].nrr.defined()) continue;
        figures.push_back(*figure - *series[s][i - shift - 1]);
        // Rounded, so that equal differences tie.
        rates.push_back(std::round((*periods[i].nrr.rate() - *periods[i - 1].nrr.rate()) * 1e12));
      }
      if (known < periods_to_correlate) continue;
      const auto test = stats::spearman(figures, rates);
      if (!test) continue;
      all.push_back({lag, test->statistic, figures.size(), test->p, 1});
      whose.push_back(s);
    }
  }
  std::vector<double> p;
  for (const SeriesMatch& match : all) p.push_back(match.p);
  const std::vector<double> q = stats::benjamini_hochberg(p);
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].q = q[i];
    auto& strongest = best[whose[i]];
    if (!strongest || all[i].p < strongest->p) strongest = all[i];
  }
  return best;
}

}  // namespace dsat::analyze
