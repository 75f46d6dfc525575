#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dsat/base/calendar.hpp"

namespace dsat::analyze {

enum class Base { all, decided };                 ///< NRR over all ratings, or over negative and positive ones
enum class Csi { ordinal, mean_of_max };          ///< (level − 1) ÷ (L − 1), or level ÷ L
enum class Overturned { exclude, neutral };       ///< overturned ratings leave both parts, or only the numerator
enum class DateBasis { rated, solved, created };  ///< which instant puts a rating into a period
enum class Partial { compare, skip, include };
/// Whose a rating is: the agent it names, else the assignee; or as the name says.
enum class Attribution { automatic, at_rating, last, first_reply, all_involved, equal_share };

/// How ratings are counted; the same for every figure of one run.
struct Counting {
  Base base = Base::all;
  Csi csi = Csi::ordinal;
  Overturned overturned = Overturned::exclude;
  Attribution attribution = Attribution::automatic;
  DateBasis date = DateBasis::rated;
  Partial partial = Partial::compare;
  bool every_rating = false;               ///< each rating of a ticket counts, not just the newest
  std::vector<std::string> after_outcome;  ///< `tag=NAME`: recorded because of the rating
  Zone zone;                               ///< of hours, days and weeks
  std::optional<Moment> as_of;             ///< "now"; else the newest instant of the data
  double coverage_goal = 0.25;             ///< the working goal line for coverage
  /// Weights of the points: good, neutral, bad, one-touch, reopen; empty: no points are given.
  std::map<std::string, double> points;
  int min_ratings = 5;  ///< groups with fewer ratings show no rate and aren't ranked
};

}  // namespace dsat::analyze
