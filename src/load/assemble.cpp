#include "load/assemble.hpp"

#include <algorithm>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "load/batch.hpp"
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

bool means_nothing(const Batch& batch) {
  return batch.recognised.fields.empty() && batch.recognised.rules->role != Role::names;
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

void tell_missing_rating(const std::vector<Batch>& batches, Provenance& provenance) {
  for (const Batch& batch : batches)
    if (batch.rating || batch.sentiment) return;
  std::vector<std::string> near;
  for (const Batch& batch : batches)
    for (const std::string& name : batch.recognised.rating_like)
      if (std::ranges::find(near, name) == near.end() && near.size() < 3) near.push_back(name);
  std::string text = "no column looks like a rating";
  if (!near.empty()) {
    std::vector<std::string> quoted;
    for (const std::string& name : near) quoted.push_back("`" + printable(name) + "`");
    text += "; nearest: " + join(quoted, ", ") + ". If one is: --map \"rating=" + printable(near.front()) + "\"";
  }
  provenance.no_rating_reason = text;
}

}  // namespace

Loaded assemble(std::vector<ReadResult> files, const ProfileSet& profiles, const Options& options, const Watch& watch) {
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
  std::vector<const RawTable*> tables;
  for (Batch& batch : batches) {
    batch.recognised = recognise(batch.table, profiles, options, provenance.files[batch.file].path);
    tables.push_back(&batch.table);
  }
  check_named_columns(tables, options);
  for (Batch& batch : batches) {
    if (means_nothing(batch)) {
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
  tell_missing_rating(batches, provenance);
  loaded.store = merge(batches, provenance.files, provenance, options);
  return loaded;
}

}  // namespace dsat::load
