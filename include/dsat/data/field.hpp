#pragma once
#include <cstdint>
#include <initializer_list>
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

/// A set of fields.
class FieldSet {
 public:
  constexpr FieldSet() = default;
  constexpr FieldSet(std::initializer_list<Field> fields) {
    for (const Field field : fields) bits_ |= bit(field);
  }
  static constexpr FieldSet all() {
    FieldSet every;
    every.bits_ = bit(Field::comment) | (bit(Field::comment) - 1);
    return every;
  }

  constexpr bool contains(Field field) const { return (bits_ & bit(field)) != 0; }
  constexpr FieldSet operator|(FieldSet other) const {
    other.bits_ |= bits_;
    return other;
  }
  constexpr FieldSet& operator|=(FieldSet other) { return *this = *this | other; }
  /// Those that `other` doesn't hold.
  constexpr bool empty() const { return bits_ == 0; }
  constexpr FieldSet operator-(FieldSet other) const {
    other.bits_ = bits_ & ~other.bits_;
    return other;
  }

 private:
  static constexpr std::uint64_t bit(Field field) { return std::uint64_t{1} << static_cast<unsigned>(field); }
  static_assert(static_cast<unsigned>(Field::comment) < 64);

  std::uint64_t bits_ = 0;
};

std::span<const FieldInfo> fields();
const FieldInfo& info(Field field);
std::optional<Field> field_named(std::string_view key);

}  // namespace dsat
