#include <algorithm>
#include <cmath>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/meaning/header_words.hpp"
#include "load/meaning/shapes.hpp"

/// Totals among the rows: a total word as a cell, or as its first or last word, in a column that groups, and in the
/// place of the id nothing, or the number of rows of its group or of all above. A ticket about a "total loss" has an
/// id.
namespace dsat::load {
namespace {

bool is_grouping(const ColumnProfile& profile) {
  return profile.filled > 0 && profile.share(profile.texts) < 0.3 && profile.mean_length <= 40;
}

}  // namespace

bool apply_totals(RawTable& table, const TableView& view, Shaped& shaped, const Options&) {
  const auto id = id_column(view);
  std::vector<std::size_t> dates, groups;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!is_whole(table, table.columns[i]) || i == id) continue;
    if (view.columns[i].share(view.columns[i].stamps) > 0.5)
      dates.push_back(i);
    else if (is_grouping(view.columns[i]))
      groups.push_back(i);
  }
  if (groups.empty() || (!id && dates.empty())) return false;
  if (id && !is_whole(table, table.columns[*id])) return false;
  // Total words are rare: a dictionary tells at once that a column has none. Beyond so many rows nobody reads a table
  // from top to bottom, and only its end may hold a total.
  constexpr std::size_t read_by_people = 200'000, at_the_end = 20;
  std::erase_if(groups, [&](std::size_t column) {
    const WordCells* const words = table.columns[column].words();
    return words != nullptr && std::ranges::none_of(words->distinct(), [](std::string_view cell) {
             return cell.size() <= 80 && is_total_word(trim(cell));
           });
  });
  if (id) groups.push_back(*id);
  const std::size_t first = table.rows <= read_by_people ? 0 : table.rows - at_the_end;
  std::vector<std::uint32_t> kept;
  std::int64_t since_last = 0, above = 0;
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    const bool says_total = row >= first && std::ranges::any_of(groups, [&](std::size_t column) {
                              const std::string cell = cell_text(table, column, row);
                              return !cell.empty() && cell.size() <= 80 && is_total_word(cell);
                            });
    bool is_total = false;
    if (says_total) {
      const std::string key = id ? cell_text(table, *id, row) : std::string();
      const auto number = parse_number(key);
      is_total =
          id ? key.empty() || is_total_word(key) ||
                   (number && (*number == static_cast<double>(since_last) || *number == static_cast<double>(above)))
             : std::ranges::all_of(dates, [&](std::size_t column) { return cell_text(table, column, row).empty(); });
    }
    if (is_total) {
      since_last = 0;
      continue;
    }
    kept.push_back(row);
    ++since_last, ++above;
  }
  if (kept.size() == table.rows) return false;
  shaped.left_out["total"] += static_cast<std::int64_t>(table.rows - kept.size());
  table = selected(table, kept);
  return true;
}

}  // namespace dsat::load
