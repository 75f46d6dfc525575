#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsat/analyze/view.hpp"
#include "dsat/data/quality.hpp"
#include "dsat/stats/variance.hpp"

/// What quality assurance says about agents by itself, whether customers complained or not.
namespace dsat::analyze {

/// One agent's values, one a review: the mean of what one reviewer gave for one ticket (one moment, where the file
/// names no tickets). Criteria of one review go together, so they are one value.
struct QualityLine {
  std::string agent, criterion;  ///< no criterion: all of them
  std::vector<double> now, before;
  std::vector<std::optional<double>> history;  ///< means of periods, oldest first, up to the one reported
  double mean() const;
};

/// A ticket whose answer was scored.
struct ScoredAnswer {
  std::string ticket, agent;
  double score = 0;  ///< mean of all that was given for it
  std::size_t scores = 0;
};

/// How far two or more reviewers agree who scored one ticket.
struct ReviewerAgreement {
  std::string criterion;
  stats::Agreement agreement;
  double difference = 0;  ///< mean of the largest less the smallest score of a ticket
};

struct Quality {
  /// Criteria share a scale, so that scores of several may be averaged: none reaches twice as far as another.
  bool one_scale = true;
  std::vector<QualityLine> agents;           ///< the best first; empty where scales differ
  std::vector<QualityLine> criteria;         ///< by criterion, the best agent first
  std::optional<stats::Test> agents_differ;  ///< analysis of variance over reviews
  std::vector<ScoredAnswer> answers;         ///< the best first; empty where scales differ or no ticket is named
  std::vector<ReviewerAgreement> agreement;  ///< over all scores up to the period's end
  std::size_t scores = 0;                    ///< of the period
  Moment newest;                             ///< score of all, missing if none has a date
};

/// Scores of the period beside those of the one before, and of the periods of `history`, oldest first. Without a period
/// all scores are of it.
Quality quality(const View& view, std::span<const QaScore> scores, std::optional<DayRange> period,
                std::optional<DayRange> before, std::span<const DayRange> history);

}  // namespace dsat::analyze
