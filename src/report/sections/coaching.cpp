#include "report/sections/coaching.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsat/analyze/coaching.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/data/ticket_name.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::QaCrossing;

/// `82`, `82.5`.
std::string score_in_words(double score) {
  const std::string words = fixed(score, 1);
  return words.ends_with(".0") ? words.substr(0, words.size() - 2) : words;
}

/// `Agent A: 4 negatives for product knowledge, QA 82 → 71`.
std::string sentence(const QaCrossing& crossing) {
  std::string criterion = crossing.criterion;
  if (criterion.size() > 1 && criterion[1] >= 'a' && criterion[1] <= 'z')
    criterion[0] =
        static_cast<char>(criterion[0] >= 'A' && criterion[0] <= 'Z' ? criterion[0] + ('a' - 'A') : criterion[0]);
  return fmt::format("{}: {} for {} ({} of {} ratings after {} of {}), QA {} → {} ({} after {})", crossing.agent,
                     counted(static_cast<std::int64_t>(crossing.negatives.size()), "negative"), criterion,
                     crossing.now.part, crossing.now.base, crossing.before.part, crossing.before.base,
                     score_in_words(crossing.qa->before), score_in_words(crossing.qa->now),
                     counted(crossing.qa->scores_now, "score"), crossing.qa->scores_before);
}

Table crossings_table(const Context& context, const std::vector<QaCrossing>& crossings) {
  Table table;
  table.key = "qa";
  table.title = "Ratings beside QA scores";
  table.columns = {{"agent", "agent", Audience::everybody, false},
                   {"criterion", "criterion", Audience::everybody, false},
                   {"negative", "negatives", Audience::everybody},
                   {"negative_before", "before", Audience::everybody},
                   {"qa_before", "QA before", Audience::everybody},
                   {"scores_before", "scores", Audience::everybody},
                   {"qa_now", "QA now", Audience::everybody},
                   {"scores_now", "scores", Audience::everybody},
                   {"p", "p", context.full_detail ? Audience::everybody : Audience::machines},
                   {"both_worse", "QA beside ratings", Audience::everybody, false}};
  for (const QaCrossing& crossing : crossings) {
    const auto& qa = crossing.qa;
    table.rows.push_back(
        {text(crossing.agent), text(crossing.criterion), count(static_cast<std::int64_t>(crossing.negatives.size())),
         crossing.before.defined() ? count(crossing.before.part) : Cell(),
         score(qa ? std::optional(qa->before) : std::nullopt, 1), qa ? count(qa->scores_before) : Cell(),
         score(qa ? std::optional(qa->now) : std::nullopt, 1), qa ? count(qa->scores_now) : Cell(),
         qa && qa->p ? p_value(crossing.p) : Cell(), text(crossing.both_worse() ? "both worse" : "", Tone::worse)});
  }
  table.top = context.top;
  table.note =
      "Negatives whose reason or root cause is what the criterion scores; neither overturned nor outside. \"Both "
      "worse\" "
      "needs scores that fell beyond chance (two or more on either side) and more such negatives of as many ratings.";
  return table;
}

Table coaching_table(const Context& context, const analyze::Coaching& coaching,
                     const std::vector<analyze::CoachingItem>& agents) {
  constexpr std::size_t most_reasons = 3, most_tickets = 5;
  const TicketNames names(context.view.store());
  Table table;
  table.key = "coaching";
  table.title = "For 1:1s";
  table.columns = {{"agent", "agent", Audience::everybody, false},
                   {"negative", "negatives", Audience::everybody},
                   {"reasons", "mostly for", Audience::everybody, false},
                   {"qa", "QA fell", context.extras.qa.empty() ? Audience::machines : Audience::everybody, false},
                   {.key = "tickets", .title = "look at", .numeric = false, .tickets = true}};
  for (const analyze::CoachingItem& item : agents) {
    std::vector<std::string> reasons, fell, tickets;
    for (std::size_t i = 0; i < std::min(item.reasons.size(), most_reasons); ++i)
      reasons.push_back(fmt::format("{} ({})", item.reasons[i].first, item.reasons[i].second));
    for (const std::size_t crossing : item.crossings) fell.push_back(coaching.crossings[crossing].criterion);
    for (std::size_t i = 0; i < std::min(item.negatives.size(), most_tickets); ++i)
      tickets.push_back("#" + names[item.negatives[i].ticket]);
    table.rows.push_back({text(item.agent.empty() ? "(none)" : item.agent),
                          count(static_cast<std::int64_t>(item.negatives.size())), text(join(reasons, ", ")),
                          text(join(fell, ", ")), text(join(tickets, " "))});
  }
  table.top = context.top;
  return table;
}

Table proposals_table(const Context& context, const std::vector<analyze::CriterionProposal>& proposals) {
  Table table;
  table.key = "criteria";
  table.title = context.extras.qa.empty() ? "Frequent reasons, worth a QA criterion"
                                          : "Frequent reasons that no QA criterion covers";
  table.columns = {{"reason", "reason", Audience::everybody, false, true},
                   {"negative", "negatives", Audience::everybody},
                   {"agents", "agents", Audience::everybody}};
  for (const analyze::CriterionProposal& proposal : proposals)
    table.rows.push_back({text(proposal.reason), count(proposal.negatives), count(proposal.agents)});
  table.top = context.top;
  return table;
}

}  // namespace

namespace {

analyze::Coaching coach(const Context& context) {
  const auto& rows_before = context.then.rows;
  return analyze::coach(context.view, context.now.rows, rows_before, context.extras.qa, context.period, context.before,
                        ReasonNames(context.extras.reasons), context.budget().qa);
}

}  // namespace

std::vector<analyze::Claim> coaching_claims(const Context& context) {
  std::vector<analyze::Claim> claims;
  if (context.extras.qa.empty()) return claims;
  for (const QaCrossing& crossing : coach(context).crossings)
    if (crossing.both_worse())
      claims.push_back({analyze::Family::qa,
                        fmt::format("qa agent={} criterion={}", crossing.agent, crossing.criterion),
                        sentence(crossing),
                        {}});
  return claims;
}

std::vector<Block> coaching_blocks(const Context& context) {
  analyze::Coaching coaching = coach(context);
  std::vector<Block> blocks;
  const auto other = [&context](const auto& entry) {
    return !context.agent.empty() && fold(entry.agent) != fold(context.agent);
  };
  std::vector<analyze::CoachingItem> agents = coaching.agents;
  std::erase_if(agents, other);
  std::vector<QaCrossing> crossings = coaching.crossings;
  std::erase_if(crossings, other);
  constexpr std::size_t most_told = 3;
  std::vector<std::string> both_worse;
  for (const QaCrossing& crossing : crossings)
    if (crossing.both_worse()) both_worse.push_back(sentence(crossing));
  if (!both_worse.empty()) {
    const std::size_t more = both_worse.size() - std::min(both_worse.size(), most_told);
    both_worse.resize(both_worse.size() - more);
    blocks.emplace_back(Paragraph{join(both_worse, "; ") +
                                      (more > 0 ? fmt::format("; and {} more", more) : std::string()) +
                                      ". Both point the same way: something to talk about in a 1:1, not a proof.",
                                  false});
  }
  if (!crossings.empty()) blocks.emplace_back(crossings_table(context, crossings));
  if (!agents.empty()) blocks.emplace_back(coaching_table(context, coaching, agents));
  if (context.agent.empty() && !coaching.proposals.empty())
    blocks.emplace_back(proposals_table(context, coaching.proposals));
  return blocks;
}

}  // namespace dsat::report
