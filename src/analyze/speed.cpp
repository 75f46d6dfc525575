#include "dsat/analyze/speed.hpp"

#include <algorithm>
#include <array>

#include "analyze/strata.hpp"
#include "dsat/analyze/outcome.hpp"
#include "dsat/stats/isotonic.hpp"
#include "dsat/stats/multiple.hpp"
#include "dsat/stats/quantile.hpp"

namespace dsat::analyze {
namespace {

constexpr std::array durations = {Field::first_reply, Field::resolution};
constexpr std::int64_t fewest_ratings = 30;
constexpr int permutations = 999;
constexpr std::size_t most_bins = 12, fewest_in_bin = 10;

/// The channel of every ticket; all in one group where the export has none.
Grouping channels_of(const View& view) {
  const Dimension* dimension = dimension_named("channel");
  if (dimension->carried(view)) return dimension->group(view);
  return Grouping::of_tickets(std::vector<Code>(view.store().tickets), {std::string()});
}

struct Timed {
  double minutes = 0;
  bool negative = false;
};

}  // namespace

SpeedStudy study_speed(const View& view, const Selection& selection, double budget, const Clusters* clusters) {
  SpeedStudy study{channels_of(view), {}};
  const StratumOf stratum(view);
  for (const Field duration : durations) {
    const auto seconds = view.store().seconds_column(duration);
    if (seconds.empty()) continue;
    std::vector<std::vector<stats::TimedRating>> by_channel(study.channels.groups());
    std::vector<std::vector<std::uint32_t>> ratings_of(study.channels.groups());
    for (const Row row : selection.rows) {
      const Outcome outcome = outcome_of(view, row);
      if (outcome == Outcome::uncounted || seconds[row.ticket] == no_number) continue;
      by_channel[study.channels.code(row)].push_back(
          {seconds[row.ticket] / 60.0, stratum(row), outcome == Outcome::negative});
      ratings_of[study.channels.code(row)].push_back(row.rating);
    }
    const std::size_t first = study.cuts.size();
    for (Code channel = 0; channel < by_channel.size(); ++channel) {
      const auto& ratings = by_channel[channel];
      if (ratings.empty()) continue;
      SpeedCut cut;
      cut.duration = duration;
      cut.channel = channel;
      cut.ratings = static_cast<std::int64_t>(ratings.size());
      std::vector<double> minutes;
      for (const stats::TimedRating& rating : ratings) minutes.push_back(rating.minutes);
      const auto [least, most] = std::ranges::minmax(minutes);
      cut.shortest = *stats::quantile(minutes, 0.05);
      cut.longest = *stats::quantile(minutes, 0.95);
      cut.tested = cut.ratings >= fewest_ratings && least < most;
      const auto design_effect = [&](const stats::CriticalPoint& point) {
        std::vector<std::uint32_t> slow;
        for (std::size_t i = 0; i < ratings.size(); ++i)
          if (ratings[i].minutes >= point.slow_from) slow.push_back(ratings_of[channel][i]);
        return clusters == nullptr ? 1 : clusters->design_effect(slow);
      };
      if (cut.tested) cut.point = stats::critical_point(ratings, permutations, 1, design_effect);
      study.cuts.push_back(std::move(cut));
    }
    std::stable_sort(study.cuts.begin() + static_cast<std::ptrdiff_t>(first), study.cuts.end(),
                     [](const SpeedCut& a, const SpeedCut& b) { return a.ratings > b.ratings; });
  }
  std::vector<double> p;
  for (const SpeedCut& cut : study.cuts)
    if (cut.tested) p.push_back(cut.point ? cut.point->p : 1);
  const std::vector<double> corrected = stats::holm(p);
  std::size_t at = 0;
  for (SpeedCut& cut : study.cuts) {
    if (!cut.tested) continue;
    cut.p = corrected[at++];
    cut.found = cut.point && cut.p <= budget;
  }
  return study;
}

std::vector<SpeedBin> speed_curve(const View& view, const Selection& selection, Field duration,
                                  const Grouping* channels, Code channel) {
  const auto seconds = view.store().seconds_column(duration);
  std::vector<Timed> ratings;
  for (const Row row : selection.rows) {
    if (seconds.empty() || seconds[row.ticket] == no_number) continue;
    if (channels != nullptr && channels->code(row) != channel) continue;
    if (const Outcome outcome = outcome_of(view, row); outcome != Outcome::uncounted)
      ratings.push_back({seconds[row.ticket] / 60.0, outcome == Outcome::negative});
  }
  std::ranges::stable_sort(ratings, {}, &Timed::minutes);
  const std::size_t size = std::max(fewest_in_bin, (ratings.size() + most_bins - 1) / most_bins);
  std::vector<SpeedBin> bins;
  std::vector<std::size_t> first_of_bin;
  for (std::size_t i = 0; i < ratings.size(); ++i) {
    // Equal durations stay together.
    const bool is_full = !bins.empty() && bins.back().share.base >= static_cast<std::int64_t>(size) &&
                         ratings[i].minutes > ratings[i - 1].minutes;
    if (bins.empty() || (is_full && ratings.size() - i >= fewest_in_bin)) {
      bins.push_back({ratings[i].minutes, 0, 0, {}, 0});
      first_of_bin.push_back(i);
    }
    bins.back().until = ratings[i].minutes;
    bins.back().share += {ratings[i].negative ? 1 : 0, 1};
  }
  std::vector<double> rates, weights;
  for (std::size_t b = 0; b < bins.size(); ++b) {
    std::vector<double> minutes;
    for (std::size_t i = 0; i < static_cast<std::size_t>(bins[b].share.base); ++i)
      minutes.push_back(ratings[first_of_bin[b] + i].minutes);
    bins[b].median = *stats::quantile(minutes, 0.5);
    rates.push_back(*bins[b].share.rate());
    weights.push_back(static_cast<double>(bins[b].share.base));
  }
  const std::vector<double> fitted = stats::isotonic(rates, weights);
  for (std::size_t b = 0; b < bins.size(); ++b) bins[b].fitted = fitted[b];
  return bins;
}

}  // namespace dsat::analyze
