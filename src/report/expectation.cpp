#include "dsat/report/expectation.hpp"

#include <algorithm>
#include <utility>

#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/outcome.hpp"

namespace dsat::report {
namespace {

/// Expected rates of a slice and of all others; 0 where there are no ratings.
struct Sides {
  double inside = 0, outside = 0;
};

analyze::Filter slice_of(const analyze::View& view, const analyze::Claim& claim) {
  std::vector<analyze::Condition> conditions;
  for (const std::string& text : claim.lasting->where) conditions.push_back(analyze::parse_condition(text));
  return analyze::Filter(view, conditions);
}

/// A slice, and the slices that are set aside.
struct Slices {
  analyze::Filter slice;
  std::vector<analyze::Filter> aside;
};

Sides sides(const analyze::View& view, const analyze::Selection& selection, const Slices& slices,
            const std::vector<double>& of_rating) {
  Sides sum;
  double ratings_inside = 0, ratings_outside = 0;
  for (const analyze::Row row : selection.rows) {
    if (analyze::outcome_of(view, row) == analyze::Outcome::uncounted) continue;
    if (std::ranges::any_of(slices.aside, [&](const analyze::Filter& other) { return other.passes(row); })) continue;
    const bool inside = slices.slice.passes(row);
    (inside ? sum.inside : sum.outside) += of_rating[row.rating];
    (inside ? ratings_inside : ratings_outside) += 1;
  }
  if (ratings_inside > 0) sum.inside /= ratings_inside;
  if (ratings_outside > 0) sum.outside /= ratings_outside;
  return sum;
}

}  // namespace

Expectation::Expectation(const Context& context, std::vector<double> of_rating)
    : context_(context), of_rating_(std::move(of_rating)) {}

bool Expectation::makes_true(const analyze::Claim& claim, double times, std::span<const analyze::Claim> aside) const {
  if (claim.family != analyze::Family::explain || !claim.lasting) return false;
  Slices slices{slice_of(context_.view, claim), {}};
  for (const analyze::Claim& other : aside)
    if (other.lasting) slices.aside.push_back(slice_of(context_.view, other));
  const bool rose = claim.key.starts_with("rose "), fell = claim.key.starts_with("fell ");
  if (rose || fell) {
    const Sides then = sides(context_.view, context_.then, slices, of_rating_);
    const Sides now = sides(context_.view, context_.now, slices, of_rating_);
    const double own = now.inside * then.outside, usual = now.outside * then.inside;
    return rose ? own >= times * usual : own * times <= usual;
  }
  const Sides recent = sides(context_.view, context_.recent, slices, of_rating_);
  return recent.inside >= times * recent.outside;
}

}  // namespace dsat::report
