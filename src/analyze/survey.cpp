#include "dsat/analyze/survey.hpp"

#include <algorithm>
#include <array>

#include "dsat/analyze/outcome.hpp"
#include "dsat/analyze/volumes.hpp"
#include "dsat/stats/quantile.hpp"

namespace dsat::analyze {

std::optional<double> rating_delay(const View& view, double quantile) {
  if (!view.has_rating_times()) return std::nullopt;
  const Store& store = view.store();
  std::vector<double> delays;
  for (std::uint32_t ticket = 0; ticket < store.tickets; ++ticket) {
    const std::uint32_t rating = view.newest_rating(ticket);
    if (rating == no_row) continue;
    const Moment rated = store.ratings.rated_at[rating], solved = view.cohort_moment(ticket);
    if (rated && solved && rated.seconds() >= solved.seconds())
      delays.push_back(static_cast<double>(rated.seconds() - solved.seconds()));
  }
  const auto seconds = stats::quantile(delays, quantile);
  return seconds ? std::optional(*seconds / 60) : std::nullopt;
}

bool immature(const View& view, DayRange period) {
  if (!view.as_of()) return false;
  const auto delay = rating_delay(view, 0.9);
  if (!delay) return false;
  const Day last = std::min(period.end, view.zone().day_of(view.as_of()) + 1);  // a range may be open
  const std::int64_t end = view.zone().to_utc(std::int64_t{last} * 86400);
  return static_cast<double>(view.as_of().seconds()) < static_cast<double>(end) + *delay * 60;
}

namespace {

bool has_comment(const Ratings& ratings, std::uint32_t rating) {
  return !ratings.comment.empty() && !ratings.comment[rating].empty();
}

void add_outcome(stats::Share& share, Outcome outcome) {
  if (outcome != Outcome::uncounted) share += {outcome == Outcome::negative ? 1 : 0, 1};
}

/// Upper ends in minutes; the last has none.
constexpr std::array delay_names = {"under 1 h", "1–24 h", "1–3 days", "3–7 days", "7 days and more"};
constexpr std::array<double, 4> delay_ends = {60, 24 * 60, 3 * 24 * 60, 7 * 24 * 60};

}  // namespace

std::vector<Funnel> count_funnels(const View& view, const Selection& selection, const Grouping& grouping) {
  std::vector<Funnel> funnels(grouping.groups());
  if (view.volumes() != nullptr) {
    const Grouping* const by[] = {&grouping};
    const bool everything = grouping.groups() == 1;
    const auto volumes = volume_groups(view, selection, std::span(by).first(everything ? 0 : 1));
    if (!volumes) return {};
    for (const VolumeGroup& group : *volumes) {
      const VolumeRow& row = view.volumes()->rows()[group.place];
      Funnel& funnel = funnels[everything ? 0 : group.key.front()];
      funnel.tickets += row.silent();
      if (view.survey_known()) funnel.offered += row.counts.cohort_surveyed - row.counts.cohort_answered;
    }
  }
  Tally tally;
  for (const Row row : selection.cohort) {
    Code single = 0;
    const std::int64_t offered_before = tally.cohort_surveyed;
    view.add_cohort(tally, row);
    const std::int64_t offered = tally.cohort_surveyed - offered_before;
    for (const Code code : grouping.cohort_codes(row, single)) {
      Funnel& funnel = funnels[code];
      ++funnel.tickets;
      funnel.offered += offered;
      if (!row.answered()) continue;
      ++(view.rated(row) ? funnel.rated : funnel.unreadable);
      if (has_comment(view.store().ratings, row.rating)) ++funnel.commented;
      add_outcome(funnel.nrr, outcome_of(view, row));
    }
  }
  return funnels;
}

std::vector<DelayBand> delay_bands(const View& view, const Selection& selection) {
  std::vector<DelayBand> bands;
  if (!view.has_rating_times()) return bands;
  for (const char* name : delay_names) bands.push_back({name, 0, 0, {}});
  const Ratings& ratings = view.store().ratings;
  for (const Row row : selection.rows) {
    if (!view.rated(row)) continue;
    const Moment rated = ratings.rated_at[row.rating], solved = view.cohort_moment(row.ticket);
    if (!rated || !solved || rated.seconds() < solved.seconds()) continue;
    const double minutes = static_cast<double>(rated.seconds() - solved.seconds()) / 60;
    const auto band = static_cast<std::size_t>(std::ranges::upper_bound(delay_ends, minutes) - delay_ends.begin());
    ++bands[band].rated;
    if (has_comment(ratings, row.rating)) ++bands[band].commented;
    add_outcome(bands[band].nrr, outcome_of(view, row));
  }
  return bands;
}

std::vector<QuestionResult> question_results(const View& view, const Selection& selection) {
  std::vector<QuestionResult> results;
  const auto& questions = view.store().questions;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const Question& question = questions[i];
    QuestionResult result;
    result.question = i;
    std::vector<stats::RankedRating> ratings;
    double sum = 0;
    const auto steps = static_cast<double>(question.scale.levels() - 1);
    for (const Row row : selection.rows) {
      const std::uint8_t level = question.level[row.ticket];
      if (level == 0) continue;
      ++result.answers;
      const Sentiment sentiment = question.scale.level[level - 1];
      ++(sentiment == Sentiment::positive  ? result.positive
         : sentiment == Sentiment::neutral ? result.neutral
                                           : result.negative);
      sum += steps > 0 ? (level - 1) / steps : 1;
      const Outcome outcome = outcome_of(view, row);
      if (outcome != Outcome::uncounted)
        ratings.push_back({-static_cast<double>(level), 0, outcome == Outcome::negative});
    }
    if (result.answers > 0) result.index = 100 * sum / static_cast<double>(result.answers);
    result.lower_where_negative = stats::rank_sum_within(ratings);
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace dsat::analyze
