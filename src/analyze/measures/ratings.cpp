#include <algorithm>
#include <array>

#include "analyze/measures/measures.hpp"
#include "dsat/analyze/outcome.hpp"

namespace dsat::analyze {
namespace {

/// NRR over what is left after taking ratings off: they leave the base too, or stay in it as neutral.
Value negative_rate(const Slice& slice, const Challenged& removed) {
  const Tally& t = slice.tally;
  const bool keep = slice.view.counting().overturned == Overturned::neutral;
  // --base decided leaves neutral ratings out, and one that was made neutral with them.
  const bool decided = slice.view.counting().base == Base::decided;
  const std::int64_t gone = decided ? removed.negative + removed.positive : keep ? 0 : removed.all();
  return share_of(t.negative - removed.negative, base_of_nrr(slice.view, t) - gone, t.unreadable);
}

/// A score of readable answers; `sums` of all answers were those that can't be read the worst, or the best.
Value scored(double score, std::optional<stats::Interval> interval, std::int64_t base, std::int64_t unreadable,
             std::pair<double, double> sums) {
  const std::int64_t answers = base + unreadable;
  Value value = is_withheld(unreadable, answers) ? undefined(base) : Value{score, 0, base, interval};
  if (unreadable > 0)
    value.ends =
        Ends{sums.first / static_cast<double>(answers), sums.second / static_cast<double>(answers), 0, 0, answers};
  return value;
}

Value nrr(const Slice& slice) {
  return negative_rate(slice, {});
}
Value csat(const Slice& slice) {
  return share_of(slice.tally.positive, slice.tally.rated, slice.tally.unreadable);
}

Value true_nrr(const Slice& slice) {
  if (slice.view.annotations().of_rating.empty()) return undefined();
  return negative_rate(slice, slice.tally.overturned);
}

Value agent_nrr(const Slice& slice) {
  if (slice.view.annotations().of_rating.empty()) return undefined();
  return negative_rate(slice, slice.tally.cleared);
}

Value csi(const Slice& slice) {
  const Tally& t = slice.tally;
  if (t.leveled == 0) return undefined();
  const std::int64_t sum = slice.view.counting().csi == Csi::ordinal ? t.level_sum : t.level_of_max;
  const double levels = static_cast<double>(sum) / static_cast<double>(Tally::unit);
  const auto unreadable = static_cast<double>(t.unreadable);
  return scored(100 * (levels / static_cast<double>(t.leveled)), {}, t.leveled, t.unreadable,
                {100 * levels, 100 * (levels + unreadable)});
}

Value nps(const Slice& slice) {
  const Tally& t = slice.tally;
  const auto score = stats::net_promoter_score(t.promoters, t.nps_rated - t.promoters - t.detractors, t.detractors);
  if (!score) return undefined();
  const auto [lead, u] = std::pair(t.promoters - t.detractors, t.unreadable);
  Value value = scored(score->value, score->interval, t.nps_rated, u,
                       {100 * static_cast<double>(lead - u), 100 * static_cast<double>(lead + u)});
  value.part = lead;
  return value;
}

/// NRR were every answer that can't be read content, or negative. Where all are read both are NRR itself.
Value nrr_least(const Slice& slice) {
  Value value = at_least(nrr(slice));
  value.interval.reset();
  return value;
}
Value nrr_most(const Slice& slice) {
  Value value = at_most(nrr(slice));
  value.interval.reset();
  return value;
}

template <Value (*of)(const Slice&)>
Value low(const Slice& slice) {
  return low_end(of(slice));
}
template <Value (*of)(const Slice&)>
Value high(const Slice& slice) {
  return high_end(of(slice));
}

}  // namespace

std::span<const Measure> rating_measures() {
  using enum MeasureKind;
  using enum Direction;
  static constexpr std::array all = {
      Measure{"nrr", "NRR",
              "Negative Response Rate: negative ÷ rated (also DSAT, BADSAT); --base decided leaves neutral ratings out",
              "ratings", share, lower_is_better, false, nrr},
      Measure{"nrr_low", "NRR low", "lower end of its 95 % interval", "ratings", share, none, false, low<nrr>},
      Measure{"nrr_high", "NRR high", "upper end of its 95 % interval", "ratings", share, none, false, high<nrr>},
      Measure{"nrr_least", "NRR at least", "NRR were every answer that can't be read content", "answers", share, none,
              false, nrr_least},
      Measure{"nrr_most", "NRR at most", "NRR were every answer that can't be read negative", "answers", share, none,
              false, nrr_most},
      Measure{"csat", "CSAT", "positive ÷ rated", "ratings", share, higher_is_better, false, csat},
      Measure{"csat_low", "CSAT low", "lower end of its 95 % interval", "ratings", share, none, false, low<csat>},
      Measure{"csat_high", "CSAT high", "upper end of its 95 % interval", "ratings", share, none, false, high<csat>},
      Measure{"csi", "CSI", "Customer Satisfaction Index: mean position on the scale, 0 to 100", "ratings", score,
              higher_is_better, false, csi},
      Measure{"nps", "NPS", "(promoters − detractors) ÷ rated × 100; only on a 0–10 scale", "ratings", score,
              higher_is_better, false, nps},
      Measure{"true_nrr", "NRR after challenges", "NRR without overturned ratings; needs --reviews", "ratings", share,
              lower_is_better, false, true_nrr},
      Measure{"agent_nrr", "agent NRR", "NRR of negatives that weren't outside the agent's control; needs --reviews",
              "ratings", share, lower_is_better, false, agent_nrr},
  };
  return all;
}

}  // namespace dsat::analyze
