#pragma once
#include <optional>
#include <vector>

#include "dsat/analyze/answering.hpp"
#include "dsat/analyze/comparison.hpp"
#include "dsat/report/context.hpp"

/// What is said of the period reported, and by whom: every section asks here, so none denies what another says.
namespace dsat::report {

/// Ratings of both periods by scale.
struct ScaleCount {
  analyze::Tally now, then;
};
/// In the order of Store::scales; all zero where there is but one.
std::vector<ScaleCount> by_scale(const Context& context);

struct PeriodVerdict {
  analyze::Comparison comparison;
  std::optional<analyze::Answering> answering;  ///< as many as usual answered, or not
  bool explained_by_answers = false;            ///< beyond chance, but who answers may be all that changed
  bool scales_differ = false;                   ///< the two periods are rated on other scales: no comparison

  bool beyond() const { return comparison.verdict == analyze::Verdict::beyond; }
};

/// The period against its history, or with fewer than 8 earlier ones against the one before, which then can't be
/// `beyond`. Periods are only compared where both have enough ratings to show a rate, on the same scales.
PeriodVerdict judge_period(const Context& context);

}  // namespace dsat::report
