#include "dsat/analyze/explain.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numeric>

#include "analyze/search.hpp"
#include "dsat/analyze/breakdown.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/outcome.hpp"
#include "dsat/analyze/topic.hpp"
#include "dsat/analyze/unmapped.hpp"
#include "dsat/stats/excess.hpp"
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
constexpr std::size_t periods_to_know = 8;  // earlier ones, before a slice's own swings are known

Share slice_over(std::span<const Stratum> strata) {
  Share sum;
  for (const Stratum& stratum : strata) sum += stratum.slice;
  return sum;
}

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

/// The period judged, against all earlier ones or the one before.
struct TwoPeriods {
  Stratum before, after;
};

/// All earlier periods of a slice together, and the last one; without history the last two.
TwoPeriods together(std::span<const Stratum> strata, bool with_history) {
  TwoPeriods two;
  if (strata.empty()) return two;
  two.after = strata.back();
  const auto earlier = strata.first(strata.size() - 1);
  for (const Stratum& stratum : with_history ? earlier : earlier.last(std::min<std::size_t>(1, earlier.size()))) {
    two.before.slice += stratum.slice;
    two.before.rest += stratum.rest;
  }
  return two;
}

/// A slice has moved one way if its own rate has, beyond chance, clearly more than the rest's.
bool moved_itself(const TwoPeriods& two, bool up) {
  const auto& [before, after] = two;
  if (before.slice.part + after.slice.part < least_shown) return false;
  if (up != (rate_or_zero(after.slice) > rate_or_zero(before.slice))) return false;
  const double own = growth(before.slice, after.slice), others = growth(before.rest, after.rest);
  if (up ? own < clearly_more * others : own * clearly_more > others) return false;
  const auto test = stats::fisher(before.slice, after.slice);
  return test && test->p <= unlikely;
}

/// φ of a dimension's excesses over the rest, from all its values together, with its degrees of freedom.
struct Dispersion {
  double phi = 1, degrees_of_freedom = 1;
};

/// How much more than coin tosses the excess of each dimension's values swings from period to period.
std::vector<Dispersion> dispersions(const Ground& ground, std::size_t dimensions) {
  std::vector<stats::ExcessSpread> sums(dimensions);
  for (std::size_t i = 0; i < ground.slices(); ++i) {
    if (ground.slice(i).length > 1) continue;
    const auto spread = stats::excess_spread(ground.strata(i));
    stats::ExcessSpread& sum = sums[ground.bits().items()[ground.slice(i).items[0]].dimension];
    sum.squares += spread.squares;
    sum.degrees_of_freedom += spread.degrees_of_freedom;
  }
  std::vector<Dispersion> all;
  for (const stats::ExcessSpread& sum : sums)
    all.push_back(sum.degrees_of_freedom <= 0
                      ? Dispersion()
                      : Dispersion{std::max(1.0, sum.squares / sum.degrees_of_freedom), sum.degrees_of_freedom});
  return all;
}

/// Of a combination: the largest of its values', with the fewest degrees of freedom.
Dispersion dispersion_of(const Ground& ground, std::size_t slice, std::span<const Dispersion> by_dimension) {
  Dispersion largest{1, std::numeric_limits<double>::infinity()};
  for (const std::uint32_t part : ground.slice(slice).parts()) {
    const Dispersion& own = by_dimension[ground.bits().items()[part].dimension];
    largest.phi = std::max(largest.phi, own.phi);
    largest.degrees_of_freedom = std::min(largest.degrees_of_freedom, own.degrees_of_freedom);
  }
  return largest;
}

/// One-sided p of a slice having moved: the larger of Zelen's exact one and of the test that allows for swings.
double moved_p(const Ground& ground, std::size_t slice, std::span<const Stratum> strata, bool up, bool with_history,
               std::span<const Dispersion> by_dimension) {
  const auto [before, after] = together(strata, with_history);
  const auto exact = stats::same_change_tail(before, after, up);
  if (!exact || *exact > unlikely) return exact.value_or(1);
  const std::vector<Stratum> last_two{before, after};
  const double effect = with_history ? 1 : ground.design_effect(slice);
  const Dispersion swings = with_history ? dispersion_of(ground, slice, by_dimension) : Dispersion{effect, 0};
  const auto change = stats::excess_change(with_history ? strata : std::span<const Stratum>(last_two), swings.phi);
  if (!change) return 1;
  const double t = up ? change->t : -change->t;
  return std::max(*exact, with_history ? stats::student_upper(t, swings.degrees_of_freedom) : stats::normal_upper(t));
}

/// What each rating adds to the change of a slice's excess.
std::vector<Ground::Contrast> moved_contrast(std::span<const Stratum> strata, bool with_history) {
  std::vector<Ground::Contrast> contrasts(strata.size());
  const std::size_t first = with_history || strata.size() < 2 ? 0 : strata.size() - 2;
  const auto change = stats::excess_change(strata.subspan(first), 1);
  if (!change) return contrasts;
  for (std::size_t s = first; s < strata.size(); ++s) {
    const double weight = s + 1 == strata.size() ? 1 : -change->weights[s - first];
    const auto each = [](double of_all, const Share& share) {
      return share.defined() ? of_all / static_cast<double>(share.base) : 0;
    };
    contrasts[s] = {each(weight, strata[s].slice), change->slice_rate, -each(weight, strata[s].rest),
                    change->rest_rate};
  }
  return contrasts;
}

/// What each rating adds to a slice's excess over what its strata lead one to expect.
std::vector<Ground::Contrast> bad_contrast(std::span<const Stratum> strata) {
  std::vector<Ground::Contrast> contrasts;
  for (const Stratum& stratum : strata) {
    const Share all = stratum.slice + stratum.rest;
    const double inside = all.defined() ? static_cast<double>(stratum.slice.base) / static_cast<double>(all.base) : 0;
    const double mean = rate_or_zero(all);
    contrasts.push_back({1 - inside, mean, -inside, mean});
  }
  return contrasts;
}

MovedSlice moved_slice(const Ground& ground, const ToldSlice& told, bool with_history) {
  const auto strata = ground.strata(told.slice);
  const auto [before, after] = together(strata, with_history);
  MovedSlice moved{ground.name(told.slice), before.slice, after.slice, before.rest, after.rest};
  const double all_before = static_cast<double>(std::max<std::int64_t>(1, before.slice.base + before.rest.base)),
               all_after = static_cast<double>(std::max<std::int64_t>(1, after.slice.base + after.rest.base));
  moved.effect =
      static_cast<double>(moved.after.part) / all_after - static_cast<double>(moved.before.part) / all_before;
  moved.rose = rate_or_zero(moved.after) > rate_or_zero(moved.before);
  moved.p = told.p;
  moved.q = told.q;
  if (strata.size() > 1) {
    moved.last = strata[strata.size() - 2].slice;
    moved.bad_before = bad_already(moved.last, strata[strata.size() - 2].rest);
  }
  return moved;
}

BadSlice bad_slice(const Ground& ground, const ToldSlice& told, bool last_is_now) {
  const auto strata = ground.strata(told.slice);
  BadSlice bad;
  bad.name = ground.name(told.slice);
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
  bad.p = told.p;
  bad.q = told.q;
  bad.design_effect = ground.design_effect(told.slice);
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

std::vector<const Selection*> pointers_to(std::span<const Selection> selections) {
  std::vector<const Selection*> pointers;
  for (const Selection& selection : selections) pointers.push_back(&selection);
  return pointers;
}

Searched searched_on(const Ground& ground, double level) {
  Searched searched;
  searched.ratings = ground.bits().total().base;
  searched.slices = static_cast<std::int64_t>(ground.slices());
  searched.support = ground.bits().support();
  searched.level = level;
  return searched;
}

Findings<MovedSlice> find_moved(const Ground& ground, const SearchPlan& plan) {
  Findings<MovedSlice> findings;
  findings.searched = searched_on(ground, plan.rose + plan.fell);
  const std::size_t strata = ground.bits().strata();
  if (strata < 2) return findings;
  std::size_t earlier = 0;
  for (std::size_t s = 0; s + 1 < strata; ++s) earlier += ground.bits().total(s).base > 0 ? 1 : 0;
  const bool with_history = earlier >= periods_to_know;
  findings.searched.earlier = with_history ? earlier : 1;
  const std::vector<Dispersion> by_dimension =
      with_history ? dispersions(ground, plan.dimensions.size()) : std::vector<Dispersion>();

  // What rose and what fell are told apart: a slice is compared with parents that went the same way.
  std::vector<MovedSlice> nearest;
  std::vector<bool> can_matter(ground.slices());
  for (const bool up : {true, false}) {
    Rules rules;
    rules.level = up ? plan.rose : plan.fell;
    rules.further = 2 * rules.level;
    rules.up = up;
    rules.values_first = true;
    rules.support = [=](std::span<const Stratum> s) {
      const auto [before, after] = together(s, with_history);
      return with_history ? after.slice.base : before.slice.base + after.slice.base;
    };
    rules.smallest_p = [=](std::span<const Stratum> s) {
      const auto [before, after] = together(s, with_history);
      return stats::smallest_same_change_tail(before, after, up);
    };
    rules.p = [&, up](std::size_t slice, std::span<const Stratum> s) {
      return moved_p(ground, slice, s, up, with_history, by_dimension);
    };
    rules.ratio = [=](std::span<const Stratum> s) {
      const auto [before, after] = together(s, with_history);
      const double ratio = growth(before.slice, after.slice);
      return up ? ratio : 1 / ratio;
    };
    rules.worth = [=](std::span<const Stratum> s) { return moved_itself(together(s, with_history), up); };
    rules.contrast = [&](std::size_t slice) { return moved_contrast(ground.strata(slice), with_history); };
    const Search search(ground, rules);
    findings.searched.surviving += search.surviving();
    for (std::size_t i = 0; i < can_matter.size(); ++i) can_matter[i] = can_matter[i] || search.can_matter(i);
    for (const ToldSlice& told : search.told()) findings.shown.push_back(moved_slice(ground, told, with_history));
    if (const auto slice = search.nearest()) nearest.push_back(moved_slice(ground, *slice, with_history));
  }
  findings.searched.tested = std::ranges::count(can_matter, true);
  std::ranges::stable_sort(findings.shown, std::ranges::greater(),
                           [](const MovedSlice& slice) { return std::abs(slice.effect); });
  if (findings.shown.empty() && !nearest.empty())
    findings.nearest = *std::ranges::min_element(nearest, {}, &MovedSlice::p);
  return findings;
}

Findings<BadSlice> find_bad(const Ground& ground, const SearchPlan& plan) {
  Rules rules;
  rules.level = plan.bad;
  rules.further = 2 * plan.bad;
  rules.support = [](std::span<const Stratum> s) { return slice_over(s).base; };
  rules.smallest_p = [](std::span<const Stratum> s) { return stats::smallest_fisher_within_p(s); };
  rules.p = [&](std::size_t slice, std::span<const Stratum> s) {
    const double exact = exact_within(s);
    if (exact > unlikely) return exact;  // so far from any claim that what goes together can't matter
    const auto score = stats::mantel_haenszel(s, ground.design_effect(slice));
    return std::max(exact, score ? score->p : 1);
  };
  rules.ratio = pooled_risk_ratio;
  rules.worth = [](std::span<const Stratum> s) {
    return slice_over(s).part >= least_shown && pooled_risk_ratio(s) >= clearly_more;
  };
  rules.contrast = [&](std::size_t slice) { return bad_contrast(ground.strata(slice)); };
  const Search search(ground, rules);
  Findings<BadSlice> findings;
  findings.searched = searched_on(ground, plan.bad);
  for (std::size_t i = 0; i < ground.slices(); ++i) findings.searched.tested += search.can_matter(i) ? 1 : 0;
  findings.searched.surviving = search.surviving();
  for (const ToldSlice& told : search.told()) findings.shown.push_back(bad_slice(ground, told, plan.last_is_now));
  std::ranges::stable_sort(findings.shown, std::ranges::greater(),
                           [](const BadSlice& slice) { return slice.impact.value_or(0); });
  if (findings.shown.empty())
    if (const auto slice = search.nearest()) findings.nearest = bad_slice(ground, *slice, plan.last_is_now);
  return findings;
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
  for (const std::string& topic : view.store().topics)
    if (const auto column = view.store().columns.find(topic);
        column != view.store().columns.end() && may_be_cause(view, column->second))
      keys.push_back("column:" + topic);
  // Of two names for the same tickets the first is told, and a tag says most.
  std::ranges::stable_partition(keys, [](const std::string& key) { return key == "tag"; });
  return keys;
}

Candidates::Candidates(const View& view, std::span<const std::string> dimensions) {
  for (const std::string& key : dimensions) {
    groupings.push_back(grouping_named(view, key));
    constexpr std::string_view column = "column:";
    if (key.starts_with(column)) {
      left_out.push_back(after_outcome_values(view, view.store().columns.at(key.substr(column.size()))));
      continue;
    }
    const Dimension* dimension = dimension_named(key);
    left_out.push_back(dimension != nullptr && dimension->key == "tag" ? after_outcome_tags(view)
                                                                       : std::vector<bool>());
  }
}

Findings<MovedSlice> find_moved(const View& view, std::span<const Selection> periods, const SearchPlan& plan,
                                const Candidates& candidates, const Clusters* clusters) {
  const Ground ground(view, pointers_to(periods), plan, candidates, clusters);
  return find_moved(ground, plan);
}

Findings<BadSlice> find_bad(const View& view, std::span<const Selection> strata, const SearchPlan& plan,
                            const Candidates& candidates, const Clusters* clusters) {
  return find_bad(Ground(view, pointers_to(strata), plan, candidates, clusters), plan);
}

MovedAndBad find_both(const View& view, std::span<const Selection> periods, const SearchPlan& plan,
                      const Candidates& candidates, const Clusters* clusters) {
  const Ground ground(view, pointers_to(periods), plan, candidates, clusters);
  return {find_moved(ground, plan), find_bad(ground, plan)};
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
