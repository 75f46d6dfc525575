#include "app/side_files.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/load/cells.hpp"

namespace dsat::app {
namespace {

/// A table with the columns wanted, in their order.
class SideFile {
 public:
  SideFile(const std::string& path, std::initializer_list<std::string_view> wanted) : path_(path) {
    const auto is_wanted = [&](std::string_view cell) { return std::ranges::find(wanted, fold(cell)) != wanted.end(); };
    cells_ = load::read_cells(path, is_wanted);
    while (first_ < cells_.records.size() && std::ranges::none_of(cells_.records[first_], is_wanted)) ++first_;
    const std::vector<std::string> header =
        first_ < cells_.records.size() ? cells_.records[first_] : std::vector<std::string>();
    for (const std::string_view name : wanted) {
      const auto found = std::ranges::find(header, name, [](const std::string& cell) { return fold(cell); });
      if (found == header.end())
        throw Error(ErrorKind::input, "there is no column \"" + std::string(name) + "\"",
                    "The first line names the columns: " +
                        join(std::vector<std::string>(wanted.begin(), wanted.end()), ", ") + ".",
                    {path, 1, 0, cells_.records.empty() ? "" : join(cells_.records.front(), ", ")});
      places_.push_back(static_cast<std::size_t>(found - header.begin()));
    }
    ++first_;
  }

  /// Calls `use` with the trimmed cells of each row that isn't blank; a row it returns a complaint about ends the run.
  template <class Use>
  void each(Use use) const {
    for (std::size_t row = first_; row < cells_.records.size(); ++row) {
      const auto& record = cells_.records[row];
      if (std::ranges::all_of(record, [](const std::string& cell) { return trim(cell).empty(); })) continue;
      std::vector<std::string> cells;
      for (const std::size_t place : places_)
        cells.emplace_back(place < record.size() ? trim(record[place]) : std::string_view());
      if (const std::string complaint = use(cells); !complaint.empty())
        throw Error(ErrorKind::input, complaint, "Correct the line, or leave it out.",
                    {path_, cells_.lines[row], 0, join(record, ", ")});
    }
  }

 private:
  std::string path_;
  load::Cells cells_;
  std::size_t first_ = 0;
  std::vector<std::size_t> places_;
};

}  // namespace

std::vector<report::Event> read_events(const std::string& path) {
  std::vector<report::Event> events;
  SideFile(path, {"date", "text"}).each([&](const std::vector<std::string>& cells) -> std::string {
    const auto moment = parse_iso_moment(cells[0], Zone());
    if (!moment) return "\"" + cells[0] + "\" is no date such as 2026-11-03";
    if (cells[1].empty()) return "the event has no text";
    events.push_back({Zone().day_of(*moment), cells[1]});
    return {};
  });
  std::ranges::stable_sort(events, {}, &report::Event::day);
  return events;
}

std::vector<report::SeriesPoint> read_series(const std::string& path) {
  std::vector<report::SeriesPoint> points;
  SideFile(path, {"period", "name", "value"}).each([&](const std::vector<std::string>& cells) -> std::string {
    std::optional<NamedPeriod> period;
    try {
      period = parse_period(cells[0], 0);
    } catch (const Error&) {
    }
    if (!period || !period->unit) return "\"" + cells[0] + "\" is no period such as 2026-W46 or 2026-11";
    const auto value = parse_number(cells[2]);
    if (cells[1].empty()) return "the figure has no name";
    if (!value) return "\"" + cells[2] + "\" is no number such as 3080 or 12.5";
    points.push_back({period->range, cells[1], *value});
    return {};
  });
  return points;
}

std::map<std::string, std::string> read_roster(const std::string& path) {
  std::map<std::string, std::string> teams;
  SideFile(path, {"agent", "team"}).each([&](const std::vector<std::string>& cells) -> std::string {
    if (cells[0].empty()) return "the line names no agent";
    const auto [known, is_new] = teams.emplace(fold(cells[0]), cells[1]);
    if (!is_new && known->second != cells[1]) return cells[0] + " stands in two teams";
    return {};
  });
  return teams;
}

void apply_roster(Store& store, const std::map<std::string, std::string>& roster) {
  const NameColumn& agents = store.name_column(Field::agent);
  if (agents.empty()) return;
  const NameColumn& before = store.name_column(Field::team);
  NameColumn teams{{}, before.names};
  std::map<std::string, Code> code_of;
  for (Code code = 0; code < teams.names.size(); ++code) code_of.emplace(fold(teams.names[code]), code);
  // Per agent the code of the team, where the roster knows one.
  std::vector<std::optional<Code>> team_of(agents.names.size());
  for (Code agent = 1; agent < agents.names.size(); ++agent) {
    const auto found = roster.find(fold(agents.names[agent]));
    if (found == roster.end()) continue;
    const auto [team, is_new] = code_of.emplace(fold(found->second), static_cast<Code>(teams.names.size()));
    if (is_new) teams.names.push_back(found->second);
    team_of[agent] = team->second;
  }
  std::vector<Code> codes(store.tickets);
  for (std::size_t ticket = 0; ticket < store.tickets; ++ticket)
    codes[ticket] = team_of[agents.codes[ticket]].value_or(before.empty() ? 0 : before.codes[ticket]);
  teams.codes = Codes(std::move(codes));
  store.names[Field::team] = std::move(teams);
}

}  // namespace dsat::app
