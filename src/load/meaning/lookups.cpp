#include "load/meaning/lookups.hpp"

#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "dsat/base/text.hpp"
#include "load/meaning/scorers.hpp"
#include "load/meaning/shapes.hpp"
#include "load/plain_id.hpp"

namespace dsat::load {
namespace {

constexpr std::size_t most_lookup_rows = 1'000'000;

std::string key_text(const RawTable& table, std::size_t column, std::size_t row) {
  return fold(std::string(plain_id(cell_text(table, column, row))));
}

bool has_rating(const TableView& view) {
  const ScorerContext context(view);
  for (std::size_t column = 0; column < view.columns.size(); ++column)
    if (view.columns[column].filled > 0 && score_rating(context, Field::rating, column).score >= 0.5) return true;
  return false;
}

/// True for columns that can be a key: ids, or names that each stand for one thing.
bool is_key_like(const ColumnProfile& profile) {
  return profile.filled > 0 && profile.distinct >= 1 && profile.share(profile.stamps + profile.durations) < 0.1 &&
         profile.share(profile.decimal) < 0.05 && profile.share(profile.texts) < 0.1 &&
         profile.share(profile.tokens + profile.names + profile.addresses) > 0.8;
}

/// `agents.csv` holds `agent`s.
std::vector<std::string> things_of(const std::string& file) {
  std::vector<std::string> things;
  for (std::string word : words(std::filesystem::path(file).stem().string())) {
    things.push_back(word);
    if (word.size() > 3 && word.ends_with('s')) things.push_back(word.substr(0, word.size() - 1));
  }
  return things;
}

/// True if a column of one table may carry the keys of a column of another, by what they are called.
bool called_alike(const Neighbour& table, std::size_t column, const Neighbour& lookup, std::size_t key) {
  const std::string& a = table.view->names[column]->header.key;
  const std::string& b = lookup.view->names[key]->header.key;
  if (a == b) return true;
  if (b != "id" && b != "key" && b != "code" && b != "name" && b != "number") return false;
  return std::ranges::any_of(things_of(lookup.file),
                             [&](const std::string& thing) { return a == thing || a == thing + " " + b; });
}

/// True if one table is known by ids and the other has none, but a column of keys that could be those: `Source` with
/// INC0010120 beside `Number`. Keys of letters and digits, or of five digits, don't meet by chance.
bool could_be_its_id(const Neighbour& table, std::size_t column, const Neighbour& lookup, std::size_t key) {
  const ColumnProfile& cells = table.view->columns[column];
  if (id_column(*lookup.view) != key || id_column(*table.view)) return false;
  const bool are_telling = cells.mean_length >= 5 && static_cast<double>(cells.distinct) * cells.mean_length >= 20;
  return are_telling && cells.share(cells.tokens) > 0.9 && cells.repeats() < 1.3;
}

/// The rows of a lookup by their key; empty if a key repeats with different contents.
std::unordered_map<std::string, std::uint32_t> rows_by_key(const RawTable& table, std::size_t key) {
  std::unordered_map<std::string, std::uint32_t> rows;
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    const std::string text = key_text(table, key, row);
    if (text.empty()) continue;
    const auto [found, added] = rows.emplace(text, row);
    if (added) continue;
    for (std::size_t column = 0; column < table.columns.size(); ++column)
      if (is_whole(table, table.columns[column]) &&
          cell_text(table, column, row) != cell_text(table, column, found->second))
        return {};
  }
  return rows;
}

/// The share of a column's distinct values (of a sample) that are keys, 0 … 1.
double overlap(const RawTable& table, std::size_t column, const std::unordered_map<std::string, std::uint32_t>& keys) {
  std::unordered_map<std::string, bool> seen;
  const std::size_t step = std::max<std::size_t>(1, table.rows / 2000);
  for (std::size_t row = 0; row < table.rows; row += step)
    if (const std::string text = key_text(table, column, row); !text.empty()) seen.emplace(text, keys.contains(text));
  if (seen.empty()) return 0;
  const auto hits = std::ranges::count_if(seen, [](const auto& entry) { return entry.second; });
  return static_cast<double>(hits) / static_cast<double>(seen.size());
}

/// True if a key is of people or groups, which many rows share, and not of rows.
bool is_of_people(const ScorerContext& context, std::size_t column) {
  for (const Field field : {Field::agent, Field::requester_id, Field::team, Field::organization, Field::brand,
                            Field::product, Field::rated_agent})
    if (context.named(column, field) >= 0.5) return true;
  return false;
}

/// An attribute worth having: names that aren't numbers, dates or long texts.
bool is_attribute(const ColumnProfile& profile) {
  return profile.filled > 0 && profile.share(profile.stamps + profile.durations + profile.decimal) < 0.2 &&
         profile.share(profile.texts) < 0.3 && profile.share(profile.whole) < 0.5 && profile.share(profile.links) < 0.2;
}

class Joiner {
 public:
  explicit Joiner(std::vector<Neighbour>& tables) : tables_(tables) {}

  void run() {
    for (Neighbour& lookup : tables_)
      if (!lookup.is_known && lookup.table->rows > 0 && lookup.table->rows <= most_lookup_rows) look_for_users(lookup);
  }

 private:
  void look_for_users(Neighbour& lookup) {
    const bool rated = has_rating(*lookup.view);
    for (std::size_t key = 0; key < lookup.view->columns.size(); ++key) {
      const ColumnProfile& profile = lookup.view->columns[key];
      if (!is_whole(*lookup.table, lookup.table->columns[key]) || !is_key_like(profile)) continue;
      if (profile.filled_share() < 0.9 || profile.repeats() > 1.05) continue;
      std::unordered_map<std::string, std::uint32_t> keys;
      bool refused = false;
      for (Neighbour& table : tables_) {
        if (&table == &lookup || table.is_lookup) continue;
        for (std::size_t column = 0; column < table.view->columns.size() && !refused; ++column) {
          if (!is_whole(*table.table, table.table->columns[column]) || !is_key_like(table.view->columns[column]))
            continue;
          const bool alike = called_alike(table, column, lookup, key);
          if (!alike && could_be_its_id(lookup, key, table, column)) {
            if (overlap(*lookup.table, key, rows_by_key(*table.table, column)) >= 0.8)
              know_by(table, column, lookup, key);
            continue;
          }
          if (!alike && !could_be_its_id(table, column, lookup, key)) continue;
          if (keys.empty()) keys = rows_by_key(*lookup.table, key);
          if (keys.empty()) {
            lookup.guesses.push_back({"lookup", "not joined",
                                      lookup.table->columns[key].name() + " repeats with different contents", "",
                                      false});
            refused = true;
            break;
          }
          if (overlap(*table.table, column, keys) < (alike ? 0.5 : 0.8)) continue;
          join(table, column, lookup, key, keys, rated);
          if (lookup.is_lookup) break;
        }
      }
      if (lookup.is_lookup) return;
    }
  }

  void join(Neighbour& table, std::size_t column, Neighbour& lookup, std::size_t key,
            const std::unordered_map<std::string, std::uint32_t>& keys, bool rated) {
    const ScorerContext context(*table.view);
    const auto id = id_column(*table.view);
    const bool shared = table.view->columns[column].repeats() >= 1.3 || is_of_people(context, column);
    if (id == column && !is_of_people(context, column)) return;  // tickets are known by it anyway
    if (!shared) return know_by(table, column, lookup, key);
    if (rated) return;
    // A table with ids of its own that carries somebody's key is no lookup of that key.
    const auto own = id_column(*lookup.view);
    if (own && *own != key && lookup.view->columns[*own].unique() && !is_of_people(ScorerContext(*lookup.view), key))
      return;
    add_columns(table, column, lookup, key, keys);
  }

  /// Both tables' rows are the same tickets, known by these columns.
  static void know_by(Neighbour& table, std::size_t column, Neighbour& lookup, std::size_t key) {
    if (table.view->joins[column]) return;
    table.view->joins[column] = true;
    lookup.view->joins[key] = true;
    table.guesses.push_back({"ticket id",
                             table.table->columns[column].name(),
                             "rows of " + lookup.file + " carry the same keys in " + lookup.table->columns[key].name(),
                             "--map ticket_id=COLUMN",
                             false,
                             false,
                             {}});
  }

  void add_columns(Neighbour& table, std::size_t column, Neighbour& lookup, std::size_t key,
                   const std::unordered_map<std::string, std::uint32_t>& keys) {
    lookup.is_lookup = true;
    lookup.used.resize(lookup.table->rows, false);
    const RawTable& from = *lookup.table;
    std::vector<std::uint32_t> row_of(table.table->rows, no_row);
    for (std::size_t row = 0; row < row_of.size(); ++row)
      if (const auto found = keys.find(key_text(*table.table, column, row)); found != keys.end()) {
        row_of[row] = found->second;
        lookup.used[found->second] = true;
        ++lookup.joined;
      }
    std::vector<std::string> added;
    for (std::size_t i = 0; i < from.columns.size(); ++i) {
      if (i == key || !is_whole(from, from.columns[i]) || !is_attribute(lookup.view->columns[i])) continue;
      const std::string& header = lookup.view->names[i]->header.key;
      const bool taken =
          std::ranges::any_of(table.view->names, [&](const ColumnName* one) { return one->header.key == header; });
      // What the key's thing is called stands for the key, and where there is none the key stands for itself.
      const bool is_name = lookup.view->columns[i].share(lookup.view->columns[i].names) > 0.5 &&
                           (header == "name" || header == "full name" || header.ends_with(" name"));
      if (taken && !is_name) continue;
      std::string name = from.columns[i].name();
      if (header == "name" || header == "full name") name = stem_of(table.view->names[column]->header.key) + " name";
      RawColumn joined(name, Keep::words);
      for (std::size_t row = 0; row < row_of.size(); ++row) {
        std::string text = row_of[row] == no_row ? std::string() : cell_text(from, i, row_of[row]);
        if (text.empty() && is_name) text = cell_text(*table.table, column, row);
        joined.append(text);
      }
      table.table->columns.push_back(std::move(joined));
      added.push_back(name);
    }
    *table.view = renewed(*table.view, *table.table);
    lookup.guesses.push_back({"lookup", join_words(added),
                              "keyed by " + from.columns[key].name() + ", which rows of " + table.file + " carry", "",
                              true});
  }

  static std::string join_words(const std::vector<std::string>& names) {
    return names.empty() ? std::string("nothing new") : dsat::join(names, ", ");
  }
  static std::string stem_of(const std::string& key) {
    for (const std::string_view ending : {" id", " key", " code", " number", " no"})
      if (key.ends_with(ending)) return key.substr(0, key.size() - ending.size());
    return key;
  }
  static TableView renewed(const TableView& old, const RawTable& table) {
    TableView view(table);
    for (std::size_t i = 0; i < old.joins.size(); ++i) view.joins[i] = old.joins[i];
    view.rating = old.rating, view.questions = old.questions, view.set = old.set;
    return view;
  }

  std::vector<Neighbour>& tables_;
};

}  // namespace

void join_neighbours(std::vector<Neighbour>& tables) {
  if (tables.size() < 2) return;
  Joiner(tables).run();
}

}  // namespace dsat::load
