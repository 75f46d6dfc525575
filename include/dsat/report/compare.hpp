#pragma once
#include <string>
#include <utility>
#include <vector>

#include "dsat/analyze/contrast.hpp"
#include "dsat/document/document.hpp"

namespace dsat::report {

/// Two selections that are compared, and what to call them.
struct Compared {
  analyze::Side a, b;
  std::string name_a, name_b;  ///< `brand=X`, `2026-W46`
  std::vector<const analyze::Measure*> measures;
  bool all_measures = false;     ///< those that neither side defines, too
  std::vector<std::string> mix;  ///< dimensions whose mix is taken out of NRR
  double dispersion = 1;         ///< φ of NRR between periods; 1: coin tosses
  bool periods = false;          ///< the sides are periods
  bool swings_known = false;     ///< of periods: enough earlier ones
};

/// The comparison as a section of one table: a row per measure, then NRR at one mix of each dimension.
document::Section comparison(const analyze::View& view, const Compared& what);

}  // namespace dsat::report
