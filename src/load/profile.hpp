#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/data/field.hpp"
#include "load/header.hpp"
#include "load/vocabulary.hpp"

/// What is known of one maker's exports. Profiles are text files (docs/input.md); users can write their own.
namespace dsat::load {

/// A column, or of a column that holds a JSON array the items beside which another column says `is`
/// (`answers[].value where answers[].type = open_ended`).
struct Part {
  std::string key;              ///< normalised name
  std::string where;            ///< normalised name, or empty
  std::vector<std::string> is;  ///< folded values
};

/// One way to fill a field: columns joined (`date + time`, `first name + last name`), and what to take where they are
/// empty (`resolved time | closed time`).
struct Source {
  std::vector<std::vector<Part>> options;  ///< tried in order, row by row; each a sum
  TimeUnit unit = TimeUnit::unknown;       ///< of its numbers, where the column's name doesn't say
};

/// What rows of a table are.
enum class Role : std::uint8_t {
  tickets,  ///< each row is a version of a ticket
  ratings,  ///< each row is a rating of a ticket
  details,  ///< each row adds to a ticket: metrics, tags
  names,    ///< each row gives an id its name: users, groups
  reviews,  ///< each row is a rating of its own; its ids are nobody's tickets
};

/// What several ratings of one ticket are.
enum class Several : std::uint8_t {
  by_evidence,  ///< told from the data
  newest,       ///< one rating that changes: the newest counts
  per_agent,    ///< each of several agents is rated
};

/// Rows not to be counted: those whose column holds one of the values (folded). `*` stands for anything at all.
struct LeaveOut {
  std::string reason;  ///< `deleted`
  std::string column;  ///< normalised
  std::vector<std::string> values;
};

/// Cells of a field that stand for something else: `2` for `open`.
using Spellings = std::map<std::string, std::string, std::less<>>;

/// One kind of record that a maker exports.
struct TableProfile {
  std::string label;  ///< `satisfaction ratings`
  Role role = Role::tickets;
  std::vector<std::string> records;  ///< names of the JSON arrays they come in; they decide between equals
  std::vector<std::string> only_in;  ///< names of the JSON arrays they must come in; empty: any
  struct Sign {
    std::size_t least = 0;           ///< so many of the names must be there
    std::vector<std::string> names;  ///< normalised
    bool alone = false;              ///< and no other column
  };
  std::vector<Sign> signs;                      ///< any of them identifies the table
  std::map<Field, std::vector<Source>> fields;  ///< the first source of which a column is there is taken
  std::vector<Source> version;                  ///< what tells newer from older versions, before updated_at
  std::vector<Source> id, name;                 ///< of a names table
  std::vector<Source> other_id;                 ///< a second id by which tables of this maker know a ticket
  bool only = false;                            ///< the common aliases don't apply
  OwnWords words;                               ///< rating words
  std::map<Field, Spellings> spellings;         ///< folded cell → what it stands for; empty: nothing
  std::vector<LeaveOut> leave_out;
  std::string scale;         ///< empty: by evidence
  std::string scale_column;  ///< normalised: what it holds decides the scale of its row
  std::map<std::string, std::string, std::less<>> scale_when;  ///< folded cell of that column → scale
  std::vector<std::string> maybe_rating;  ///< normalised: columns that are the rating if they look like one
  std::string tag_separators;             ///< empty: by evidence
  std::string date_order;                 ///< empty: by evidence
  Several several = Several::by_evidence;
  bool utc = false;             ///< stamps without a zone are UTC
  std::vector<Field> names_of;  ///< of a names table: the fields whose ids it resolves
};

struct Profile {
  std::string key, title, help;
  std::vector<TableProfile> tables;
};

/// Reads a profile's text. `key` names it, `file` is for messages. Throws Error(usage) with the line for what it
/// doesn't understand.
Profile parse_profile(std::string_view text, std::string key, const std::string& file);

/// The makers' profiles, in the order of profiles/list.txt. The last is `generic`: the common aliases.
const std::vector<Profile>& makers();

/// A profile's source text as compiled in.
struct ProfileText {
  std::string_view key, text;
};
extern const ProfileText profile_texts[];
extern const std::size_t profile_text_count;

}  // namespace dsat::load
