#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsat/analyze/breakdown.hpp"
#include "dsat/analyze/budget.hpp"
#include "dsat/analyze/claim.hpp"
#include "dsat/analyze/clusters.hpp"
#include "dsat/analyze/comparison.hpp"
#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/history.hpp"
#include "dsat/analyze/view.hpp"
#include "dsat/data/provenance.hpp"
#include "dsat/data/quality.hpp"
#include "dsat/report/redaction.hpp"

namespace dsat::report {

/// A dated event (`--events`), drawn beside the trend.
struct Event {
  Day day = 0;
  std::string text;
};

/// A figure from elsewhere (`--series`): refunds, orders, releases per period.
struct SeriesPoint {
  DayRange period;
  std::string name;
  double value = 0;
};

/// What the user configured beside the data.
struct Extras {
  std::vector<Event> events;
  std::vector<SeriesPoint> series;
  std::vector<QaScore> qa;                            ///< scores of quality assurance (`--qa`)
  std::map<std::string, std::string> departments;     ///< tag → department
  std::map<std::string, double> points;               ///< what earns or costs points → weight
  std::map<std::string, std::string> reasons;         ///< reason as exported → reason as reported
  std::vector<std::pair<std::string, double>> goals;  ///< measure → goal line
  std::vector<std::string> variants;                  ///< columns whose values are survey variants
  std::vector<std::string> by;                        ///< what reasons are set out by as well (`report --by`)
  std::vector<std::string> configurations;            ///< configuration files in force
};

/// A claim that an earlier report made (`--history`).
struct PastClaim {
  analyze::Claim claim;
  DayRange period;  ///< that it was made about
};

/// A command that shows in full what a table shows a part of.
struct Drill {
  std::string_view command;             ///< `breakdown`
  std::vector<std::string> options;     ///< of its own, word by word: `--by`, `channel`
  std::optional<DayRange> period = {};  ///< of which rows; nullopt: of any time
  bool everyone = false;                ///< colleagues too, where one agent is reported
};

/// Everything a section may look at. One period is reported, against the one before where there is one.
struct Context {
  const analyze::View& view;
  const analyze::Filter& filter;
  const Provenance& provenance;
  const Extras& extras;

  Unit unit = Unit::week;               ///< the unit of periods and history
  std::optional<DayRange> period = {};  ///< nullopt: everything is one period
  std::string label = {};               ///< `2026-W46`; `all data`
  bool one_unit = false;                ///< the period is exactly one calendar unit
  bool partial = false;                 ///< the data don't reach its end
  std::optional<DayRange> before = {};  ///< what it is compared with; shortened as well where the period is partial
  std::string before_label = {};

  analyze::Selection now = {}, then = {};  ///< rows of both
  analyze::Tally tally = {}, tally_then = {};
  std::int64_t undated = 0, undated_rated = 0;  ///< tickets that pass the filter and have no day, so stand in no period

  /// Periods of `unit` up to the one reported (up to the last of the data, where no single unit is), at most 54, gaps
  /// filled; empty without dates.
  std::vector<analyze::PeriodCount> history = {};
  /// Rows of the last 12 periods up to the one reported: what holds longer than a week needs more ratings than a week
  /// has. Where no single unit is reported, the rows of `now`.
  analyze::Selection recent = {};
  std::string recent_label = {};              ///< `the 12 weeks up to 2026-W46`, `all data`
  std::optional<DayRange> recent_range = {};  ///< its days; nullopt: everything

  std::vector<PastClaim> announced = {};  ///< by reports on earlier periods, oldest first; a change is news only once

  bool full_detail = false;  ///< p values, intervals and tests
  std::size_t top = 10;      ///< rows of a table for readers
  std::string agent = {};    ///< the one agent of the one-on-one pack, whom `filter` leaves alone; empty: all
  const analyze::Filter* everyone = nullptr;  ///< with one agent: the filter that lets colleagues pass
  /// Writes such a command as it is typed, on the same input and with every option that changes a figure or a row.
  std::function<std::string(const Drill&)> drill = {};
  /// Makes customers' words fit for passing round (redaction), when asked.
  std::function<std::string(std::string_view)> words = {};
  const Redaction* redaction = nullptr;  ///< what it has replaced

  /// Ratings that go together: found once, when first asked for. Of everyone's, with one agent too.
  const analyze::Clusters& clusters() const;
  /// How often each family of findings may claim something by chance.
  analyze::Budget budget() const;

  /// What the period is held against: its own history; nothing while ordinary swings aren't known.
  std::optional<analyze::Background> background() const;

  /// φ of the periods before the one reported; nothing while ordinary swings aren't known.
  std::optional<double> ordinary_swings() const;
  /// First day of the last change of level that earlier reports told.
  std::optional<Day> announced_change() const;

  int min_ratings() const { return view.counting().min_ratings; }

  /// What is found out when first asked for, by whichever section comes first.
  struct Found {
    std::once_flag once;
    std::unique_ptr<analyze::Clusters> clusters;
  };
  std::shared_ptr<Found> found = std::make_shared<Found>();
};

/// Chooses the period and counts both: the one asked for (nullopt with `everything`: all data), else the last complete
/// unit with data, else the last one with data, marked partial; without any dates everything is one period.
Context make_context(const analyze::View& view, const analyze::Filter& filter, const Provenance& provenance,
                     const Extras& extras, Unit unit, const std::optional<NamedPeriod>& asked, bool everything);

}  // namespace dsat::report
