#include <algorithm>
#include <cmath>
#include <set>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/meaning/questions.hpp"
#include "load/meaning/scorers.hpp"
#include "load/meaning/shapes.hpp"

/// Counted ratings: words or levels of a rating beside a column that says how many there were, one row for each group
/// and level. Each row stands for that many ratings; how many tickets there were besides isn't known.
namespace dsat::load {
namespace {

constexpr double most_ratings = 5e6;

}  // namespace

bool apply_counted(RawTable& table, const TableView& view, Shaped& shaped, const Options&) {
  if (id_column(view) || table.rows > 100'000) return false;
  const ScorerContext context(view);
  std::optional<std::size_t> count, rating;
  double most = 0.5;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!is_whole(table, table.columns[i])) continue;
    const ColumnProfile& profile = view.columns[i];
    if (!count && holds_word("count", table.columns[i].name()) && profile.filled > 0 &&
        profile.whole == profile.filled && profile.least >= 0)
      count = i;
    else if (const Evidence evidence = score_rating(context, Field::rating, i); evidence.score > most)
      rating = i, most = evidence.score;
    // A row with an instant of its own is one rating.
    if (profile.share(profile.texts) > 0.3) return false;
  }
  if (!count || !rating || view.columns[*count].most <= 1) return false;
  std::set<std::string> groups;
  double sum = 0;
  for (std::size_t row = 0; row < table.rows; ++row) {
    std::string group;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      if (i != *count && is_whole(table, table.columns[i])) group += cell_text(table, i, row) + '\x1F';
    if (!groups.insert(group).second) return false;
    sum += parse_number(cell_text(table, *count, row)).value_or(0);
  }
  if (sum > most_ratings) {
    shaped.summary_of = "more counted ratings than can be told apart";
    return true;
  }
  std::vector<std::uint32_t> rows;
  std::int64_t none = 0;
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    const auto times = static_cast<std::size_t>(parse_number(cell_text(table, *count, row)).value_or(0));
    rows.insert(rows.end(), times, row);
    none += times == 0 ? 1 : 0;
  }
  if (rows.empty()) return false;
  if (none > 0) shaped.left_out["a count of 0"] += none;
  const std::string counted_by = table.columns[*count].name();
  table = selected(table, rows);
  for (std::size_t i = 0; i < table.fingerprints.size(); ++i)
    table.fingerprints[i] += i;  // no duplicates of each other
  shaped.counted = true;
  shaped.guesses.push_back(
      {"rows", "counted ratings",
       "each row stands for as many ratings as " + counted_by + " says; how many tickets there were isn't known", "",
       false});
  return true;
}

}  // namespace dsat::load
