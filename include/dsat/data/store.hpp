#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "dsat/base/calendar.hpp"
#include "dsat/data/field.hpp"
#include "dsat/data/scale.hpp"

namespace dsat {

/// A value of a dictionary-coded column. 0 is "missing" in every column.
using Code = std::uint32_t;

/// Codes of one row each, held in as few bytes as the largest needs (1, 2 or 4).
class Codes {
 public:
  Codes() = default;
  explicit Codes(std::vector<Code> codes);
  /// `size` codes, none above `largest`, each as `code_at(row)` gives it.
  template <class CodeAt>
  Codes(std::size_t size, Code largest, CodeAt&& code_at) {
    const auto fill = [&](auto& codes) {
      codes.resize(size);
      for (std::size_t row = 0; row < size; ++row)
        codes[row] = static_cast<typename std::decay_t<decltype(codes)>::value_type>(code_at(row));
    };
    width_ = largest <= 0xFF ? 1 : largest <= 0xFFFF ? 2 : 4;
    width_ == 1 ? fill(narrow_) : width_ == 2 ? fill(medium_) : fill(wide_);
  }

  std::size_t size() const;
  bool empty() const { return size() == 0; }
  Code operator[](std::size_t row) const {
    switch (width_) {
      case 1:
        return narrow_[row];
      case 2:
        return medium_[row];
      default:
        return wide_[row];
    }
  }
  /// Calls `visitor` with the typed vector: the way into a hot loop.
  template <class Visitor>
  decltype(auto) visit(Visitor&& visitor) const {
    switch (width_) {
      case 1:
        return visitor(narrow_);
      case 2:
        return visitor(medium_);
      default:
        return visitor(wide_);
    }
  }

 private:
  int width_ = 1;
  std::vector<std::uint8_t> narrow_;
  std::vector<std::uint16_t> medium_;
  std::vector<std::uint32_t> wide_;
};

/// A column of names: a code per row and the spelling of each code (the most frequent one). names[0] is empty.
struct NameColumn {
  Codes codes;
  std::vector<std::string> names{std::string()};

  bool empty() const { return codes.empty(); }
  std::string_view name(std::size_t row) const { return names[codes[row]]; }
};

/// A column of sets of names (tags): of each row a sorted list of codes into `names`, back to back, as in a large
/// export hardly two tickets carry the same ones. Up to 4,294,967,295 codes in all.
class NameSetColumn {
 public:
  std::vector<std::string> names{std::string()};

  NameSetColumn() = default;
  /// Of sets that are sorted.
  NameSetColumn(const std::vector<std::vector<Code>>& sets, std::vector<std::string> names_of_codes);

  std::size_t size() const { return ends_.size(); }
  bool empty() const { return ends_.empty(); }
  std::span<const Code> set(std::size_t row) const {
    const std::size_t begin = row == 0 ? 0 : ends_[row - 1];
    return {codes_.data() + begin, ends_[row] - begin};
  }
  std::span<const Code> all_codes() const { return codes_; }

  void reserve(std::size_t rows, std::size_t codes) {
    ends_.reserve(rows);
    codes_.reserve(codes);
  }
  /// Adds a code to the row that is to be ended next.
  void add(Code code) { codes_.push_back(code); }
  void end_row();
  /// Every code becomes `to[code]`; each set is sorted then and has every name once. Code 0 is nobody's name.
  void translate(const std::vector<Code>& to);

 private:
  std::vector<Code> codes_;
  std::vector<std::uint32_t> ends_;  ///< of each row, in codes_
};

/// Texts of any length, back to back. An empty text is a missing one.
class TextColumn {
 public:
  void append(std::string_view text) {
    bytes_.append(text);
    ends_.push_back(bytes_.size());
  }
  std::size_t size() const { return ends_.size(); }
  bool empty() const { return ends_.empty(); }
  std::string_view operator[](std::size_t row) const {
    const std::size_t begin = row == 0 ? 0 : ends_[row - 1];
    return std::string_view(bytes_).substr(begin, ends_[row] - begin);
  }

 private:
  std::string bytes_;
  std::vector<std::size_t> ends_;
};

/// Ids as they are written, in order. Numbers, as most are, take eight bytes. An empty one is missing.
class IdColumn {
 public:
  void append(std::string_view id);
  /// A number without sign and leading zeros, below 2⁶³.
  void append_number(std::uint64_t number) { ids_.push_back(number << 1 | 1U); }
  void reserve(std::size_t rows) { ids_.reserve(rows); }
  std::size_t size() const { return ids_.size(); }
  bool empty() const { return ids_.empty(); }
  bool missing(std::size_t row) const { return ids_[row] == 0; }
  std::string operator[](std::size_t row) const;

 private:
  std::vector<std::uint64_t> ids_;  ///< an odd number's upper bits are the id; 0 is none, else twice a place in texts_
  TextColumn texts_;
};

/// Missing value of seconds and counts.
inline constexpr std::int32_t no_number = std::numeric_limits<std::int32_t>::min();

enum class Surveyed : std::uint8_t { unknown, no, yes };
enum class SlaState : std::uint8_t { none, met, breached };

/// No rating; also "no ticket".
inline constexpr std::uint32_t no_row = std::numeric_limits<std::uint32_t>::max();

/// Answers of customers, ordered by ticket and within a ticket by time (oldest first; those without time by file
/// order). One that can't be read is an answer too, of sentiment `unreadable` and level 0; its label has the cell as it
/// stands.
struct Ratings {
  std::vector<std::uint32_t> ticket;
  std::vector<Sentiment> sentiment;
  std::vector<std::uint8_t> scale;  ///< index into Store::scales; of an unreadable answer it means nothing
  std::vector<std::uint8_t> level;  ///< 1…L on that scale; 0 where only the sentiment is known
  std::vector<Moment> rated_at;     ///< missing where the export has no time of the rating; empty if it never has
  NameColumn label;                 ///< the rating as the export writes it (`4`, `Good`)
  NameColumn reason;                ///< as written, perhaps several; empty if the export has none
  /// Where ratings give several reasons: by code of `reason`, codes into single_reasons; else empty.
  std::vector<std::vector<Code>> reason_sets;
  std::vector<std::string> single_reasons;
  Codes agent;         ///< whom the rating itself names, codes of Store::names(Field::agent); may be empty
  TextColumn comment;  ///< empty if the export has none

  std::size_t size() const { return ticket.size(); }
};

/// A further question of a survey (`--map question.NAME=COLUMN`).
struct Question {
  std::string name;
  Scale scale;
  std::vector<std::uint8_t> level;  ///< per ticket, 0: not answered
  bool of_effort = false;           ///< asks how easy it was; the scale's best is the easiest
};

/// Tickets and their ratings in columns. Immutable once built. A column that the export doesn't carry is empty.
/// Row numbers are 32 bits: up to 4,294,967,294 tickets.
struct Store {
  std::size_t tickets = 0;

  IdColumn ticket_id;
  /// Only where the export has no ticket id: a hash of all cells of a ticket's row, the same on every machine.
  std::vector<std::uint64_t> row_hash;
  std::map<Field, NameColumn> names;  ///< agent, team, channel, priority, …, requester_id
  std::map<std::string, NameColumn>
      columns;                      ///< any other column asked for (`column:NAME`), by NAME as it was asked for
  std::vector<std::string> topics;  ///< of `columns`, those that part tickets by what they are about
  NameSetColumn tags;
  NameSetColumn involved_agents;                       ///< codes of names[Field::agent]
  std::map<Field, std::vector<Moment>> moments;        ///< created_at, updated_at, solved_at, first_replied_at
  std::map<Field, std::vector<std::int32_t>> seconds;  ///< first_reply, resolution and their business-hours kin
  std::map<Field, std::vector<std::int32_t>> counts;   ///< replies, reopens
  std::map<Field, TextColumn> prose;                   ///< subject, reply
  std::vector<Surveyed> surveyed;                      ///< empty: nothing says who was asked
  std::vector<SlaState> sla;                           ///< empty: the export doesn't say
  NameColumn source_file;
  std::vector<std::uint32_t> source_line;  ///< physical line (CSV, JSON Lines) or record number, from 1

  std::vector<Scale> scales;
  Ratings ratings;
  bool ratings_by_agent = false;  ///< each of several agents of a ticket is rated: its ratings are different ones
  std::vector<std::uint32_t> first_rating;  ///< tickets + 1 entries: ratings of ticket t are [first_rating[t], [t + 1])
  std::vector<Question> questions;
  /// Per ticket, where only its ratings are in the files though a table of tickets is: it counts, but makes no
  /// coverage. Empty where there is none such.
  std::vector<bool> only_ratings;

  /// The name column of a field; an empty one if the export has none.
  const NameColumn& name_column(Field field) const;
  /// The moments of a field; an empty span if the export has none.
  std::span<const Moment> moment_column(Field field) const;
  std::span<const std::int32_t> seconds_column(Field field) const;
  std::span<const std::int32_t> count_column(Field field) const;
  std::pair<std::uint32_t, std::uint32_t> ratings_of(std::size_t ticket) const {
    return {first_rating[ticket], first_rating[ticket + 1]};
  }
};

}  // namespace dsat
