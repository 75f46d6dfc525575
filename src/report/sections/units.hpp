#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/analyze/budget.hpp"
#include "dsat/analyze/claim.hpp"
#include "dsat/analyze/units.hpp"
#include "dsat/document/document.hpp"
#include "dsat/report/context.hpp"

/// Agents or teams against what their mix of work would lead one to expect, over the last periods.
namespace dsat::report {

/// What is compared, and which share of the budget for chance it has.
struct UnitKind {
  std::string_view dimension;         ///< agent, team
  std::string_view many;              ///< `agents`
  std::vector<std::string_view> mix;  ///< dimensions that make work comparable, the most important first; `topic` too
  double analyze::Budget::*budget;
};

/// A unit's figures over the last periods, and over the period reported.
struct UnitLine {
  std::string name;
  analyze::UnitResult result;
  analyze::Tally recent, now;
};

struct UnitComparison {
  const UnitKind* kind = nullptr;
  analyze::Grouping grouping;
  analyze::UnitStudy study;
  std::vector<UnitLine> lines;  ///< worse first where units differ; else most negatives first, which is no ranking
  bool overlapping = false;
  double budget = 0;  ///< how often chance may make the section claim something
};

/// Nothing where the data don't carry the dimension, or no unit has a ticket. `recent` and `now` are the rows of
/// everybody.
std::optional<UnitComparison> compare_units(const Context& context, const UnitKind& kind,
                                            const analyze::Selection& recent, const analyze::Selection& now);

/// Whether they differ, who stands out, and who doesn't; whole sentences.
std::string units_in_words(const Context& context, const UnitComparison& comparison);
/// Who stands out, or that nobody does.
std::vector<document::Finding> unit_findings(const Context& context, const UnitComparison& comparison);
/// The section's blocks and brief: sentence, picture, table.
void add_units(document::Section& section, const Context& context, const UnitComparison& comparison);
document::Table unit_table(const Context& context, const UnitComparison& comparison);
std::vector<analyze::Claim> unit_claims(const UnitComparison& comparison);

/// `worse`, `none shown`, …
std::string band_in_words(analyze::Band band);

extern const UnitKind agents_against_mix, teams_against_mix;

}  // namespace dsat::report
