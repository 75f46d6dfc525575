#include <algorithm>
#include <map>
#include <ostream>

#include "app/command.hpp"
#include "app/commands/table.hpp"
#include "app/output.hpp"
#include "dsat/analyze/volumes.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/actionable.hpp"
#include "dsat/report/tables.hpp"

namespace dsat::app {
namespace {

std::string_view dimension_of(Unit unit) {
  switch (unit) {
    case Unit::day:
      return "day";
    case Unit::week:
      return "week";
    case Unit::month:
      return "month";
    case Unit::quarter:
      return "quarter";
  }
  return "week";
}

/// More cells than anybody looks at take gigabytes. Throws Error(usage).
void require_printable(std::size_t cells) {
  constexpr std::size_t most_cells = 1'000'000;
  if (cells > most_cells)
    throw Error(ErrorKind::usage,
                "the table would have " + grouped(static_cast<std::int64_t>(cells)) + " cells, of which " +
                    grouped(static_cast<std::int64_t>(most_cells)) + " are the most",
                "Take fewer periods with --period, --since or a longer --every, fewer groups with --where, or fewer "
                "columns with --measures.");
}

void add_to(analyze::Group& group, const analyze::Group& part) {
  group.tally += part.tally;
  group.rows.insert(group.rows.end(), part.rows.begin(), part.rows.end());
  group.cohort.insert(group.cohort.end(), part.cohort.begin(), part.cohort.end());
}

/// NRR's line, with the interval of each period and its ratings under it, as far as the table has them.
document::Chart line_of(const std::vector<const analyze::Measure*>& measures, Unit unit,
                        const std::vector<std::string>& partial) {
  document::Chart chart;
  chart.key = "nrr";
  chart.title = "NRR by " + std::string(name_of(unit));
  chart.kind = document::Chart::Kind::trend;
  chart.table = "trend";
  chart.x = "period";
  chart.y = "nrr";
  chart.volume = shows(measures, "rated") ? "rated" : "";
  chart.hollow = partial;
  chart.description = "A point a period; the bars under it are its ratings.";
  return chart;
}

}  // namespace

int run_trend(Settings& settings, const Io& io) {
  const auto measures = chosen_measures(settings);
  Session session(settings, io);
  const analyze::View& view = session.view();
  const auto by = chosen_groupings(session);
  const analyze::Grouping periods = analyze::grouping_named(view, dimension_of(settings.every));
  std::vector<const analyze::Grouping*> pointers;
  for (const analyze::Grouping& grouping : by) pointers.push_back(&grouping);
  pointers.push_back(&periods);

  const auto range = session.range();
  const analyze::Selection selection = view.select_each(settings.every, session.filter(), range);
  auto counted = analyze::break_down(view, selection, pointers,
                                     any_needs_rows(measures) ? analyze::KeepRows::yes : analyze::KeepRows::no);

  // Every group has every period between the first and the last with data, empty ones too.
  std::map<std::string, Code> code_of;
  for (Code code = 1; code < periods.groups(); ++code) code_of[periods.names()[code]] = code;
  std::vector<std::string> labels;
  Day first = analyze::no_day, last = analyze::no_day;
  // A stray day doesn't stretch time, but where it was asked for.
  const auto is_stray = [&](Day day) { return !range && view.is_stray(day); };
  const auto stretch = [&](Day day) {
    if (day == analyze::no_day || is_stray(day) || (range && !range->contains(day))) return;
    first = first == analyze::no_day ? day : std::min(first, day);
    last = std::max(last, day);
  };
  for (const analyze::Row row : selection.rows) stretch(view.day(row));
  for (const analyze::Row row : selection.cohort) stretch(view.cohort_day(row.ticket));
  if (view.volumes() != nullptr)
    for (const std::size_t place : view.volumes()->places(analyze::all_tickets, Unit::day))
      if (const auto& day = view.volumes()->rows()[place].period) stretch(day->begin);

  // Groups by negative count like breakdown, their periods by time; what has no date comes last.
  std::map<std::vector<Code>, std::map<std::string, analyze::Group>> parts;
  std::map<std::vector<Code>, std::int64_t> negatives;
  for (analyze::Group& group : counted.groups) {
    const std::vector<Code> key(group.key.begin(), group.key.end() - 1);
    negatives[key] += group.tally.negative;
    parts[key][periods.names()[group.key.back()]] = std::move(group);
  }
  std::vector<std::vector<Code>> order;
  for (const auto& [key, negative] : negatives) order.push_back(key);
  const auto name_of_key = [&](const std::vector<Code>& key) {
    std::vector<std::string> names;
    for (std::size_t d = 0; d < by.size(); ++d) names.push_back(name_of_code(by[d], key[d]));
    return names;
  };
  std::ranges::stable_sort(order, [&](const auto& a, const auto& b) {
    const auto place_a = natural_place(by, a), place_b = natural_place(by, b);
    if (place_a != place_b) return place_a < place_b;
    return negatives[a] != negatives[b] ? negatives[a] > negatives[b] : name_of_key(a) < name_of_key(b);
  });

  std::map<std::string, DayRange> range_of;
  const auto each_period = [&](const auto& use) {
    if (first == analyze::no_day) return;
    for (DayRange period = period_of(settings.every, first); period.begin <= last;
         period = next(settings.every, period))
      use(period);
  };
  std::size_t periods_shown = 0;
  each_period([&](DayRange) { ++periods_shown; });
  require_printable(periods_shown * order.size() * (measures.size() + by.size() + 1));
  each_period([&](DayRange period) {
    labels.push_back(period_label(settings.every, period));
    range_of[labels.back()] = period;
  });

  report::PlainTable plan{{std::string(name_of(settings.every))}, {"period"}, {}, measures};
  for (const std::string& key : settings.by) {
    plan.titles.push_back(analyze::grouping_title(key));
    const analyze::Dimension* dimension = analyze::dimension_named(key);
    plan.keys.emplace_back(dimension != nullptr ? std::string(dimension->key) : analyze::grouping_title(key));
  }
  std::vector<analyze::Group> rows;
  std::vector<std::string> partial;
  const auto add = [&](const std::string& label, const std::vector<Code>& key, analyze::Group group) {
    std::vector<std::string> names{label};
    for (std::string& name : name_of_key(key)) names.push_back(std::move(name));
    plan.names.push_back(std::move(names));
    rows.push_back(std::move(group));
  };
  for (const std::string& label : labels)
    for (const auto& key : order) add(label, key, std::move(parts[key][label]));
  // Whoever adds up the rows gets all tickets.
  std::vector<std::string> strays;
  if (!range)
    for (const Day day : view.stray_days())
      strays.push_back(period_label(settings.every, period_of(settings.every, day)));
  strays.erase(std::unique(strays.begin(), strays.end()), strays.end());
  for (const auto& key : order) {
    analyze::Group group;
    for (const std::string& label : strays)
      if (const auto part = parts[key].find(label); part != parts[key].end()) add_to(group, part->second);
    if (group.tally.tickets > 0) add("(stray date)", key, std::move(group));
  }
  for (const auto& key : order)
    if (const auto undated = parts[key].find(""); undated != parts[key].end() && undated->second.tally.tickets > 0)
      add("(no date)", key, std::move(undated->second));
  for (const std::string& label : labels)
    if (!view.complete(settings.every, range_of[label])) partial.push_back(label);

  auto document = table_document(session, "dsat.trend", "By " + std::string(name_of(settings.every)));
  document::Table table = report::plain_table(view, rows, plan);
  table.key = "trend";
  table.top = settings.top.value_or(0);
  table.more = "--top 0";
  if (!partial.empty()) report::add_note(table, "Partial, the data don't reach its end: " + join(partial, ", ") + ".");
  if (!strays.empty()) {
    const std::string told = report::stray_days_in_words(view);
    report::add_note(table, told);
    if (!settings.quiet) io.err << "dsat: " << told << '\n';
  }
  document::Section section{"trend", "", {std::move(table)}};
  if (by.empty() && labels.size() > 1 && shows(measures, "nrr"))
    section.blocks.emplace_back(line_of(measures, settings.every, partial));
  document.sections.push_back(std::move(section));
  deliver(document, settings, io);
  return 0;
}

}  // namespace dsat::app
