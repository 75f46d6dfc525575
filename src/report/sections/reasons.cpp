#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/data/taxonomy.hpp"
#include "dsat/report/actionable.hpp"
#include "dsat/report/tables.hpp"
#include "report/behind.hpp"
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
  std::unordered_map<std::string, std::size_t> place;
  for (GroupLine& line : lines) {
    line.name = names.name(line.name);
    const auto [same, is_new] = place.try_emplace(line.name, merged.size());
    if (is_new) {
      merged.push_back(std::move(line));
    } else {
      merged[same->second].now += line.now;
      merged[same->second].then += line.then;
    }
  }
  std::ranges::stable_sort(merged, std::greater<>(), [](const GroupLine& line) { return line.now.negative; });
  return merged;
}

/// What reviews found about negatives, by fault.
using Faults = std::map<Fault, std::int64_t>;

std::int64_t reviewed(const Faults& faults) {
  std::int64_t all = 0;
  for (const auto& [fault, count] : faults) all += count;
  return all;
}

/// What most of them were found to be; the first in the order of faults where they are level.
std::pair<Fault, std::int64_t> most_of(const Faults& faults) {
  return *std::ranges::max_element(faults, {}, [](const auto& entry) { return entry.second; });
}

/// Whose fault negatives were: as reviewed, and where nobody has reviewed any of a reason's, as such reasons usually
/// are.
struct Blame {
  Faults all;                           ///< each rating once
  std::map<std::string, Faults> found;  ///< by reason
  ReasonNames names;

  explicit Blame(const Context& context) : names(context.extras.reasons) {
    const analyze::Grouping reasons = analyze::grouping_named(context.view, "reason");
    for (const analyze::Row row : context.now.rows) {
      const Annotation* said = row.answered() ? context.view.annotations().find(row.rating) : nullptr;
      if (said == nullptr || said->fault == Fault::unreviewed) continue;
      if (context.view.store().ratings.sentiment[row.rating] != Sentiment::negative) continue;
      ++all[said->fault];
      Code single = 0;
      for (const Code code : reasons.codes(row, single))
        ++found[names.name(group_name(reasons.names()[code]))][said->fault];
    }
  }

  bool is_reviewed(const std::string& reason) const { return found.contains(reason); }
  /// Of a reason that nobody has reviewed; unreviewed where nothing is usual.
  Fault usual(const std::string& reason) const {
    const Fault fault = names.suggested_fault(reason);
    return is_reviewed(reason) || (fault != Fault::agent && fault != Fault::outside) ? Fault::unreviewed : fault;
  }
};

Table pareto(const Context& context, const std::vector<GroupLine>& lines) {
  Table table;
  table.key = "reasons";
  table.columns = {{"reason", "reason", Audience::everybody, false, true},
                   {"negative", "negative", Audience::everybody, true, false},
                   {"bar", "", Audience::readers, false, false},
                   {"share", "share", Audience::everybody, true, false},
                   {"running", "running", Audience::everybody, true, false}};
  if (context.before) table.columns.push_back({"before", heading_before(context), Audience::everybody, true, false});
  const Blame blame(context);
  table.columns.push_back({"fault", "fault", Audience::machines, false, false});
  table.columns.push_back({"fault_reviewed", "fault", Audience::readers, false, false});
  table.columns.push_back({"reviewed", "reviewed", Audience::machines, true, false});
  table.columns.push_back({"outside", "outside", Audience::machines, true, false});
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
    if (blame.is_reviewed(line.name)) {
      const Faults& faults = blame.found.at(line.name);
      const auto [fault, count_of] = most_of(faults);
      const auto outside = faults.find(Fault::outside);
      row.push_back(text(std::string(name_of(fault))));
      row.push_back(text(fmt::format("{} {} of {}", name_of(fault), count_of, reviewed(faults)), Tone::dim));
      row.push_back(count(reviewed(faults)));
      row.push_back(count(outside == faults.end() ? 0 : outside->second));
    } else {
      const Fault usual = blame.usual(line.name);
      const Cell word = usual == Fault::unreviewed ? Cell() : text(std::string(name_of(usual)) + "?", Tone::dim);
      suggested |= usual != Fault::unreviewed;
      row.insert(row.end(), {word, word, count(0), count(0)});
    }
    table.rows.push_back(std::move(row));
  }
  mark_actionable(table, context.view);
  if (suggested) add_note(table, "? as such reasons usually are; nobody has reviewed them.");
  if (overlap)
    add_note(table,
             "Ratings give several reasons: the shares overlap, and the running share is one of all reasons given.");
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
  const Blame blame(context);
  std::int64_t usually = 0;
  for (const GroupLine& line : lines)
    if (blame.usual(line.name) == Fault::outside) usually += line.now.negative;
  if (const std::int64_t all = reviewed(blame.all); all > 0) {
    const auto outside = blame.all.find(Fault::outside);
    words += fmt::format(" Outside the agents' control: {} of {} reviewed",
                         outside == blame.all.end() ? 0 : outside->second, grouped(all));
    if (usually > 0) words += fmt::format("; {} more for reasons that usually are (?)", grouped(usually));
    words += ".";
  } else if (usually > 0) {
    words += fmt::format(" {} {} for reasons that are usually outside an agent's control.", grouped(usually),
                         usually == 1 ? "is" : "are");
  }
  if (silent > 0) words += fmt::format(" {} {} no reason.", grouped(silent), silent == 1 ? "gives" : "give");
  return words;
}

// --- by anything else

/// Negatives by the values of a dimension, largest first. Values may overlap: the running share is that of the
/// negatives with any of the values so far.
struct Reach {
  std::string name;
  std::int64_t negative = 0, running = 0;
};

std::vector<Reach> reaches(const Context& context, const std::string& dimension) {
  const analyze::Grouping grouping = analyze::grouping_named(context.view, dimension);
  std::map<Code, std::vector<std::size_t>> rows_of;
  std::size_t rows = 0;
  for (const analyze::Row row : context.now.rows) {
    if (!row.answered() || context.view.store().ratings.sentiment[row.rating] != Sentiment::negative) continue;
    Code single = 0;
    for (const Code code : grouping.codes(row, single)) rows_of[code].push_back(rows);
    ++rows;
  }
  std::vector<std::pair<Code, std::vector<std::size_t>>> sorted(rows_of.begin(), rows_of.end());
  // What has no value is nothing to work on, however many they are.
  std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) {
    return std::pair(a.first == 0, b.second.size()) < std::pair(b.first == 0, a.second.size());
  });
  std::vector<bool> seen(rows);
  std::vector<Reach> list;
  std::int64_t running = 0;
  for (const auto& [code, own] : sorted) {
    for (const std::size_t row : own) running += seen[row] ? 0 : 1, seen[row] = true;
    list.push_back({group_name(grouping.names()[code]), static_cast<std::int64_t>(own.size()), running});
  }
  return list;
}

/// `By tag: refund 80 % of the negative ratings (12 of 15); with late_delivery 93 %.`
std::string sentence(const Context& context, const std::string& dimension, const std::vector<Reach>& list) {
  const auto share = [&](std::int64_t part) {
    return percent(static_cast<double>(part) / static_cast<double>(context.tally.negative), 0);
  };
  const std::string by = "By " + analyze::grouping_title(dimension) + ": ";
  if (list.front().name == "(none)") return by + "no negative rating has any.";
  std::string words =
      by + fmt::format("{} {} of the negative ratings ({} of {})", list.front().name, share(list.front().negative),
                       grouped(list.front().negative), grouped(context.tally.negative));
  if (list.size() > 1 && list[1].name != "(none)")
    words += fmt::format("; with {} {}", list[1].name, share(list[1].running));
  return words + ".";
}

Table pareto(const Context& context, const std::string& dimension, const std::vector<Reach>& list) {
  Table table;
  table.key = "by_" + dimension;
  std::ranges::replace_if(
      table.key, [](char c) { return c == '-' || c == ':' || c == ' '; }, '_');
  table.title = "Negative ratings by " + analyze::grouping_title(dimension);
  table.columns = {{dimension, analyze::grouping_title(dimension), Audience::everybody, false, true},
                   {"negative", "negative", Audience::everybody, true, false},
                   {"bar", "", Audience::readers, false, false},
                   {"share", "share", Audience::everybody, true, false},
                   {"running", "running", Audience::everybody, true, false}};
  const auto total = static_cast<double>(context.tally.negative);
  for (const Reach& reach : list)
    table.rows.push_back({text(reach.name), count(reach.negative),
                          Bar{static_cast<double>(reach.negative) / static_cast<double>(list.front().negative)},
                          Share{static_cast<double>(reach.negative) / total},
                          Share{static_cast<double>(reach.running) / total}});
  table.top = context.top;
  return table;
}

/// As asked for; where the export has no reasons, tags say most.
std::vector<std::string> other_dimensions(const Context& context) {
  const bool reasons = analyze::dimension_named("reason")->carried(context.view);
  if (!context.extras.by.empty() || reasons) return context.extras.by;
  if (analyze::dimension_named("tag")->carried(context.view)) return {"tag"};
  return {};
}

void add_by(const Context& context, document::Section& section) {
  for (const std::string& dimension : other_dimensions(context)) {
    const std::vector<Reach> list = reaches(context, dimension);
    section.blocks.emplace_back(Paragraph{sentence(context, dimension, list), false});
    section.blocks.emplace_back(pareto(context, dimension, list));
  }
}

// --- by agent

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

void add_reasons(const Context& context, document::Section& section) {
  if (!analyze::dimension_named("reason")->carried(context.view)) return;
  const std::vector<GroupLine> lines = renamed(context, group_lines(context, "reason"));
  section.blocks.emplace_back(Paragraph{sentence(context, lines), false});
  Table table = pareto(context, lines);
  const ReasonNames names(context.extras.reasons);
  attach_negatives(table, context, context.now, "reason", "reason", "negative",
                   [&names](const std::string& reason) { return names.name(reason); });
  section.brief.emplace_back(table);
  if (auto& brief = std::get<Table>(section.brief.back()); brief.top == 0 || brief.top > 5) brief.top = 5;
  section.blocks.emplace_back(std::move(table));
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
}

}  // namespace

std::optional<document::Section> write_reasons(const Context& context) {
  if (context.tally.negative == 0) return std::nullopt;
  document::Section section{"reasons",
                            context.tally.negative == 1
                                ? "Reason of the one negative rating"
                                : "Reasons of the " + grouped(context.tally.negative) + " negative ratings",
                            {}};
  add_reasons(context, section);
  add_by(context, section);
  if (section.blocks.empty()) return std::nullopt;
  if (analyze::dimension_named("agent")->carried(context.view))
    if (Table agents = by_agent(context); !agents.rows.empty()) {
      agents.folded = true;
      section.blocks.emplace_back(std::move(agents));
    }
  // A reply that goes out a hundred times a week makes as many customers unhappy as anybody does.
  if (analyze::dimension_named("template")->carried(context.view)) {
    Table templates = group_table(context, "template", group_lines(context, "template"));
    templates.title = "By template of the reply";
    section.blocks.emplace_back(std::move(templates));
  }
  return section;
}

}  // namespace dsat::report
