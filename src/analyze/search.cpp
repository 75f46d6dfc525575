#include "analyze/search.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "dsat/stats/cluster.hpp"
#include "dsat/stats/multiple.hpp"

namespace dsat::analyze {
namespace {

using stats::Share;
using stats::Stratum;

constexpr double clearly_more = 1.2;     // ratio to the parent from which a slice is worth naming
constexpr double unlikely = 0.05;        // for what only takes findings away
constexpr double share_of_values = 0.8;  // of a level, where combinations have what is left of it
constexpr double nearly_once = 1.1;      // ratings a customer under which customers are no clusters

/// Whether `inner` has all values of `outer`.
bool within(const Combination& outer, const Combination& inner) {
  return std::ranges::includes(inner.parts(), outer.parts());
}

/// q values of those of `p` that `chosen` holds, multiplied by `times`, put where lower.
void correct(std::span<const double> p, const std::vector<std::size_t>& chosen, double times, std::vector<double>& q) {
  std::vector<double> own;
  for (const std::size_t i : chosen) own.push_back(p[i]);
  const std::vector<double> corrected = stats::benjamini_hochberg(own);
  for (std::size_t i = 0; i < chosen.size(); ++i) q[chosen[i]] = std::min(q[chosen[i]], times * corrected[i]);
}

}  // namespace

Ground::Ground(const View& view, std::span<const Selection* const> strata, const SearchPlan& plan,
               const Candidates& candidates, const Clusters* clusters)
    : plan_(plan),
      candidates_(candidates),
      clusters_(clusters),
      bits_(view, strata, candidates.groupings, candidates.left_out, plan.support) {
  Slices grown = bits_.grow(plan.depth, plan.most_slices);
  slices_ = std::move(grown.combinations);
  strata_ = beside_the_rest(grown.counts);
  effect_.assign(slices_.size(), 0);
}

std::vector<Stratum> Ground::beside_the_rest(const Counts& counts) const {
  std::vector<Stratum> strata;
  strata.reserve(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i)
    strata.push_back({counts[i], bits_.total(i % bits_.strata()) - counts[i]});
  return strata;
}

SliceName Ground::name(std::size_t slice) const {
  SliceName name;
  for (const std::uint32_t part : slices_[slice].parts()) {
    const Item& item = bits_.items()[part];
    name.push_back({plan_.dimensions[item.dimension], candidates_.groupings[item.dimension].names()[item.code]});
  }
  return name;
}

double Ground::design_effect(std::size_t slice) const {
  if (clusters_ == nullptr) return 1;
  double& effect = effect_[slice];
  if (effect == 0) effect = clusters_->design_effect(bits_.ratings(bits_.set(slices_[slice])));
  return effect;
}

double Ground::sign_flip(std::size_t slice, std::span<const Contrast> strata, bool up) const {
  if (clusters_ == nullptr || !clusters_->customers().known()) return 0;
  const RatingBits::Set set = bits_.set(slices_[slice]);
  if (clusters_->ratings_a_customer(bits_.ratings(set)) < nearly_once) return 0;
  std::vector<double> of_customer(clusters_->clusters(0)), all;
  bits_.each_rating(set, [&](std::size_t s, std::uint32_t rating, bool inside, bool negative) {
    const Contrast& contrast = strata[s];
    const double outcome = negative ? 1 : 0;
    const double part = inside ? contrast.weight_inside * (outcome - contrast.mean_inside)
                               : contrast.weight_outside * (outcome - contrast.mean_outside);
    const std::uint32_t customer = clusters_->cluster(0, rating);
    if (customer == 0)
      all.push_back(up ? part : -part);
    else
      of_customer[customer] += up ? part : -part;
  });
  std::ranges::copy_if(of_customer, std::back_inserter(all), [](double part) { return part != 0; });
  return stats::sign_flip_p(all);
}

Search::Search(const Ground& ground, Rules rules) : ground_(ground), rules_(std::move(rules)) {
  std::vector<Stratum> strata;
  for (std::size_t i = 0; i < ground_.slices(); ++i)
    strata.insert(strata.end(), ground_.strata(i).begin(), ground_.strata(i).end());
  tested_ = tested(std::move(strata));
}

std::int64_t Search::surviving() const {
  return std::ranges::count_if(tested_.q, [&](double q) { return q <= rules_.level; });
}

/// The least likely first; of equally likely ones the simplest.
std::vector<std::size_t> Search::by_likelihood() const {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < ground_.slices(); ++i)
    if (tested_.can_matter[i]) order.push_back(i);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return tested_.p[i]; });
  return order;
}

bool Search::more_than_parents(const Combination& slice, double ratio) const {
  if (slice.length == 1) return true;  // the parent is everything; Rules::worth compares with the rest
  for (std::size_t part = 0; part < slice.length; ++part) {
    // Grandparents too: a pair that says nothing beyond its first value is no excuse for a triple.
    const Combination parent = slice.without(part);
    const double of_parent = rules_.ratio(ground_.beside_the_rest(ground_.bits().counts(parent)));
    if (!(ratio >= clearly_more * of_parent)) return false;
    if (!more_than_parents(parent, ratio)) return false;
  }
  return true;
}

bool Search::tellable(std::size_t slice) const {
  const auto strata = tested_.strata_of(slice);
  return rules_.worth(strata) && more_than_parents(ground_.slice(slice), rules_.ratio(strata));
}

/// Strata of every slice by the ratings that aren't covered.
std::vector<Stratum> Search::strata_without(const RatingBits::Set& covered) const {
  const Counts taken = ground_.bits().counts(covered),
               taken_inside = ground_.bits().counts(ground_.combinations(), covered);
  std::vector<Stratum> strata = tested_.strata;
  for (std::size_t i = 0; i < strata.size(); ++i) {
    strata[i].slice = strata[i].slice - taken_inside[i];
    strata[i].rest = strata[i].rest - (taken[i % taken.size()] - taken_inside[i]);
  }
  return strata;
}

/// Tests every slice by these strata, corrected over those that can matter.
Search::Tested Search::tested(std::vector<Stratum> strata) const {
  const std::size_t count = ground_.slices();
  Tested tested{std::move(strata), std::vector<double>(count, 1), std::vector<double>(count, 1), {}};
  std::vector<double> smallest;
  for (std::size_t i = 0; i < count; ++i) {
    const auto own = tested.strata_of(i);
    smallest.push_back(rules_.support(own) >= ground_.bits().least_support() ? rules_.smallest_p(own) : 1);
  }
  tested.can_matter = stats::testable(smallest, rules_.level);
  std::vector<std::size_t> values, combinations;
  for (std::size_t i = 0; i < count; ++i) {
    if (!tested.can_matter[i]) continue;
    tested.p[i] = rules_.p(i, tested.strata_of(i));
    (rules_.values_first && ground_.slice(i).length > 1 ? combinations : values).push_back(i);
  }
  correct(tested.p, values, combinations.empty() ? 1 : 1 / share_of_values, tested.q);
  if (combinations.empty()) return tested;
  correct(tested.p, combinations, 1 / (1 - share_of_values), tested.q);
  std::vector<std::size_t> below;  // a value that stands out
  for (const std::size_t i : combinations)
    if (std::ranges::any_of(values, [&](std::size_t value) {
          return tested.q[value] <= rules_.level && within(ground_.slice(value), ground_.slice(i));
        }))
      below.push_back(i);
  correct(tested.p, below, 1 / share_of_values, tested.q);
  return tested;
}

/// The sign-flip test of the customers comes last, as it costs most: its p takes the place of a smaller one. Says
/// whether the slice still stands at the level.
bool Search::passes_sign_flip(std::size_t slice, Tested& tested, double level) const {
  const double flipped = 2 * ground_.sign_flip(slice, rules_.contrast(slice), rules_.up);
  if (flipped <= tested.p[slice]) return true;
  const auto ahead = std::ranges::count_if(tested.p, [&](double p) { return p <= flipped; });
  const auto all = std::ranges::count(tested.can_matter, true);
  const double q = flipped * static_cast<double>(all) / static_cast<double>(std::max<std::ptrdiff_t>(ahead, 1));
  tested.p[slice] = std::min(1.0, flipped);
  tested.q[slice] = std::max(tested.q[slice], std::min(1.0, q));
  return tested.q[slice] <= level;
}

std::vector<ToldSlice> Search::told() const {
  std::vector<std::size_t> open;
  for (const std::size_t i : by_likelihood())
    if (tested_.q[i] <= rules_.level && tellable(i)) open.push_back(i);
  std::vector<ToldSlice> accepted;
  if (open.empty()) return accepted;
  RatingBits::Set covered = ground_.bits().none();
  Tested left = tested_;
  double level = rules_.level;
  while (true) {
    // Where values come first, a combination that chance makes a little less likely isn't told in a value's place.
    const auto rank = [&](std::size_t i) {
      return std::pair(rules_.values_first && ground_.slice(i).length > 1, left.p[i]);
    };
    std::optional<std::size_t> next;
    for (const std::size_t i : open)
      if (left.q[i] <= level && (!next || rank(i) < rank(*next)) && rules_.worth(left.strata_of(i))) next = i;
    if (!next) break;
    if (!passes_sign_flip(*next, left, level)) {
      std::erase(open, *next);
      continue;
    }
    // A part told before its whole stays only if it is worse than the rest of the whole.
    std::erase_if(accepted, [&](const ToldSlice& other) {
      return within(ground_.slice(*next), ground_.slice(other.slice)) && !beyond(*next, other.slice);
    });
    accepted.push_back({*next, left.p[*next], left.q[*next]});
    const RatingBits::Set set = ground_.bits().set(ground_.slice(*next));
    for (std::size_t w = 0; w < set.size(); ++w) covered[w] |= set[w];
    std::erase(open, *next);
    left = tested(strata_without(covered));
    level = rules_.further;
  }
  for (const std::size_t i : open)
    if (is_more_than_whole(i, accepted)) {
      Tested all = tested_;
      if (passes_sign_flip(i, all, rules_.level)) accepted.push_back({i, all.p[i], all.q[i]});
    }
  // A value told before a part of it stays only if it stands out without that part, too.
  const std::vector<ToldSlice> told = accepted;
  std::erase_if(accepted, [&](const ToldSlice& whole) {
    return std::ranges::any_of(told, [&](const ToldSlice& part) {
      return part.slice != whole.slice && within(ground_.slice(whole.slice), ground_.slice(part.slice)) &&
             is_only(whole.slice, part.slice);
    });
  });
  return accepted;
}

std::optional<ToldSlice> Search::nearest() const {
  for (const std::size_t i : by_likelihood())
    if (tellable(i)) return ToldSlice{i, tested_.p[i], tested_.q[i]};
  return std::nullopt;
}

/// Whether a whole is nothing without a part: its other ratings don't stand out of those outside it.
bool Search::is_only(std::size_t whole, std::size_t part) const {
  const Counts outer = ground_.bits().counts(ground_.slice(whole)), inner = ground_.bits().counts(ground_.slice(part));
  std::vector<Stratum> strata;
  for (std::size_t s = 0; s < inner.size(); ++s)
    strata.push_back({outer[s] - inner[s], ground_.bits().total(s) - outer[s]});
  return !rules_.worth(strata) || rules_.p(whole, strata) > unlikely;
}

/// Whether a slice lies within ones that are told, and differs from their other ratings.
bool Search::is_more_than_whole(std::size_t slice, const std::vector<ToldSlice>& accepted) const {
  bool inside = false;
  for (const ToldSlice& other : accepted) {
    if (other.slice == slice) return false;
    if (!within(ground_.slice(other.slice), ground_.slice(slice))) continue;
    if (!beyond(other.slice, slice)) return false;
    inside = true;
  }
  return inside;
}

/// Whether a part differs from the other ratings of its whole, by as much as the many parts demand.
bool Search::beyond(std::size_t whole, std::size_t part) const {
  const Counts outer = ground_.bits().counts(ground_.slice(whole)), inner = ground_.bits().counts(ground_.slice(part));
  std::vector<Stratum> strata;
  for (std::size_t s = 0; s < inner.size(); ++s) strata.push_back({inner[s], outer[s] - inner[s]});
  const auto parts = std::ranges::count_if(ground_.combinations(),
                                           [&](const Combination& one) { return within(ground_.slice(whole), one); });
  return rules_.worth(strata) && rules_.p(part, strata) * static_cast<double>(parts) <= unlikely;
}

}  // namespace dsat::analyze
