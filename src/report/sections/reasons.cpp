#include <fmt/format.h>

#include <algorithm>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "report/sections/groups.hpp"
#include "report/sections/sections.hpp"

namespace dsat::report {
namespace {

using namespace document;

Table pareto(const Context& context, const std::vector<GroupLine>& lines) {
  Table table;
  table.key = "reasons";
  table.columns = {{"reason", "reason", Audience::everybody, false, true},
                   {"negative", "negative", Audience::everybody, true, false},
                   {"bar", "", Audience::readers, false, false},
                   {"share", "share", Audience::everybody, true, false},
                   {"running", "running", Audience::everybody, true, false}};
  if (context.before) table.columns.push_back({"before", context.before_label, Audience::everybody, true, false});
  const auto total = static_cast<double>(context.tally.negative);
  std::int64_t running = 0;
  for (const GroupLine& line : lines) {
    if (line.now.negative == 0) continue;
    running += line.now.negative;
    std::vector<Cell> row{text(line.name), count(line.now.negative),
                          Bar{static_cast<double>(line.now.negative) / static_cast<double>(lines.front().now.negative)},
                          Share{static_cast<double>(line.now.negative) / total},
                          Share{static_cast<double>(running) / total}};
    if (context.before) row.push_back(count(line.then.negative));
    table.rows.push_back(std::move(row));
  }
  table.top = context.top;
  table.more = "dsat breakdown --by reason --where sentiment=negative " + context.again;
  return table;
}

std::string sentence(const Context& context, const std::vector<GroupLine>& lines) {
  const auto named =
      std::ranges::find_if(lines, [](const GroupLine& line) { return line.name != "(none)" && line.now.negative > 0; });
  if (named == lines.end()) return "No negative rating gives a reason.";
  std::int64_t silent = 0;
  for (const GroupLine& line : lines)
    if (line.name == "(none)") silent = line.now.negative;
  std::string words =
      fmt::format("Most often: {}, {} of {} ({}).", named->name, grouped(named->now.negative),
                  counted(context.tally.negative, "negative rating"),
                  percent(static_cast<double>(named->now.negative) / static_cast<double>(context.tally.negative), 0));
  if (silent > 0) words += fmt::format(" {} {} no reason.", grouped(silent), silent == 1 ? "gives" : "give");
  return words;
}

}  // namespace

std::optional<document::Section> write_reasons(const Context& context) {
  if (!analyze::dimension_named("reason")->carried(context.view) || context.tally.negative == 0) return std::nullopt;
  const std::vector<GroupLine> lines = group_lines(context, "reason");
  document::Section section{"reasons",
                            context.tally.negative == 1
                                ? "Reason of the one negative rating"
                                : "Reasons of the " + grouped(context.tally.negative) + " negative ratings",
                            {}};
  section.blocks.emplace_back(Paragraph{sentence(context, lines), false});
  section.blocks.emplace_back(pareto(context, lines));
  Chart chart;
  chart.key = "pareto";
  chart.title = "Reasons of negative ratings";
  chart.kind = Chart::Kind::pareto;
  chart.table = "reasons";
  chart.x = "reason";
  chart.y = "negative";
  chart.running = "running";
  chart.description = sentence(context, lines);
  section.blocks.emplace_back(std::move(chart));
  return section;
}

}  // namespace dsat::report
