#include <algorithm>
#include <array>
#include <vector>

#include "analyze/measures/measures.hpp"
#include "dsat/analyze/volumes.hpp"
#include "dsat/stats/quantile.hpp"

namespace dsat::analyze {
namespace {

/// The same as volumes tell it: of one row, and no other quantiles than theirs.
Value counted_elsewhere(const Slice& slice, Field field, double at) {
  if (slice.tally.volume <= 0) return undefined();
  const VolumeRow& row = slice.view.volumes()->rows()[static_cast<std::size_t>(slice.tally.volume - 1)];
  if (field != Field::first_reply && field != Field::resolution) return undefined();
  const Spread& spread = field == Field::first_reply ? row.first_reply : row.resolution;
  const auto& minutes = at == 0.5 ? spread.median : spread.ninetieth;
  if (!minutes) return undefined(spread.tickets);
  return {*minutes, 0, spread.tickets, std::nullopt};
}

/// The quantile of a duration over the cohort, in minutes.
Value quantile(const Slice& slice, Field field, double at) {
  if (slice.view.volumes() != nullptr) return counted_elsewhere(slice, field, at);
  const auto seconds = slice.view.store().seconds_column(field);
  if (seconds.empty()) return undefined();
  std::vector<double> known;
  for (const Row row : slice.cohort)
    if (seconds[row.ticket] != no_number) known.push_back(seconds[row.ticket]);
  if (known.empty()) return undefined();
  return {*stats::quantile(known, at) / 60, 0, static_cast<std::int64_t>(known.size()), std::nullopt};
}

template <Field field>
Value median(const Slice& slice) {
  return quantile(slice, field, 0.5);
}
template <Field field>
Value ninetieth(const Slice& slice) {
  return quantile(slice, field, 0.9);
}

template <std::int64_t Tally::*part, std::int64_t Tally::*base>
Value share_in(const Slice& slice) {
  return share_of(slice.tally.*part, slice.tally.*base);
}

Value solved(const Slice& slice) {
  return slice.view.export_tells_solved() && slice.tally.volume != Tally::unknown ? count_of(slice.tally.solved)
                                                                                  : undefined();
}

}  // namespace

std::span<const Measure> service_measures() {
  using enum MeasureKind;
  using enum Direction;
  using enum Field;
  static constexpr std::array all = {
      Measure{"solved", "solved", "tickets solved", "tickets", count, none, false, solved},
      Measure{"one_touch",
              "one-touch",
              "exactly one public reply and no reopen ÷ solved with a reply; not for chat and phone",
              "solved tickets",
              share,
              higher_is_better,
              false,
              share_in<&Tally::one_touch, &Tally::replied>,
              {channel, replies, reopens}},
      Measure{
          "fcr",
          "first-contact resolution",
          "solved, not reopened, no further ticket of the same requester within 7 days ÷ solved at least 7 days ago",
          "solved tickets",
          share,
          higher_is_better,
          false,
          share_in<&Tally::fcr, &Tally::contact_base>,
          {requester_id, reopens}},
      Measure{"reopen_rate",
              "reopen rate",
              "solved tickets reopened at least once ÷ solved",
              "solved tickets",
              share,
              lower_is_better,
              false,
              share_in<&Tally::reopened, &Tally::reopen_base>,
              {reopens}},
      Measure{"repeat_contact_rate",
              "repeat contacts",
              "solved tickets followed by another of the same requester within 7 days ÷ solved",
              "solved tickets",
              share,
              lower_is_better,
              false,
              share_in<&Tally::repeated, &Tally::contact_base>,
              {requester_id}},
      Measure{"first_reply",
              "first reply",
              "median time to the first reply, minutes",
              "tickets",
              minutes,
              lower_is_better,
              true,
              median<first_reply>,
              {first_reply}},
      Measure{"first_reply_p90",
              "first reply, 90 %",
              "90th percentile of the time to the first reply, minutes",
              "tickets",
              minutes,
              lower_is_better,
              true,
              ninetieth<first_reply>,
              {first_reply}},
      Measure{"resolution",
              "resolution",
              "median time to the solution, minutes",
              "tickets",
              minutes,
              lower_is_better,
              true,
              median<resolution>,
              {resolution}},
      Measure{"resolution_p90",
              "resolution, 90 %",
              "90th percentile of the time to the solution, minutes",
              "tickets",
              minutes,
              lower_is_better,
              true,
              ninetieth<resolution>,
              {resolution}},
      Measure{"first_reply_business",
              "first reply (business hours)",
              "median in business hours, minutes",
              "tickets",
              minutes,
              lower_is_better,
              true,
              median<first_reply_business>,
              {first_reply_business}},
      Measure{"resolution_business",
              "resolution (business hours)",
              "median in business hours, minutes",
              "tickets",
              minutes,
              lower_is_better,
              true,
              median<resolution_business>,
              {resolution_business}},
      Measure{"sla_breach",
              "SLA breaches",
              "breached ÷ tickets with a service level",
              "tickets",
              share,
              lower_is_better,
              false,
              share_in<&Tally::sla_breached, &Tally::sla_base>,
              {sla}},
  };
  return all;
}

}  // namespace dsat::analyze
