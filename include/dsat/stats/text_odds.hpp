#pragma once
#include <optional>

#include "dsat/stats/share.hpp"

namespace dsat::stats {

/// How much more a word marks one body of text than another.
struct LogOdds {
  double delta = 0;  ///< difference of log odds, positive: marks the first
  double z = 0;      ///< delta in standard deviations
};

/// Log-odds ratio with a Dirichlet prior (Monroe, Colaresi & Quinn 2008): δ = ln[(y+α)/(n+α0−y−α)] of the first − of
/// the second, variance 1/(y1+α) + 1/(y2+α). A share is the word's occurrences of all words; `alpha` the word's prior
/// count, `alpha_total` that of the whole vocabulary. Nothing if a text has no words or alpha isn't positive and below
/// alpha_total.
std::optional<LogOdds> log_odds(const Share& first, const Share& second, double alpha, double alpha_total);

}  // namespace dsat::stats
