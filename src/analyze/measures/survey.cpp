#include <array>

#include "analyze/measures/measures.hpp"

namespace dsat::analyze {
namespace {

Value coverage(const Slice& slice) {
  if (slice.view.only_rated()) return undefined(slice.tally.cohort);
  return share_of(slice.tally.cohort_answered, slice.tally.cohort);
}

Value coverage_base(const Slice& slice) {
  return slice.view.only_rated() || slice.tally.volume == Tally::unknown ? undefined() : count_of(slice.tally.cohort);
}

Value reach(const Slice& slice) {
  if (!slice.view.survey_known()) return undefined(slice.tally.cohort);
  return share_of(slice.tally.cohort_surveyed, slice.tally.cohort);
}

Value response_rate(const Slice& slice) {
  if (!slice.view.survey_known()) return undefined();
  return share_of(slice.tally.cohort_answered, slice.tally.cohort_surveyed);
}

Value response_base(const Slice& slice) {
  return slice.view.survey_known() && slice.tally.volume != Tally::unknown ? count_of(slice.tally.cohort_surveyed)
                                                                           : undefined();
}

Value comment_rate(const Slice& slice) {
  if (slice.view.store().ratings.comment.empty()) return undefined(slice.tally.rated);
  return share_of(slice.tally.commented, slice.tally.rated);
}

}  // namespace

std::span<const Measure> survey_measures() {
  using enum MeasureKind;
  using enum Direction;
  static constexpr std::array all = {
      Measure{"coverage", "coverage",
              "answered ÷ tickets of the cohort (solved in the period, answered at any time since)", "tickets", share,
              higher_is_better, false, coverage},
      Measure{"response_rate", "response rate", "answered ÷ surveyed of the same cohort", "surveyed tickets", share,
              higher_is_better, false, response_rate},
      Measure{"reach", "reach", "surveyed ÷ tickets of the same cohort", "tickets", share, higher_is_better, false,
              reach},
      Measure{"comment_rate",
              "comment rate",
              "ratings with a comment ÷ rated",
              "ratings",
              share,
              none,
              false,
              comment_rate,
              {Field::comment}},
      Measure{"coverage_base", "coverage base", "tickets of the cohort", "tickets", count, none, false, coverage_base},
      Measure{"response_base", "response base", "surveyed tickets of the cohort", "tickets", count, none, false,
              response_base},
  };
  return all;
}

}  // namespace dsat::analyze
