#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsat/data/provenance.hpp"
#include "dsat/load/load.hpp"
#include "load/meaning/column_profile.hpp"
#include "load/profile.hpp"
#include "load/raw_table.hpp"

/// Which maker wrote a table, and which of its columns mean what.
namespace dsat::load {

/// The profiles that a run knows: users' own first, then the makers', `generic` last.
class ProfileSet {
 public:
  /// Throws Error(usage) for a profile that isn't there (naming the nearest) or that can't be understood.
  explicit ProfileSet(const Options& options);

  const std::vector<const Profile*>& list() const { return list_; }
  /// The one asked for with --profile; nullptr: recognise.
  const Profile* asked_for() const { return asked_for_; }
  const Profile& generic() const { return *list_.back(); }

 private:
  std::vector<Profile> own_;
  std::vector<const Profile*> list_;
  const Profile* asked_for_ = nullptr;
};

/// Fields that may hold ids to which another table gives names.
FieldSet named_elsewhere(const ProfileSet& profiles);

/// Columns of tables that have to be read whole, whatever their names: record type and column, and how to hold it.
using NeedsMore = std::map<std::pair<std::string, std::string>, Keep>;
/// How to hold each column of a file. `read_once`: it can't be read again, so nothing may be left out that might turn
/// out to matter.
ColumnPlan column_plan(const ProfileSet& profiles, const Options& options, const std::string& file = {},
                       const NeedsMore& needed = {}, bool read_once = false);
/// How cells of that kind, or of that field, are best held.
Keep keep_for(FieldKind kind);
Keep keep_for(Field field);

/// How to hold each column of a table, now that its beginning is known; Keep::sampled: nobody needs it.
std::vector<Keep> keeps_for(const RawTable& beginning, const ProfileSet& profiles, const Options& options,
                            const std::string& file, std::vector<Keep> keeps = {});
/// True for a column by which rows of another table may be known: one word with a digit in it a cell.
bool could_be_key(const ColumnProfile& profile);
/// True for cells that are the name of a column in some profile.
KnownName known_names(const ProfileSet& profiles, const Options& options);

/// A column of a table that takes part in a field.
struct BoundPart {
  std::size_t column = 0;
  std::optional<std::size_t> where;  ///< the column beside it that picks array items
  const std::vector<std::string>* is = nullptr;
};

/// The columns that fill one field.
struct Bound {
  std::vector<std::vector<BoundPart>> options;
  TimeUnit unit = TimeUnit::unknown;
  bool utc = false;
  bool by_hand = false;  ///< --map
  std::string shown;     ///< the columns' names, for people
  std::string key;       ///< their normalised names, for comparing tables
};

/// `--map question.NAME=COLUMN`: a further question.
inline constexpr std::string_view question_prefix = "question.";

/// What was recognised in one table.
struct Recognised {
  const Profile* profile = nullptr;
  const TableProfile* rules = nullptr;
  std::string evidence;  ///< why this profile
  std::map<Field, Bound> fields;
  std::optional<Bound> version, id, name, other_id;
  std::optional<std::size_t> scale_column;    ///< the column whose cells decide the scale
  std::map<std::string, Bound> questions;     ///< --map question.NAME=COLUMN
  std::map<std::string, std::size_t> extras;  ///< name as it was asked for, column
  std::vector<Guess> guesses;
  std::vector<ColumnFacts> seen;
  std::vector<std::string> unused;
  std::vector<std::string> rating_like;  ///< without a rating column: those whose contents fit
  std::vector<std::string> date_like;    ///< without an instant: columns of dates
  std::vector<std::string> topics;       ///< columns that became dimensions under their own names

  bool has(Field field) const { return fields.contains(field); }
};

/// Recognises one table. The file's name tells users from groups where nothing else does.
Recognised recognise(const TableView& view, const ProfileSet& profiles, const Options& options,
                     const std::string& file = {});

/// The columns of `table` that a user means by a name: exactly that, else the same folded, else the same normalised.
std::optional<std::size_t> column_named(const RawTable& table, std::string_view name);

/// Throws Error(usage), naming what is nearest, if an option names a field, a scale or an order of dates that isn't
/// one.
void check_options(const Options& options);
/// Throws Error(usage), naming the nearest column, if an option names a column that none of the tables has.
void check_named_columns(const std::vector<const RawTable*>& tables, const Options& options);

/// The cells of a field, one per record, from whichever columns they come.
class BoundCells {
 public:
  BoundCells(const RawTable& table, const Bound& bound, FieldKind kind);
  const RawColumn& column() const { return made_ ? *made_ : *single_; }
  /// The cells are those of a column of the table, and stay as long as that.
  bool stay() const { return !made_; }
  /// From now on every cell is held as a text.
  void hold_texts();

 private:
  const RawColumn* single_ = nullptr;
  std::optional<RawColumn> made_;
};

}  // namespace dsat::load
