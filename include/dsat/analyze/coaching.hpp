#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsat/analyze/view.hpp"
#include "dsat/data/quality.hpp"
#include "dsat/data/taxonomy.hpp"
#include "dsat/stats/share.hpp"

/// Ratings beside quality assurance: what to talk about in a 1:1.
namespace dsat::analyze {

/// Mean scores of one agent for one criterion.
struct QaChange {
  double before = 0, now = 0;
  std::int64_t scores_before = 0, scores_now = 0;
  std::optional<double>
      p;  ///< of falling as far by chance (Welch's t test, one-sided); nothing under two scores a side
  bool fell() const { return now < before; }
};

/// An agent's negatives whose reason corresponds to a QA criterion, beside the score for it.
struct QaCrossing {
  std::string agent, criterion;
  std::vector<Row> negatives;
  stats::Share now, before;    ///< these negatives among the agent's ratings of the period, and of the one before
  std::optional<QaChange> qa;  ///< nothing: no two scores to compare
  double p = 1;                ///< of the fall of the scores, corrected over all crossings (Holm)
  bool beyond_chance = false;

  /// Both point the same way: the score fell beyond chance, and at least two negatives are more, of as many ratings.
  bool both_worse() const {
    return beyond_chance && qa && qa->fell() && negatives.size() >= 2 && before.defined() &&
           now.rate().value_or(0) > *before.rate();
  }
};

/// A frequent reason that no criterion covers.
struct CriterionProposal {
  std::string reason;
  std::int64_t negatives = 0;
  std::int64_t agents = 0;  ///< that have such negatives
};

/// One agent's part of the coaching list.
struct CoachingItem {
  std::string agent;
  std::vector<Row> negatives;  ///< neither overturned nor outside the agent's control, newest first
  std::vector<std::pair<std::string, std::int64_t>> reasons;  ///< of these, most frequent first; those that name one
  std::vector<std::size_t> crossings;                         ///< of Coaching::crossings, where both got worse
};

struct Coaching {
  std::vector<QaCrossing> crossings;         ///< with negatives; both worse first, then most negatives
  std::vector<CriterionProposal> proposals;  ///< at least 3 negatives and a tenth of all that name a reason
  std::vector<CoachingItem> agents;          ///< those with something to talk about, most of it first
};

/// Whether a reason is about what a criterion scores: the same usual topic, or all telling words of one in the other.
bool corresponds(std::string_view reason, std::string_view criterion);

/// `rows` are the ratings of the period; scores of the period are compared with those of the period before, or with the
/// latest before it where that has none. Without a period the latest scores are compared with all before them.
/// `rows_before` are the ratings of the period before. `budget`: how often scores are said to fall by chance.
Coaching coach(const View& view, std::span<const Row> rows, std::span<const Row> rows_before,
               std::span<const QaScore> scores, std::optional<DayRange> period, std::optional<DayRange> before,
               const ReasonNames& names = {}, double budget = 0.0025);

}  // namespace dsat::analyze
