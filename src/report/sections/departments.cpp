#include <fmt/format.h>

#include <algorithm>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/departments.hpp"
#include "dsat/report/ratings.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::Row;

bool is_negative(const Context& context, Row row) {
  return row.answered() && context.view.store().ratings.sentiment[row.rating] == Sentiment::negative;
}

struct Part {
  std::vector<Row> negatives;
  std::int64_t tickets = 0, rated = 0, before = 0;
};

Table overview(const Context& context, const std::vector<std::pair<std::string, Part>>& parts) {
  Table table;
  table.key = "departments";
  table.columns = {{"department", "department", Audience::everybody, false, true},
                   {"tickets", "tickets", Audience::everybody},
                   {"rated", "rated", Audience::everybody},
                   {"negative", "negative", Audience::everybody}};
  if (context.before) table.columns.push_back({"before", heading_before(context), Audience::everybody});
  for (const auto& [name, part] : parts) {
    std::vector<Cell> row{text(name), context.view.volumes() != nullptr ? Cell() : count(part.tickets),
                          count(part.rated), count(static_cast<std::int64_t>(part.negatives.size()))};
    if (context.before) row.push_back(count(part.before));
    table.rows.push_back(std::move(row));
  }
  table.note = "A ticket with tags of two departments stands in both.";
  return table;
}

std::string key_of(std::string_view department) {
  std::string key = "list_" + fold(department);
  std::ranges::replace_if(
      key, [](char c) { return c == ' ' || c == '-' || c == '/'; }, '_');
  return key;
}

}  // namespace

std::optional<document::Section> write_departments(const Context& context) {
  const Departments departments(context.view, context.extras.departments);
  std::map<std::string, Part> found;
  for (const Row row : context.now.rows)
    for (const std::string& name : departments.of(row)) {
      Part& part = found[name];
      ++part.tickets;
      part.rated += context.view.rated(row) ? 1 : 0;
      if (is_negative(context, row)) part.negatives.push_back(row);
    }
  if (context.before)
    for (const Row row : context.then.rows)
      if (is_negative(context, row))
        for (const std::string& name : departments.of(row)) ++found[name].before;
  std::vector<std::pair<std::string, Part>> parts(found.begin(), found.end());
  std::erase_if(parts, [](const auto& part) { return part.second.tickets == 0; });
  if (parts.empty()) return std::nullopt;
  std::ranges::stable_sort(parts, std::greater<>(), [](const auto& part) { return part.second.negatives.size(); });

  std::int64_t reached = 0;
  for (const Row row : context.now.rows) reached += is_negative(context, row) && !departments.of(row).empty() ? 1 : 0;
  document::Section section{"departments", "Departments", {}};
  section.blocks.emplace_back(
      Paragraph{fmt::format("{} of the {} {} a department, by the tags of the configuration or as the worksheet says.",
                            grouped(reached), counted(context.tally.negative, "negative rating"),
                            reached == 1 ? "concerns" : "concern"),
                false});
  section.blocks.emplace_back(overview(context, parts));

  const TicketNames names(context.view.store());
  const RatingSource source{context.view, names, context.words};
  static const std::vector<std::string> columns = {"ticket_id", "rated_at", "channel", "tags", "reason", "comment"};
  for (auto& [name, part] : parts) {
    if (part.negatives.empty()) continue;
    sort_ratings(source, part.negatives, require_rating_column("rated_at"));
    Table list = rating_table(source, part.negatives, columns);
    list.key = key_of(name);
    list.title = "For " + name;
    list.top = context.top;
    section.blocks.emplace_back(std::move(list));
  }
  return section;
}

}  // namespace dsat::report
