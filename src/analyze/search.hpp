#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "analyze/slices.hpp"
#include "dsat/analyze/clusters.hpp"
#include "dsat/analyze/explain.hpp"
#include "dsat/stats/tests.hpp"

/// Searching a set of ratings for slices that stand out.
namespace dsat::analyze {

/// The slices of a set of ratings in strata, with what their tests need. Both searches stand on one.
class Ground {
 public:
  /// `clusters` may be nullptr: every rating stands for itself.
  Ground(const View& view, std::span<const Selection* const> strata, const SearchPlan& plan,
         const Candidates& candidates, const Clusters* clusters);

  const RatingBits& bits() const { return bits_; }
  std::size_t slices() const { return slices_.size(); }
  const Combination& slice(std::size_t slice) const { return slices_[slice]; }
  std::span<const Combination> combinations() const { return slices_; }
  std::span<const stats::Stratum> strata(std::size_t slice) const {
    return std::span(strata_).subspan(slice * bits_.strata(), bits_.strata());
  }
  std::vector<stats::Stratum> beside_the_rest(const Counts& counts) const;
  SliceName name(std::size_t slice) const;

  /// How many times more the variance of a slice's negatives is than that of independent ratings.
  double design_effect(std::size_t slice) const;

  /// A rating's part in what a search measures of a slice: weight × (negative or not − mean), per stratum, inside the
  /// slice and outside.
  struct Contrast {
    double weight_inside = 0, mean_inside = 0, weight_outside = 0, mean_outside = 0;
  };
  /// Sign-flip p of such a sum, contributions taken together by customer; 0 where customers aren't known or nearly all
  /// in the slice rated once: then it would only cost power.
  double sign_flip(std::size_t slice, std::span<const Contrast> strata, bool up) const;

 private:
  const SearchPlan& plan_;
  const Candidates& candidates_;
  const Clusters* clusters_;
  RatingBits bits_;
  std::vector<Combination> slices_;
  std::vector<stats::Stratum> strata_;  ///< of the first slice, then of the next …
  mutable std::vector<double> effect_;  ///< 0: not yet known
};

/// How a search tests and tells.
struct Rules {
  using Strata = std::span<const stats::Stratum>;
  double level = 0;    ///< false-discovery rate of the first slice told
  double further = 0;  ///< of those beyond it
  bool up = true;      ///< the direction that is told
  /// Values first: combinations are tested below a value that stands out, or for what is left of the level.
  bool values_first = false;
  std::function<std::int64_t(Strata)> support;         ///< ratings that count for being looked at
  std::function<double(Strata)> smallest_p;            ///< that a slice can reach, from margins
  std::function<double(std::size_t slice, Strata)> p;  ///< of a slice, by these strata
  /// How much worse (or how changed) a slice is, over the rest; infinite where it is the only one.
  std::function<double(Strata)> ratio;
  /// Whether it goes the way that is told, with enough negatives.
  std::function<bool(Strata)> worth;
  std::function<std::vector<Ground::Contrast>(std::size_t slice)> contrast;
};

/// A slice told, and the q at which it was.
struct ToldSlice {
  std::size_t slice = 0;
  double p = 1, q = 1;
};

class Search {
 public:
  Search(const Ground& ground, Rules rules);

  /// The slices told: each clearly more than its parents, and none just because it shares ratings with one told before.
  /// The least likely one is told, its ratings are set aside, and all is tested and corrected again, until nothing is
  /// left: what goes along with a cause survives in such numbers that one correction for all would let chance through.
  std::vector<ToldSlice> told() const;
  /// Of the slices worth telling but for chance, the least likely one.
  std::optional<ToldSlice> nearest() const;

  std::int64_t surviving() const;
  bool can_matter(std::size_t slice) const { return tested_.can_matter[slice]; }

 private:
  /// p and q of every slice; 1 for those that can't matter.
  struct Tested {
    std::vector<stats::Stratum> strata;
    std::vector<double> p, q;
    std::vector<bool> can_matter;

    Rules::Strata strata_of(std::size_t slice) const {
      const std::size_t each = strata.size() / p.size();
      return std::span(strata).subspan(slice * each, each);
    }
  };
  Tested tested(std::vector<stats::Stratum> strata) const;
  std::vector<stats::Stratum> strata_without(const RatingBits::Set& covered) const;
  std::vector<std::size_t> by_likelihood() const;
  bool more_than_parents(const Combination& slice, double ratio) const;
  bool tellable(std::size_t slice) const;
  bool passes_sign_flip(std::size_t slice, Tested& tested, double level) const;
  bool is_more_than_whole(std::size_t slice, const std::vector<ToldSlice>& accepted) const;
  bool beyond(std::size_t whole, std::size_t part) const;
  bool is_only(std::size_t whole, std::size_t part) const;

  const Ground& ground_;
  Rules rules_;
  Tested tested_;
};

}  // namespace dsat::analyze
