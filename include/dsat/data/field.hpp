#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace dsat {

/// What dsat knows of a ticket and its ratings; the names are those of `--map FIELD=COLUMN`.
enum class Field : std::uint8_t {
  // the ticket
  ticket_id,
  created_at,
  updated_at,
  solved_at,
  first_replied_at,
  agent,
  first_reply_agent,
  involved_agents,
  team,
  channel,
  tags,
  priority,
  type,
  status,
  brand,
  organization,
  language,
  product,
  template_name,
  survey_method,
  requester_id,
  first_reply,
  resolution,
  first_reply_business,
  resolution_business,
  replies,
  reopens,
  sla,
  subject,
  reply,
  // the survey and its answer
  survey_sent,
  rating_id,
  rating,
  sentiment,
  rated_at,
  rated_agent,
  reason,
  comment,
};

/// How a field's cells are read.
enum class FieldKind : std::uint8_t {
  identifier,  ///< kept as written
  name,        ///< one of few words; compared folded
  names,       ///< several names in one cell
  moment,      ///< an instant or a bare date
  duration,    ///< a length of time; the unit comes from header or profile
  count,       ///< a whole number
  flag,        ///< yes or no (or a time, which means yes)
  rating,      ///< a word or number on a scale
  prose,       ///< free text
};

struct FieldInfo {
  Field field;
  std::string_view key;    ///< `ticket_id`
  std::string_view title;  ///< `ticket id`
  FieldKind kind;
  std::string_view help;
};

std::span<const FieldInfo> fields();
const FieldInfo& info(Field field);
std::optional<Field> field_named(std::string_view key);

}  // namespace dsat
