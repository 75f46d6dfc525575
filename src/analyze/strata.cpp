#include "analyze/strata.hpp"

#include "dsat/analyze/topic.hpp"

namespace dsat::analyze {

StratumOf::StratumOf(const View& view) : view_(view), topic_(topics(view)) {
  if (const Dimension* dimension = dimension_named("channel"); dimension->carried(view))
    channel_ = dimension->group(view);
}

std::uint32_t StratumOf::operator()(Row row) const {
  const Day day = view_.day(row);
  const Day first = view_.days_with_data().empty() ? 0 : period_of(Unit::week, view_.days_with_data().front()).begin;
  const std::uint32_t week = day == no_day ? 0 : static_cast<std::uint32_t>((day - first) / 7 + 1);
  const auto channels = static_cast<std::uint32_t>(channel_ ? channel_->groups() : 1);
  const auto all_topics = static_cast<std::uint32_t>(topic_.groups());
  return (week * channels + (channel_ ? channel_->code(row) : 0)) * all_topics + topic_.code(row);
}

}  // namespace dsat::analyze
