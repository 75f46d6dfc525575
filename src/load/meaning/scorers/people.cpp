#include "load/meaning/scorers.hpp"

/// People: agents' names come again and again, customers' hardly. A column called after users in general is the agent's
/// where names repeat, and the customer's where nearly each row has another one.
namespace dsat::load {

Evidence score_agent(const ScorerContext& context, Field field, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  const double named = context.named(column, field);
  if (named < 0.3) return {};
  if (profile.filled == 0) return {named >= 0.9 ? 0.9 : 0, false, "called so; empty"};
  if (profile.share(profile.texts) > 0.3 || profile.share(profile.stamps) > 0.3 || profile.share(profile.decimal) > 0.3)
    return {};
  // What else it may be called: a customer who is called a user, a flag.
  const bool may_be_customer = context.named(column, Field::requester_id) >= 0.3;
  const bool repeats = profile.repeats() >= 2;
  if (!repeats && profile.filled >= 5 && profile.unique() && named < 0.95) return {};
  if (may_be_customer && !repeats && profile.filled >= 5) return {};
  // A name says more than a number does, where both are there.
  const double is_names = profile.share(profile.names + profile.addresses);
  return {0.35 + 0.5 * named + 0.05 * is_names + (repeats ? 0.05 : 0), false, "called so"};
}

Evidence score_requester(const ScorerContext& context, Field field, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  double named = context.named(column, field);
  const bool mostly_unique = profile.filled >= 5 && profile.repeats() < 1.5;
  // Users whose names hardly repeat are customers.
  if (named < 0.3 && context.named(column, Field::agent) >= 0.3 && mostly_unique &&
      context.named(column, Field::agent) < 0.95)
    named = 0.5;
  if (named < 0.3) return {};
  if (profile.share(profile.texts) > 0.5 || profile.share(profile.stamps) > 0.3) return {};
  return {0.4 + 0.5 * named, false, "called so"};
}

}  // namespace dsat::load
