#pragma once
#include <vector>

#include "dsat/document/document.hpp"
#include "dsat/report/context.hpp"

namespace dsat::report {

/// Ratings beside QA scores and what to talk about in 1:1s, as blocks of the agents' section: of one agent where the
/// report is about one, else of all. Empty when there is nothing to say.
std::vector<document::Block> coaching_blocks(const Context& context);
/// Agents of whom QA scores and ratings both say that they got worse.
std::vector<analyze::Claim> coaching_claims(const Context& context);

}  // namespace dsat::report
