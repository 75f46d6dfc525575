#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "dsat/analyze/tally.hpp"
#include "dsat/base/calendar.hpp"
#include "dsat/data/store.hpp"

/// The volumes table: the counts of all tickets that a report needs, by period and one dimension at a time, some
/// thousand rows whatever the number of tickets. `dsat volumes` computes it from files and a warehouse by the queries
/// of `dsat sql`; both must agree on what stands here.
///
/// - A ticket belongs to the period of its cohort: solved, else created, else updated, in the zone. One without any of
///   these has no period.
/// - `rated` and `unreadable` count tickets by the newest answer given up to as-of, whenever that was.
/// - Every dimension has a row for each of its values, the empty one for tickets without; `all` has one a period. A
///   ticket with several tags stands in each. A combination without tickets has no row.
/// - `all` stands by day as well, for what is complete, and so does `created`: tickets by the day they were opened.
/// - Medians and 90th percentiles are type 7, in minutes. They can't be added up: of several rows they are undefined.
namespace dsat::analyze {

class View;
class Grouping;
class Filter;
struct Selection;

inline constexpr std::string_view all_tickets = "all", tickets_created = "created";
/// Of the table's layout: a file of another one isn't read.
inline constexpr int volumes_version = 1;

/// How long something took, over tickets of which that is known; in minutes.
struct Spread {
  std::int64_t tickets = 0;
  std::optional<double> median, ninetieth;
};

struct VolumeRow {
  std::optional<DayRange> period;  ///< nothing: tickets without a date
  Unit every = Unit::week;
  std::string dimension, value;
  Code code = 0;  ///< of the value, in the column of the rows that volumes stand beside
  /// Of the cohort, and the readable and unreadable answers among it; nothing else is counted here.
  Tally counts;
  Spread first_reply, resolution;

  /// Tickets whose customer didn't answer.
  std::int64_t silent() const { return counts.cohort - counts.cohort_answered; }
};

class Volumes {
 public:
  Moment as_of;
  std::string zone;
  Unit every = Unit::week;
  std::optional<DayRange> window;  ///< the days that were counted; nothing: all
  bool survey_known = false;       ///< View::survey_known
  bool tells_solved = false;       ///< View::export_tells_solved

  std::span<const VolumeRow> rows() const { return rows_; }
  std::span<VolumeRow> rows() { return rows_; }
  /// Adds a row to those there are. A second one of the same period, dimension and value is that of another part of
  /// the tickets: counts add up, spreads are undefined.
  void add(VolumeRow row);
  /// Adds the tickets of another part, counted in the same way.
  void add(const Volumes& part);

  bool has(std::string_view dimension) const;
  std::vector<std::string> dimensions() const;  ///< but `all` and `created`
  std::int64_t tickets() const { return tickets_; }
  std::int64_t answered() const { return answered_; }
  bool any_undated() const { return any_undated_; }

  /// The places of a dimension's rows of one unit; those without a period are there by the unit of the table only.
  std::span<const std::size_t> places(std::string_view dimension, Unit unit) const;
  /// Whether a range (nothing: everything) is made of whole periods of the table, so that its values are known.
  bool is_whole(std::optional<DayRange> range) const;

 private:
  using Key = std::tuple<std::string, int, Day, std::string>;
  std::vector<VolumeRow> rows_;
  std::map<Key, std::size_t> place_of_;
  std::map<std::pair<std::string, Unit>, std::vector<std::size_t>, std::less<>> places_;
  std::int64_t tickets_ = 0, answered_ = 0;
  bool any_undated_ = false;
};

/// Counts what the view holds and the filter passes. `dimensions` are keys that its data carry.
Volumes count_volumes(const View& view, const Filter& filter, Unit every, std::span<const std::string> dimensions,
                      std::optional<DayRange> window = std::nullopt);

/// A row of volumes and the group that its tickets belong to.
struct VolumeGroup {
  std::vector<Code> key;  ///< a code for each grouping
  std::size_t place = 0;
};
/// The rows of the view's volumes that a selection's silent tickets are in, with their groups. Nothing where volumes
/// can't tell: conditions left rows out, the groups are crossings or of a dimension that wasn't counted, or the period
/// isn't made of whole ones.
std::optional<std::vector<VolumeGroup>> volume_groups(const View& view, const Selection& selection,
                                                      std::span<const Grouping* const> by);
/// Adds a row to the tally of its group, in which answered tickets are counted, but no cohort.
void add_volume(Tally& tally, const Volumes& volumes, std::size_t place);

}  // namespace dsat::analyze
