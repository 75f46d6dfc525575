#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "dsat/analyze/clusters.hpp"
#include "dsat/stats/random.hpp"

/// Outcomes as they would be if nothing went on but luck, and ratings that go together.
namespace dsat::analyze {

/// A probit model of who is unhappy, fitted to the data: every rating of a scale has the same rate; customers, agents'
/// weeks, days of a channel and weeks (one after another alike) differ as much as the concordance of their pairs of
/// ratings says. Who wrote, when, to whom and about what stays as it is.
class FittedNull {
 public:
  FittedNull(const View& view, const Filter& filter, const Clusters& clusters);

  /// Draws new outcomes (sentiment, level, scale) into `copy`: each rating takes those of some rating of its scale that
  /// was negative, or wasn't.
  void draw(const Ratings& original, stats::Random& random, Ratings& copy) const;

  std::int64_t ratings() const { return static_cast<std::int64_t>(members_.size()); }
  /// Standard deviations on the probit scale, where a single rating's luck is what is left to 1.
  double customers() const { return deviation_[0]; }
  double agent_weeks() const { return deviation_[1]; }
  double days() const { return deviation_[2]; }
  double weeks() const { return week_deviation_; }

 private:
  struct Member {
    std::uint32_t rating = 0, week = 0, scale = 0;
  };
  struct OfScale {
    std::vector<std::uint32_t> negative, other;  ///< ratings
    double threshold = 0;
  };
  double alone() const;

  const Clusters& clusters_;
  std::vector<Member> members_;
  std::vector<OfScale> scales_;
  std::uint32_t weeks_ = 0;
  std::array<double, Clusters::kinds> deviation_{};
  double week_deviation_ = 0, week_memory_ = 0;
};

}  // namespace dsat::analyze
