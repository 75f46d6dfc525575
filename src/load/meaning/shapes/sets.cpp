#include <algorithm>
#include <unordered_map>

#include "dsat/base/text.hpp"
#include "load/meaning/scorers.hpp"
#include "load/meaning/shapes.hpp"

/// One row a tag: the same ticket again, differing in one column only, which holds names. The rows are one, and the
/// column's cells are a set.
namespace dsat::load {
namespace {

/// A column that may part one ticket's rows: names, and none of those that a newer version of a ticket changes.
bool may_differ(const ScorerContext& context, std::size_t column) {
  const ColumnProfile& profile = context.profile(column);
  if (profile.filled == 0 || profile.share(profile.texts) > 0.3 || profile.share(profile.stamps) > 0.1 ||
      profile.share(profile.whole + profile.decimal) > 0.5)
    return false;
  for (const Field field :
       {Field::status, Field::priority, Field::agent, Field::team, Field::rating, Field::comment, Field::subject,
        Field::reply, Field::requester_id, Field::ticket_id, Field::sentiment, Field::channel, Field::rated_agent})
    if (context.named(column, field) >= 0.75) return false;
  return true;
}

}  // namespace

std::vector<std::size_t> set_columns(const TableView& view) {
  const auto id = id_column(view);
  if (!id || view.columns[*id].repeats() < 1.2) return {};
  std::vector<std::size_t> columns;
  const ScorerContext context(view);
  for (std::size_t i = 0; i < view.columns.size(); ++i)
    if (i != *id && context.named(i, Field::tags) >= 0.3) columns.push_back(i);
  return columns;
}

bool apply_sets(RawTable& table, const TableView& view, Shaped& shaped, const Options&) {
  if (shaped.counted) return false;
  const auto id = id_column(view);
  if (!id || !is_whole(table, table.columns[*id]) || view.columns[*id].unique()) return false;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_id;
  for (std::uint32_t row = 0; row < table.rows; ++row)
    if (std::string key = cell_text(table, *id, row); !key.empty()) by_id[key].push_back(row);
  if (by_id.size() * 20 > table.rows * 19) return false;
  const ScorerContext context(view);
  // Which column differs within a ticket, and whether it is the only one.
  std::vector<std::size_t> differs(table.columns.size(), 0);
  std::size_t repeated = 0, by_one = 0;
  for (const auto& [key, rows] : by_id) {
    if (rows.size() < 2) continue;
    ++repeated;
    std::size_t different = 0, which = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (!is_whole(table, table.columns[i])) continue;
      const std::string first = cell_text(table, i, rows.front());
      if (std::ranges::any_of(rows, [&](std::uint32_t row) { return cell_text(table, i, row) != first; }))
        ++different, which = i;
    }
    if (different != 1) continue;
    ++differs[which], ++by_one;
  }
  const auto commonest = std::ranges::max_element(differs) - differs.begin();
  const auto column = static_cast<std::size_t>(commonest);
  if (repeated == 0 || differs.empty() || differs[column] * 20 < repeated * 19 || by_one == 0) return false;
  if (!may_differ(context, column)) return false;
  std::vector<std::uint32_t> kept;
  std::unordered_map<std::uint32_t, std::string> sets;
  std::vector<std::uint32_t> firsts(table.rows);
  for (const auto& [key, rows] : by_id) {
    std::string set;
    for (const std::uint32_t row : rows) {
      firsts[row] = rows.front();
      if (const std::string name = cell_text(table, column, row); !name.empty())
        set += (set.empty() ? "" : std::string(1, array_separator)) + name;
    }
    sets[rows.front()] = set;
  }
  for (std::uint32_t row = 0; row < table.rows; ++row)
    if (cell_text(table, *id, row).empty() || firsts[row] == row) kept.push_back(row);
  const std::string name = table.columns[column].name();
  RawColumn joined(name, Keep::words);
  for (const std::uint32_t row : kept) {
    const auto found = sets.find(row);
    joined.append(found == sets.end() ? cell_text(table, column, row) : found->second);
  }
  shaped.merged += static_cast<std::int64_t>(table.rows - kept.size());
  table = selected(table, kept);
  table.columns[column] = std::move(joined);
  shaped.set = name;
  shaped.guesses.push_back({"rows", "one row for each " + name, "rows of one id differ in that column only", "", true});
  return true;
}

}  // namespace dsat::load
