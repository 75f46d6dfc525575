#include "dsat/analyze/explain.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numeric>

#include "analyze/slices.hpp"
#include "dsat/analyze/breakdown.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/outcome.hpp"
#include "dsat/analyze/topic.hpp"
#include "dsat/stats/multiple.hpp"
#include "dsat/stats/tests.hpp"

namespace dsat::analyze {
namespace {

using stats::Share;
using stats::Stratum;

constexpr double clearly_more = 1.2;     // ratio to the rest, and to the parent, from which a slice is worth naming
constexpr double unlikely = 0.05;        // for what only takes findings away
constexpr std::int64_t least_shown = 3;  // negatives
constexpr double not_worth_exact = 0.2;  // an approximate p this large is far from any claim
constexpr std::size_t most_strata = 26;

Share slice_over(std::span<const Stratum> strata) {
  Share sum;
  for (const Stratum& stratum : strata) sum += stratum.slice;
  return sum;
}

/// A search's slices with their ratings, tests and the order in which they are told.
class Search {
 public:
  using Test = std::function<double(std::span<const Stratum>)>;

  Search(const View& view, std::span<const Selection* const> strata, const SearchPlan& plan,
         const Candidates& candidates)
      : candidates_(candidates),
        bits_(view, strata, candidates.groupings, candidates.left_out, plan.support),
        plan_(plan) {
    Slices grown = bits_.grow(plan.depth, plan.most_slices);
    slices_ = std::move(grown.combinations);
    tested_.strata = beside_the_rest(grown.counts);
    searched_.ratings = bits_.total().base;
    searched_.slices = static_cast<std::int64_t>(slices_.size());
    searched_.support = bits_.support();
    searched_.level = plan.level;
  }

  /// Tests the slices that can matter: p and q values, and how many survive.
  void test(const Test& smallest_p, const Test& p) {
    smallest_p_ = smallest_p;
    p_of_ = p;
    Tested all = tested(std::move(tested_.strata));
    std::vector<Combination> kept;
    tested_ = {};
    for (std::size_t i = 0; i < slices_.size(); ++i) {
      if (!all.can_matter[i]) continue;
      kept.push_back(slices_[i]);
      const std::span<const Stratum> strata = all.strata_of(i);
      tested_.strata.insert(tested_.strata.end(), strata.begin(), strata.end());
      tested_.p.push_back(all.p[i]);
      tested_.q.push_back(all.q[i]);
    }
    slices_ = std::move(kept);
    searched_.tested = static_cast<std::int64_t>(slices_.size());
    searched_.surviving = std::ranges::count_if(tested_.q, [&](double q) { return q <= plan_.level; });
  }

  /// What a slice must be to be told.
  struct Story {
    /// How much worse (or how changed) a slice is, over the rest; infinite where it is the only one.
    std::function<double(std::span<const Stratum>)> ratio;
    /// Whether it goes the way that is told, with enough negatives.
    std::function<bool(std::span<const Stratum>)> worth;
    Test p;
  };

  /// A slice told, and the q at which it was.
  struct Told {
    std::size_t slice = 0;
    double q = 1;
  };

  /// The slices told: each clearly more than its parents, and none just because it shares ratings with one told before.
  /// The least likely one is told, its ratings are set aside, and all is tested and corrected again, until nothing is
  /// left: what goes along with a cause survives in such numbers that one correction for all would let chance through.
  std::vector<Told> told(const Story& story) const {
    std::vector<std::size_t> open;
    for (const std::size_t i : by_likelihood()) {
      if (tested_.q[i] > plan_.level) break;
      if (story.worth(strata(i)) && more_than_parents(slices_[i], story.ratio(strata(i)), story)) open.push_back(i);
    }
    std::vector<Told> accepted;
    if (open.empty()) return accepted;
    RatingBits::Set covered = bits_.none();
    Tested left = tested_;
    double level = plan_.level;
    while (const auto next = least_likely(open, left, level, story)) {
      // A part told before its whole stays only if it is worse than the rest of the whole.
      std::erase_if(accepted, [&](const Told& other) {
        return within(slices_[*next], slices_[other.slice]) && !beyond(slices_[*next], slices_[other.slice], story);
      });
      accepted.push_back({*next, left.q[*next]});
      const RatingBits::Set set = bits_.set(slices_[*next]);
      for (std::size_t w = 0; w < set.size(); ++w) covered[w] |= set[w];
      left = tested(strata_without(covered));
      level = plan_.further;
    }
    for (const std::size_t i : open)
      if (is_more_than_whole(i, accepted, story)) accepted.push_back({i, tested_.q[i]});
    return accepted;
  }

  /// Of the slices worth telling but for chance, the least likely one.
  std::optional<std::size_t> nearest(const Story& story) const {
    for (const std::size_t i : by_likelihood())
      if (story.worth(strata(i)) && more_than_parents(slices_[i], story.ratio(strata(i)), story)) return i;
    return std::nullopt;
  }

  std::span<const Stratum> strata(std::size_t slice) const { return tested_.strata_of(slice); }
  const Share& total(std::size_t stratum) const { return bits_.total(stratum); }
  double p(std::size_t slice) const { return tested_.p[slice]; }
  double q(std::size_t slice) const { return tested_.q[slice]; }
  const Searched& searched() const { return searched_; }

  SliceName name(std::size_t slice) const {
    SliceName name;
    for (const std::uint32_t part : slices_[slice].parts()) {
      const Item& item = bits_.items()[part];
      name.push_back({plan_.dimensions[item.dimension], candidates_.groupings[item.dimension].names()[item.code]});
    }
    return name;
  }

 private:
  /// The least likely first; of equally likely ones the simplest.
  std::vector<std::size_t> by_likelihood() const {
    std::vector<std::size_t> order(slices_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return tested_.p[i]; });
    return order;
  }

  std::vector<Stratum> beside_the_rest(const Counts& slices) const {
    std::vector<Stratum> strata;
    strata.reserve(slices.size());
    for (std::size_t i = 0; i < slices.size(); ++i)
      strata.push_back({slices[i], bits_.total(i % bits_.strata()) - slices[i]});
    return strata;
  }

  bool more_than_parents(const Combination& slice, double ratio, const Story& story) const {
    if (slice.length == 1) return true;  // the parent is everything; Story::worth compares with the rest
    for (std::size_t part = 0; part < slice.length; ++part) {
      // Grandparents too: a pair that says nothing beyond its first value is no excuse for a triple.
      const Combination parent = slice.without(part);
      const double of_parent = story.ratio(beside_the_rest(bits_.counts(parent)));
      if (!(ratio >= clearly_more * of_parent)) return false;
      if (!more_than_parents(parent, ratio, story)) return false;
    }
    return true;
  }

  /// p and q of every slice; 1 for those that can't matter.
  struct Tested {
    std::vector<Stratum> strata;  ///< of the first slice, then of the next …
    std::vector<double> p, q;
    std::vector<bool> can_matter;

    std::span<const Stratum> strata_of(std::size_t slice) const {
      const std::size_t each = strata.size() / p.size();
      return std::span(strata).subspan(slice * each, each);
    }
  };

  /// Strata of every slice by the ratings that aren't covered.
  std::vector<Stratum> strata_without(const RatingBits::Set& covered) const {
    const Counts taken = bits_.counts(covered), taken_inside = bits_.counts(slices_, covered);
    std::vector<Stratum> strata = tested_.strata;
    for (std::size_t i = 0; i < strata.size(); ++i) {
      strata[i].slice = strata[i].slice - taken_inside[i];
      strata[i].rest = strata[i].rest - (taken[i % taken.size()] - taken_inside[i]);
    }
    return strata;
  }

  /// Tests every slice by these strata, corrected over those that can matter.
  Tested tested(std::vector<Stratum> strata) const {
    const std::size_t count = slices_.size();
    Tested tested{std::move(strata), std::vector<double>(count, 1), std::vector<double>(count, 1), {}};
    std::vector<double> smallest;
    for (std::size_t i = 0; i < count; ++i) {
      const bool enough = slice_over(tested.strata_of(i)).base >= plan_.support;
      smallest.push_back(enough ? smallest_p_(tested.strata_of(i)) : 1);
    }
    tested.can_matter = stats::testable(smallest, plan_.level);
    std::vector<double> p;
    for (std::size_t i = 0; i < count; ++i)
      if (tested.can_matter[i]) p.push_back(tested.p[i] = p_of_(tested.strata_of(i)));
    const std::vector<double> q = stats::benjamini_hochberg(p);
    for (std::size_t i = 0, at = 0; i < count; ++i)
      if (tested.can_matter[i]) tested.q[i] = q[at++];
    return tested;
  }

  /// Of `open` slices, the least likely one by the ratings not yet covered; nothing if that is chance.
  static std::optional<std::size_t> least_likely(std::span<const std::size_t> open, const Tested& tested, double level,
                                                 const Story& story) {
    std::optional<std::size_t> least;
    for (const std::size_t i : open)
      if (tested.q[i] <= level && (!least || tested.p[i] < tested.p[*least]) && story.worth(tested.strata_of(i)))
        least = i;
    return least;
  }

  /// Whether a slice lies within ones that are told, and differs from their other ratings.
  bool is_more_than_whole(std::size_t slice, const std::vector<Told>& accepted, const Story& story) const {
    bool inside = false;
    for (const auto& [other, q] : accepted) {
      if (other == slice) return false;
      if (!within(slices_[other], slices_[slice])) continue;
      if (!beyond(slices_[other], slices_[slice], story)) return false;
      inside = true;
    }
    return inside;
  }

  /// Whether a part differs from the other ratings of its whole, by as much as the many parts demand.
  bool beyond(const Combination& whole, const Combination& part, const Story& story) const {
    const Counts outer = bits_.counts(whole), inner = bits_.counts(part);
    std::vector<Stratum> strata;
    for (std::size_t s = 0; s < inner.size(); ++s) strata.push_back({inner[s], outer[s] - inner[s]});
    const auto parts = std::ranges::count_if(slices_, [&](const Combination& one) { return within(whole, one); });
    return story.worth(strata) && story.p(strata) * static_cast<double>(parts) <= unlikely;
  }

  /// Whether `inner` has all values of `outer`.
  static bool within(const Combination& outer, const Combination& inner) {
    return std::ranges::includes(inner.parts(), outer.parts());
  }

  const Candidates& candidates_;
  RatingBits bits_;
  const SearchPlan& plan_;
  std::vector<Combination> slices_;
  Test smallest_p_, p_of_;
  Tested tested_;
  Searched searched_;
};

Share rest_over(std::span<const Stratum> strata) {
  Share sum;
  for (const Stratum& stratum : strata) sum += stratum.rest;
  return sum;
}

/// Mantel and Haenszel's risk ratio over strata: Σ k(N−n)/N ÷ Σ j·n/N, j negatives of the rest.
double pooled_risk_ratio(std::span<const Stratum> strata) {
  double inside = 0, outside = 0;
  for (const Stratum& stratum : strata) {
    const auto n = static_cast<double>(stratum.slice.base), m = static_cast<double>(stratum.rest.base);
    if (n == 0 || m == 0) continue;
    inside += static_cast<double>(stratum.slice.part) * m / (n + m);
    outside += static_cast<double>(stratum.rest.part) * n / (n + m);
  }
  if (inside == 0) return 0;
  return outside == 0 ? std::numeric_limits<double>::infinity() : inside / outside;
}

double exact_within(std::span<const Stratum> strata) {
  if (strata.size() > 1) {
    const auto approximate = stats::mantel_haenszel(strata);
    if (approximate && approximate->p > not_worth_exact) return approximate->p;
  }
  const auto test = stats::fisher_within(strata);
  return test ? test->p : 1;
}

bool bad_already(const Share& slice, const Share& rest) {
  const auto inside = slice.rate(), outside = rest.rate();
  return inside && outside && slice.part > 0 && *inside >= clearly_more * *outside;
}

/// A rate kept off 0 and 1, so that ratios of small counts exist.
double smoothed(const Share& share) {
  return (static_cast<double>(share.part) + 0.5) / (static_cast<double>(share.base) + 1);
}
double growth(const Share& before, const Share& after) {
  return smoothed(after) / smoothed(before);
}

double rate_or_zero(const Share& share) {
  return share.rate().value_or(0);
}

/// A slice has moved one way if its own rate has, beyond chance, clearly more than the rest's.
bool moved_itself(std::span<const Stratum> strata, bool up) {
  const Stratum& before = strata[0];
  const Stratum& after = strata[1];
  if (before.slice.part + after.slice.part < least_shown) return false;
  if (up != (rate_or_zero(after.slice) > rate_or_zero(before.slice))) return false;
  const double own = growth(before.slice, after.slice), others = growth(before.rest, after.rest);
  if (up ? own < clearly_more * others : own * clearly_more > others) return false;
  const auto test = stats::fisher(before.slice, after.slice);
  return test && test->p <= unlikely;
}

MovedSlice moved_slice(const Search& search, std::size_t slice, double q) {
  const std::span<const Stratum> strata = search.strata(slice);
  MovedSlice moved{search.name(slice), strata[0].slice, strata[1].slice, strata[0].rest, strata[1].rest};
  moved.effect = static_cast<double>(moved.after.part) / static_cast<double>(search.total(1).base) -
                 static_cast<double>(moved.before.part) / static_cast<double>(search.total(0).base);
  moved.rose = rate_or_zero(moved.after) > rate_or_zero(moved.before);
  moved.p = search.p(slice);
  moved.q = q;
  moved.bad_before = bad_already(moved.before, moved.rest_before);
  return moved;
}

BadSlice bad_slice(const Search& search, std::size_t slice, double q, bool last_is_now) {
  const std::span<const Stratum> strata = search.strata(slice);
  BadSlice bad;
  bad.name = search.name(slice);
  bad.slice = slice_over(strata);
  bad.rest = rest_over(strata);
  bad.slice_now = last_is_now ? strata.back().slice : bad.slice;
  bad.rest_now = last_is_now ? strata.back().rest : bad.rest;
  if (last_is_now && strata.size() > 1) {
    bad.slice_before = strata[strata.size() - 2].slice;
    bad.rest_before = strata[strata.size() - 2].rest;
  }
  bad.ratio = stats::risk_ratio(bad.slice, bad.rest);
  bad.impact = stats::leave_one_out(bad.slice_now, bad.slice_now + bad.rest_now);
  bad.p = search.p(slice);
  bad.q = q;
  bad.bad_before = bad_already(bad.slice_before, bad.rest_before);
  return bad;
}

template <class Found>
std::vector<Claim> as_claims(const Findings<Found>& found,
                             const std::function<void(const Found&, Claim&, const std::string& name)>& fill) {
  std::vector<Claim> claims;
  for (const Found& one : found.shown) {
    Claim claim;
    claim.family = Family::explain;
    Lasting lasting;
    std::string name;
    for (const SliceValue& part : one.name) {
      lasting.where.push_back(part.dimension + "=" + part.value);
      name += " " + lasting.where.back();
    }
    claim.lasting = std::move(lasting);
    fill(one, claim, name);
    claims.push_back(std::move(claim));
  }
  return claims;
}

double halfway(const Share& one, const Share& other) {
  return (rate_or_zero(one) + rate_or_zero(other)) / 2;
}

}  // namespace

std::vector<std::string> explaining_dimensions(const View& view) {
  static constexpr std::array<std::string_view, 12> left_out = {
      "agent", "requester", "topic", "source-file", "status", "resolution-band",
      "hour",  "weekday",   "day",   "week",        "month",  "quarter"};
  std::vector<std::string> keys;
  for (const Dimension& dimension : dimensions())
    if (!dimension.after_outcome && std::ranges::find(left_out, dimension.key) == left_out.end() &&
        dimension.carried(view))
      keys.emplace_back(dimension.key);
  for (const std::string& topic : view.store().topics) keys.push_back("column:" + topic);
  // Of two names for the same tickets the first is told, and a tag says most.
  std::ranges::stable_partition(keys, [](const std::string& key) { return key == "tag"; });
  return keys;
}

Candidates::Candidates(const View& view, std::span<const std::string> dimensions) {
  for (const std::string& key : dimensions) {
    groupings.push_back(grouping_named(view, key));
    const Dimension* dimension = dimension_named(key);
    left_out.push_back(dimension != nullptr && dimension->key == "tag" ? after_outcome_tags(view)
                                                                       : std::vector<bool>());
  }
}

Findings<MovedSlice> find_moved(const View& view, const Selection& before, const Selection& after,
                                const SearchPlan& plan, const Candidates& candidates) {
  const std::array<const Selection*, 2> periods = {&before, &after};
  Search search(view, periods, plan, candidates);
  const auto p = [](std::span<const Stratum> strata) {
    const auto test = stats::same_change(strata[0], strata[1]);
    return test ? test->p : 1;
  };
  search.test([](std::span<const Stratum> s) { return stats::smallest_same_change_p(s[0], s[1]); }, p);

  // What rose and what fell are told apart: a slice is compared with parents that went the same way.
  Findings<MovedSlice> findings;
  std::vector<MovedSlice> nearest;
  for (const bool up : {true, false}) {
    const Search::Story story{[up](std::span<const Stratum> s) {
                                const double ratio = growth(s[0].slice, s[1].slice);
                                return up ? ratio : 1 / ratio;
                              },
                              [up](std::span<const Stratum> s) { return moved_itself(s, up); }, p};
    for (const auto& [slice, q] : search.told(story)) findings.shown.push_back(moved_slice(search, slice, q));
    if (const auto slice = search.nearest(story)) nearest.push_back(moved_slice(search, *slice, search.q(*slice)));
  }
  std::ranges::stable_sort(findings.shown, std::ranges::greater(),
                           [](const MovedSlice& slice) { return std::abs(slice.effect); });
  if (findings.shown.empty() && !nearest.empty())
    findings.nearest = *std::ranges::min_element(nearest, {}, &MovedSlice::p);
  findings.searched = search.searched();
  return findings;
}

Findings<BadSlice> find_bad(const View& view, std::span<const Selection> strata, const SearchPlan& plan,
                            const Candidates& candidates) {
  std::vector<const Selection*> pointers;
  for (const Selection& stratum : strata) pointers.push_back(&stratum);
  Search search(view, pointers, plan, candidates);
  search.test([](std::span<const Stratum> s) { return stats::smallest_fisher_within_p(s); }, exact_within);
  const Search::Story story{pooled_risk_ratio,
                            [](std::span<const Stratum> s) {
                              return slice_over(s).part >= least_shown && pooled_risk_ratio(s) >= clearly_more;
                            },
                            exact_within};
  Findings<BadSlice> findings;
  for (const auto& [slice, q] : search.told(story))
    findings.shown.push_back(bad_slice(search, slice, q, plan.last_is_now));
  std::ranges::stable_sort(findings.shown, std::ranges::greater(),
                           [](const BadSlice& slice) { return slice.impact.value_or(0); });
  if (findings.shown.empty())
    if (const auto slice = search.nearest(story))
      findings.nearest = bad_slice(search, *slice, search.q(*slice), plan.last_is_now);
  findings.searched = search.searched();
  return findings;
}

std::vector<Selection> by_period(const View& view, const Selection& selection, Unit unit) {
  std::map<Day, Selection> periods;  // by first day; undated rows under no_day, moved to the end
  while (true) {
    periods.clear();
    const auto begin = [&](Day day) { return day == no_day ? no_day : period_of(unit, day).begin; };
    for (const Row row : selection.rows) periods[begin(view.day(row))].rows.push_back(row);
    for (const Row row : selection.cohort) periods[begin(view.cohort_day(row.ticket))].cohort.push_back(row);
    if (periods.size() <= most_strata || unit == Unit::quarter) break;
    unit = static_cast<Unit>(static_cast<int>(unit) + 1);
  }
  std::vector<Selection> result;
  for (auto& [day, part] : periods)
    if (day != no_day && !part.rows.empty()) result.push_back(std::move(part));
  if (const auto undated = periods.find(no_day); undated != periods.end() && !undated->second.rows.empty())
    result.push_back(std::move(undated->second));
  return result;
}

std::optional<MixOrRate> mix_or_rate(const View& view, const Selection& before, const Selection& after,
                                     const std::string& dimension) {
  const Grouping grouping = grouping_named(view, dimension);
  if (grouping.overlapping()) return std::nullopt;
  MixOrRate result;
  result.dimension = dimension;
  std::vector<stats::GroupChange> changes(grouping.groups());
  const auto count = [&](const Selection& selection, Share stats::GroupChange::*part) {
    for (const Row row : selection.rows) {
      const Outcome outcome = outcome_of(view, row);
      if (outcome == Outcome::uncounted) continue;
      changes[grouping.code(row)].*part += Share{outcome == Outcome::negative ? 1 : 0, 1};
    }
  };
  count(before, &stats::GroupChange::before);
  count(after, &stats::GroupChange::after);
  for (Code code = 0; code < changes.size(); ++code) {
    if (changes[code].before.base == 0 && changes[code].after.base == 0) continue;
    result.names.push_back(code == 0 ? "(none)" : grouping.names()[code]);
    result.changes.push_back(changes[code]);
  }
  const auto parts = stats::kitagawa(result.changes);
  if (!parts) return std::nullopt;
  result.parts = *parts;
  return result;
}

SliceAgainstRest against_rest(const View& view, std::span<const Selection> slice, std::span<const Selection> all) {
  std::vector<Stratum> strata;
  const auto count = [&](const Selection& selection) {
    const Tally sum = tally(view, {selection.rows, {}});
    return Share{sum.negative, base_of_nrr(view, sum)};
  };
  for (std::size_t s = 0; s < all.size(); ++s) {
    const Share inside = count(slice[s]);
    strata.push_back({inside, count(all[s]) - inside});
  }
  SliceAgainstRest result;
  result.slice = slice_over(strata);
  result.rest = rest_over(strata);
  result.difference = stats::newcombe(result.slice, result.rest);
  result.ratio = stats::risk_ratio(result.slice, result.rest);
  if (const auto test = stats::fisher_within(strata)) result.p = test->p;
  result.impact = stats::leave_one_out(result.slice, result.slice + result.rest);
  return result;
}

std::vector<Claim> claims_of(const Findings<MovedSlice>& found) {
  return as_claims<MovedSlice>(found, [](const MovedSlice& slice, Claim& claim, const std::string& name) {
    claim.key = (slice.rose ? "rose" : "fell") + name;
    claim.text = slice_label(slice.name) + (slice.rose ? " rose" : " fell");
    claim.lasting->figure = Lasting::Figure::nrr;
    claim.lasting->level = halfway(slice.before, slice.after);
    claim.lasting->above = slice.rose;
  });
}

std::vector<Claim> claims_of(const Findings<BadSlice>& found) {
  return as_claims<BadSlice>(found, [](const BadSlice& slice, Claim& claim, const std::string& name) {
    claim.key = "bad" + name;
    claim.text = slice_label(slice.name) + " is worse than the rest";
    claim.lasting->figure = Lasting::Figure::excess_ratio;
    const double ratio = slice.ratio && std::isfinite(slice.ratio->value) ? slice.ratio->value : 3;
    claim.lasting->level = (1 + ratio) / 2;
  });
}

std::string slice_label(const SliceName& name) {
  std::string label;
  for (const SliceValue& part : name) {
    if (!label.empty()) label += " · ";
    label += grouping_title(part.dimension) + " " + part.value;
  }
  return label;
}

std::string slice_phrase(const SliceName& name) {
  std::string phrase, channel;
  for (const SliceValue& part : name) {
    if (part.dimension == "channel" && channel.empty()) {
      channel = part.value;
      continue;
    }
    if (!phrase.empty()) phrase += " and ";
    phrase += part.dimension == "tag" ? part.value : grouping_title(part.dimension) + " " + part.value;
  }
  if (channel.empty()) return phrase;
  return phrase.empty() ? "channel " + channel : phrase + " on " + channel;
}

}  // namespace dsat::analyze
