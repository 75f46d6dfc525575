#include "load/assemble.hpp"

#include <algorithm>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "load/batch.hpp"
#include "load/dictionary_cell.hpp"
#include "load/meaning/lookups.hpp"
#include "load/merge.hpp"

namespace dsat::load {
namespace {

/// A table of ids and what adds to them, without anything that happened to a ticket: tags, categories.
bool only_adds(const Recognised& recognised) {
  if (recognised.rules->role != Role::tickets || !recognised.has(Field::ticket_id)) return false;
  if (!recognised.has(Field::tags)) return false;
  return std::ranges::none_of(recognised.fields, [](const auto& entry) {
    const Field field = entry.first;
    const FieldKind kind = info(field).kind;
    return kind == FieldKind::moment || kind == FieldKind::rating || kind == FieldKind::duration ||
           field == Field::status || field == Field::agent || field == Field::channel;
  });
}

/// True for what describes a ticket, of which another field must say that there is one.
bool is_attribute(Field field) {
  switch (field) {
    case Field::brand:
    case Field::organization:
    case Field::language:
    case Field::product:
    case Field::type:
    case Field::template_name:
    case Field::requester_id:
    case Field::subject:
      return true;
    default:
      return false;
  }
}

/// Nothing in it is about what happened to a ticket.
bool means_nothing(const Batch& batch) {
  return std::ranges::all_of(batch.recognised.fields, [](const auto& entry) { return is_attribute(entry.first); }) &&
         batch.recognised.rules->role != Role::names && !batch.lookup;
}

Error meaningless(const FileFacts& facts, const RawTable& table) {
  std::vector<std::string> names;
  for (const RawColumn& column : table.columns) names.push_back(printable(shorten(one_line(column.name()), 40)));
  if (names.size() > 30) names.resize(30), names.emplace_back("…");
  return Error(
      ErrorKind::input, "no column here means anything to dsat",
      "Found: " + join(names, ", ") +
          ". Say which is which, for example --map ticket_id=COLUMN --map rating=COLUMN --map created_at=COLUMN.",
      Place{facts.path, 0, 0, {}});
}

/// Without a rating: the columns whose contents fit, and the --map to try. Nothing is named that doesn't.
void tell_missing_rating(const std::vector<Batch>& batches, Provenance& provenance) {
  for (const Batch& batch : batches)
    if (batch.rating || batch.sentiment) return;
  std::vector<std::string> fitting;
  for (const Batch& batch : batches)
    for (const std::string& name : batch.recognised.rating_like)
      if (std::ranges::find(fitting, name) == fitting.end() && fitting.size() < 3) fitting.push_back(name);
  std::string text = "no column looks like a rating";
  if (!fitting.empty()) {
    std::vector<std::string> quoted;
    for (const std::string& name : fitting) quoted.push_back("`" + printable(name) + "`");
    text +=
        "; filled like one: " + join(quoted, ", ") + ". If one is: --map \"rating=" + printable(fitting.front()) + "\"";
  }
  provenance.no_rating_reason = text;
}

/// What rows of a table are, in words.
std::string role_of(const Batch& batch) {
  if (batch.lookup) return "lookup";
  if (!batch.shaped.summary_of.empty()) return "summary";
  if (batch.ignored) return "not about tickets";
  constexpr std::string_view roles[] = {"tickets", "ratings", "details", "names", "reviews"};
  std::string role(roles[static_cast<std::size_t>(batch.role())]);
  if (batch.role() == Role::tickets && batch.recognised.has(Field::rating) && !batch.recognised.has(Field::ticket_id))
    role = "ratings";
  return batch.shaped.role.empty() ? role : role + " (" + batch.shaped.role + ")";
}

Error no_tickets(const FileFacts& facts, const std::string& why) {
  return Error(
      ErrorKind::input, "not tickets but a table of counts or averages: " + why,
      "Export the tickets or ratings themselves, one row each. If its rows are ratings, say which column holds "
      "them: --map rating=COLUMN.",
      Place{facts.path, 0, 0, {}});
}

/// What a table of names means: a lookup's rows are counted, and nothing else is made of them.
const TableProfile& lookup_rules() {
  static const TableProfile rules = [] {
    TableProfile one;
    one.label = "lookup";
    one.role = Role::names;
    return one;
  }();
  return rules;
}

/// Takes rows that a shape moved from kept to what became of them.
void settle_shape(FileFacts& facts, const Shaped& shaped) {
  for (const auto& [reason, rows] : shaped.left_out) {
    facts.left_out += rows;
    facts.left_out_by[reason] += rows;
  }
  facts.merged += shaped.merged;
}

}  // namespace

Loaded assemble(std::vector<ReadResult> files, const ProfileSet& profiles, const Options& options, const Watch& watch,
                FieldSet& needs) {
  check_options(options);
  Loaded loaded;
  Provenance& provenance = loaded.provenance;
  std::vector<Batch> batches;
  for (std::size_t i = 0; i < files.size(); ++i) {
    provenance.files.push_back(std::move(files[i].facts));
    for (RawTable& table : files[i].tables) {
      Batch& batch = batches.emplace_back();
      batch.file = i;
      batch.table = std::move(table);
    }
  }
  for (Batch& batch : batches) expand_dictionaries(batch.table);
  std::vector<std::optional<TableView>> views(batches.size());
  for (std::size_t i = 0; i < batches.size(); ++i) batches[i].shaped = reshape(batches[i].table, views[i], options);
  std::vector<Neighbour> neighbours;
  std::vector<const RawTable*> tables;
  for (std::size_t i = 0; i < batches.size(); ++i) {
    Batch& batch = batches[i];
    const std::string& path = provenance.files[batch.file].path;
    batch.recognised = recognise(*views[i], profiles, options, path);
    const bool known = batch.recognised.profile != &profiles.generic();
    neighbours.push_back({&batch.table, &*views[i], path, known || !batch.shaped.summary_of.empty()});
    tables.push_back(&batch.table);
  }
  join_neighbours(neighbours);
  for (std::size_t i = 0; i < batches.size(); ++i) {
    Batch& batch = batches[i];
    FileFacts& facts = provenance.files[batch.file];
    const Neighbour& neighbour = neighbours[i];
    settle_shape(facts, batch.shaped);
    // What neighbours add changes what a table holds.
    if (neighbours.size() > 1) batch.recognised = recognise(*views[i], profiles, options, facts.path);
    if (neighbour.is_lookup) {
      batch.lookup = true;
      batch.used = neighbour.used;
      facts.joined += neighbour.joined;
      const Profile* const profile = batch.recognised.profile;
      batch.recognised = Recognised();
      batch.recognised.profile = profile;
      batch.recognised.rules = &lookup_rules();
    }
    for (const Guess& guess : batch.shaped.guesses) batch.recognised.guesses.push_back(guess);
    for (const Guess& guess : neighbour.guesses) batch.recognised.guesses.push_back(guess);
  }
  check_named_columns(tables, options);
  const auto is_summary = [](const Batch& batch) { return !batch.shaped.summary_of.empty(); };
  for (Batch& batch : batches) {
    if (!is_summary(batch)) continue;
    // Beside tables of tickets it is left out, and told.
    const FileFacts& facts = provenance.files[batch.file];
    const Error error = no_tickets(facts, batch.shaped.summary_of);
    if (std::ranges::all_of(batches, [&](const Batch& other) { return is_summary(other) || other.lookup; }))
      throw error;
    provenance.files[batch.file].guesses.push_back(
        {"rows", "left out", "counts or averages, no tickets: " + batch.shaped.summary_of, "", false});
    batch.ignored = true;
  }
  for (Batch& batch : batches) {
    if (!batch.ignored && !batch.lookup && means_nothing(batch)) {
      const bool alone = std::ranges::none_of(
          batches, [&](const Batch& other) { return other.file == batch.file && !means_nothing(other); });
      if (alone) {
        const FileFacts& facts = provenance.files[batch.file];
        const Error error = meaningless(facts, batch.table);
        if (!options.skip_bad_files || std::ranges::all_of(batches, means_nothing)) throw error;
        provenance.skipped_files.emplace_back(facts.path, error.summary());
      }
      batch.ignored = true;
    }
    if (only_adds(batch.recognised)) batch.adds_only = true;
  }
  Options reading = options;
  if (std::ranges::any_of(batches, [](const Batch& batch) { return batch.role() == Role::names; }))
    reading.unread = options.unread - named_elsewhere(profiles);
  type_batches(batches, provenance.files, provenance, reading, watch);
  for (Batch& batch : batches) {
    std::string& role = provenance.files[batch.file].role;
    role += (role.empty() ? "" : ", ") + role_of(batch);
    for (std::size_t row = 0; row < batch.used.size(); ++row)
      if (batch.used[row]) batch.fates[row] = Fate::merged;
  }
  tell_missing_rating(batches, provenance);
  loaded.store = merge(batches, provenance.files, provenance, options, needs);
  return loaded;
}

}  // namespace dsat::load
