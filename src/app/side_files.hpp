#pragma once
#include <map>
#include <string>
#include <vector>

#include "dsat/data/store.hpp"
#include "dsat/report/context.hpp"

/// Small tables beside the tickets. Each has a header line; other columns are ignored, blank lines skipped. All throw
/// Error(input) with file and line.
namespace dsat::app {

/// `--events`: date, text.
std::vector<report::Event> read_events(const std::string& path);
/// `--series`: period (as --period names one), name, value.
std::vector<report::SeriesPoint> read_series(const std::string& path);
/// `--roster`: agent, team. Agents are compared folded.
std::map<std::string, std::string> read_roster(const std::string& path);

/// Gives the tickets of the roster's agents their teams; the others keep the export's.
void apply_roster(Store& store, const std::map<std::string, std::string>& roster);

}  // namespace dsat::app
