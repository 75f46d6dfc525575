#include "load/meaning/recognise.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <unordered_map>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/durations.hpp"
#include "load/meaning/scorers.hpp"
#include "load/meaning/shapes.hpp"
#include "load/moments.hpp"

namespace dsat::load {
namespace {

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

bool takes_many(Field field) {
  return info(field).kind == FieldKind::names;
}

/// True if what a column holds contradicts what a maker's profile says that it is.
bool contradicts(Field field, const ColumnProfile& profile) {
  if (profile.filled == 0) return false;
  switch (info(field).kind) {
    case FieldKind::moment:
      return profile.share(profile.stamps + profile.unix_stamps + profile.whole + profile.decimal) < 0.5;
    case FieldKind::duration:
      return profile.share(profile.durations + profile.stamps + profile.whole + profile.decimal) < 0.5;
    case FieldKind::count:
      return profile.share(profile.whole + profile.flags) < 0.5;
    case FieldKind::flag:    // makers have words of their own for who was asked
    case FieldKind::rating:  // what a maker's profile calls the rating is the rating, in whatever words
    case FieldKind::identifier:
    case FieldKind::name:
    case FieldKind::names:
    case FieldKind::prose:
      return false;
  }
  return false;
}

/// Fields of tickets: in a table of answers what is called so is about the survey (`Start Date`, `Duration`).
bool is_about_work(Field field) {
  return field == Field::created_at || field == Field::solved_at || field == Field::status ||
         info(field).kind == FieldKind::duration || info(field).kind == FieldKind::count;
}

/// The name of a column without the number in it: `tag 1` and `tag 2` are both `tag`.
std::string without_number(const std::string& key) {
  std::string text;
  for (const std::string_view word : split(key, ' ')) {
    if (!word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; })) continue;
    std::string_view bare = word;
    while (!bare.empty() && bare.back() >= '0' && bare.back() <= '9') bare.remove_suffix(1);
    text += (text.empty() ? "" : " ") + std::string(bare);
  }
  return text;
}

/// The recognition of one table: the maker's columns first, then the best assignment of the open fields to the columns
/// that are left.
class Recogniser {
 public:
  Recogniser(const TableView& view, const ProfileSet& profiles, const Options& options, const std::string& file)
      : view_(view),
        table_(*view.table),
        file_words_(words(std::filesystem::path(file).stem().string())),
        profiles_(profiles),
        options_(options),
        names_(*view.table),
        claimed_(view.table->columns.size(), false) {}

  Recognised run() {
    choose_profile();
    bind_by_hand();
    bind_by_shape();
    bind_maker();
    if (result_.rules->role == Role::names) {
      result_.id = bind_any(result_.rules->id);
      result_.name = bind_any(result_.rules->name);
    }
    if (result_.rules->role != Role::names) {
      bind_composites();
      assign();
      tell_missing();
    }
    move_instants();
    tell_namesakes();
    result_.other_id = bind_any(result_.rules->other_id);
    if (!result_.rules->scale_column.empty())
      if (const auto columns = names_.find(result_.rules->scale_column, 0); !columns.empty())
        result_.scale_column = columns.front();
    result_.version = bind_any(result_.rules->version);
    if (!result_.version && !result_.rules->only) result_.version = bind_any(generic().version);
    bind_extras();
    find_topics();
    name_unused();
    tell_columns();
    return std::move(result_);
  }

 private:
  const TableProfile& generic() const { return profiles_.generic().tables.front(); }

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
    std::vector<CellRoom> rooms(options.size());
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

  /// What the table's shape says of its columns; by hand goes before.
  void bind_by_shape() {
    const auto find = [&](const std::string& name) -> std::optional<std::size_t> {
      for (std::size_t column = table_.columns.size(); column-- > 0;)
        if (table_.columns[column].name() == name && !claimed_[column]) return column;
      return std::nullopt;
    };
    if (view_.rating && !result_.has(Field::rating))
      if (const auto column = find(*view_.rating)) bind_column(Field::rating, *column);
    if (view_.set && !result_.has(Field::tags) && !result_.has(Field::reason))
      if (const auto column = find(*view_.set)) {
        const ScorerContext context(view_);
        bind_column(context.named(*column, Field::reason) >= 0.5 ? Field::reason : Field::tags, *column);
      }
    for (const std::string& name : view_.questions)
      if (const auto column = find(name)) {
        Bound bound = bound_to(*column);
        claim(bound);
        result_.questions.insert_or_assign(name, std::move(bound));
      }
  }

  /// The columns that the maker's profile names. One column may be two fields there.
  void bind_maker() {
    for (const FieldInfo& field : fields()) {
      const auto sources = result_.rules->fields.find(field.field);
      if (result_.rules == &generic() || sources == result_.rules->fields.end() || result_.has(field.field)) continue;
      for (const Source& source : sources->second) {
        auto bound = bind(source, field.field, 0);
        if (!bound) continue;
        const bool doubted = std::ranges::all_of(bound->options, [&](const auto& sum) {
          return sum.size() == 1 && contradicts(field.field, view_.columns[sum.front().column]);
        });
        if (doubted) {
          doubted_.try_emplace(field.field, bound->shown);
          continue;
        }
        result_.fields.emplace(field.field, std::move(*bound));
        break;
      }
    }
    for (const auto& [field, bound] : result_.fields) claim(bound);
  }

  /// Fields that several columns make together: a date and a time, a first and a last name.
  void bind_composites() {
    if (result_.rules->only) return;
    for (const auto& [field, sources] : generic().fields) {
      if (result_.has(field) || is_denied(field)) continue;
      for (const Source& source : sources) {
        if (source.options.size() == 1 && source.options.front().size() == 1) continue;
        auto bound = bind(source, field, 0);
        if (!bound) continue;
        const bool doubted = std::ranges::any_of(
            bound->options, [&](const auto& sum) { return contradicts(field, view_.columns[sum.front().column]); });
        if (doubted) continue;
        claim(*bound);
        result_.fields.emplace(field, std::move(*bound));
        break;
      }
    }
  }

  /// A maker's profile may say that a field isn't there, whatever a column is called.
  bool is_denied(Field field) const {
    const auto found = result_.rules->fields.find(field);
    return result_.rules != &generic() && found != result_.rules->fields.end() && found->second.empty();
  }

  struct Candidate {
    const Scorer* scorer = nullptr;
    std::size_t column = 0;
    Evidence evidence;
  };

  /// The best assignment of open fields to free columns: the pair with most evidence first. What is taken for a rating
  /// speaks for comments and the like beside it, so ratings go before everything else.
  void assign() {
    ScorerContext context(view_);
    const bool knows_maker = result_.rules != &generic();
    const bool is_of_answers = result_.rules->role == Role::ratings || result_.rules->role == Role::reviews;
    const bool is_complete = knows_maker && result_.rules->only;
    const auto take_best = [&](bool ratings) {
      std::vector<Candidate> candidates;
      for (const Scorer& scorer : scorers()) {
        const bool is_rating = info(scorer.field).kind == FieldKind::rating;
        if (is_rating != ratings || result_.has(scorer.field) || is_denied(scorer.field)) continue;
        for (std::size_t column = 0; column < claimed_.size(); ++column) {
          if (claimed_[column]) continue;
          Evidence evidence = scorer.score(context, scorer.field, column);
          if (is_of_answers && is_about_work(scorer.field) &&
              (scorer.field != Field::created_at || result_.has(Field::rated_at)))
            continue;
          // A maker's table is known: what it doesn't name is taken by its whole name, or if it must be the rating.
          if (knows_maker && !is_rating && context.named(column, scorer.field) < 0.9) continue;
          if (evidence.score >= scorer.least) candidates.push_back({&scorer, column, std::move(evidence)});
        }
      }
      std::ranges::stable_sort(
          candidates, [](const Candidate& a, const Candidate& b) { return a.evidence.score > b.evidence.score; });
      for (const Candidate& candidate : candidates)
        if (!claimed_[candidate.column] && !result_.has(candidate.scorer->field)) take(candidate, candidates);
    };
    if (!result_.has(Field::sentiment)) take_maybe_ratings();
    // Of a table of which the maker's profile says all, only a rating that it doesn't know is looked for.
    const bool has_rating = result_.has(Field::rating) || result_.has(Field::sentiment) || !result_.questions.empty();
    if (!is_complete || (!has_rating && result_.rules->role != Role::details)) take_best(true);
    if (is_complete) return;
    context.has_rating = result_.has(Field::rating) || result_.has(Field::sentiment);
    take_best(false);
    take_numbered();
  }

  /// Columns that a maker's profile says are the rating if they look like one.
  void take_maybe_ratings() {
    if (result_.has(Field::rating)) return;
    for (const std::string& key : result_.rules->maybe_rating)
      for (const std::size_t column : names_.find(key, 0)) {
        const ColumnProfile& profile = view_.columns[column];
        if (claimed_[column] || profile.filled == 0 ||
            profile.share(profile.rating_words + profile.survey_words + profile.whole) < 0.5 || profile.most > 103)
          continue;
        bind_column(Field::rating, column);
        result_.guesses.push_back({"rating column", table_.columns[column].name(), "called and filled like a rating",
                                   "--map rating=COLUMN", false});
        return;
      }
  }

  Bound bound_to(std::size_t column) const {
    Bound bound;
    bound.options = {{BoundPart{column, std::nullopt, nullptr}}};
    describe(bound);
    return bound;
  }
  void bind_column(Field field, std::size_t column) {
    Bound bound = bound_to(column);
    if (!takes_many(field) && info(field).kind != FieldKind::identifier) add_namesakes(bound);
    claim(bound);
    result_.fields.insert_or_assign(field, std::move(bound));
  }

  void take(const Candidate& best, const std::vector<Candidate>& candidates) {
    const Field field = best.scorer->field;
    Bound bound = bound_to(best.column);
    std::string runner_up;
    for (const Candidate& other : candidates) {
      if (other.scorer != best.scorer || other.column == best.column || claimed_[other.column]) continue;
      if (takes_many(field) &&
          without_number(names_.header(other.column).key) == without_number(names_.header(best.column).key)) {
        bound.options.front().push_back({other.column, std::nullopt, nullptr});
      } else if (!takes_many(field) && take_turns(best.column, other.column)) {
        bound.options.push_back({BoundPart{other.column, std::nullopt, nullptr}});
      } else if (runner_up.empty() && other.evidence.score > best.evidence.score - 0.1) {
        runner_up = table_.columns[other.column].name();
      }
    }
    if (bound.options.size() > 1 || bound.options.front().size() > 1) {
      bound.shown.clear(), bound.key.clear();
      describe(bound);
    }
    if (!takes_many(field) && info(field).kind != FieldKind::identifier) add_namesakes(bound);
    claim(bound);
    for (const auto& sum : bound.options)
      for (const BoundPart& part : sum) because_[part.column] = best.evidence.because;
    tell(best, bound, runner_up);
    result_.fields.insert_or_assign(field, std::move(bound));
  }

  /// Exports put the same field of two tables into two columns, each filled where the other is empty.
  bool take_turns(std::size_t a, std::size_t b) const {
    const RawColumn &one = table_.columns[a], &other = table_.columns[b];
    if (!is_whole(table_, one) || !is_whole(table_, other)) return false;
    if (view_.columns[a].filled_share() > 0.95 || view_.columns[b].filled_share() > 0.95) return false;
    if (view_.columns[a].filled == 0 || view_.columns[b].filled == 0) return false;
    CellRoom room, room_beside;
    const std::size_t step = std::max<std::size_t>(1, table_.rows / 2000);
    std::size_t either = 0, both = 0;
    for (std::size_t row = 0; row < table_.rows; row += step) {
      const bool here = !means_missing(one.cell(row, room)), there = !means_missing(other.cell(row, room_beside));
      either += here || there ? 1 : 0;
      both += here && there ? 1 : 0;
    }
    return either >= 4 && both == 0;
  }

  void tell(const Candidate& best, const Bound& bound, const std::string& runner_up) {
    const Field field = best.scorer->field;
    const bool is_rating = field == Field::rating;
    // The only column of instants, or a column called so in passing: right mostly, and worth a word where it isn't.
    const bool certain = !best.evidence.by_contents && best.evidence.score >= (is_rating ? 0.9 : 0.7);
    if (certain && runner_up.empty()) return;
    Guess guess;
    guess.what = is_rating ? "rating column" : std::string(info(field).title);
    guess.chosen = bound.shown;
    guess.evidence = best.evidence.because;
    guess.flag = "--map \"" + std::string(info(field).key) + "=COLUMN\"";
    guess.certain = certain;
    guess.decides_headline = is_rating && !certain;
    guess.runner_up = runner_up;
    result_.guesses.push_back(std::move(guess));
  }

  /// Numbered columns of one kind: tags, or the agents of a ticket of whom the first is the one rated.
  void take_numbered() {
    std::map<std::string, std::vector<std::size_t>> series;
    for (std::size_t column = 0; column < claimed_.size(); ++column) {
      const std::string& key = names_.header(column).key;
      if (std::string stem = without_number(key); stem != key && !stem.empty()) series[stem].push_back(column);
    }
    for (auto& [stem, columns] : series) {
      if (columns.size() < 2) continue;
      const auto bind_all = [&](Field field) {
        Bound bound;
        bound.options.emplace_back();
        for (const std::size_t column : columns) bound.options.front().push_back({column, std::nullopt, nullptr});
        describe(bound);
        claim(bound);
        result_.fields.insert_or_assign(field, std::move(bound));
      };
      const auto agent = result_.fields.find(Field::agent);
      if (agent != result_.fields.end() && agent->second.options.front().front().column == columns.front() &&
          !result_.has(Field::involved_agents)) {
        bind_all(Field::involved_agents);
      } else if (!result_.has(Field::tags) && std::ranges::none_of(columns, [&](std::size_t column) {
                   return claimed_[column] || view_.columns[column].filled == 0 ||
                          view_.columns[column].share(view_.columns[column].names) < 0.5;
                 })) {
        const ColumnName& name = *view_.names[columns.front()];
        const bool called_categories =
            std::max({name.says(Field::tags), name.says(Field::type), name.says(Field::reason)}) >= 0.3 ||
            holds_word("category", name.header.key);
        if (called_categories) bind_all(Field::tags);
      }
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

  /// A column called a time span may hold instants: `First Response Time` of `6/1/2023 12:15`.
  void move_instants() {
    for (const auto& [from, to] :
         {std::pair(Field::first_reply, Field::first_replied_at), std::pair(Field::resolution, Field::solved_at)}) {
      const auto found = result_.fields.find(from);
      if (found == result_.fields.end() || found->second.options.size() != 1) continue;
      const std::size_t column = found->second.options.front().front().column;
      if (!are_instants(table_.columns[column])) continue;
      result_.guesses.push_back(
          {info(to).key == info(Field::solved_at).key ? "resolution column" : "first reply column",
           "instants in " + found->second.shown, "its cells are time stamps, not time spans",
           "--map " + std::string(info(from).key) + "=COLUMN", true});
      if (!result_.has(to)) result_.fields.emplace(to, found->second);
      result_.fields.erase(found);
    }
  }

  static bool are_instants(const RawColumn& column) {
    std::size_t filled = 0, spans = 0, instants = 0;
    CellRoom room;
    for (std::size_t row = 0; row < column.size() && filled < 400; ++row) {
      const std::string_view cell = column.cell(row, room);
      if (means_missing(cell)) continue;
      ++filled;
      const bool is_span = parse_duration(cell, TimeUnit::unknown).has_value();
      const auto shape = parse_stamp(cell).shape;
      spans += is_span ? 1 : 0;
      instants += !is_span && shape != Stamp::Shape::none && shape != Stamp::Shape::time_only ? 1 : 0;
    }
    return instants > spans && instants * 2 >= filled;
  }

  /// What is called like the time of something and holds none; dates that no field took; what might be the rating.
  void tell_missing() {
    ScorerContext context(view_);
    for (const Field field : {Field::created_at, Field::solved_at, Field::rated_at}) {
      if (result_.has(field)) continue;
      std::string shown;
      if (const auto doubted = doubted_.find(field); doubted != doubted_.end()) shown = doubted->second;
      for (std::size_t column = 0; column < claimed_.size() && shown.empty(); ++column)
        if (!claimed_[column] && context.named(column, field) >= 1 && view_.columns[column].filled > 0 &&
            contradicts(field, view_.columns[column]))
          shown = table_.columns[column].name();
      if (shown.empty()) continue;
      const std::string key(info(field).key);
      result_.guesses.push_back(
          {key, not_there, "few cells of " + shown + " are time stamps", "--map \"" + key + "=" + shown + "\"", false});
    }
    const bool dated = std::ranges::any_of(
        result_.fields, [](const auto& entry) { return info(entry.first).kind == FieldKind::moment; });
    for (std::size_t column = 0; column < claimed_.size(); ++column) {
      const ColumnProfile& profile = view_.columns[column];
      if (claimed_[column] || profile.filled == 0) continue;
      if (!dated && profile.share(profile.stamps) >= 0.9) result_.date_like.push_back(table_.columns[column].name());
      if (result_.has(Field::rating) || result_.has(Field::sentiment)) continue;
      const bool steps =
          profile.share(profile.whole) >= 0.9 && profile.most <= 10 && profile.least >= 0 && profile.distinct >= 2;
      const bool words = profile.share(profile.rating_words) >= 0.8;
      if ((steps || words) && profile.repeats() >= 1.5 && !view_.names[column]->nobodys_rating)
        result_.rating_like.push_back(table_.columns[column].name());
    }
    if (!result_.date_like.empty())
      result_.guesses.push_back({"dates", "none", "several columns hold dates: " + join(result_.date_like, ", "),
                                 "--map \"created_at=" + result_.date_like.front() + "\"", false});
  }

  void bind_extras() {
    for (const std::string& name : options_.extra_columns)
      if (const auto column = column_named(table_, name)) result_.extras.emplace(name, *column);
  }

  /// What no field claims and parts the tickets into groups is a dimension under its own name.
  void find_topics() {
    if (result_.rules->role == Role::names || result_.rules->role == Role::details) return;
    const ScorerContext context(view_);
    constexpr std::size_t most_topics = 12;
    for (std::size_t column = 0; column < claimed_.size() && result_.topics.size() < most_topics; ++column) {
      if (claimed_[column] || !is_topic(context, column)) continue;
      const std::string& name = table_.columns[column].name();
      if (std::ranges::find(result_.topics, name) != result_.topics.end()) continue;
      result_.topics.push_back(name);
      result_.extras.emplace(name, column);
    }
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

  /// Every column in a line: what it holds, what it was taken for and why.
  void tell_columns() {
    for (std::size_t column = 0; column < table_.columns.size(); ++column)
      result_.seen.push_back({table_.columns[column].name(), view_.columns[column].summary(), {}, because_[column]});
    const auto tell = [&](const Bound& bound, const std::string& as) {
      for (const auto& sum : bound.options)
        for (const BoundPart& part : sum) {
          std::string& taken = result_.seen[part.column].taken;
          taken += (taken.empty() ? "" : ", ") + as;
          std::string& because = result_.seen[part.column].because;
          if (because.empty()) because = bound.by_hand ? "given by --map" : "the maker calls it so";
        }
    };
    for (const auto& [field, bound] : result_.fields) tell(bound, std::string(info(field).key));
    for (const auto& [name, bound] : result_.questions) tell(bound, "question");
    for (const std::string& topic : result_.topics) {
      ColumnFacts& seen = result_.seen[result_.extras.at(topic)];
      seen.taken = "topic";
      seen.because = "no field claims it, and it parts the rows into a few groups";
    }
  }

  const TableView& view_;
  const RawTable& table_;
  std::map<std::size_t, std::string> because_;  ///< by column: why it was taken for what it was
  std::vector<std::string> file_words_;
  const ProfileSet& profiles_;
  const Options& options_;
  Names names_;
  std::vector<bool> claimed_;
  std::map<Field, std::string> doubted_;  ///< columns that don't hold what their name says
  Recognised result_;
};

}  // namespace

Recognised recognise(const TableView& view, const ProfileSet& profiles, const Options& options,
                     const std::string& file) {
  return Recogniser(view, profiles, options, file).run();
}

bool could_be_key(const ColumnProfile& profile) {
  return profile.filled > 0 && profile.share(profile.tokens) > 0.8 && profile.share(profile.decimal) < 0.05 &&
         profile.distinct >= 2;
}

}  // namespace dsat::load
