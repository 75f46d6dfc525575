#include "load/batch.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <numeric>
#include <set>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/date_evidence.hpp"
#include "load/durations.hpp"
#include "load/meaning/number_scale.hpp"
#include "load/meaning/questions.hpp"
#include "load/moments.hpp"
#include "load/names.hpp"
#include "load/set_columns.hpp"

namespace dsat::load {
namespace {

constexpr std::size_t samples_kept = 5;

/// A trouble with a cell that didn't make the record unusable.
void note_unreadable(FileFacts& facts, std::string_view what, std::uint64_t line, std::string_view cell) {
  std::int64_t& count = facts.unreadable[std::string(what)];
  if (++count <= static_cast<std::int64_t>(samples_kept))
    facts.samples.push_back({line, "unreadable " + std::string(what), shorten(one_line(cell), 60)});
}

/// Distinct texts and their codes; the empty text is 0.
class Dictionary {
 public:
  explicit Dictionary(std::vector<std::string>& distinct) : distinct_(distinct) {}
  Code code(const std::string& text) {
    if (text.empty()) return 0;
    const auto [found, added] = index_.try_emplace(text, static_cast<Code>(distinct_.size()));
    if (added) distinct_.push_back(text);
    return found->second;
  }

 private:
  std::vector<std::string>& distinct_;
  std::unordered_map<std::string, Code> index_;
};

/// A column of time stamps on its way to moments.
struct PendingMoments {
  Batch* batch = nullptr;
  FileFacts* facts = nullptr;
  std::optional<Field> field;  ///< nothing: the version
  const Bound* bound = nullptr;
  std::unique_ptr<BoundCells> cells;
  std::vector<Moment> moments;
  std::vector<std::uint32_t> pending;  ///< records that need more than the common shape
  OrderEvidence evidence;
  std::int64_t without_zone = 0;
  std::int64_t sentinels = 0, serials = 0;
  bool utc = false;
};

std::string layout_of(const Batch& batch) {
  return batch.recognised.profile->key + '\n' + batch.recognised.rules->label;
}

/// The whole conversion; a class for what its steps share.
class Typer {
 public:
  Typer(std::vector<Batch>& batches, std::vector<FileFacts>& files, Provenance& provenance, const Options& options,
        const Watch& watch)
      : batches_(batches), files_(files), provenance_(provenance), options_(options), watch_(watch) {}

  void run() {
    for (Batch& batch : batches_) {
      batch.rows = batch.table.rows;
      batch.fates.assign(batch.rows, Fate::open);
      FileFacts& facts = files_[batch.file];
      facts.profile = batch.recognised.profile->key;
      for (const auto& [field, bound] : batch.recognised.fields) add_column(facts, info(field).key, bound.shown);
      if (batch.recognised.other_id && !batch.recognised.has(Field::ticket_id))
        add_column(facts, info(Field::ticket_id).key, batch.recognised.other_id->shown);
      for (const std::string& name : batch.recognised.unused) facts.unused.push_back(name);
      for (const ColumnFacts& seen : batch.recognised.seen) facts.seen.push_back(seen);
      for (const Guess& guess : batch.recognised.guesses) add_guess(facts, guess);
      read_moments(batch);
    }
    for (FileFacts& facts : files_)
      std::ranges::stable_sort(facts.columns, {}, [](const auto& column) { return *field_named(column.first); });
    settle_moments();
    for (Batch& batch : batches_) read_others(batch);
    read_ratings_columns();
    for (Batch& batch : batches_) read_survey_marks(batch);
    for (Batch& batch : batches_) let_go(batch);
  }

 private:
  /// A file with several tables may fill a field from several columns.
  static void add_column(FileFacts& facts, std::string_view field, const std::string& shown) {
    const auto found = std::ranges::find(facts.columns, field, &std::pair<std::string, std::string>::first);
    if (found == facts.columns.end())
      facts.columns.emplace_back(field, shown);
    else if (found->second != shown)
      found->second += " | " + shown;
  }

  static void add_guess(FileFacts& facts, const Guess& guess) {
    const bool known = std::ranges::any_of(facts.guesses, [&](const Guess& one) {
      return one.what == guess.what && one.chosen == guess.chosen && one.certain == guess.certain;
    });
    if (!known) facts.guesses.push_back(guess);
  }

  /// What was read isn't needed any more, but for the codes that records are known by and what is still to be read: ids
  /// and texts, and of a table of names everything.
  static void let_go(Batch& batch) {
    if (batch.role() == Role::names) return;
    for (RawColumn& column : batch.table.columns) {
      const auto is_bound = [&column](const std::optional<BoundCells>& cells) {
        return cells && &cells->column() == &column;
      };
      if (is_bound(batch.ids) || is_bound(batch.other_ids) || is_bound(batch.rating_ids) || is_bound(batch.comment) ||
          is_bound(batch.subject) || is_bound(batch.reply))
        continue;
      if (column.keep() == Keep::words)
        column.keep_codes();
      else
        column.clear();
    }
  }

  // --- moments ---

  void read_moments(Batch& batch) {
    for (const auto& [field, bound] : batch.recognised.fields)
      if (info(field).kind == FieldKind::moment) read_moment_column(batch, field, bound);
    if (!batch.recognised.version || version_is_read(batch)) return;
    read_moment_column(batch, std::nullopt, *batch.recognised.version);
  }

  /// The version is mostly the time of the last update; what was read as that without a question needn't be read again.
  bool version_is_read(const Batch& batch) const {
    return std::ranges::any_of(columns_, [&](const PendingMoments& column) {
      return column.batch == &batch && column.field == Field::updated_at && column.pending.empty() &&
             column.bound->shown == batch.recognised.version->shown;
    });
  }

  void read_moment_column(Batch& batch, std::optional<Field> field, const Bound& bound) {
    PendingMoments column;
    column.batch = &batch;
    column.facts = &files_[batch.file];
    column.field = field;
    column.bound = &bound;
    column.cells = std::make_unique<BoundCells>(batch.table, bound, FieldKind::moment);
    column.utc = bound.utc || batch.recognised.rules->utc;
    column.moments.resize(batch.rows);
    const Zone utc;
    const Zone& zone = column.utc ? utc : options_.zone;
    const RawColumn& cells = column.cells->column();
    Stamp stamp;
    CellRoom room;
    bool year_first = false;
    const auto keep = [&](std::size_t row, Moment moment) {
      if (is_sentinel(moment, zone))
        ++column.sentinels;
      else
        column.moments[row] = moment;
    };
    for (std::size_t row = 0; row < batch.rows; ++row) {
      if (const std::uint64_t packed = cells.packed(row); packed != 0)
        if (const PackedCell known = unpack(packed); known.is_stamp()) {
          column.without_zone += known.form != PackedForm::date && !known.has_zone() ? 1 : 0;
          year_first = true;
          keep(row, moment_of(known, zone));
          continue;
        }
      const std::string_view cell = cells.cell(row, room);
      if (cell.empty()) continue;
      if (!parse_iso_stamp(cell, stamp)) {
        if (is_zero_date(cell))
          ++column.sentinels;
        else if (!means_missing(cell))
          look_at_stamp(column, cell, row);
        continue;
      }
      column.without_zone += stamp.has_time && !stamp.has_zone ? 1 : 0;
      year_first = true;
      keep(row, moment_of(stamp, DateOrder::unknown, zone));
    }
    if (year_first && column.facts->date_order.empty()) column.facts->date_order = key_of(DateOrder::ymd);
    columns_.push_back(std::move(column));
  }

  void look_at_stamp(PendingMoments& column, std::string_view cell, std::size_t row) {
    const Stamp stamp = parse_stamp(cell);
    column.pending.push_back(static_cast<std::uint32_t>(row));
    column.without_zone += stamp.has_time && !stamp.has_zone ? 1 : 0;
    const std::uint64_t line = column.batch->table.lines[row];
    if (stamp.zone_is_guess) tell_zone_name(*column.facts, stamp, cell, line);
    if (stamp.shape != Stamp::Shape::triple) return;
    if (stamp.two_digit_year) column.evidence.two_digit_years.add(stamp);
    if (!stamp.points)
      column.evidence.add(order_of(stamp).value_or(DateOrder::unknown), cell, line, stamp.twelve_hours);
  }

  /// `IST` is the time of India, of Israel and of Ireland.
  static void tell_zone_name(FileFacts& facts, const Stamp& stamp, std::string_view cell, std::uint64_t line) {
    const int minutes = stamp.offset / 60;
    const std::string hours = std::to_string(std::abs(minutes) / 60),
                      rest = std::to_string(std::abs(minutes) % 60 + 100);
    add_guess(facts, {"offset of a zone's name", (minutes < 0 ? "-" : "+") + hours + ":" + rest.substr(1),
                      std::string(trim(cell)) + " in line " + std::to_string(line) + "; the name has other meanings",
                      "", false});
  }

  /// `0000-00-00 00:00:00`, `0`: what databases write for no date.
  static bool is_zero_date(std::string_view cell) {
    cell = trim(cell);
    constexpr std::string_view signs = "0-:./ TZ";
    return cell.starts_with('0') && cell.find_first_not_of(signs) == std::string_view::npos;
  }

  /// A column's order: said, by its own evidence, by that of its table, by that of tables of the same layout, or the
  /// default.
  ChosenOrder order_for(const PendingMoments& column, const std::map<const Batch*, OrderEvidence>& by_table,
                        const std::map<std::string, OrderEvidence>& by_layout) const {
    if (const auto said = date_order_named(options_.date_order)) return {*said, "given by --date-order", true};
    if (const DateOrder said = order_in_header(column.bound->shown); said != DateOrder::unknown)
      return {said, "said by the column " + column.bound->shown, true};
    if (const auto own = order_by(column.evidence); own.order != DateOrder::unknown) return own;
    if (const auto said = date_order_named(column.batch->recognised.rules->date_order))
      return {*said, "every export of this maker has it", true};
    if (auto table = order_by(by_table.at(column.batch)); table.order != DateOrder::unknown && table.certain)
      return table;
    if (auto layout = order_by(by_layout.at(layout_of(*column.batch)));
        layout.order != DateOrder::unknown && layout.certain) {
      layout.evidence += " of another file";
      return layout;
    }
    // Twelve-hour clocks and months in front go together.
    if (column.evidence.twelve_hours > 0) return {DateOrder::mdy, "no day above 12; hours with AM and PM", false};
    return {DateOrder::dmy, "no day above 12 in " + counted(column.evidence.open, "date"), false};
  }

  void settle_moments() {
    std::map<const Batch*, OrderEvidence> by_table;
    std::map<std::string, OrderEvidence> by_layout;
    for (const PendingMoments& column : columns_) {
      by_table[column.batch].add(column.evidence);
      by_layout[layout_of(*column.batch)].add(column.evidence);
    }
    for (PendingMoments& column : columns_) {
      const ChosenOrder chosen = order_for(column, by_table, by_layout);
      settle(column, chosen);
    }
    for (PendingMoments& column : columns_) tell_zone(column);
    for (PendingMoments& column : columns_) {
      if (column.field)
        column.batch->moments[*column.field] = std::move(column.moments);
      else
        column.batch->version = std::move(column.moments);
    }
    columns_.clear();
  }

  /// The newest day with a year in the tables: what a day without year is counted back from.
  std::optional<Day> newest_day(const Batch& batch) const {
    std::optional<Day> newest;
    for (const PendingMoments& column : columns_) {
      if (column.batch != &batch) continue;
      for (const Moment moment : column.moments)
        if (moment && (!newest || options_.zone.day_of(moment) > *newest)) newest = options_.zone.day_of(moment);
    }
    return newest;
  }

  void settle(PendingMoments& column, const ChosenOrder& chosen) {
    const Zone utc;
    const Zone& zone = column.utc ? utc : options_.zone;
    const std::string name(column.field ? info(*column.field).key : "version");
    const RawColumn& cells = column.cells->column();
    std::optional<Day> reference;
    bool reference_known = false;
    CellRoom room;
    column.facts->filled[name] += std::ranges::count_if(column.moments, [](Moment moment) { return bool(moment); }) +
                                  static_cast<std::int64_t>(column.pending.size());
    for (const std::uint32_t row : column.pending) {
      const std::string_view cell = cells.cell(row, room);
      const Stamp stamp = parse_stamp(cell);
      if (stamp.shape == Stamp::Shape::no_year && !reference_known) {
        reference = newest_day(*column.batch);
        reference_known = true;
      }
      column.moments[row] = moment_of(stamp, chosen.order, zone, reference);
      if (is_sentinel(column.moments[row], zone)) {
        column.moments[row] = {};
        ++column.sentinels;
        continue;
      }
      if (column.moments[row]) continue;
      if (const auto serial = serial_days(cell)) {
        column.moments[row] = moment_of_serial(*serial, zone);
        ++column.serials;
        continue;
      }
      if (stamp.shape == Stamp::Shape::triple)
        reject(*column.batch, row, "contradictory date", cell);
      else
        note_unreadable(*column.facts, name, column.batch->table.lines[row], cell);
    }
    if (column.sentinels > 0 && column.field)
      provenance_.faults["date that stands for none in " + column.bound->shown] += column.sentinels;
    if (column.serials > 0)
      add_guess(*column.facts, {"dates in " + column.bound->shown, "days since 1899-12-30",
                                "numbers, as spreadsheets store dates", "--map", false});
    if (!column.evidence.any() && chosen.order != DateOrder::ymd) return;
    if (!column.evidence.any() && column.evidence.two_digit_years.count == 0) return;
    column.facts->date_order = key_of(chosen.order);
    add_guess(*column.facts,
              {"date order", std::string(name_of(chosen.order)), chosen.evidence, "--date-order", chosen.certain});
  }

  void tell_zone(const PendingMoments& column) {
    if (column.without_zone == 0) return;
    FileFacts& facts = *column.facts;
    facts.time_zone = column.utc ? "UTC" : options_.zone.name();
    if (std::ranges::any_of(facts.guesses, [](const Guess& guess) { return guess.what == "time zone"; })) return;
    const std::string evidence = column.bound->utc ? "said by the column " + column.bound->shown
                                 : column.utc      ? "this maker's stamps without a zone are UTC"
                                                   : "stamps in " + column.bound->shown + " carry no zone";
    facts.guesses.push_back({"time zone", facts.time_zone, evidence, "--tz", column.utc || options_.zone_given});
  }

  void reject(Batch& batch, std::size_t row, const std::string& reason, std::string_view text) {
    if (batch.fates[row] == Fate::rejected) return;
    batch.fates[row] = Fate::rejected;
    FileFacts& facts = files_[batch.file];
    ++facts.rejects[reason];
    const std::uint64_t line = batch.table.lines[row];
    if (facts.rejects[reason] <= static_cast<std::int64_t>(samples_kept))
      facts.samples.push_back({line, reason, shorten(one_line(text), 60)});
    if (watch_.rejected) watch_.rejected({facts.path, line, reason, std::string(text)});
  }

  // --- everything but moments and ratings ---

  /// What wasn't read can't be made up for: records of another kind that would need it came later in the file.
  static bool is_unread(const RawTable& table, const Bound& bound) {
    return std::ranges::any_of(bound.options, [&](const std::vector<BoundPart>& sum) {
      return std::ranges::any_of(sum,
                                 [&](const BoundPart& part) { return !is_whole(table, table.columns[part.column]); });
    });
  }

  void read_others(Batch& batch) {
    const TableProfile& rules = *batch.recognised.rules;
    for (const auto& [field, bound] : batch.recognised.fields) {
      if (options_.unread.contains(field) || is_unread(batch.table, bound)) continue;
      switch (info(field).kind) {
        case FieldKind::identifier:
          // Ids of tickets are compared as they are held where that is enough.
          if (field == Field::ticket_id)
            batch.ids.emplace(batch.table, bound, FieldKind::identifier);
          else
            batch.rating_ids.emplace(batch.table, bound, FieldKind::prose);
          break;
        case FieldKind::name:
          read_words(batch, field, bound);
          break;
        case FieldKind::names:
          read_set(batch, field, bound);
          break;
        case FieldKind::duration:
          read_durations(batch, field, bound);
          break;
        case FieldKind::count:
          read_counts(batch, field, bound);
          break;
        case FieldKind::prose:
          (field == Field::comment   ? batch.comment
           : field == Field::subject ? batch.subject
                                     : batch.reply)
              .emplace(batch.table, bound, FieldKind::prose);
          break;
        case FieldKind::flag:
          if (field == Field::sla) read_sla(batch, bound);
          break;
        case FieldKind::moment:
        case FieldKind::rating:
          break;
      }
    }
    if (batch.recognised.other_id) batch.other_ids.emplace(batch.table, *batch.recognised.other_id, FieldKind::prose);
    for (const auto& [name, column] : batch.recognised.extras)
      if (is_whole(batch.table, batch.table.columns[column]))
        batch.extras[name] = words_of(batch.table.columns[column], true, rules, std::nullopt);
    for (const LeaveOut& rule : rules.leave_out) leave_out(batch, rule);
    leave_out_by_status(batch);
  }

  static void read_words(Batch& batch, Field field, const Bound& bound) {
    const BoundCells cells(batch.table, bound, FieldKind::name);
    batch.words[field] = words_of(cells.column(), cells.stay(), *batch.recognised.rules, field);
  }

  void read_set(Batch& batch, Field field, const Bound& bound) {
    const BoundCells cells(batch.table, bound, FieldKind::names);
    const RawColumn& column = cells.column();
    const std::optional<RawColumn> held = column.sets() ? std::nullopt : std::optional(column.held_as(Keep::sets));
    const SetCells& sets = held ? *held->sets() : *column.sets();
    const Separators separators = separators_of(sets, *batch.recognised.rules);
    batch.sets[field] = sets_of(sets, separators, *batch.recognised.rules, field);
    if (field != Field::tags) return;
    FileFacts& facts = files_[batch.file];
    facts.tag_separator = separators.shown;
    add_guess(facts, {"tag separator", separators.shown, separators.evidence, "--profile", separators.certain});
  }

  void read_durations(Batch& batch, Field field, const Bound& bound) {
    const BoundCells cells(batch.table, bound, FieldKind::duration);
    FileFacts& facts = files_[batch.file];
    const std::string name(info(field).key);
    std::vector<std::int32_t> values(batch.rows, no_number);
    constexpr double longest = 2e9;
    bool bare_numbers = false;
    const auto own = batch.recognised.rules->spellings.find(field);
    const Spellings* const spellings = own == batch.recognised.rules->spellings.end() ? nullptr : &own->second;
    CellRoom room;
    for (std::size_t row = 0; row < batch.rows; ++row) {
      if (const std::uint64_t packed = cells.column().packed(row); packed != 0 && spellings == nullptr)
        if (const PackedCell known = unpack(packed); !known.is_stamp()) {
          const double seconds = static_cast<double>(known.value) * seconds_in(bound.unit);
          if (seconds <= longest) {
            values[row] = static_cast<std::int32_t>(std::lround(seconds));
            bare_numbers = true;
            continue;
          }
        }
      const std::string_view cell = cells.column().cell(row, room);
      if (cell.empty() || means_missing(cell)) continue;
      if (spellings && spellings->contains(fold(cell))) continue;
      const auto seconds = parse_duration(cell, bound.unit);
      if (!seconds || std::abs(*seconds) > longest) {
        note_unreadable(facts, name, batch.table.lines[row], cell);
      } else if (*seconds < 0) {
        ++provenance_.faults["negative " + std::string(info(field).title)];
      } else {
        values[row] = static_cast<std::int32_t>(std::lround(*seconds));
        bare_numbers = bare_numbers || parse_number(trim(cell)).has_value();
      }
    }
    batch.seconds[field] = std::move(values);
    if (bound.unit == TimeUnit::unknown && bare_numbers)
      add_guess(facts, {"unit of " + name, "minutes", bound.shown + " doesn't say", "--profile", false});
  }

  void read_counts(Batch& batch, Field field, const Bound& bound) {
    const BoundCells cells(batch.table, bound, FieldKind::count);
    std::vector<std::int32_t> values{no_number};
    const auto codes = coded(cells, [&](std::string_view cell) -> Code {
      cell = trim(cell);
      std::int32_t value = no_number;
      if (const auto number = parse_number(cell);
          number && *number >= 0 && *number < 1e9 && *number == std::floor(*number))
        value = static_cast<std::int32_t>(*number);
      else if (const auto flag = flag_of(cell))
        value = *flag ? 1 : 0;
      else if (!means_missing(cell))
        note_unreadable(files_[batch.file], info(field).key, 0, cell);
      values.push_back(value);
      return static_cast<Code>(values.size() - 1);
    });
    std::vector<std::int32_t> column(batch.rows);
    for (std::size_t row = 0; row < batch.rows; ++row) column[row] = values[codes[row]];
    batch.counts[field] = std::move(column);
  }

  void read_sla(Batch& batch, const Bound& bound) {
    const bool yes_is_breached = bound.key.find("breach") != std::string::npos ||
                                 bound.key.find("violat") != std::string::npos ||
                                 bound.key.find("escalat") != std::string::npos;
    const BoundCells cells(batch.table, bound, FieldKind::flag);
    std::vector<SlaState> states{SlaState::none};
    const auto codes = coded(cells, [&](std::string_view cell) -> Code {
      const std::string word = fold(cell);
      SlaState state = SlaState::none;
      const auto holds = [&](std::initializer_list<std::string_view> parts) {
        return std::ranges::any_of(parts, [&](std::string_view part) { return word.find(part) != std::string::npos; });
      };
      if (holds({"violat", "breach", "overdue", "missed", "failed", "not met", "outside"}))
        state = holds({"not breached", "not violated", "no breach", "unbreached"}) ? SlaState::met : SlaState::breached;
      else if (holds({"within", "met", "achieved", "fulfilled", "in time", "on time", "ok"}))
        state = SlaState::met;
      else if (const auto flag = flag_of(word))
        state = *flag == yes_is_breached ? SlaState::breached : SlaState::met;
      states.push_back(state);
      return static_cast<Code>(states.size() - 1);
    });
    batch.sla.resize(batch.rows);
    for (std::size_t row = 0; row < batch.rows; ++row) batch.sla[row] = states[codes[row]];
  }

  // --- records not to be counted ---

  std::uint8_t left_out_reason(Batch& batch, const std::string& reason) {
    auto found = std::ranges::find(batch.left_out_reasons, reason);
    if (found == batch.left_out_reasons.end()) found = batch.left_out_reasons.insert(found, reason);
    return static_cast<std::uint8_t>(found - batch.left_out_reasons.begin() + 1);
  }

  void mark_left_out(Batch& batch, std::size_t row, std::uint8_t reason) {
    if (batch.left_out.empty()) batch.left_out.assign(batch.rows, 0);
    if (batch.left_out[row] == 0) batch.left_out[row] = reason;
  }

  static bool are_single_words(const std::vector<std::string>& values) {
    return std::ranges::all_of(values, [](const std::string& value) {
      return std::ranges::none_of(value, [](char c) { return may_separate(c) || c == '*' || c == '?'; });
    });
  }

  /// Calls `visit` for the rows that hold one of these words among others.
  template <class Visit>
  static void each_row_with(const SetCells& sets, const std::vector<std::string>& words, Visit&& visit) {
    std::vector<bool> marks;
    for (const std::string_view fragment : sets.fragments())
      marks.push_back(!fragment.empty() && std::ranges::find(words, fold(body_of(fragment))) != words.end());
    if (std::ranges::find(marks, true) == marks.end()) return;
    sets.each_row([&](std::size_t row, const auto& codes) {
      if (std::ranges::any_of(codes, [&](auto code) { return marks[code]; })) visit(row);
    });
  }

  void leave_out(Batch& batch, const LeaveOut& rule) {
    for (const RawColumn& column : batch.table.columns) {
      if (!is_whole(batch.table, column) || normalise_header(column.name()).key != rule.column) continue;
      const std::uint8_t reason = left_out_reason(batch, rule.reason);
      const auto mark = [&](std::size_t row) { mark_left_out(batch, row, reason); };
      if (const SetCells* const sets = column.sets(); sets != nullptr && are_single_words(rule.values)) {
        each_row_with(*sets, rule.values, mark);
        continue;
      }
      const auto marked = coded(column, true, [&](std::string_view cell) -> Code {
        for (const std::string_view part : split(cell, array_separator)) {
          const std::string folded = fold(part);
          for (const std::string& value : rule.values)
            if (value == "*" ? !folded.empty() : glob_match(value, folded)) return 1;
          // A marking tag may stand among others.
          for (const std::string_view word : split(folded, ' '))
            if (std::ranges::find(rule.values, word) != rule.values.end()) return 1;
        }
        return 0;
      });
      for (std::size_t row = 0; row < batch.rows; ++row)
        if (marked[row] != 0) mark(row);
    }
  }

  void leave_out_by_status(Batch& batch) {
    const auto status = batch.words.find(Field::status);
    if (status == batch.words.end()) return;
    std::vector<std::uint8_t> reasons(status->second.distinct.size(), 0);
    bool any = false;
    for (std::size_t i = 0; i < reasons.size(); ++i) {
      const std::string word = fold(status->second.distinct[i]);
      for (const std::string_view reason : {"deleted", "spam", "merged"})
        if (word == reason) reasons[i] = left_out_reason(batch, std::string(reason)), any = true;
    }
    if (!any) return;
    for (std::size_t row = 0; row < batch.rows; ++row)
      if (reasons[status->second.codes[row]] != 0) mark_left_out(batch, row, reasons[status->second.codes[row]]);
  }

  // --- ratings ---

  /// The same rating column of all tables of one layout.
  struct Group {
    std::vector<std::pair<Batch*, const Bound*>> members;
  };

  std::string name_of_file(const Batch& batch) const {
    return std::filesystem::path(files_[batch.file].path).stem().string();
  }
  /// A file's name may say that it holds answers to the NPS question; these are read apart from others.
  bool is_of_recommending(const Batch& batch) const {
    return question_kind(name_of_file(batch)) == QuestionKind::recommending;
  }

  RatingRules rules_for(const Batch& batch, const Bound& bound, bool is_question) const {
    RatingRules rules;
    rules.header = bound.shown;
    rules.file_words = name_of_file(batch);
    rules.words = batch.recognised.rules->words;
    if (!is_question) {
      rules.negative = options_.negative, rules.neutral = options_.neutral, rules.positive = options_.positive;
      rules.scale_is_given = options_.scale != "auto" && !options_.scale.empty();
    }
    if (rules.scale_is_given)
      rules.scale = options_.scale;
    else if (!batch.recognised.rules->scale.empty() && !bound.by_hand)
      rules.scale = batch.recognised.rules->scale;
    return rules;
  }

  /// A column beside the rating that says in words what its numbers mean: the same words with the same number.
  static std::vector<std::pair<std::string, std::string>> labels_beside(const Batch& batch, const Bound& bound) {
    const RawTable& table = batch.table;
    const std::size_t rating = bound.options.front().front().column;
    constexpr std::size_t near = 3, most_labels = 12, rows_looked_at = 2000;
    if (!is_whole(table, table.columns[rating])) return {};
    for (std::size_t beside = rating > near ? rating - near : 0;
         beside < std::min(rating + near + 1, table.columns.size()); ++beside) {
      if (beside == rating || !is_whole(table, table.columns[beside])) continue;
      // A category says what the rating counts as, not what its steps are called.
      const auto category = batch.recognised.fields.find(Field::sentiment);
      if (category != batch.recognised.fields.end() && category->second.options.front().front().column == beside)
        continue;
      std::map<std::string, std::string> labels;
      bool are_labels = true;
      for (std::size_t row = 0; row < std::min(table.rows, rows_looked_at) && are_labels; ++row) {
        const std::string number = cell_text(table, rating, row), label = cell_text(table, beside, row);
        if (number.empty() || label.empty()) continue;
        const Word word = word_class(rating_word(label));
        const auto [found, added] = labels.try_emplace(number, label);
        are_labels = parse_number(number) && !parse_number(label) && fold(found->second) == fold(label) &&
                     (word == Word::negative || word == Word::neutral || word == Word::positive) &&
                     labels.size() <= most_labels;
      }
      if (are_labels && labels.size() >= 2) return {labels.begin(), labels.end()};
    }
    return {};
  }

  void read_ratings_columns() {
    std::map<std::string, Group> ratings, questions;
    for (Batch& batch : batches_) {
      if (const auto found = batch.recognised.fields.find(Field::rating); found != batch.recognised.fields.end())
        ratings[layout_of(batch) + '\n' + found->second.key + (is_of_recommending(batch) ? "\nnps" : "")]
            .members.emplace_back(&batch, &found->second);
      for (const auto& [name, bound] : batch.recognised.questions) questions[name].members.emplace_back(&batch, &bound);
      if (const auto found = batch.recognised.fields.find(Field::sentiment); found != batch.recognised.fields.end())
        read_sentiment(batch, found->second);
    }
    part_by_levels(ratings);
    for (auto& [key, group] : ratings)
      read_group(group, false, [](Batch& batch, const Bound&) -> RatingCells& { return batch.rating.emplace(); });
    for (auto& question : questions)
      read_group(question.second, true,
                 [&](Batch& batch, const Bound&) -> RatingCells& { return batch.questions[question.first]; });
  }

  /// How often a column holds each number from 0 to 10.
  static std::map<double, std::int64_t> steps_in(const Batch& batch, const Bound& bound) {
    const RatingCells cells = rating_cells(batch, bound, Field::rating);
    std::vector<std::int64_t> counts(cells.cells.distinct.size(), 0);
    for (std::size_t row = 0; row < batch.rows; ++row)
      if (batch.fates[row] != Fate::rejected) ++counts[cells.cells.codes[row]];
    std::map<double, std::int64_t> steps;
    for (std::size_t i = 1; i < counts.size(); ++i)
      if (const auto number = parse_number(cells.cells.distinct[i]); number && *number >= 0 && *number <= 10)
        steps[*number] += counts[i];
    return steps;
  }

  /// Files of one layout whose answers have nothing above 5, though those of the others do too often for that to be
  /// chance, asked another question: they get a scale of their own, and the report says so.
  void part_by_levels(std::map<std::string, Group>& groups) {
    constexpr double narrow = 5;
    const auto rows_above = [](const std::map<double, std::int64_t>& steps, double least) {
      std::int64_t rows = 0;
      for (const auto& [step, count] : steps) rows += step > least ? count : 0;
      return rows;
    };
    std::map<std::string, Group> apart;
    for (auto& [key, group] : groups) {
      if (group.members.size() < 2) continue;
      std::vector<std::map<double, std::int64_t>> steps;
      std::map<double, std::int64_t> pooled;
      for (const auto& [batch, bound] : group.members) {
        steps.push_back(steps_in(*batch, *bound));
        for (const auto& [step, rows] : steps.back()) pooled[step] += rows;
      }
      const std::int64_t all = rows_above(pooled, -1), higher = rows_above(pooled, narrow);
      if (higher == 0) continue;
      std::vector<std::pair<Batch*, const Bound*>> rest;
      for (std::size_t i = 0; i < group.members.size(); ++i) {
        const std::int64_t answers = rows_above(steps[i], -1);
        if (rows_above(steps[i], narrow) > 0 || !lacks_higher_levels(answers, all, higher)) {
          rest.push_back(group.members[i]);
          continue;
        }
        apart[key + "\nnarrow"].members.push_back(group.members[i]);
        Guess guess{"rating scale of a file", "one of its own",
                    "none of its " + grouped(answers) + " answers is above 5, and " +
                        percent(static_cast<double>(higher) / static_cast<double>(all), 0) +
                        " of all are; its rates can't be compared with the others'",
                    "--scale", false};
        guess.decides_headline = true;
        files_[group.members[i].first->file].guesses.push_back(std::move(guess));
      }
      group.members = std::move(rest);
    }
    groups.merge(apart);
  }

  /// Distinct cells, trimmed; code 0 is nothing. The same cell on two scales is two.
  static RatingCells rating_cells(const Batch& batch, const Bound& bound, std::optional<Field> field) {
    RatingCells rating;
    Dictionary dictionary(rating.cells.distinct);
    const TableProfile& rules = *batch.recognised.rules;
    const BoundCells source(batch.table, bound, FieldKind::rating);
    rating.cells.codes = coded(source, [&](std::string_view cell) {
      // Of an array the first item that says anything.
      for (const std::string_view item : split(cell, array_separator))
        if (!trim(item).empty()) return dictionary.code(field ? spelled(rules, *field, item) : std::string(trim(item)));
      return Code{0};
    });
    rating.scales.resize(rating.cells.distinct.size());
    if (field == Field::rating && batch.recognised.scale_column) part_by_scale(batch, rating);
    return rating;
  }

  /// Where another column says a row's scale: makes cells of different scales different.
  static void part_by_scale(const Batch& batch, RatingCells& rating) {
    const TableProfile& rules = *batch.recognised.rules;
    std::vector<std::string> scales{std::string()};
    Dictionary dictionary(scales);
    const auto scale_of = coded(batch.table.columns[*batch.recognised.scale_column], true, [&](std::string_view cell) {
      const auto found = rules.scale_when.find(fold(cell));
      return found == rules.scale_when.end() ? Code{0} : dictionary.code(found->second);
    });
    std::map<std::pair<Code, Code>, Code> codes;
    std::vector<std::string> distinct{std::string()};
    std::vector<std::string> scale_of_distinct{std::string()};
    NarrowCodes rows;
    for (std::size_t row = 0; row < batch.rows; ++row) {
      const Code code = rating.cells.codes[row];
      if (code == 0) {
        rows.push_back(0);
        continue;
      }
      const auto [found, added] = codes.try_emplace({code, scale_of[row]}, static_cast<Code>(distinct.size()));
      if (added) {
        distinct.push_back(rating.cells.distinct[code]);
        scale_of_distinct.push_back(scales[scale_of[row]]);
      }
      rows.push_back(found->second);
    }
    std::vector<Code> same(distinct.size());
    std::iota(same.begin(), same.end(), Code{0});
    rating.cells.codes = RowCodes(std::move(rows), std::move(same));
    rating.cells.distinct = std::move(distinct);
    rating.scales = std::move(scale_of_distinct);
  }

  template <class Place>
  void read_group(const Group& group, bool is_question, Place&& place) {
    std::map<std::string, std::map<std::string, std::int64_t, std::less<>>> rows;  // by scale, by cell
    std::int64_t blank_cells = 0;
    std::vector<RatingCells*> members;
    for (const auto& [batch, bound] : group.members) {
      RatingCells& one = place(*batch, *bound);
      one = rating_cells(*batch, *bound, is_question ? std::nullopt : std::optional(Field::rating));
      one.column.meanings.resize(one.cells.distinct.size());
      std::vector<std::int64_t> counts(one.cells.distinct.size(), 0);
      for (std::size_t row = 0; row < batch->rows; ++row)
        if (batch->fates[row] != Fate::rejected) ++counts[one.cells.codes[row]];
      for (std::size_t i = 1; i < counts.size(); ++i) rows[one.scales[i]][one.cells.distinct[i]] += counts[i];
      blank_cells += counts[0];
      members.push_back(&one);
    }
    for (const auto& [scale, counts] : rows)
      read_cells_of_scale(group, members, scale, counts, blank_cells, is_question);
    for (std::size_t i = 0; i < members.size(); ++i) tell_unreadable(*group.members[i].first, *members[i], is_question);
  }

  void read_cells_of_scale(const Group& group, const std::vector<RatingCells*>& members, const std::string& scale,
                           const std::map<std::string, std::int64_t, std::less<>>& rows, std::int64_t blank_cells,
                           bool is_question) {
    std::vector<CountedCell> cells;
    cells.reserve(rows.size());
    for (const auto& [cell, count] : rows) cells.push_back({cell, count});
    const auto& [first_batch, first_bound] = group.members.front();
    RatingRules rules = rules_for(*first_batch, *first_bound, is_question);
    if (!scale.empty() && !rules.scale_is_given) rules.scale = scale;
    rules.blank_cells = blank_cells;
    rules.labels = labels_beside(*first_batch, *first_bound);
    const RatingColumn column = read_ratings(cells, rules);
    for (std::size_t i = 0; i < members.size(); ++i) {
      RatingCells& one = *members[i];
      const std::size_t offset = one.column.scales.size();
      one.column.scales.insert(one.column.scales.end(), column.scales.begin(), column.scales.end());
      bool used = false;
      for (std::size_t code = 1; code < one.cells.distinct.size(); ++code) {
        if (one.scales[code] != scale) continue;
        const auto at =
            std::ranges::lower_bound(cells, std::string_view(one.cells.distinct[code]), {}, &CountedCell::cell);
        RatingMeaning meaning = column.meanings[static_cast<std::size_t>(at - cells.begin())];
        meaning.scale = static_cast<std::uint8_t>(meaning.scale + offset);
        one.column.meanings[code] = meaning;
        used = true;
      }
      if (used && !is_question && column.guess) tell_scale(*group.members[i].first, *column.guess);
      if (used && !is_question)
        for (const Guess& remark : column.remarks) add_guess(files_[group.members[i].first->file], remark);
    }
  }

  void tell_scale(const Batch& batch, const Guess& guess) {
    FileFacts& facts = files_[batch.file];
    const bool is_scale = guess.chosen != "none";
    if (is_scale && facts.scale.empty())
      facts.scale = guess.chosen;
    else if (is_scale && facts.scale.find(guess.chosen) == std::string::npos)
      facts.scale += ", " + guess.chosen;
    Guess told = guess;
    told.decides_headline = true;
    add_guess(facts, told);
  }

  /// Where a category column says it, nothing hangs on the number.
  static bool has_category(const Batch& batch, std::size_t row) {
    return batch.sentiment &&
           batch.sentiment->column.meanings[batch.sentiment->cells.codes[row]].kind == RatingMeaning::Kind::rated;
  }

  void tell_unreadable(const Batch& batch, const RatingCells& cells, bool is_question) {
    FileFacts& facts = files_[batch.file];
    for (std::size_t row = 0; row < batch.rows; ++row)
      if (cells.column.meanings[cells.cells.codes[row]].kind == RatingMeaning::Kind::unreadable &&
          batch.fates[row] != Fate::rejected && (is_question || !has_category(batch, row)))
        note_unreadable(facts, is_question ? "question" : "rating", batch.table.lines[row],
                        cells.cells.distinct[cells.cells.codes[row]]);
  }

  void read_sentiment(Batch& batch, const Bound& bound) {
    RatingCells& cells = batch.sentiment.emplace();
    cells = rating_cells(batch, bound, Field::sentiment);
    cells.column.meanings.resize(cells.cells.distinct.size());
    std::vector<CountedCell> distinct;
    for (std::size_t i = 1; i < cells.cells.distinct.size(); ++i) distinct.push_back({cells.cells.distinct[i], 1});
    RatingRules rules;
    rules.words = batch.recognised.rules->words;
    // A category in numbers (1, 0, -1) is one too.
    const RatingColumn column = read_ratings(distinct, rules);
    const Scale scale = *scale_named("sentiment");
    cells.column.scales = {scale};
    for (std::size_t i = 1; i < cells.cells.distinct.size(); ++i) {
      RatingMeaning meaning = column.meanings[i - 1];
      if (meaning.kind == RatingMeaning::Kind::rated) {
        meaning.scale = 0;
        meaning.level = static_cast<std::uint8_t>(static_cast<int>(meaning.sentiment) + 1);
      }
      cells.column.meanings[i] = meaning;
    }
    if (!batch.recognised.has(Field::rating)) files_[batch.file].scale = scale.key;
  }

  /// Who was asked: words of the rating column, or a column of its own.
  void read_survey_marks(Batch& batch) {
    const auto meaning_of = [&](std::size_t row) {
      return batch.rating ? batch.rating->column.meanings[batch.rating->cells.codes[row]].kind
                          : RatingMeaning::Kind::missing;
    };
    std::vector<Surveyed> surveyed(batch.rows, Surveyed::unknown);
    bool marked = false;
    for (std::size_t row = 0; row < batch.rows; ++row) {
      const auto kind = meaning_of(row);
      if (kind == RatingMeaning::Kind::asked || kind == RatingMeaning::Kind::rated) surveyed[row] = Surveyed::yes;
      if (kind == RatingMeaning::Kind::not_asked) surveyed[row] = Surveyed::no;
      marked = marked || kind == RatingMeaning::Kind::asked || kind == RatingMeaning::Kind::not_asked;
    }
    if (const auto found = batch.recognised.fields.find(Field::survey_sent); found != batch.recognised.fields.end()) {
      const BoundCells cells(batch.table, found->second, FieldKind::flag);
      enum : Code { nothing, no, yes };
      const auto flags = coded(cells, [&](std::string_view cell) -> Code {
        if (means_missing(cell)) return nothing;
        const auto flag = flag_of(cell);
        if (flag) return *flag ? yes : no;
        const Word word = word_class(rating_word(cell));
        return word == Word::not_asked || word == Word::unrated ? no : yes;
      });
      for (std::size_t row = 0; row < batch.rows; ++row) {
        if (surveyed[row] != Surveyed::unknown) continue;
        surveyed[row] = flags[row] == yes ? Surveyed::yes : Surveyed::no;
        marked = marked || flags[row] != nothing;
      }
    }
    if (marked) batch.surveyed = std::move(surveyed);
  }

  std::vector<Batch>& batches_;
  std::vector<FileFacts>& files_;
  Provenance& provenance_;
  const Options& options_;
  const Watch& watch_;
  std::vector<PendingMoments> columns_;
};

}  // namespace

void type_batches(std::vector<Batch>& batches, std::vector<FileFacts>& files, Provenance& provenance,
                  const Options& options, const Watch& watch) {
  Typer(batches, files, provenance, options, watch).run();
}

}  // namespace dsat::load
