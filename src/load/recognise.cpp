#include "load/recognise.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/dictionary_cell.hpp"
#include "load/durations.hpp"
#include "load/moments.hpp"
#include "load/ratings.hpp"

namespace dsat::load {
namespace {

constexpr std::string_view question_prefix = "question.";
constexpr std::size_t cells_looked_at = 400;  // enough to tell what a column holds

/// Parts of names that ratings go by; their columns are looked into where no known name is found.
constexpr std::string_view rating_names[] = {"csat",    "satisf",   "rating", "score", "nps",     "ces",
                                             "survey",  "feedback", "review", "stars", "оценк",   "удовлетв",
                                             "zufried", "bewert",   "avalia", "nota",  "calific", "recommend"};
/// Parts of names that ratings don't go by, whatever else the name holds.
constexpr std::string_view not_ratings[] = {"date", "time",  "comment", "reason", "link",  "url",   "email", "sent",
                                            "text", "title", "content", "reply",  "agent", "count", " id",   "at"};

bool contains_any(std::string_view text, std::span<const std::string_view> parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

bool could_be_rating(std::string_view key) {
  if (!contains_any(key, rating_names)) return false;
  return std::ranges::none_of(not_ratings, [&](std::string_view part) {
    // `at` only as a word of its own: `rated at`, but not `rating`.
    if (part == "at") return key.ends_with(" at");
    return key.find(part) != std::string_view::npos;
  });
}

/// Names of a table's columns, made comparable.
class Names {
 public:
  explicit Names(const RawTable& table) {
    for (const RawColumn& column : table.columns) {
      headers_.push_back(normalise_header(column.name()));
      keys_.push_back(look_up_keys(headers_.back()));
      for (std::size_t variant = 0; variant < keys_.back().size(); ++variant)
        if (!keys_.back()[variant].empty()) by_key_[variant][keys_.back()[variant]].push_back(headers_.size() - 1);
    }
  }

  const Header& header(std::size_t column) const { return headers_[column]; }
  bool has(const std::string& key) const { return by_key_[0].contains(key); }

  /// Columns of that name (a maker's own before custom ones), under the variant of look_up_keys.
  std::vector<std::size_t> find(const std::string& key, std::size_t variant) const {
    const auto found = by_key_[variant].find(key);
    if (found == by_key_[variant].end()) return {};
    std::vector<std::size_t> columns = found->second;
    std::stable_partition(columns.begin(), columns.end(), [&](std::size_t column) { return !headers_[column].custom; });
    return columns;
  }

 private:
  std::vector<Header> headers_;
  std::vector<std::array<std::string, 4>> keys_;
  std::array<std::unordered_map<std::string, std::vector<std::size_t>>, 4> by_key_;
};

/// The share of filled cells that `readable` accepts, over the first ones; 1 where nothing is filled.
template <class Readable>
double readable_share(const RawColumn& column, Readable&& readable) {
  std::size_t filled = 0, good = 0;
  const auto look = [&](std::string_view cell) {
    if (means_missing(cell)) return;
    ++filled;
    good += readable(cell) ? 1 : 0;
  };
  if (column.keep() == Keep::coded) {
    for (std::size_t i = 2; i < column.distinct().size() && filled < cells_looked_at; ++i) look(column.distinct()[i]);
  } else {
    SpelledCell room;
    for (std::size_t row = 0; row < column.size() && filled < cells_looked_at; ++row) look(column.cell(row, room));
  }
  return filled == 0 ? 1 : static_cast<double>(good) / static_cast<double>(filled);
}

bool is_stamp(std::string_view cell) {
  return parse_stamp(cell).shape != Stamp::Shape::none;
}
bool is_count(std::string_view cell) {
  const auto number = parse_number(trim(cell));
  return (number && *number >= 0 && *number < 1e9) || flag_of(cell).has_value();
}

double rating_share(const RawColumn& column) {
  return readable_share(column, [](std::string_view cell) {
    const Word word = word_class(rating_word(cell));
    if (word != Word::unknown) return true;
    const auto number = rating_number(cell);
    return number && number->value >= -103 && number->value <= 103;
  });
}

/// True if what a column holds can be what its name says. Names alone deceive: `Resolved` may hold `Y` and `N`.
bool plausible(Field field, const RawColumn& column) {
  switch (info(field).kind) {
    case FieldKind::moment:
      return readable_share(column, is_stamp) >= 0.5;
    case FieldKind::duration:
      return readable_share(column, [](std::string_view cell) {
               return parse_duration(cell, TimeUnit::unknown).has_value() || is_stamp(cell);
             }) >= 0.5;
    case FieldKind::count:
      return readable_share(column, is_count) >= 0.5;
    case FieldKind::rating:
      return rating_share(column) >= 0.5;
    case FieldKind::flag:
      return field == Field::sla || readable_share(column, [](std::string_view cell) {
                                      return flag_of(cell).has_value() || is_stamp(cell) ||
                                             word_class(rating_word(cell)) != Word::unknown;
                                    }) >= 0.5;
    case FieldKind::identifier:
    case FieldKind::name:
    case FieldKind::names:
    case FieldKind::prose:
      return true;
  }
  return true;
}

bool takes_many(Field field) {
  return info(field).kind == FieldKind::names;
}

/// The recognition of one table.
class Recogniser {
 public:
  Recogniser(RawTable& table, const ProfileSet& profiles, const Options& options, const std::string& file)
      : table_(table),
        file_words_(words(std::filesystem::path(file).stem().string())),
        profiles_(profiles),
        options_(options),
        names_(table),
        claimed_(table.columns.size(), false) {}

  Recognised run() {
    choose_profile();
    bind_by_hand();
    bind_all(*result_.rules, 0);
    if (result_.rules->role == Role::names) {
      result_.id = bind_any(result_.rules->id);
      result_.name = bind_any(result_.rules->name);
    }
    const TableProfile& generic = profiles_.generic().tables.front();
    if (!result_.rules->only && result_.rules != &generic) bind_all(generic, 1);
    if (result_.rules == &generic) bind_all(generic, 1);
    find_rating();
    move_instants();
    tell_namesakes();
    tell_doubted();
    result_.other_id = bind_any(result_.rules->other_id);
    if (!result_.rules->scale_column.empty())
      if (const auto columns = names_.find(result_.rules->scale_column, 0); !columns.empty())
        result_.scale_column = columns.front();
    result_.version = bind_any(result_.rules->version);
    if (!result_.version && !result_.rules->only) result_.version = bind_any(generic.version);
    bind_extras();
    name_unused();
    return std::move(result_);
  }

 private:
  std::size_t score(const TableProfile& rules, std::string& evidence) const {
    const auto comes_in = [&](const std::vector<std::string>& records) {
      return std::ranges::find(records, table_.record_type) != records.end();
    };
    // A CSV file of names is told by what the file is called.
    const auto called = [&](const std::vector<std::string>& records) {
      return rules.role == Role::names && table_.record_type.empty() &&
             std::ranges::any_of(file_words_, [&](const std::string& word) {
               return std::ranges::find(records, word) != records.end();
             });
    };
    if (!rules.only_in.empty() && !comes_in(rules.only_in) && !called(rules.only_in)) return 0;
    std::size_t best = 0;
    for (const TableProfile::Sign& sign : rules.signs) {
      std::vector<std::string> there;
      for (const std::string& name : sign.names)
        if (names_.has(name)) there.push_back(name);
      if (there.size() < sign.least || there.size() <= best) continue;
      if (sign.alone && table_.columns.size() != sign.names.size()) continue;
      best = there.size();
      if (there.size() > 4) there.resize(4);
      evidence = join(there, ", ");
    }
    if (best == 0) return 0;
    return best * 2 + (comes_in(rules.records) || !rules.only_in.empty() ? 1 : 0);
  }

  void choose_profile() {
    const Profile* const asked = profiles_.asked_for();
    std::size_t best = 0;
    for (const Profile* profile : profiles_.list()) {
      if (asked != nullptr && profile != asked) continue;
      for (const TableProfile& rules : profile->tables) {
        std::string evidence;
        const std::size_t points = score(rules, evidence);
        if (points <= best && result_.rules != nullptr) continue;
        if (points == 0 && asked == nullptr) continue;
        best = points;
        result_.profile = profile;
        result_.rules = &rules;
        result_.evidence = evidence.empty() ? "" : "columns " + evidence;
      }
    }
    if (result_.rules == nullptr) {
      result_.profile = &profiles_.generic();
      result_.rules = &result_.profile->tables.front();
      result_.evidence = "no maker's columns";
    }
    if (asked != nullptr) result_.evidence = "given by --profile";
    result_.guesses.push_back({"profile", result_.profile->key, result_.evidence, "--profile", true});
  }

  /// Columns that a name stands for, if free: all for a field that takes many, else the first.
  std::vector<std::size_t> free_columns(const Part& part, std::size_t variant, bool many) const {
    std::vector<std::size_t> columns = names_.find(part.key, variant);
    std::erase_if(columns,
                  [&](std::size_t column) { return claimed_[column] || table_.columns[column].keep() == Keep::no; });
    if (!many && columns.size() > 1) columns.resize(1);
    return columns;
  }

  /// Columns called exactly the same fill one field together: the first one that isn't empty counts.
  void add_namesakes(Bound& bound) const {
    if (bound.options.size() != 1 || bound.options.front().size() != 1 || bound.options.front().front().where) return;
    const std::size_t first = bound.options.front().front().column;
    for (std::size_t column = first + 1; column < table_.columns.size(); ++column)
      if (!claimed_[column] && table_.columns[column].keep() != Keep::no &&
          table_.columns[column].name() == table_.columns[first].name())
        bound.options.push_back({BoundPart{column, std::nullopt, nullptr}});
  }

  /// Tells of columns of one name that say different things about a rating.
  void tell_namesakes() {
    const auto found = result_.fields.find(Field::rating);
    if (found == result_.fields.end() || found->second.options.size() < 2) return;
    const auto& options = found->second.options;
    const RawColumn& first = table_.columns[options.front().front().column];
    if (std::ranges::any_of(options, [&](const auto& sum) {
          return sum.size() != 1 || table_.columns[sum.front().column].name() != first.name();
        }))
      return;
    std::int64_t rows = 0;
    std::vector<SpelledCell> rooms(options.size());
    for (std::size_t row = 0; row < table_.rows; ++row) {
      std::string_view said;
      bool differ = false;
      for (std::size_t i = 0; i < options.size(); ++i) {
        const std::string_view cell = trim(table_.columns[options[i].front().column].cell(row, rooms[i]));
        if (cell.empty()) continue;
        differ = differ || (!said.empty() && cell != said);
        said = cell;
      }
      rows += differ ? 1 : 0;
    }
    if (rows > 0)
      result_.guesses.push_back({"rating", "the first filled of " + std::to_string(options.size()) + " columns",
                                 "all are called " + first.name() + ", and differ in " + counted(rows, "row"), "",
                                 false});
  }

  std::optional<Bound> bind(const Source& source, std::optional<Field> field, std::size_t variant) const {
    Bound bound;
    bound.unit = source.unit;
    const bool many = field && takes_many(*field);
    for (const std::vector<Part>& sum : source.options) {
      std::vector<BoundPart> parts;
      for (const Part& part : sum) {
        const auto columns = free_columns(part, variant, many);
        if (columns.empty()) {
          parts.clear();
          break;
        }
        for (const std::size_t column : columns) {
          BoundPart bound_part{column, std::nullopt, nullptr};
          if (!part.where.empty()) {
            const auto beside = names_.find(part.where, 0);
            if (beside.empty()) continue;
            bound_part.where = beside.front();
            bound_part.is = &part.is;
          }
          parts.push_back(bound_part);
        }
      }
      if (!parts.empty()) bound.options.push_back(std::move(parts));
    }
    if (bound.options.empty()) return std::nullopt;
    describe(bound);
    if (field && !many && info(*field).kind != FieldKind::identifier) add_namesakes(bound);
    return bound;
  }

  void describe(Bound& bound) const {
    for (const auto& sum : bound.options) {
      std::string shown, key;
      std::set<std::string> seen;
      for (const BoundPart& part : sum) {
        const std::string& name = table_.columns[part.column].name();
        if (!seen.insert(name).second) continue;
        shown += (shown.empty() ? "" : " + ") + name;
        key += (key.empty() ? "" : "+") + names_.header(part.column).key;
        const Header& header = names_.header(part.column);
        if (header.unit != TimeUnit::unknown) bound.unit = header.unit;
        bound.utc = bound.utc || header.utc;
      }
      bound.shown += (bound.shown.empty() ? "" : " | ") + shown;
      bound.key += (bound.key.empty() ? "" : "|") + key;
    }
  }

  bool plausible_here(Field field, const Bound& bound) const {
    const RawColumn& first = table_.columns[bound.options.front().front().column];
    const auto is_like_first = [&](const auto& sum) {
      return sum.size() == 1 && !sum.front().where && table_.columns[sum.front().column].name() == first.name();
    };
    if (!std::ranges::all_of(bound.options, is_like_first)) return true;
    return std::ranges::all_of(bound.options,
                               [&](const auto& sum) { return plausible(field, table_.columns[sum.front().column]); });
  }

  void claim(const Bound& bound) {
    for (const auto& sum : bound.options)
      for (const BoundPart& part : sum) claimed_[part.column] = true;
  }

  /// The first source of which a column is there, used elsewhere or not.
  std::optional<Bound> bind_any(const std::vector<Source>& sources) {
    const std::vector<bool> claimed = std::exchange(claimed_, std::vector<bool>(claimed_.size(), false));
    std::optional<Bound> found;
    for (const Source& source : sources) {
      found = bind(source, std::nullopt, 0);
      if (found) break;
    }
    claimed_ = claimed;
    return found;
  }

  void bind_all(const TableProfile& rules, std::size_t level) {
    const std::size_t variants = level == 0 ? 1 : 4;
    // The exact names of every field go before any variant: `ticket id` isn't the `id` of something else.
    for (std::size_t variant = 0; variant < variants; ++variant)
      for (const FieldInfo& field : fields()) {
        // The reason of a case, or a comment on it, isn't the rating's.
        if (variant >= 2 && (field.field == Field::reason || field.field == Field::comment)) continue;
        // A maker's profile may say that a field isn't there, whatever a column is called.
        if (level > 0 && result_.rules->fields.contains(field.field) && result_.rules->fields.at(field.field).empty())
          continue;
        const auto sources = rules.fields.find(field.field);
        if (sources == rules.fields.end() || result_.has(field.field)) continue;
        for (const Source& source : sources->second) {
          auto bound = bind(source, field.field, variant);
          // What a maker's profile calls the rating is the rating, in whatever words.
          const bool sure = level == 0 && field.kind == FieldKind::rating;
          if (!bound) continue;
          if (!sure && !plausible_here(field.field, *bound)) {
            doubted_.try_emplace(field.field, bound->shown);
            continue;
          }
          // A maker's own table may use one column for two fields.
          if (level > 0) claim(*bound);
          result_.fields.emplace(field.field, std::move(*bound));
          break;
        }
      }
    for (const auto& [field, bound] : result_.fields) claim(bound);
  }

  /// Tells of columns that are called like the time of something and hold none.
  void tell_doubted() {
    for (const Field field : {Field::created_at, Field::solved_at, Field::rated_at}) {
      const auto doubted = doubted_.find(field);
      if (doubted == doubted_.end() || result_.has(field)) continue;
      const std::string key(info(field).key);
      result_.guesses.push_back({key, "not there", "few cells of " + doubted->second + " are time stamps",
                                 "--map \"" + key + "=" + doubted->second + "\"", false});
    }
  }

  void bind_by_hand() {
    for (const auto& [key, name] : options_.map) {
      const auto column = column_named(table_, name);
      if (!column) continue;
      Bound bound{{{BoundPart{*column, std::nullopt, nullptr}}},
                  names_.header(*column).unit,
                  names_.header(*column).utc,
                  true,
                  table_.columns[*column].name(),
                  names_.header(*column).key};
      if (key.starts_with(question_prefix)) {
        result_.questions.insert_or_assign(key.substr(question_prefix.size()), std::move(bound));
        continue;
      }
      claimed_[*column] = true;
      result_.fields.insert_or_assign(*field_named(key), std::move(bound));
    }
  }

  /// How far a name is from those of ratings: 0 for the same, 1 for nothing in common.
  double distance_from_ratings(const std::string& key) const {
    constexpr std::size_t longest_name = 60;
    if (key.size() > longest_name) return 1;
    if (contains_any(key, rating_names)) return 0;
    double nearest_by_far = 1;
    for (const Source& source : profiles_.generic().tables.front().fields.at(Field::rating)) {
      const std::string& known = source.options.front().front().key;
      const double longest = static_cast<double>(std::max(key.size(), known.size()));
      nearest_by_far = std::min(nearest_by_far, static_cast<double>(edit_distance(key, known)) / longest);
    }
    return nearest_by_far;
  }

  static bool holds_ratings(const RawColumn& column) {
    const bool empty = readable_share(column, [](std::string_view) { return false; }) > 0;
    return is_kept(column.keep()) && !empty && rating_share(column) >= 0.5;
  }

  void take_rating(std::size_t column) {
    Bound bound{{{BoundPart{column, std::nullopt, nullptr}}},
                TimeUnit::unknown,
                false,
                false,
                table_.columns[column].name(),
                names_.header(column).key};
    claim(bound);
    result_.guesses.push_back(
        {"rating column", bound.shown, "called and filled like a rating", "--map rating=COLUMN", false});
    result_.fields.emplace(Field::rating, std::move(bound));
  }

  /// Without a column that is known to be the rating: one that is called and filled like one.
  void find_rating() {
    if (result_.has(Field::rating) || result_.has(Field::sentiment)) return;
    for (const std::string& key : result_.rules->maybe_rating)
      for (const std::size_t column : names_.find(key, 0))
        if (!claimed_[column] && holds_ratings(table_.columns[column])) return take_rating(column);
    if (result_.rules->only) return;
    std::optional<std::size_t> best;
    double best_share = 0.5;
    std::vector<std::pair<double, std::string>> near;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const std::string& key = names_.header(i).key;
      constexpr std::size_t most_compared = 1000;
      if (!claimed_[i] && near.size() < most_compared)
        near.emplace_back(distance_from_ratings(key), table_.columns[i].name());
      if (claimed_[i] || !is_kept(table_.columns[i].keep()) || !could_be_rating(key)) continue;
      const double share = rating_share(table_.columns[i]);
      if (share > best_share && holds_ratings(table_.columns[i])) best = i, best_share = share;
    }
    if (best) return take_rating(*best);
    std::ranges::stable_sort(near, {}, &std::pair<double, std::string>::first);
    for (std::size_t i = 0; i < near.size() && i < 3; ++i) result_.rating_like.push_back(near[i].second);
  }

  /// A column called a time span may hold instants: `First Response Time` of `6/1/2023 12:15`.
  void move_instants() {
    for (const auto& [from, to] :
         {std::pair(Field::first_reply, Field::first_replied_at), std::pair(Field::resolution, Field::solved_at)}) {
      const auto found = result_.fields.find(from);
      if (found == result_.fields.end() || found->second.options.size() != 1) continue;
      const RawColumn& column = table_.columns[found->second.options.front().front().column];
      const double spans = readable_share(
          column, [](std::string_view cell) { return parse_duration(cell, TimeUnit::unknown).has_value(); });
      const double instants = readable_share(column, [](std::string_view cell) {
        const auto shape = parse_stamp(cell).shape;
        return shape != Stamp::Shape::none && shape != Stamp::Shape::time_only &&
               !parse_duration(cell, TimeUnit::unknown).has_value();
      });
      if (instants <= spans || instants < 0.5) continue;
      result_.guesses.push_back(
          {info(to).key == info(Field::solved_at).key ? "resolution column" : "first reply column",
           "instants in " + found->second.shown, "its cells are time stamps, not time spans",
           "--map " + std::string(info(from).key) + "=COLUMN", true});
      if (!result_.has(to)) result_.fields.emplace(to, found->second);
      result_.fields.erase(found);
    }
  }

  void bind_extras() {
    for (const std::string& name : options_.extra_columns)
      if (const auto column = column_named(table_, name)) result_.extras.emplace(name, *column);
  }

  void name_unused() {
    std::vector<bool> used(table_.columns.size(), false);
    const auto use = [&](const Bound& bound) {
      for (const auto& sum : bound.options)
        for (const BoundPart& part : sum) {
          used[part.column] = true;
          if (part.where) used[*part.where] = true;
        }
    };
    for (const auto& [field, bound] : result_.fields) use(bound);
    for (const auto& [name, bound] : result_.questions) use(bound);
    if (result_.scale_column) used[*result_.scale_column] = true;
    for (const auto* bound : {&result_.version, &result_.id, &result_.name, &result_.other_id})
      if (*bound) use(**bound);
    for (const auto& [name, column] : result_.extras) used[column] = true;
    for (std::size_t i = 0; i < used.size(); ++i)
      if (!used[i]) result_.unused.push_back(table_.columns[i].name());
  }

  RawTable& table_;
  std::vector<std::string> file_words_;
  const ProfileSet& profiles_;
  const Options& options_;
  Names names_;
  std::vector<bool> claimed_;
  std::map<Field, std::string> doubted_;  ///< columns that don't hold what their name says
  Recognised result_;
};

/// What a column of that field is called isn't enough: what it holds must bear that out; see plausible().
bool is_looked_into(Field field) {
  const FieldKind kind = info(field).kind;
  return kind != FieldKind::name && kind != FieldKind::names && kind != FieldKind::prose && field != Field::sla;
}

/// True if the first cells of a column settle that it holds time spans or counts, as its name says.
template <class Readable>
bool all_readable(const RawColumn& beginning, Readable&& readable) {
  std::size_t filled = 0;
  SpelledCell room;
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
  return all_readable(beginning, is_count);
}

Keep keep_for(FieldKind kind) {
  switch (kind) {
    case FieldKind::moment:
    case FieldKind::duration:
      return Keep::packed;
    case FieldKind::identifier:
    case FieldKind::prose:
      return Keep::plain;
    case FieldKind::name:
    case FieldKind::names:
    case FieldKind::count:
    case FieldKind::flag:
    case FieldKind::rating:
      return Keep::coded;
  }
  return Keep::plain;
}

/// How a column that two fields may want is held. Plain holds everything well; a dictionary of distinct stamps or
/// comments wouldn't be one.
Keep for_both(Keep a, Keep b) {
  return std::max(a, b);
}

/// What is wanted of the columns of one name.
struct Want {
  Keep keep = Keep::no;
  bool asked_for = false;                         ///< somebody wants the cells
  bool (*is_enough)(const RawColumn&) = nullptr;  ///< nobody does, once this is true of the first ones
  std::vector<std::string> marks;                 ///< nobody does, but for cells with these words

  void add(const Want& other) {
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

/// Every name that any profile knows, and how its cells are best held.
class Wanted {
 public:
  explicit Wanted(const ProfileSet& profiles, FieldSet unread = {}) {
    for (const Profile* profile : profiles.list())
      for (const TableProfile& table : profile->tables) {
        for (const auto& [field, sources] : table.fields) add(sources, want(field, unread.contains(field)));
        add(table.version, {Keep::packed, true});
        add(table.other_id, {Keep::plain, true});
        if (!table.scale_column.empty()) add(table.scale_column, {Keep::coded, true});
        for (const std::string& key : table.maybe_rating) add(key, {Keep::coded, true});
        add(table.id, {Keep::plain, true});
        add(table.name, {Keep::plain, true});
        for (const LeaveOut& rule : table.leave_out) {
          const bool are_words = std::ranges::all_of(rule.values, [](const std::string& value) {
            return std::ranges::all_of(value, [](char c) { return c > ' ' && c < 127 && c != '*' && c != '?'; });
          });
          add(rule.column, {Keep::coded, !are_words, nullptr, rule.values});
        }
      }
  }

  const Want* find(const std::string& key) const {
    const auto found = wants_.find(key);
    return found == wants_.end() ? nullptr : &found->second;
  }

 private:
  static Want want(Field field, bool unread) {
    const FieldKind kind = info(field).kind;
    if (!unread) return {keep_for(kind), true};
    if (!is_looked_into(field)) return {Keep::unread};
    if (kind == FieldKind::duration) return {keep_for(kind), false, are_time_spans};
    if (kind == FieldKind::count) return {keep_for(kind), false, are_counts};
    return {keep_for(kind), true};
  }
  void add(const std::vector<Source>& sources, const Want& want) {
    for (const Source& source : sources)
      for (const auto& sum : source.options)
        for (const Part& part : sum) {
          add(part.key, want);
          if (!part.where.empty()) add(part.where, {Keep::coded, true});
        }
  }
  void add(const std::string& key, const Want& want) { wants_[key].add(want); }

  std::unordered_map<std::string, Want> wants_;
};

bool same_name(std::string_view a, std::string_view b) {
  return fold(a) == fold(b);
}

}  // namespace

ProfileSet::ProfileSet(const Options& options) {
  namespace fs = std::filesystem;
  const auto read = [&](const fs::path& path) {
    own_.push_back(parse_profile(read_file(path), path.stem().string(), path.string()));
  };
  const bool automatic = options.profile.empty() || options.profile == "auto";
  const bool is_path =
      !automatic && (options.profile.find('/') != std::string::npos || options.profile.ends_with(".profile"));
  if (is_path) read(options.profile);
  for (const std::string& folder : options.profile_folders) {
    std::error_code trouble;
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder, trouble))
      if (entry.path().extension() == ".profile") paths.push_back(entry.path());
    std::ranges::sort(paths);
    for (const fs::path& path : paths) read(path);
  }
  for (const Profile& profile : own_) list_.push_back(&profile);
  for (const Profile& profile : makers()) list_.push_back(&profile);
  if (automatic) return;
  if (is_path) {
    asked_for_ = &own_.front();
    return;
  }
  std::vector<std::string> known;
  for (const Profile* profile : list_) {
    if (profile->key == options.profile && asked_for_ == nullptr) asked_for_ = profile;
    known.push_back(profile->key);
  }
  if (asked_for_ != nullptr) return;
  const auto near = nearest(options.profile, known);
  throw Error(ErrorKind::usage, "there is no profile `" + options.profile + "`",
              (near ? "Did you mean `" + *near + "`? " : std::string()) +
                  "`dsat list profiles` shows all; a profile of your own is given by its path.");
}

FieldSet named_elsewhere(const ProfileSet& profiles) {
  FieldSet named;
  for (const Profile* profile : profiles.list())
    for (const TableProfile& table : profile->tables)
      for (const Field field : table.names_of) named |= FieldSet{field};
  return named;
}

ColumnPlan column_plan(const ProfileSet& profiles, const Options& options) {
  std::vector<std::pair<std::string, Keep>> by_hand;
  for (const auto& [key, name] : options.map) {
    const auto field = field_named(key);
    by_hand.emplace_back(name, field ? keep_for(info(*field).kind) : Keep::coded);
  }
  for (const std::string& name : options.extra_columns) by_hand.emplace_back(name, Keep::coded);
  const auto want = [by_hand = std::move(by_hand)](const Wanted& wanted, std::string_view column) {
    const Header header = normalise_header(column);
    Want by_name;
    for (const auto& [name, how] : by_hand)
      if (same_name(name, column) || normalise_header(name).key == header.key) by_name.add({how, true});
    if (by_name.asked_for) return by_name;
    // What may turn out to be the rating is looked into.
    const bool is_rating_like = could_be_rating(header.key);
    for (const std::string& key : look_up_keys(header))
      if (!key.empty())
        if (const Want* found = wanted.find(key)) {
          by_name = *found;
          if (is_rating_like) by_name.add({by_name.keep == Keep::unread ? Keep::coded : by_name.keep, true});
          return by_name;
        }
    if (is_rating_like) by_name.add({Keep::coded, true});
    return by_name;
  };
  // A stream of records of several kinds may hold the names that ids of others stand for.
  const auto alone = std::make_shared<const Wanted>(profiles, options.unread);
  const auto among_others = std::make_shared<const Wanted>(profiles, options.unread - named_elsewhere(profiles));
  auto to_keep = [want, alone, among_others](std::string_view record_type, std::string_view column) {
    return want(record_type.empty() ? *alone : *among_others, column).keep;
  };
  auto to_narrow = [want, alone](std::string_view column) {
    Want wanted = want(*alone, column);
    if (wanted.asked_for) return Narrowing();
    return Narrowing{std::move(wanted.marks), wanted.is_enough};
  };
  auto to_identify = [&profiles, &options](const RawTable& header) {
    RawTable table = header.header();
    const Recognised recognised = recognise(table, profiles, options);
    std::vector<std::size_t> columns;
    const auto add = [&columns](const Bound& bound) {
      for (const auto& sum : bound.options)
        for (const BoundPart& part : sum) columns.push_back(part.column);
    };
    if (const auto found = recognised.fields.find(Field::ticket_id); found != recognised.fields.end())
      add(found->second);
    if (recognised.other_id) add(*recognised.other_id);
    return columns;
  };
  return ColumnPlan(std::move(to_keep), std::move(to_identify), std::move(to_narrow));
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
    return std::ranges::any_of(look_up_keys(header),
                               [&](const std::string& key) { return !key.empty() && wanted.find(key) != nullptr; });
  };
}

Recognised recognise(RawTable& table, const ProfileSet& profiles, const Options& options, const std::string& file) {
  expand_dictionaries(table);
  return Recogniser(table, profiles, options, file).run();
}

void check_options(const Options& options) {
  const auto refuse = [](const std::string& what, std::string_view wanted, const std::vector<std::string>& known,
                         const std::string& all) {
    const auto near = nearest(wanted, known);
    throw Error(ErrorKind::usage, what, (near ? "Did you mean `" + *near + "`? " : std::string()) + all);
  };
  std::vector<std::string> keys;
  for (const FieldInfo& field : fields()) keys.emplace_back(field.key);
  for (const auto& [key, column] : options.map)
    if (!key.starts_with(question_prefix) && !field_named(key))
      refuse("--map " + key + "=" + column + ": there is no field `" + key + "`", key, keys,
             "Fields: " + join(keys, ", ") + ", question.NAME.");
  keys.clear();
  for (const Scale& scale : known_scales()) keys.push_back(scale.key);
  if (options.scale != "auto" && !options.scale.empty() && !scale_named(options.scale))
    refuse("there is no scale `" + options.scale + "`", options.scale, keys,
           "Scales: " + join(keys, ", ") + ", or any A-B.");
  keys = {"auto", "ymd", "dmy", "mdy"};
  if (std::ranges::find(keys, options.date_order) == keys.end() && !options.date_order.empty())
    refuse("there is no order of dates `" + options.date_order + "`", options.date_order, keys,
           "Orders: " + join(keys, ", ") + ".");
}

std::optional<std::size_t> column_named(const RawTable& table, std::string_view name) {
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i].name() == name) return i;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (same_name(table.columns[i].name(), name)) return i;
  const Header wanted = normalise_header(name);
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (normalise_header(table.columns[i].name()).key == wanted.key) return i;
  return std::nullopt;
}

void check_named_columns(const std::vector<const RawTable*>& tables, const Options& options) {
  const auto check = [&](const std::string& name, const std::string& said) {
    if (std::ranges::any_of(tables, [&](const RawTable* table) { return column_named(*table, name).has_value(); }))
      return;
    std::vector<std::string> known;
    for (const RawTable* table : tables)
      for (const RawColumn& column : table->columns)
        if (std::ranges::find(known, column.name()) == known.end()) known.push_back(column.name());
    const auto near = nearest(name, known);
    std::string remedy = near ? "Did you mean `" + *near + "`? " : std::string();
    if (known.size() > 40) known.resize(40), known.emplace_back("…");
    remedy += "Columns: " + join(known, ", ") + ".";
    throw Error(ErrorKind::usage, said + ": no column is called `" + name + "`", remedy);
  };
  for (const auto& [key, name] : options.map) check(name, "--map " + key + "=" + name);
  for (const std::string& name : options.extra_columns) check(name, "column:" + name);
}

}  // namespace dsat::load
