#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/data/ticket_name.hpp"
#include "dsat/review/worksheet.hpp"
#include "review/matching.hpp"
#include "review/sheet_date.hpp"

namespace dsat::review {
namespace {

/// What the data say about a rating, as text of the worksheet's columns.
class Facts {
 public:
  Facts(const Store& store, const Address& address) : store_(store), address_(address), names_(store) {}

  /// Columns that not every export can fill.
  std::set<Column> known() const {
    std::set<Column> columns;
    if (has(Field::subject)) columns.insert(Column::subject);
    if (has(Field::reply)) columns.insert(Column::reply);
    if (address_) columns.insert(Column::url);
    return columns;
  }

  std::string of(Column column, std::uint32_t ticket, std::uint32_t rating) const {
    const Ratings& ratings = store_.ratings;
    const bool rated = rating != no_row;
    switch (column) {
      case Column::ticket_id:
        return names_[ticket];
      case Column::rated_at:
        return rated && !ratings.rated_at.empty() ? iso_moment(ratings.rated_at[rating]) : std::string();
      case Column::agent: {
        const auto& names = store_.name_column(Field::agent);
        const Code named = rated && !ratings.agent.empty() ? ratings.agent[rating] : 0;
        return named != 0 ? names.names[named] : name(Field::agent, ticket);
      }
      case Column::team:
        return name(Field::team, ticket);
      case Column::channel:
        return name(Field::channel, ticket);
      case Column::tags: {
        if (store_.tags.empty()) return {};
        std::vector<std::string> tags;
        for (const Code code : store_.tags.set(ticket)) tags.push_back(store_.tags.names[code]);
        return join(tags, ";");
      }
      case Column::rating:
        return rated && !ratings.label.empty() ? std::string(ratings.label.name(rating)) : std::string();
      case Column::reason:
        return rated && !ratings.reason.empty() ? std::string(ratings.reason.name(rating)) : std::string();
      case Column::comment:
        return rated && !ratings.comment.empty() ? std::string(ratings.comment[rating]) : std::string();
      case Column::subject:
        return prose(Field::subject, ticket);
      case Column::reply:
        return prose(Field::reply, ticket);
      case Column::url:
        return address_ ? address_(names_[ticket]) : std::string();
      default:
        return {};
    }
  }

  std::uint32_t newest_rating(std::uint32_t ticket) const {
    const auto [begin, end] = store_.ratings_of(ticket);
    return begin == end ? no_row : end - 1;
  }

 private:
  bool has(Field field) const {
    const auto texts = store_.prose.find(field);
    return texts != store_.prose.end() && !texts->second.empty();
  }
  std::string prose(Field field, std::uint32_t ticket) const {
    return has(field) ? std::string(store_.prose.at(field)[ticket]) : std::string();
  }
  std::string name(Field field, std::uint32_t ticket) const {
    const NameColumn& column = store_.name_column(field);
    return column.empty() ? std::string() : std::string(column.name(ticket));
  }

  const Store& store_;
  const Address& address_;
  TicketNames names_;
};

/// Whether two spellings of a rating say the same: `4` and `4.0`, `Bad` and `bad `.
bool same_rating(std::string_view a, std::string_view b) {
  if (fold(a) == fold(b)) return true;
  const auto left = parse_number(trim(a)), right = parse_number(trim(b));
  return left && right && *left == *right;
}

constexpr std::array context = {Column::agent,   Column::team,    Column::channel, Column::tags, Column::reason,
                                Column::comment, Column::subject, Column::reply,   Column::url};

/// Brings one row up to date. True if its rating changed.
bool refresh(Worksheet& sheet, std::size_t row, const Facts& facts, const RowMatch& match) {
  const std::uint32_t newest = match.rating != no_row ? match.rating : facts.newest_rating(match.ticket);
  sheet.set(row, Column::ticket_id, facts.of(Column::ticket_id, match.ticket, newest));
  for (const Column column : context)
    if (sheet.has(column) && sheet.cell(row, column).empty())
      sheet.set(row, column, facts.of(column, match.ticket, newest));
  if (newest == no_row) return false;
  // `4/5` comes back from a spreadsheet as the fifth of April; `rated_at` may come back in local form, and stays the
  // time of the rating that was reviewed.
  const std::string now = facts.of(Column::rating, match.ticket, newest);
  const std::string before(sheet.cell(row, Column::rating));
  const bool reformatted = parse_sheet_date(before) && !parse_sheet_date(now);
  if (now.empty() || before == now) return false;
  sheet.set(row, Column::rating, now);
  if (before.empty() || reformatted || same_rating(before, now)) return false;
  const std::string earlier(sheet.cell(row, Column::rating_before));
  sheet.set(row, Column::rating_before, earlier.empty() ? before : earlier + "; " + before);
  return true;
}

/// `rated_at` as the data have it, where the cell is the same moment in a spreadsheet's own form.
void restore_time(Worksheet& sheet, std::size_t row, const Store& store, const Facts& facts, const RowMatch& match) {
  if (store.ratings.rated_at.empty()) return;
  const std::string_view cell = sheet.cell(row, Column::rated_at);
  const auto [begin, end] = store.ratings_of(match.ticket);
  for (std::uint32_t rating = begin; rating < end; ++rating) {
    if (match.rating != no_row && match.rating != rating) continue;
    if (!cell.empty() && !may_be_moment(cell, store.ratings.rated_at[rating])) continue;
    sheet.set(row, Column::rated_at, facts.of(Column::rated_at, match.ticket, rating));
    return;
  }
}

}  // namespace

Merged merge(Worksheet& sheet, const Store& store, std::span<const Entry> entries, bool every_rating,
             const Address& address) {
  Matching matching = match_rows(sheet, store, every_rating);
  const Facts facts(store, address);
  sheet.complete_columns(facts.known());
  Merged merged;
  merged.notes = std::move(matching.notes);
  std::set<std::uint32_t> tickets, ratings;
  for (std::size_t row = 0; row < matching.rows.size(); ++row) {
    const RowMatch& match = matching.rows[row];
    const bool named = !trim(sheet.cell(row, Column::ticket_id)).empty();
    if (!named && !sheet.typed(row)) continue;
    ++merged.kept;
    if (match.ticket == no_row) {
      if (named) ++merged.gone;
      continue;
    }
    tickets.insert(match.ticket);
    ratings.insert(match.rating);
    restore_time(sheet, row, store, facts, match);
    if (refresh(sheet, row, facts, match)) ++merged.changed;
  }

  std::vector<Entry> missing;
  for (const Entry& entry : entries) {
    const bool is_new = every_rating ? ratings.insert(entry.rating).second : tickets.insert(entry.ticket).second;
    if (is_new) missing.push_back(entry);
  }
  const auto& times = store.ratings.rated_at;
  std::stable_sort(missing.begin(), missing.end(),
                   [&](const Entry& a, const Entry& b) { return !times.empty() && times[a.rating] < times[b.rating]; });
  for (const Entry& entry : missing) {
    const std::size_t row = sheet.add_row();
    for (const ColumnInfo& column : columns())
      if (column.kind == ColumnKind::ours && column.column != Column::rating_before && sheet.has(column.column))
        sheet.set(row, column.column, facts.of(column.column, entry.ticket, entry.rating));
    refresh(sheet, row, facts, {entry.ticket, every_rating ? entry.rating : no_row});
  }
  merged.added = missing.size();
  return merged;
}

}  // namespace dsat::review
