#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsat/analyze/measure.hpp"

/// The ledger of ratings that agents objected to.
namespace dsat::analyze {

/// How challenges ended.
struct ChallengeCounts {
  std::int64_t open = 0, upheld = 0, overturned = 0;
  std::int64_t restored = 0;  ///< overturned once, then counted again

  std::int64_t decided() const { return upheld + overturned + restored; }
  std::int64_t all() const { return open + decided(); }
  /// Decided challenges after which the rating stands (upheld or restored) ÷ decided.
  Value upheld_share() const;
};

struct ChallengeGroup {
  std::string name;
  ChallengeCounts counts;
};

struct Ledger {
  std::vector<Row> rows;  ///< everything challenged, the open ones first, then the newest
  ChallengeCounts counts;
  std::vector<ChallengeGroup> by_agent, by_decider;  ///< most challenges first; deciders of decided ones only
  /// Minutes from the challenge (the column challenged_at, where people added it; else the rating) to its decision.
  std::vector<double> minutes_to_decision;
};

Ledger challenge_ledger(const View& view, std::span<const Row> rows);

/// NRR after challenges, as it is and at both ends of what the open ones leave possible.
struct ChallengeRange {
  Value now;    ///< the open ones count
  Value best;   ///< all open ones are overturned
  Value worst;  ///< none is: the same as now
};
ChallengeRange challenge_range(const View& view, const Tally& tally);

/// Name of the agent a row's rating is counted for; empty where unknown.
std::string agent_name(const View& view, Row row);

}  // namespace dsat::analyze
