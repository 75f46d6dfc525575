#include <array>

#include "dsat/review/worksheet.hpp"

namespace dsat::review {
namespace {

const std::array<ColumnInfo, column_count>& all() {
  using enum Column;
  using enum ColumnKind;
  static const std::array<ColumnInfo, column_count> list{{
      {ticket_id, "ticket_id", ours, "The ticket; leave it as it is: rows are found again by it.", {}},
      {rated_at, "rated_at", ours, "When the customer rated, UTC.", {}},
      {agent, "agent", ours, "Whose rating it is.", {}},
      {team, "team", ours, "The agent's team.", {}},
      {channel, "channel", ours, "How the customer wrote.", {}},
      {tags, "tags", ours, "The ticket's tags.", {}},
      {rating, "rating", ours, "What the customer chose, as it stands now.", {}},
      {rating_before, "rating_before", ours, "What it was before, if it changed since.", {}},
      {reason, "reason", ours, "The reason the customer chose.", {}},
      {comment, "comment", ours, "What the customer wrote.", {}},
      {subject, "subject", ours, "The ticket's subject.", {}, true},
      {reply, "reply", ours, "What the agent answered.", {}, true},
      {url, "url", ours, "Where the ticket is.", {}, true},
      {fault,
       "fault",
       choice,
       "Whose fault it was; outside: beyond the agent's control.",
       {"agent", "outside", "mixed", "unknown"}},
      {error_source,
       "error_source",
       choice,
       "Where the error came from.",
       {"employee", "procedure", "template", "product", "delivery", "other"}},
      {root_cause, "root_cause", words, "Why it happened, in the same few words each time.", {}},
      {action, "action", words, "What is done about it; name whom it concerns: tag:refund, template:…, team:….", {}},
      {action_date, "action_date", moment, "From when on it is in force.", {}},
      {prompted_by, "prompted_by", words, "The period that prompted it: 2026-W46, 2026-11.", {}},
      {result, "result", words, "What came of it; stayed or left, if the customer did.", {}},
      {department, "department", words, "Whom it concerns.", {}},
      {reviewer, "reviewer", words, "Who looked at it.", {}},
      {reviewed_at, "reviewed_at", moment, "When.", {}},
      {followed_up_at, "followed_up_at", moment, "When the customer was written to again.", {}},
      {challenge,
       "challenge",
       choice,
       "Whether the agent objects to the rating, and what was decided.",
       {"open", "upheld", "overturned", "restored"}},
      {challenge_by, "challenge_by", words, "Who objects.", {}},
      {challenge_reason, "challenge_reason", words, "Why.", {}},
      {decided_by, "decided_by", words, "Who decided.", {}},
      {decided_at, "decided_at", moment, "When.", {}},
  }};
  return list;
}

}  // namespace

std::span<const ColumnInfo> columns() {
  return all();
}

const ColumnInfo& info(Column column) {
  return all()[static_cast<std::size_t>(column)];
}

}  // namespace dsat::review
