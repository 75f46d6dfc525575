#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsat/analyze/claim.hpp"
#include "dsat/analyze/clusters.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/view.hpp"
#include "dsat/stats/decompose.hpp"
#include "dsat/stats/interval.hpp"
#include "dsat/stats/share.hpp"

/// What moved NRR between two periods, and what is always bad; two searches, never mixed. See docs/statistics.md.
namespace dsat::analyze {

/// A value that all ratings of a slice have.
struct SliceValue {
  std::string dimension;  ///< its key
  std::string value;
  bool operator==(const SliceValue&) const = default;
};
/// One to three values, in the order of the dimensions.
using SliceName = std::vector<SliceValue>;

/// Where and how far to search. Levels are those at which the whole report keeps its budget for chance.
struct SearchPlan {
  std::vector<std::string> dimensions;  ///< keys and column:NAME; see explaining_dimensions()
  std::size_t depth = 3;                ///< values that a slice may combine, 1 to 3
  std::int64_t support = 5;             ///< ratings that a slice must have, all strata together
  std::size_t most_slices = 5000;       ///< support of combinations is raised until there are no more
  /// False-discovery rates of the first slice shown; of further ones, by the ratings that aren't in slices told before,
  /// twice as much. What rose is asked for, what fell told by the way.
  double bad = 0.04, rose = 0.03, fell = 0.005;
  bool last_is_now = true;  ///< the last stratum is the period judged; else all of them together
};

/// How ratings fall into the values of a plan's dimensions: made once for all searches.
struct Candidates {
  std::vector<Grouping> groupings;
  std::vector<std::vector<bool>> left_out;  ///< per dimension: codes that are no candidates; may be empty

  Candidates(const View& view, std::span<const std::string> dimensions);
};

/// The dimensions in which causes are looked for unless the user names others: those that the data carry but for what
/// is recorded or goes on after the outcome (reason, sentiment, fault, error source, status, resolution time), who
/// wrote, which file it came from, the time (periods are what is compared; the hours have a section), and the agent,
/// who is judged only against the mix of work that was given to him.
std::vector<std::string> explaining_dimensions(const View& view);

/// How many slices were looked at. Slices are counted after those with the same ratings were made one.
struct Searched {
  std::int64_t ratings = 0;    ///< in all strata
  std::int64_t slices = 0;     ///< with enough ratings
  std::int64_t tested = 0;     ///< of these could reach a p value that matters (Tarone 1990)
  std::int64_t surviving = 0;  ///< with q at most the level
  std::int64_t support = 0;    ///< ratings that pairs and triples had to have
  double level = 0;            ///< false-discovery rate
  std::size_t earlier = 0;     ///< of what moved: periods that the last one is compared with; 1: the one before only
};

/// A slice whose odds changed otherwise than those of all other ratings.
struct MovedSlice {
  SliceName name;
  stats::Share before, after;            ///< of the slice
  stats::Share rest_before, rest_after;  ///< of all others
  bool rose = false;                     ///< its rate did; else it fell
  double effect = 0;                     ///< negatives of the slice ÷ all ratings, after − before: points of NRR
  stats::Share last;                     ///< of the slice in the period before, which `before` is, or is the last of
  double p = 1, q = 1;                   ///< one-sided
  bool bad_before = false;  ///< its rate was 1.2 times the others' in the period before, too: no news as such
};

/// A slice that is worse than all other ratings of the same strata.
struct BadSlice {
  SliceName name;
  stats::Share slice, rest;                ///< over all strata
  stats::Share slice_now, rest_now;        ///< in the last stratum
  stats::Share slice_before, rest_before;  ///< in the one before it
  std::optional<stats::Estimate> ratio;    ///< risk ratio over all strata
  std::optional<double> impact;            ///< NRR of the period judged − the same without the slice
  double p = 1, q = 1;
  double design_effect = 1;  ///< of ratings that go together in it
  bool bad_before = false;   ///< its rate was 1.2 times the others' in the stratum before the last, too
};

/// The result of one search.
template <class Found>
struct Findings {
  std::vector<Found> shown;      ///< beyond chance, at least 3 negatives, not said by a simpler or stronger one
  std::optional<Found> nearest;  ///< when nothing is shown: the one nearest to it
  Searched searched;
};

/// Slices that moved in the last of some periods, oldest first. With ratings in 8 earlier periods or more it is
/// compared with all of these: p is the larger of Zelen's exact test (the slice's log odds changed as the rest's did)
/// and of a t test of the slice's excess over the rest against its own earlier excesses, φ pooled over the values of
/// its dimension. With fewer the period before alone counts, and the design effect of ratings that go together.
/// One-sided; Benjamini–Hochberg over values first, then over combinations below one that moved or within a fifth of
/// the level; anew without the ratings of each slice told. A slice whose own rate hasn't changed (Fisher, p > 0.05)
/// hasn't moved, however much the rest did. Largest effect first.
Findings<MovedSlice> find_moved(const View& view, std::span<const Selection> periods, const SearchPlan& plan,
                                const Candidates& candidates, const Clusters* clusters = nullptr);

/// Slices that are worse throughout. H0: slice and rest are equal within each stratum (exact test, strata pooled), and
/// the same by Mantel and Haenszel's score ÷ the design effect, whichever p is larger; of known customers who rated
/// several times their contributions' sign-flip test as well. Benjamini–Hochberg over all tested, better ones included,
/// anew without the ratings of each slice told. Strata are periods, oldest first. Largest impact first.
Findings<BadSlice> find_bad(const View& view, std::span<const Selection> strata, const SearchPlan& plan,
                            const Candidates& candidates, const Clusters* clusters = nullptr);

/// Both searches over the same periods: slices are grown and counted once.
struct MovedAndBad {
  Findings<MovedSlice> moved;
  Findings<BadSlice> bad;
};
MovedAndBad find_both(const View& view, std::span<const Selection> periods, const SearchPlan& plan,
                      const Candidates& candidates, const Clusters* clusters = nullptr);

/// A selection cut into the periods of a unit, oldest first, undated rows last: strata for find_bad. With more than 26
/// periods the next longer unit is taken.
std::vector<Selection> by_period(const View& view, const Selection& selection, Unit unit);

/// The tests' verdict on one slice given beforehand (`--where` against the rest), the strata pooled.
struct SliceAgainstRest {
  stats::Share slice, rest;
  std::optional<stats::Estimate> difference;  ///< Newcombe, over all strata
  std::optional<stats::Estimate> ratio;
  std::optional<double> p;  ///< exact, within strata
  std::optional<double> impact;
};
/// `slice` and `all` are selections of the same strata, in the same order; each slice is part of its `all`.
SliceAgainstRest against_rest(const View& view, std::span<const Selection> slice, std::span<const Selection> all);

/// The findings as claims.
std::vector<Claim> claims_of(const Findings<MovedSlice>& found);
std::vector<Claim> claims_of(const Findings<BadSlice>& found);

/// `tag refund · channel chat`.
std::string slice_label(const SliceName& name);
/// `refund on chat`, `team Billing in de`: for sentences.
std::string slice_phrase(const SliceName& name);

}  // namespace dsat::analyze
