#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dsat/analyze/measure.hpp"
#include "dsat/document/document.hpp"
#include "dsat/report/context.hpp"

/// Tables of groups (channels, tags, agents) side by side with the period before.
namespace dsat::report {

struct GroupLine {
  std::string name;
  Code code = 0;
  analyze::Tally now, then;
  bool after_outcome = false;  ///< recorded because of the rating: no rate
};

/// The groups of a dimension in the period and the one before, most negatives first.
std::vector<GroupLine> group_lines(const Context& context, std::string_view dimension);

/// Columns: name, rated, negative, NRR, interval, NRR before, coverage.
document::Table group_table(const Context& context, std::string_view dimension, const std::vector<GroupLine>& lines);

/// NRR of a tally as the counting asks for.
analyze::Value nrr_of(const Context& context, const analyze::Tally& tally);

}  // namespace dsat::report
