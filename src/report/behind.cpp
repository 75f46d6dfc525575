#include "report/behind.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <variant>

#include "dsat/analyze/outcome.hpp"
#include "dsat/analyze/review.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/ratings.hpp"
#include "dsat/report/tables.hpp"
#include "report/wording.hpp"

namespace dsat::report {

using namespace document;
using analyze::Row;

namespace {

/// Of one count no more than these are named; the command lists all.
constexpr std::size_t most_named = 10;

void newest_first(const analyze::View& view, std::vector<Row>& rows) {
  std::ranges::stable_sort(rows, [&view](Row a, Row b) {
    const Moment one = analyze::rating_moment(view, a), other = analyze::rating_moment(view, b);
    return one != other ? one > other : a.rating > b.rating;
  });
}

template <class Visit>
void each_behind(Document& document, Visit visit) {
  for (document::Section& section : document.sections)
    for (Block& block : section.blocks)
      if (auto* table = std::get_if<Table>(&block))
        for (auto& row : table->rows)
          for (Cell& cell : row)
            if (cell.behind) visit(cell.behind);
}

}  // namespace

std::vector<Row> negatives_in(const analyze::View& view, const analyze::Selection& selection) {
  std::vector<Row> rows;
  for (const Row row : selection.rows)
    if (analyze::outcome_of(view, row) == analyze::Outcome::negative) rows.push_back(row);
  return rows;
}

std::shared_ptr<const Behind> behind(const Context& context, std::vector<Row> rows, std::string more) {
  if (rows.empty()) return {};
  auto found = std::make_shared<Behind>();
  found->count = std::ssize(rows);
  newest_first(context.view, rows);
  if (rows.size() > most_named) rows.resize(most_named);
  for (const Row row : rows) found->tickets.push_back(row.rating);
  found->more = std::move(more);
  return found;
}

std::size_t column_place(const Table& table, std::string_view key) {
  return static_cast<std::size_t>(std::ranges::find(table.columns, key, &Column::key) - table.columns.begin());
}

void attach_negatives(Table& table, const Context& context, const analyze::Selection& selection,
                      std::string_view dimension, std::string_view name, std::string_view count,
                      const std::function<std::string(const std::string&)>& renamed) {
  const std::size_t names = column_place(table, name), counts = column_place(table, count);
  const analyze::Grouping grouping = analyze::grouping_named(context.view, dimension);
  std::unordered_map<std::string, std::vector<Row>> by_name;
  for (const Row row : negatives_in(context.view, selection)) {
    Code single = 0;
    for (const Code code : grouping.codes(row, single)) {
      const std::string group = group_name(grouping.names()[code]);
      by_name[renamed ? renamed(group) : group].push_back(row);
    }
  }
  const std::string same = context.drill({"reviews", {"--where", "sentiment=negative"}, context.period});
  for (auto& row : table.rows) {
    const auto* words = std::get_if<Text>(&row[names].content);
    if (words == nullptr) continue;
    if (const auto found = by_name.find(words->text); found != by_name.end())
      row[counts].behind = behind(context, found->second, same);
  }
}

void embed_tickets(Document& document, const Context& context, std::size_t most) {
  std::set<std::uint32_t> keys;
  each_behind(document, [&](const auto& cell) { keys.insert(cell->tickets.begin(), cell->tickets.end()); });
  if (keys.empty()) return;
  const analyze::View& view = context.view;
  // A rating knows its ticket, and with it the row.
  std::vector<Row> rows;
  for (const std::uint32_t key : keys) rows.push_back({view.store().ratings.ticket[key], key});
  newest_first(view, rows);
  if (rows.size() > most) rows.resize(most);

  const TicketNames names(view.store());
  std::vector<std::string> columns = {"ticket_id", "rated_at", "agent", "channel", "reason", "comment"};
  document.tickets = rating_table({view, names, context.words}, rows, columns);
  document.tickets.key = "tickets";
  document.tickets.title = "Tickets behind the figures";
  for (const Row row : rows) document.ticket_keys.push_back(row.rating);
  const std::set<std::uint32_t> kept(document.ticket_keys.begin(), document.ticket_keys.end());
  if (kept.size() == keys.size()) return;
  each_behind(document, [&](std::shared_ptr<const Behind>& cell) {
    Behind fewer = *cell;
    std::erase_if(fewer.tickets, [&](std::uint32_t key) { return !kept.contains(key); });
    cell = std::make_shared<const Behind>(std::move(fewer));
  });
}

}  // namespace dsat::report
