#include <array>

#include "analyze/measures/measures.hpp"

namespace dsat::analyze {
namespace {

template <std::int64_t Tally::*member>
Value counted(const Slice& slice) {
  return count_of(slice.tally.*member);
}

/// A count of readable answers: those that can't be read may be more of them.
template <std::int64_t Tally::*member>
Value counted_answers(const Slice& slice) {
  const std::int64_t count = slice.tally.*member, most = count + slice.tally.unreadable;
  Value value = count_of(count);
  if (most > count) value.ends = Ends{static_cast<double>(count), static_cast<double>(most), count, most, most};
  return value;
}

Value tickets(const Slice& slice) {
  return slice.tally.volume == Tally::unknown ? undefined() : count_of(slice.tally.tickets);
}

Value surveyed(const Slice& slice) {
  return slice.view.survey_known() && slice.tally.volume != Tally::unknown ? count_of(slice.tally.surveyed)
                                                                           : undefined();
}

}  // namespace

std::span<const Measure> count_measures() {
  using enum MeasureKind;
  using enum Direction;
  static constexpr std::array all = {
      Measure{"tickets", "tickets", "support requests", "tickets", count, none, false, dsat::analyze::tickets},
      Measure{"surveyed", "surveyed", "tickets whose customer was asked; undefined where nothing says so", "tickets",
              count, none, false, surveyed},
      Measure{"rated", "rated", "tickets with a rating", "tickets", count, none, false, counted<&Tally::rated>},
      Measure{"unreadable", "unreadable", "answers that can't be read: neither rated nor silent", "answers", count,
              lower_is_better, false, counted<&Tally::unreadable>},
      Measure{"positive", "positive", "positive ratings", "ratings", count, higher_is_better, false,
              counted_answers<&Tally::positive>},
      Measure{"neutral", "neutral", "neutral ratings", "ratings", count, none, false, counted_answers<&Tally::neutral>},
      Measure{"negative", "negative", "negative ratings", "ratings", count, lower_is_better, false,
              counted_answers<&Tally::negative>},
  };
  return all;
}

}  // namespace dsat::analyze
