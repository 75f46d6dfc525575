#include <algorithm>
#include <array>

#include "analyze/measures/measures.hpp"
#include "dsat/analyze/points.hpp"

namespace dsat::analyze {
namespace {

Value reviewed_24h(const Slice& slice) {
  return share_of(slice.tally.reviewed_24h, slice.tally.review_due);
}
Value follow_up_rate(const Slice& slice) {
  return share_of(slice.tally.followed_up, slice.tally.follow_due);
}
Value rerated_up(const Slice& slice) {
  return share_of(slice.tally.up_followed, slice.tally.outcome_followed);
}
Value rerated(const Slice& slice) {
  return share_of(slice.tally.again_followed, slice.tally.outcome_followed);
}
Value rerated_up_otherwise(const Slice& slice) {
  return share_of(slice.tally.up_left, slice.tally.outcome_left);
}
Value stayed(const Slice& slice) {
  return share_of(slice.tally.stayed, slice.tally.stay_known);
}

Value points(const Slice& slice) {
  const Tally& t = slice.tally;
  const auto& weights = slice.view.counting().points;
  const std::int64_t base = std::max(t.rated, t.solved);
  if (weights.empty() || base == 0) return undefined();
  return {sum(points_of(t, weights)), 0, base, std::nullopt};
}

}  // namespace

std::span<const Measure> review_measures() {
  using enum MeasureKind;
  using enum Direction;
  using enum Field;
  static constexpr std::array all = {
      Measure{"reviewed_24h",
              "reviewed within 24 h",
              "negatives reviewed within 24 hours ÷ those whose clock has run out or that are done; needs --reviews",
              "negatives",
              share,
              higher_is_better,
              false,
              reviewed_24h,
              {requester_id}},
      Measure{"follow_up_rate",
              "followed up",
              "negatives followed up ÷ those whose 24 hours have run out or that are done; needs --reviews",
              "negatives",
              share,
              higher_is_better,
              false,
              follow_up_rate,
              {requester_id}},
      Measure{"rerated_up",
              "rated up after follow-up",
              "followed-up negatives rated better after the follow-up ÷ followed-up; needs --reviews",
              "followed up",
              share,
              higher_is_better,
              false,
              rerated_up,
              {requester_id}},
      Measure{"rerated",
              "rated again after follow-up",
              "followed-up negatives rated again at all ÷ followed-up; needs --reviews",
              "followed up",
              share,
              none,
              false,
              rerated,
              {requester_id}},
      Measure{"rerated_up_otherwise",
              "rated up without follow-up",
              "negatives rated better later although nobody followed up ÷ those; needs --reviews",
              "not followed up",
              share,
              none,
              false,
              rerated_up_otherwise,
              {requester_id}},
      Measure{"stayed",
              "stayed",
              "followed-up, solved negatives whose customer came back without a new negative within 90 days ÷ those "
              "watched that long; needs --reviews",
              "followed up",
              share,
              higher_is_better,
              false,
              stayed,
              {requester_id}},
      Measure{"points",
              "points",
              "weights of [points] × good, neutral, bad, one-touch and reopened; needs [points]",
              "tickets",
              MeasureKind::points,
              higher_is_better,
              false,
              analyze::points,
              {channel, replies, reopens, requester_id, sla, comment}},
  };
  return all;
}

}  // namespace dsat::analyze
