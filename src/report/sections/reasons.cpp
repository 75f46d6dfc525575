#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/data/taxonomy.hpp"
#include "dsat/report/tables.hpp"
#include "report/sections/groups.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;

/// The reason under the team's own name; lines of one name become one.
std::vector<GroupLine> renamed(const Context& context, std::vector<GroupLine> lines) {
  const ReasonNames names(context.extras.reasons);
  std::vector<GroupLine> merged;
  for (GroupLine& line : lines) {
    line.name = names.name(line.name);
    const auto same = std::ranges::find(merged, line.name, &GroupLine::name);
    if (same == merged.end()) {
      merged.push_back(std::move(line));
    } else {
      same->now += line.now;
      same->then += line.then;
    }
  }
  std::ranges::stable_sort(merged, std::greater<>(), [](const GroupLine& line) { return line.now.negative; });
  return merged;
}

/// Per reason what most of its reviewed negatives were found to be.
std::map<std::string, Fault> reviewed_faults(const Context& context) {
  const NameColumn& reasons = context.view.store().ratings.reason;
  const ReasonNames names(context.extras.reasons);
  std::map<std::string, std::map<Fault, int>> counts;
  for (const analyze::Row row : context.now.rows) {
    const Annotation* said = row.answered() ? context.view.annotations().find(row.rating) : nullptr;
    if (said == nullptr || said->fault == Fault::unreviewed) continue;
    if (context.view.store().ratings.sentiment[row.rating] == Sentiment::negative)
      ++counts[names.name(group_name(reasons.name(row.rating)))][said->fault];
  }
  std::map<std::string, Fault> most;
  for (const auto& [reason, faults] : counts)
    most[reason] = std::ranges::max_element(faults, {}, [](const auto& f) { return f.second; })->first;
  return most;
}

Cell fault_cell(Fault fault, bool guessed) {
  if (fault == Fault::unreviewed) return {};
  return text(std::string(name_of(fault)) + (guessed ? "?" : ""), Tone::dim);
}

Table pareto(const Context& context, const std::vector<GroupLine>& lines) {
  Table table;
  table.key = "reasons";
  table.columns = {{"reason", "reason", Audience::everybody, false, true},
                   {"negative", "negative", Audience::everybody, true, false},
                   {"bar", "", Audience::readers, false, false},
                   {"share", "share", Audience::everybody, true, false},
                   {"running", "running", Audience::everybody, true, false}};
  if (context.before) table.columns.push_back({"before", heading_before(context), Audience::everybody, true, false});
  table.columns.push_back({"fault", "fault", Audience::everybody, false, false});
  const std::map<std::string, Fault> reviewed = reviewed_faults(context);
  const ReasonNames names(context.extras.reasons);
  bool suggested = false;
  const auto total = static_cast<double>(context.tally.negative);
  // A rating may give several reasons: their shares overlap, and the running share is one of all that was given.
  std::int64_t given = 0;
  for (const GroupLine& line : lines) given += line.now.negative;
  const bool overlap = given > context.tally.negative;
  std::int64_t running = 0;
  for (const GroupLine& line : lines) {
    if (line.now.negative == 0) continue;
    running += line.now.negative;
    std::vector<Cell> row{text(line.name), count(line.now.negative),
                          Bar{static_cast<double>(line.now.negative) / static_cast<double>(lines.front().now.negative)},
                          Share{static_cast<double>(line.now.negative) / total},
                          Share{static_cast<double>(running) / static_cast<double>(given)}};
    if (context.before) row.push_back(count(line.then.negative));
    const auto decided = reviewed.find(line.name);
    const Fault fault = decided != reviewed.end() ? decided->second : names.suggested_fault(line.name);
    const bool guessed = decided == reviewed.end() && (fault == Fault::agent || fault == Fault::outside);
    suggested |= guessed;
    row.push_back(guessed || decided != reviewed.end() ? fault_cell(fault, guessed) : Cell());
    table.rows.push_back(std::move(row));
  }
  if (suggested) table.note = "? as such reasons usually are; nobody has reviewed them.";
  if (overlap) {
    if (!table.note.empty()) table.note += " ";
    table.note +=
        "Ratings give several reasons: the shares overlap, and the running share is one of all reasons given.";
  }
  table.top = context.top;
  return table;
}

/// The reasons named most often: several where they are level.
std::string most_often(const Context& context, const std::vector<GroupLine>& lines, std::int64_t most) {
  std::vector<std::string> level;
  for (const GroupLine& line : lines)
    if (line.name != "(none)" && line.now.negative == most) level.push_back(line.name);
  const std::string of_all = fmt::format("{} of {}", grouped(most), counted(context.tally.negative, "negative rating"));
  const std::string share = percent(static_cast<double>(most) / static_cast<double>(context.tally.negative), 0);
  constexpr std::size_t most_named = 4;
  if (level.size() > most_named)
    return fmt::format("No reason stands out: {} of them were given most often, {} each.", level.size(), of_all);
  if (level.size() == 1) return fmt::format("Most often: {}, {} ({}).", level.front(), of_all, share);
  const std::string last = level.back();
  level.pop_back();
  return fmt::format("Most often, {} ({}) each: {} and {}.", of_all, share, join(level, ", "), last);
}

std::string sentence(const Context& context, const std::vector<GroupLine>& lines) {
  std::int64_t silent = 0, most = 0;
  for (const GroupLine& line : lines)
    if (line.name == "(none)")
      silent = line.now.negative;
    else
      most = std::max(most, line.now.negative);
  if (most == 0) return "No negative rating gives a reason.";
  std::string words = most_often(context, lines, most);
  const ReasonNames names(context.extras.reasons);
  std::int64_t outside = 0;
  for (const GroupLine& line : lines)
    if (names.suggested_fault(line.name) == Fault::outside) outside += line.now.negative;
  if (outside > 0)
    words += fmt::format(" {} {} for reasons that are usually outside an agent's control.", grouped(outside),
                         outside == 1 ? "is" : "are");
  if (silent > 0) words += fmt::format(" {} {} no reason.", grouped(silent), silent == 1 ? "gives" : "give");
  return words;
}

/// Who gets which negatives: for a team's own quality criteria.
Table by_agent(const Context& context) {
  Table table;
  table.key = "reasons_by_agent";
  table.title = "Reasons by agent";
  table.columns = {{"reason", "reason", Audience::everybody, false, true},
                   {"agent", "agent", Audience::everybody, false, false},
                   {"negative", "negative", Audience::everybody, true, false}};
  const analyze::Grouping reason = analyze::grouping_named(context.view, "reason"),
                          agent = analyze::grouping_named(context.view, "agent");
  const analyze::Grouping* by[] = {&reason, &agent};
  std::vector<analyze::Group> groups = analyze::break_down(context.view, context.now, by).groups;
  std::erase_if(groups, [](const analyze::Group& group) { return group.tally.negative == 0 || group.key[0] == 0; });
  std::ranges::stable_sort(groups, std::ranges::greater(),
                           [](const analyze::Group& group) { return group.tally.negative; });
  for (const analyze::Group& group : groups)
    table.rows.push_back({text(group_name(reason.names()[group.key[0]])), text(group_name(agent.names()[group.key[1]])),
                          count(group.tally.negative)});
  // What happened once is no pattern: readers see a few of those at most.
  const auto repeated = static_cast<std::size_t>(
      std::ranges::count_if(groups, [](const analyze::Group& group) { return group.tally.negative > 1; }));
  table.top = context.top == 0 ? 0 : std::min(context.top, std::max<std::size_t>(3, repeated));
  return table;
}

}  // namespace

std::optional<document::Section> write_reasons(const Context& context) {
  if (!analyze::dimension_named("reason")->carried(context.view) || context.tally.negative == 0) return std::nullopt;
  const std::vector<GroupLine> lines = renamed(context, group_lines(context, "reason"));
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
  if (analyze::dimension_named("agent")->carried(context.view))
    if (Table table = by_agent(context); !table.rows.empty()) section.blocks.emplace_back(std::move(table));
  // A reply that goes out a hundred times a week makes as many customers unhappy as anybody does.
  if (analyze::dimension_named("template")->carried(context.view)) {
    Table table = group_table(context, "template", group_lines(context, "template"));
    table.title = "By template of the reply";
    section.blocks.emplace_back(std::move(table));
  }
  return section;
}

}  // namespace dsat::report
