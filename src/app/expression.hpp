#pragma once
#include <string>

#include "dsat/analyze/measure.hpp"

namespace dsat::app {

/// One --fail-if: a measure against a threshold, or its change from the period before.
struct Expression {
  enum class Comparison { above, at_least, below, at_most, rises, falls };
  const analyze::Measure* measure = nullptr;
  Comparison comparison = Comparison::above;
  /// A fraction for shares, minutes for times, else the plain number; of a change: its least size.
  double threshold = 0;
  std::string text;  ///< as written

  bool of_change() const { return comparison == Comparison::rises || comparison == Comparison::falls; }
};

/// `nrr > 25%`, `coverage < 0.25`, `negative >= 20`, `first_reply > 2h`, `nrr rises by 5pp`, `csat falls by 5pp`.
/// Throws Error(usage).
Expression parse_expression(const std::string& text);

}  // namespace dsat::app
