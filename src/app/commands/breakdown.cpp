#include "app/command.hpp"
#include "app/commands/table.hpp"
#include "app/output.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/actionable.hpp"
#include "dsat/report/tables.hpp"

namespace dsat::app {
namespace {

/// Where the dimension is recorded because of the rating, nearly all are negative: a picture would say nothing.
bool may_have_rates(const std::string& key) {
  const analyze::Dimension* dimension = analyze::dimension_named(key);
  return dimension == nullptr || !dimension->after_outcome;
}

document::Chart bars_of(const std::vector<const analyze::Measure*>& measures, const report::PlainTable& plan) {
  document::Chart chart;
  chart.key = "nrr";
  chart.title = "NRR by " + plan.titles.front();
  chart.kind = document::Chart::Kind::bars;
  chart.table = "breakdown";
  chart.x = plan.keys.front();
  chart.y = "nrr";
  if (shows(measures, "nrr_low") && shows(measures, "nrr_high")) {
    chart.title += ", with 95 % intervals";
    chart.low = "nrr_low";
    chart.high = "nrr_high";
  }
  chart.description = "A bar a group, as long as its NRR.";
  return chart;
}

}  // namespace

int run_breakdown(Settings& settings, const Io& io) {
  const auto measures = chosen_measures(settings);
  const analyze::Measure* order = settings.sort.empty() ? nullptr : &analyze::require_measure(settings.sort);
  Session session(settings, io);
  const analyze::View& view = session.view();
  const auto by = chosen_groupings(session);
  std::vector<const analyze::Grouping*> pointers;
  for (const analyze::Grouping& grouping : by) pointers.push_back(&grouping);

  const auto range = session.range();
  const analyze::Selection selection = view.select(session.filter(), range);
  const bool keep = any_needs_rows(measures) || (order != nullptr && order->needs_rows);
  auto counted = analyze::break_down(view, selection, pointers, keep ? analyze::KeepRows::yes : analyze::KeepRows::no);
  sort_groups(view, counted.groups, by, order);

  report::PlainTable plan{{}, {}, {}, measures};
  for (const std::string& key : settings.by) {
    plan.titles.push_back(analyze::grouping_title(key));
    const analyze::Dimension* dimension = analyze::dimension_named(key);
    plan.keys.emplace_back(dimension != nullptr ? std::string(dimension->key) : analyze::grouping_title(key));
  }
  for (const analyze::Group& group : counted.groups) {
    std::vector<std::string> names;
    for (std::size_t d = 0; d < by.size(); ++d) names.push_back(name_of_code(by[d], group.key[d]));
    plan.names.push_back(std::move(names));
  }
  auto document =
      table_document(session, "dsat.breakdown", by.empty() ? "All tickets" : "By " + join(plan.titles, " and "));
  if (session.period()) document.subtitle.push_back(session.period()->label + ", " + range_in_words(*range));
  document::Table table = report::plain_table(view, counted.groups, plan);
  table.key = "breakdown";
  table.top = settings.top.value_or(0);
  table.more = "--top 0";
  if (counted.overlapping)
    report::add_note(table, "Groups overlap: a ticket stands in each of its groups, so the counts don't add up.");
  document::Section section{"breakdown", "", {std::move(table)}};
  if (by.size() == 1 && counted.groups.size() > 1 && shows(measures, "nrr") && may_have_rates(settings.by.front()))
    section.blocks.emplace_back(bars_of(measures, plan));
  document.sections.push_back(std::move(section));
  deliver(document, settings, io);
  return 0;
}

}  // namespace dsat::app
