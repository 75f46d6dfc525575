#pragma once
#include <span>
#include <vector>

#include "dsat/analyze/claim.hpp"
#include "dsat/report/context.hpp"

namespace dsat::report {

/// What is true of a slice where the probability of every rating to be negative is known: in copies of the self-check,
/// and in invented data.
class Expectation {
 public:
  /// `of_rating`: the probability, by index into Store::ratings.
  Expectation(const Context& context, std::vector<double> of_rating);

  /// Whether the slice that a claim of `explain` names is `times` as bad as all others of the same periods, or moved
  /// that much more than they did, the ratings of slices told before set aside. Of other claims: no.
  bool makes_true(const analyze::Claim& claim, double times, std::span<const analyze::Claim> aside = {}) const;

 private:
  const Context& context_;
  std::vector<double> of_rating_;
};

}  // namespace dsat::report
