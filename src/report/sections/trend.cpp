#include <fmt/format.h>

#include <algorithm>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/tables.hpp"
#include "report/sections/groups.hpp"
#include "report/sections/sections.hpp"

namespace dsat::report {
namespace {

using namespace document;

struct PeriodLine {
  DayRange range;
  analyze::Selection selection;
  analyze::Tally tally;
};

constexpr int periods_shown = 12;

std::vector<PeriodLine> history(const Context& context) {
  const auto days = context.view.days_with_data();
  if (days.empty()) return {};
  DayRange range = context.period && context.one_unit ? *context.period : period_of(context.unit, days.back());
  std::vector<PeriodLine> lines;
  for (int i = 0; i < periods_shown && range.end > days.front(); ++i, range = previous(context.unit, range)) {
    analyze::Selection selection = context.view.select(context.filter, range);
    const analyze::Tally tally = analyze::tally(context.view, selection);
    lines.push_back({range, std::move(selection), tally});
  }
  std::ranges::reverse(lines);
  return lines;
}

}  // namespace

std::optional<document::Section> write_trend(const Context& context) {
  const std::vector<PeriodLine> lines = history(context);
  if (lines.size() < 2) return std::nullopt;
  static constexpr std::string_view keys[] = {"tickets", "rated", "negative", "nrr", "csat", "coverage", "first_reply"};
  Table table;
  table.key = "trend";
  table.columns.push_back({"period", std::string(name_of(context.unit)), Audience::everybody, false, false});
  for (const auto key : keys) table.columns.push_back(column_of(analyze::require_measure(key)));
  double low = 1, high = 0;
  for (const PeriodLine& line : lines) {
    std::string label = period_label(context.unit, line.range);
    if (!context.view.complete(context.unit, line.range)) label += " (partial)";
    std::vector<Cell> row{text(label)};
    for (const auto key : keys) {
      const analyze::Measure& measure = analyze::require_measure(key);
      row.push_back(
          cell_of(measure, measure.compute({context.view, line.tally, line.selection.cohort}), context.min_ratings()));
    }
    table.rows.push_back(std::move(row));
    const auto rate = nrr_of(context, line.tally).number;
    if (rate) low = std::min(low, *rate), high = std::max(high, *rate);
  }
  if (low > high) return std::nullopt;
  document::Section section{"trend", "Trend", {}};
  section.blocks.emplace_back(Paragraph{
      fmt::format("Over the last {} NRR ran from {} to {}.",
                  counted(static_cast<std::int64_t>(lines.size()), name_of(context.unit)), percent(low), percent(high)),
      false});
  section.blocks.emplace_back(std::move(table));
  Chart chart;
  chart.key = "nrr";
  chart.title = "NRR by " + std::string(name_of(context.unit));
  chart.kind = Chart::Kind::trend;
  chart.table = "trend";
  chart.x = "period";
  chart.y = "nrr";
  chart.description =
      fmt::format("NRR from {} to {}, lowest {}, highest {}.", period_label(context.unit, lines.front().range),
                  period_label(context.unit, lines.back().range), percent(low), percent(high));
  section.blocks.emplace_back(std::move(chart));
  return section;
}

}  // namespace dsat::report
