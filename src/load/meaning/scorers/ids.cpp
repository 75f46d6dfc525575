#include <algorithm>

#include "load/meaning/scorers.hpp"

/// Ids: one word a cell, unique or nearly. A key that is half empty isn't what rows are known by while a filled, unique
/// one stands beside it; a key that another table carries too is.
namespace dsat::load {
namespace {

double id_share(const ColumnProfile& profile) {
  return profile.share(std::min(profile.filled, profile.tokens + profile.names + profile.links)) -
         profile.share(profile.decimal);
}

bool is_filled_key(const ColumnProfile& profile) {
  return profile.filled_share() > 0.95 && profile.unique() && profile.share(profile.tokens) > 0.9;
}

}  // namespace

Evidence score_ticket_id(const ScorerContext& context, Field field, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  const double named = context.named(column, field);
  if (context.joins[column]) return {0.95, named < 0.3, "rows of another table carry it too"};
  if (named < 0.3) return {};
  if (profile.filled == 0) return {named >= 0.9 ? 0.9 : 0, false, "called so; empty"};
  if (id_share(profile) < 0.5 || profile.share(profile.texts) > 0.3) return {};
  if (profile.filled_share() < 0.6)
    for (std::size_t other = 0; other < context.view.columns.size(); ++other)
      if (other != column && is_filled_key(context.profile(other)) && profile.filled_share() > 0)
        return {0.3, false, "called so, but often empty"};
  const double distinct =
      profile.filled == 0 ? 0 : static_cast<double>(profile.distinct) / static_cast<double>(profile.filled);
  // Names that stand for few things, such as a service or a shop, are no tickets' ids.
  if (named < 0.9 && distinct < 0.3) return {};
  return {0.35 + 0.5 * named + 0.1 * distinct, false, "called so, filled with ids"};
}

Evidence score_answer_id(const ScorerContext& context, Field field, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  const double named = context.named(column, field);
  if (named < 0.75 || (profile.filled > 0 && id_share(profile) < 0.5)) return {};
  return {named, false, "called so"};
}

}  // namespace dsat::load
