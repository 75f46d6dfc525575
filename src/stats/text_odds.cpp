#include "dsat/stats/text_odds.hpp"

#include <cmath>

namespace dsat::stats {

std::optional<LogOdds> log_odds(const Share& first, const Share& second, double alpha, double alpha_total) {
  if (!first.defined() || !second.defined() || !(alpha > 0 && alpha < alpha_total)) return std::nullopt;
  const auto prior_log_odds = [&](const Share& text) {
    const auto word = static_cast<double>(text.part), others = static_cast<double>(text.base - text.part);
    return std::log((word + alpha) / (others + alpha_total - alpha));
  };
  const double delta = prior_log_odds(first) - prior_log_odds(second);
  const double variance =
      1 / (static_cast<double>(first.part) + alpha) + 1 / (static_cast<double>(second.part) + alpha);
  return LogOdds{delta, delta / std::sqrt(variance)};
}

}  // namespace dsat::stats
