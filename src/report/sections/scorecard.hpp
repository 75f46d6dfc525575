#pragma once
#include <optional>

#include "dsat/document/document.hpp"
#include "dsat/report/context.hpp"

namespace dsat::report {

/// The section `agents` where one agent is chosen: week by week, against colleagues, with every negative.
std::optional<document::Section> write_scorecard(const Context& context);

}  // namespace dsat::report
