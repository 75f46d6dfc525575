#pragma once
#include <optional>
#include <span>

#include "dsat/stats/share.hpp"

/// Empirical Bayes: how much of the difference between agents is more than luck, and each one's rate with luck taken
/// out.
namespace dsat::stats {

/// A beta distribution of rates fitted to many units.
struct BetaPrior {
  double alpha = 0;
  double beta = 0;
  double log_likelihood = 0;  ///< of the beta-binomial counts, binomial coefficients included
};

/// Maximises Σ ln[C(n,k)·B(k+α, n−k+β) ÷ B(α, β)] (Skellam 1948; Griffiths 1973). Units without base are left out.
/// Nothing if the likelihood has no interior maximum, i.e. the units differ no more than luck makes them: pool them
/// fully then. Nothing for fewer than two units, or if all or none of the ratings are parts.
std::optional<BetaPrior> fit_beta_binomial(std::span<const Share> units);

/// Mean and central interval of the posterior Beta(k+α, n−k+β). A unit without base gets the prior's.
Estimate shrink(const Share& unit, const BetaPrior& prior, double confidence = 0.95);

/// A unit with the rate expected for its mix of work, from `expected_parts` or anywhere else.
struct ExpectedShare {
  Share share;
  double expected = 0;  ///< rate, 0 to 1
};

/// One precision s common to all units, each drawn toward its own expected rate e: prior Beta(s·e, s·(1−e)), s fitted
/// by the same likelihood. Nothing if the units scatter round their expected rates no more than luck makes them (s
/// grows without limit). Units without base or with an expected rate of 0 or 1 are left out.
std::optional<double> fit_precision(std::span<const ExpectedShare> units);

/// Mean and central interval of the posterior Beta(k + s·e, n − k + s·(1−e)). Expected rate 0 or 1: just that.
Estimate shrink_to_expected(const ExpectedShare& unit, double precision, double confidence = 0.95);

}  // namespace dsat::stats
