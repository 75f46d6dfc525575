#include <algorithm>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/durations.hpp"
#include "load/meaning/column_name.hpp"
#include "load/meaning/recognise.hpp"
#include "load/meaning/shapes.hpp"
#include "load/moments.hpp"

/// Which columns are read, and how they are held. Names decide before anything was read: what a profile, an option or
/// the lexicon knows is read whole, everything else at the beginning only. Once that is known, contents decide.
namespace dsat::load {
namespace {

constexpr std::size_t cells_looked_at = 400;  // enough to tell what a column holds

/// What a column of that field is called isn't enough: what it holds must bear that out.
bool is_looked_into(Field field) {
  const FieldKind kind = info(field).kind;
  return kind != FieldKind::name && kind != FieldKind::names && kind != FieldKind::prose && field != Field::sla;
}

/// True if the first cells of a column settle that it holds time spans or counts, as its name says.
template <class Readable>
bool all_readable(const RawColumn& beginning, Readable&& readable) {
  std::size_t filled = 0;
  CellRoom room;
  for (std::size_t row = 0; row < beginning.size() && filled < cells_looked_at; ++row) {
    const std::string_view cell = beginning.cell(row, room);
    if (means_missing(cell)) continue;
    if (!readable(cell)) return false;
    ++filled;
  }
  return filled == cells_looked_at;
}
bool are_time_spans(const RawColumn& beginning) {
  return all_readable(beginning,
                      [](std::string_view cell) { return parse_duration(cell, TimeUnit::unknown).has_value(); });
}
bool are_counts(const RawColumn& beginning) {
  return all_readable(beginning, [](std::string_view cell) {
    const auto number = parse_number(trim(cell));
    return (number && *number >= 0 && *number < 1e9) || flag_of(cell).has_value();
  });
}

/// How a column that two fields may want is held. Plain holds everything well; a dictionary of distinct stamps or
/// comments wouldn't be one.
Keep for_both(Keep a, Keep b) {
  return std::max(a, b);
}

bool is_whole_kind(Keep keep) {
  return keep > Keep::sampled;
}

/// What is wanted of the columns of one name.
struct Want {
  Keep keep = Keep::no;
  bool asked_for = false;                         ///< somebody wants the cells
  bool may_be_prose = false;                      ///< they are wanted only as they may be a comment, a reply, a subject
  bool (*is_enough)(const RawColumn&) = nullptr;  ///< nobody does, once this is true of the first ones
  std::vector<std::string> marks;                 ///< nobody does, but for cells with these words

  void add(const Want& other) {
    may_be_prose = other.may_be_prose && (may_be_prose || keep == Keep::no);
    keep = for_both(keep, other.keep);
    // Two that look for different things need all of it.
    asked_for = asked_for || other.asked_for || (is_enough != nullptr && !other.marks.empty()) ||
                (!marks.empty() && other.is_enough != nullptr) ||
                (is_enough != nullptr && other.is_enough != nullptr && is_enough != other.is_enough);
    if (is_enough == nullptr) is_enough = other.is_enough;
    for (const std::string& mark : other.marks)
      if (std::ranges::find(marks, mark) == marks.end()) marks.push_back(mark);
  }
};

Want want_of(Field field, bool unread) {
  const FieldKind kind = info(field).kind;
  if (!unread) return {keep_for(field), true, kind == FieldKind::prose};
  if (!is_looked_into(field)) return {Keep::sampled, false, kind == FieldKind::prose};
  if (kind == FieldKind::duration) return {keep_for(field), false, false, are_time_spans};
  if (kind == FieldKind::count) return {keep_for(field), false, false, are_counts};
  return {keep_for(field), true};
}

/// Every name that any profile or the lexicon knows, and how its cells are best held.
class Wanted {
 public:
  explicit Wanted(const ProfileSet& profiles, FieldSet unread = {}) : unread_(unread) {
    for (const Profile* profile : profiles.list())
      for (const TableProfile& table : profile->tables) {
        for (const auto& [field, sources] : table.fields) add(sources, want_of(field, unread.contains(field)));
        add(table.version, {Keep::packed, true});
        add(table.other_id, {Keep::plain, true});
        if (!table.scale_column.empty()) add(table.scale_column, {Keep::words, true});
        for (const std::string& key : table.maybe_rating) add(key, {Keep::words, true});
        add(table.id, {Keep::plain, true});
        add(table.name, {Keep::plain, true});
        for (const LeaveOut& rule : table.leave_out) {
          const bool are_words = std::ranges::all_of(rule.values, [](const std::string& value) {
            return std::ranges::all_of(value, [](char c) { return c > ' ' && c < 127 && c != '*' && c != '?'; });
          });
          add(rule.column, {Keep::words, !are_words, false, nullptr, rule.values});
        }
      }
  }

  /// What a name makes its cells wanted for; Keep::no if nobody knows it.
  Want of(const ColumnName& name) const {
    Want want;
    for (const std::string& key : look_up_keys(name.header))
      if (const auto found = wants_.find(key); !key.empty() && found != wants_.end()) {
        want = found->second;
        break;
      }
    for (const FieldEvidence& evidence : name.fields)
      if (evidence.strength >= 0.3) want.add(want_of(evidence.field, unread_.contains(evidence.field)));
    // What may turn out to be the rating is looked into.
    if (name.rating >= 0.25) want.add({for_both(want.keep, Keep::words), true});
    return want;
  }
  bool knows(const std::string& key) const { return wants_.contains(key); }

 private:
  void add(const std::vector<Source>& sources, const Want& want) {
    for (const Source& source : sources)
      for (const auto& sum : source.options)
        for (const Part& part : sum) {
          add(part.key, want);
          if (!part.where.empty()) add(part.where, {Keep::words, true});
        }
  }
  void add(const std::string& key, const Want& want) { wants_[key].add(want); }

  FieldSet unread_;
  std::unordered_map<std::string, Want> wants_;
};

void add_columns(const Bound& bound, std::vector<std::size_t>& columns) {
  for (const auto& sum : bound.options)
    for (const BoundPart& part : sum) {
      columns.push_back(part.column);
      if (part.where) columns.push_back(*part.where);
    }
}

}  // namespace

Keep keep_for(FieldKind kind) {
  switch (kind) {
    case FieldKind::moment:
    case FieldKind::duration:
    case FieldKind::identifier:
      return Keep::packed;
    case FieldKind::prose:
      return Keep::plain;
    case FieldKind::names:
      return Keep::sets;
    case FieldKind::name:
    case FieldKind::count:
    case FieldKind::flag:
    case FieldKind::rating:
      return Keep::words;
  }
  return Keep::plain;
}

Keep keep_for(Field field) {
  return field == Field::requester_id ? Keep::keys : keep_for(info(field).kind);
}

std::vector<Keep> keeps_for(const RawTable& beginning, const ProfileSet& profiles, const Options& options,
                            const std::string& file, std::vector<Keep> keeps) {
  if (keeps.empty())
    for (const RawColumn& column : beginning.columns) keeps.push_back(column.keep());
  const auto want = [&](std::size_t column, Keep keep) { keeps[column] = for_both(keeps[column], keep); };
  const TableView view(beginning);
  const Recognised recognised = recognise(view, profiles, options, file);
  for (const auto& [field, bound] : recognised.fields) {
    if (options.unread.contains(field)) continue;
    std::vector<std::size_t> columns;
    add_columns(bound, columns);
    for (const std::size_t column : columns) want(column, keep_for(field));
  }
  for (const auto& [name, bound] : recognised.questions) {
    std::vector<std::size_t> columns;
    add_columns(bound, columns);
    for (const std::size_t column : columns) want(column, Keep::words);
  }
  for (const auto& [name, column] : recognised.extras) want(column, Keep::words);
  for (const std::size_t column : columns_of_shapes(view)) want(column, Keep::words);
  // Keys by which rows of other tables may be known.
  if (options.paths.size() > 1)
    for (std::size_t column = 0; column < keeps.size(); ++column)
      if (could_be_key(view.columns[column])) want(column, Keep::plain);
  return keeps;
}

ColumnPlan column_plan(const ProfileSet& profiles, const Options& options, const std::string& file,
                       const NeedsMore& needed, bool read_once) {
  std::vector<std::pair<std::string, Keep>> by_hand;
  for (const auto& [key, name] : options.map) {
    const auto field = field_named(key);
    by_hand.emplace_back(name, field ? keep_for(*field) : Keep::words);
  }
  for (const std::string& name : options.extra_columns) by_hand.emplace_back(name, Keep::words);
  const auto want = [by_hand = std::move(by_hand)](const Wanted& wanted, std::string_view column) {
    const ColumnName& known = column_name(column);
    Want by_name;
    for (const auto& [name, how] : by_hand)
      if (fold(name) == fold(column) || normalise_header(name).key == known.header.key) by_name.add({how, true});
    return by_name.asked_for ? by_name : wanted.of(known);
  };
  // A stream of records of several kinds may hold the names that ids of others stand for.
  const auto alone = std::make_shared<const Wanted>(profiles, options.unread);
  const auto among_others = std::make_shared<const Wanted>(profiles, options.unread - named_elsewhere(profiles));
  auto to_keep = [want, alone, among_others, needed, read_once](std::string_view record_type, std::string_view column) {
    const Keep keep = want(record_type.empty() ? *alone : *among_others, column).keep;
    if (const auto more = needed.find(std::pair(std::string(record_type), std::string(column))); more != needed.end())
      return for_both(keep, more->second);
    // JSON has no beginning that is known before the rest is read; what can't be read again is read whole.
    if (!is_whole_kind(keep)) return read_once && !record_type.empty() ? Keep::plain : Keep::sampled;
    return keep;
  };
  auto to_narrow = [want, alone](std::string_view column) {
    Want wanted = want(*alone, column);
    if (wanted.asked_for) return Narrowing();
    return Narrowing{std::move(wanted.marks), wanted.is_enough};
  };
  auto to_identify = [&profiles, &options](const RawTable& header) {
    const RawTable table = header.header();
    const Recognised recognised = recognise(TableView(table), profiles, options);
    std::vector<std::size_t> columns;
    if (const auto found = recognised.fields.find(Field::ticket_id); found != recognised.fields.end())
      add_columns(found->second, columns);
    if (recognised.other_id) add_columns(*recognised.other_id, columns);
    return columns;
  };
  auto to_settle = [&profiles, &options, file, want, alone, read_once](const RawTable& beginning) {
    // Of several columns that are called like a comment one is it; the others are long, and nobody asks for them.
    std::vector<Keep> keeps;
    for (const RawColumn& column : beginning.columns)
      keeps.push_back(!read_once && want(*alone, column.name()).may_be_prose ? Keep::sampled : column.keep());
    return keeps_for(beginning, profiles, options, file, std::move(keeps));
  };
  return ColumnPlan(std::move(to_keep), std::move(to_identify), std::move(to_narrow), std::move(to_settle));
}

KnownName known_names(const ProfileSet& profiles, const Options& options) {
  std::unordered_set<std::string> by_hand;
  for (const auto& [key, name] : options.map) by_hand.insert(normalise_header(name).key);
  for (const std::string& name : options.extra_columns) by_hand.insert(normalise_header(name).key);
  for (const Profile* profile : profiles.list())
    for (const TableProfile& table : profile->tables)
      for (const TableProfile::Sign& sign : table.signs) by_hand.insert(sign.names.begin(), sign.names.end());
  return [wanted = Wanted(profiles), names = std::move(by_hand)](std::string_view cell) {
    if (cell.size() > 120) return false;
    const Header header = normalise_header(cell);
    if (header.key.empty()) return false;
    if (names.contains(header.key)) return true;
    if (std::ranges::any_of(look_up_keys(header),
                            [&](const std::string& key) { return !key.empty() && wanted.knows(key); }))
      return true;
    // A whole phrase of the lexicon is a name; one that merely holds a word of it may be a sentence.
    return std::ranges::any_of(header_evidence(header.key),
                               [](const FieldEvidence& evidence) { return evidence.strength >= 1; });
  };
}

}  // namespace dsat::load
