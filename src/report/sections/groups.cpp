#include "report/sections/groups.hpp"

#include <algorithm>
#include <map>

#include "dsat/base/text.hpp"
#include "dsat/report/tables.hpp"
#include "report/wording.hpp"

namespace dsat::report {

using namespace document;

analyze::Value nrr_of(const Context& context, const analyze::Tally& tally) {
  return analyze::require_measure("nrr").compute({context.view, tally, {}});
}

std::vector<GroupLine> group_lines(const Context& context, std::string_view dimension) {
  const analyze::Grouping grouping = analyze::grouping_named(context.view, dimension);
  const analyze::Grouping* by[] = {&grouping};
  std::map<Code, GroupLine> lines;
  const auto add = [&](const analyze::Selection& selection, analyze::Tally GroupLine::*part) {
    for (analyze::Group& group : analyze::break_down(context.view, selection, by).groups) {
      GroupLine& line = lines[group.key.front()];
      line.code = group.key.front();
      line.name = group_name(grouping.names()[group.key.front()]);
      line.*part = group.tally;
    }
  };
  add(context.now, &GroupLine::now);
  if (context.before) add(context.then, &GroupLine::then);
  std::vector<GroupLine> sorted;
  for (auto& [code, line] : lines) sorted.push_back(std::move(line));
  std::ranges::stable_sort(sorted, [](const GroupLine& a, const GroupLine& b) {
    return a.now.negative != b.now.negative ? a.now.negative > b.now.negative
           : a.now.rated != b.now.rated     ? a.now.rated > b.now.rated
                                            : a.name < b.name;
  });
  return sorted;
}

Table group_table(const Context& context, std::string_view dimension, const std::vector<GroupLine>& lines) {
  const std::string title = analyze::grouping_title(dimension);
  Table table;
  table.key = std::string(dimension);
  table.columns = {{std::string(dimension), title, Audience::everybody, false, true},
                   {"tickets", "tickets", Audience::everybody, true, false},
                   {"rated", "rated", Audience::everybody, true, false},
                   {"negative", "negative", Audience::everybody, true, false},
                   {"nrr", "NRR", Audience::everybody, true, false},
                   {"interval", "95 % interval", Audience::readers, true, false},
                   {"nrr_low", "NRR low", Audience::machines, true, false},
                   {"nrr_high", "NRR high", Audience::machines, true, false},
                   {"coverage", "coverage", Audience::everybody, true, false, false, true}};
  if (context.before)
    table.columns.push_back({"nrr_before", "NRR " + heading_before(context), Audience::everybody, true, false});
  const analyze::Measure& nrr = analyze::require_measure("nrr");
  const analyze::Measure& coverage = analyze::require_measure("coverage");
  const auto rate = [&](const GroupLine& line, const analyze::Value& value) {
    return line.after_outcome ? Cell() : cell_of(nrr, value, context.min_ratings());
  };
  for (const GroupLine& line : lines) {
    const analyze::Value value = nrr_of(context, line.now);
    std::vector<Cell> row{text(line.name),
                          line.now.volume == analyze::Tally::unknown ? Cell() : count(line.now.tickets),
                          count(line.now.rated), count(line.now.negative), rate(line, value)};
    if (value.interval && !line.after_outcome) {
      row.push_back(
          Cell(Range{value.interval->low, value.interval->high, Range::Of::share}, Tone::dim, row.back().suppressed));
      row.push_back(share(value.interval->low));
      row.push_back(share(value.interval->high));
    } else {
      row.insert(row.end(), 3, Cell());
    }
    row.push_back(cell_of(coverage, coverage.compute({context.view, line.now, {}})));
    if (context.before) row.push_back(rate(line, nrr_of(context, line.then)));
    table.rows.push_back(std::move(row));
  }
  table.top = context.top;
  table.more = context.drill({"breakdown", {"--by", std::string(dimension)}, context.period});
  return table;
}

}  // namespace dsat::report
