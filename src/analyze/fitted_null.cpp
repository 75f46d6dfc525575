#include "dsat/analyze/fitted_null.hpp"

#include <algorithm>
#include <cmath>

#include "dsat/stats/cluster.hpp"
#include "dsat/stats/probit.hpp"
#include "dsat/stats/tests.hpp"

namespace dsat::analyze {
namespace {

constexpr double surely = 0.05;  // weeks differ, by χ², before they are drawn as differing
constexpr double most_memory = 0.95;
constexpr double most_together = 0.9;  // of the latent variance; the rest is a single rating's luck

/// How alike a week is to the one before it, as a share of how alike ratings of one week are.
double memory_of(const std::vector<stats::Share>& weeks, double rate, double of_week) {
  double sum = 0, pairs = 0;
  for (std::size_t week = 2; week < weeks.size(); ++week) {
    if (!weeks[week].defined() || !weeks[week - 1].defined()) continue;
    sum += (*weeks[week].rate() - rate) * (*weeks[week - 1].rate() - rate);
    ++pairs;
  }
  if (pairs == 0 || of_week <= 0) return 0;
  return std::clamp(sum / pairs / (rate * (1 - rate)) / of_week, 0.0, most_memory);
}

}  // namespace

FittedNull::FittedNull(const View& view, const Filter& filter, const Clusters& clusters) : clusters_(clusters) {
  const Ratings& ratings = view.store().ratings;
  const auto days = view.days_with_data();
  const Day first = days.empty() ? 0 : period_of(Unit::week, days.front()).begin;
  scales_.resize(view.store().scales.size());
  std::vector<stats::Share> weeks(1), by_scale(scales_.size());
  stats::Share all;
  for (const Row row : view.select(filter).rows) {
    const Outcome outcome = outcome_of(view, row);
    if (outcome == Outcome::uncounted) continue;
    const Day day = view.day(row);
    const bool placed = !days.empty() && day != no_day && day >= first && day <= days.back();
    const auto week = placed ? static_cast<std::uint32_t>((day - first) / 7 + 1) : 0;
    const std::uint32_t scale = ratings.scale[row.rating];
    const bool negative = outcome == Outcome::negative;
    members_.push_back({row.rating, week, scale});
    (negative ? scales_[scale].negative : scales_[scale].other).push_back(row.rating);
    if (week >= weeks.size()) weeks.resize(week + 1);
    const stats::Share one{negative ? 1 : 0, 1};
    if (week > 0) weeks[week] += one;
    by_scale[scale] += one;
    all += one;
  }
  weeks_ = static_cast<std::uint32_t>(weeks.size());
  for (std::size_t scale = 0; scale < scales_.size(); ++scale)
    scales_[scale].threshold = stats::probit(by_scale[scale].rate().value_or(0));
  const double rate = all.rate().value_or(0);
  if (rate <= 0 || rate >= 1) return;

  double variance = 0;
  std::array<double, Clusters::kinds> part{};
  for (std::size_t kind = 0; kind < Clusters::kinds; ++kind)
    variance += part[kind] = stats::latent_correlation(rate, clusters.correlations()[kind]);
  const auto differ = stats::homogeneity(weeks);
  const double of_week = differ && differ->p <= surely ? stats::intraclass_correlation(weeks) : 0;
  double week_part = stats::latent_correlation(rate, of_week);
  variance += week_part;
  const double shrink = variance > most_together ? most_together / variance : 1;
  for (std::size_t kind = 0; kind < Clusters::kinds; ++kind) deviation_[kind] = std::sqrt(shrink * part[kind]);
  week_deviation_ = std::sqrt(shrink * week_part);
  week_memory_ = memory_of(weeks, rate, of_week);
}

/// What is left to a single rating.
double FittedNull::alone() const {
  double left = 1 - week_deviation_ * week_deviation_;
  for (const double deviation : deviation_) left -= deviation * deviation;
  return std::sqrt(std::max(0.0, left));
}

void FittedNull::draw(const Ratings& original, stats::Random& random, Ratings& copy) const {
  std::array<std::vector<double>, Clusters::kinds> shift;
  for (std::size_t kind = 0; kind < Clusters::kinds; ++kind) {
    if (deviation_[kind] <= 0) continue;
    shift[kind].resize(clusters_.clusters(kind));
    for (double& one : shift[kind]) one = deviation_[kind] * stats::draw_normal(random);
  }
  std::vector<double> week(weeks_);
  if (week_deviation_ > 0) {
    const double fresh = std::sqrt(1 - week_memory_ * week_memory_);
    double level = stats::draw_normal(random);
    for (double& one : week) {
      one = week_deviation_ * level;
      level = week_memory_ * level + fresh * stats::draw_normal(random);
    }
  }
  const double own = alone();
  for (const Member& member : members_) {
    double latent = own * stats::draw_normal(random) + week[member.week];
    for (std::size_t kind = 0; kind < Clusters::kinds; ++kind) {
      if (deviation_[kind] <= 0) continue;
      const std::uint32_t cluster = clusters_.cluster(kind, member.rating);
      latent += cluster == 0 ? deviation_[kind] * stats::draw_normal(random) : shift[kind][cluster];
    }
    const OfScale& scale = scales_[member.scale];
    const auto& like = latent < scale.threshold ? scale.negative : scale.other;
    const auto& pool = like.empty() ? (scale.negative.empty() ? scale.other : scale.negative) : like;
    const std::uint32_t taken = pool[random.below(pool.size())];
    copy.sentiment[member.rating] = original.sentiment[taken];
    copy.level[member.rating] = original.level[taken];
    copy.scale[member.rating] = original.scale[taken];
  }
}

}  // namespace dsat::analyze
