#include "dsat/report/tables.hpp"

#include <cmath>

#include "dsat/base/text.hpp"
#include "dsat/report/actionable.hpp"

namespace dsat::report {

using namespace document;

Cell points_cell(double points, bool suppressed) {
  constexpr int most = 6;
  int decimals = 0;
  for (double shown = points; decimals < most && std::abs(shown - std::round(shown)) > 1e-7; shown *= 10) ++decimals;
  return Cell(Score{points, decimals}, Tone::plain, suppressed);
}

Cell cell_of(const analyze::Measure& measure, const analyze::Value& value, int min_base) {
  if (!value.number) return Missing{};
  const bool suppressed = measure.kind != analyze::MeasureKind::count && value.base < min_base;
  switch (measure.kind) {
    case analyze::MeasureKind::count:
      return Count{static_cast<std::int64_t>(*value.number)};
    case analyze::MeasureKind::share:
      return Cell(Share{*value.number}, Tone::plain, suppressed);
    case analyze::MeasureKind::score:
      return Cell(Score{*value.number, 2}, Tone::plain, suppressed);
    case analyze::MeasureKind::points:
      return points_cell(*value.number, suppressed);
    case analyze::MeasureKind::minutes:
      return Cell(Duration{*value.number}, Tone::plain, suppressed);
  }
  return Missing{};
}

Column column_of(const analyze::Measure& measure) {
  Column column{std::string(measure.key), std::string(measure.title), Audience::everybody, true, false};
  if (measure.key.ends_with("_low") || measure.key.ends_with("_high")) column.audience = Audience::machines;
  return column;
}

std::string group_name(std::string_view name) {
  return name.empty() ? "(none)" : std::string(name);
}

std::string stray_days_in_words(const analyze::View& view) {
  const std::span<const Day> days = view.stray_days();
  if (days.empty()) return {};
  std::string words = iso_date(days.front());
  if (days.size() == 2) words += " and " + iso_date(days.back());
  if (days.size() > 2) words += " and " + counted(static_cast<std::int64_t>(days.size()) - 1, "other day");
  return words + (days.size() == 1 ? " lies" : " lie") +
         " years away from everything else; taken for a fault, so no period reaches there.";
}

Table plain_table(const analyze::View& view, std::span<const analyze::Group> groups, const PlainTable& plan) {
  Table table;
  for (std::size_t i = 0; i < plan.keys.size(); ++i)
    table.columns.push_back({plan.keys[i], plan.titles[i], Audience::everybody, false, false});
  for (const analyze::Measure* measure : plan.measures) table.columns.push_back(column_of(*measure));
  for (std::size_t g = 0; g < groups.size(); ++g) {
    std::vector<Cell> row;
    for (const std::string& name : plan.names[g]) row.push_back(text(name));
    const analyze::Slice slice{view, groups[g].tally, groups[g].cohort};
    for (const analyze::Measure* measure : plan.measures)
      row.push_back(cell_of(*measure, measure->compute(slice), view.counting().min_ratings));
    table.rows.push_back(std::move(row));
  }
  mark_actionable(table, view);
  return table;
}

}  // namespace dsat::report
