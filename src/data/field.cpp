#include "dsat/data/field.hpp"

#include <algorithm>
#include <array>

namespace dsat {
namespace {

using enum Field;
using K = FieldKind;

// In the order of the enumeration, which is the order of `inspect` and `list`.
constexpr std::array all_fields = {
    FieldInfo{ticket_id, "ticket_id", "ticket id", K::identifier, "what tells one ticket from another"},
    FieldInfo{created_at, "created_at", "created", K::moment, "when the customer first wrote"},
    FieldInfo{updated_at, "updated_at", "updated", K::moment, "when this version of the ticket was written"},
    FieldInfo{solved_at, "solved_at", "solved", K::moment, "when the ticket was solved or closed"},
    FieldInfo{first_replied_at, "first_replied_at", "first replied", K::moment, "when an agent first answered"},
    FieldInfo{agent, "agent", "agent", K::name, "the present assignee"},
    FieldInfo{first_reply_agent, "first_reply_agent", "first reply by", K::name, "who answered first"},
    FieldInfo{involved_agents, "involved_agents", "agents involved", K::names, "everybody who worked on the ticket"},
    FieldInfo{team, "team", "team", K::name, "group, inbox or department"},
    FieldInfo{channel, "channel", "channel", K::name, "how the customer wrote"},
    FieldInfo{tags, "tags", "tags", K::names, "labels, issue codes"},
    FieldInfo{priority, "priority", "priority", K::name, "priority or urgency"},
    FieldInfo{type, "type", "type", K::name, "kind of ticket"},
    FieldInfo{status, "status", "status", K::name, "open, solved, closed, …"},
    FieldInfo{brand, "brand", "brand", K::name, "brand or shop"},
    FieldInfo{organization, "organization", "organization", K::name, "the customer's company"},
    FieldInfo{language, "language", "language", K::name, "language or locale"},
    FieldInfo{product, "product", "product", K::name, "what it is about"},
    FieldInfo{template_name, "template", "template", K::name, "macro or canned answer used"},
    FieldInfo{survey_method, "survey_method", "survey method", K::name, "how the customer was asked"},
    FieldInfo{requester_id, "requester_id", "requester", K::name, "who wrote; needed for repeat contacts"},
    FieldInfo{first_reply, "first_reply", "first reply time", K::duration, "from creation to the first answer"},
    FieldInfo{resolution, "resolution", "resolution time", K::duration, "from creation to the last solve"},
    FieldInfo{first_reply_business, "first_reply_business", "first reply time (business hours)", K::duration,
              "first reply counted in business hours"},
    FieldInfo{resolution_business, "resolution_business", "resolution time (business hours)", K::duration,
              "resolution counted in business hours"},
    FieldInfo{replies, "replies", "replies", K::count, "public answers of agents"},
    FieldInfo{reopens, "reopens", "reopens", K::count, "how often it was reopened"},
    FieldInfo{sla, "sla", "SLA", K::flag, "whether the service level was met"},
    FieldInfo{subject, "subject", "subject", K::prose, "the ticket's title"},
    FieldInfo{reply, "reply", "reply", K::prose, "what the agent answered"},
    FieldInfo{survey_sent, "survey_sent", "survey sent", K::flag, "whether or when the customer was asked"},
    FieldInfo{rating_id, "rating_id", "rating id", K::identifier, "what tells one rating from another"},
    FieldInfo{rating, "rating", "rating", K::rating, "the customer's answer"},
    FieldInfo{sentiment, "sentiment", "rating category", K::rating, "the answer's class, where the export gives it"},
    FieldInfo{rated_at, "rated_at", "rated", K::moment, "when the customer answered"},
    FieldInfo{rated_agent, "rated_agent", "rated agent", K::name, "the agent whom the rating names"},
    FieldInfo{reason, "reason", "reason", K::name, "why, in the words of the survey"},
    FieldInfo{comment, "comment", "comment", K::prose, "what the customer added"},
};

}  // namespace

std::span<const FieldInfo> fields() {
  return all_fields;
}

const FieldInfo& info(Field field) {
  return all_fields[static_cast<std::size_t>(field)];
}

std::optional<Field> field_named(std::string_view key) {
  const auto found = std::ranges::find(all_fields, key, &FieldInfo::key);
  if (found == all_fields.end()) return std::nullopt;
  return found->field;
}

}  // namespace dsat
