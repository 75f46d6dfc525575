#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dsat/data/store.hpp"
#include "dsat/stats/random.hpp"

/// Invented help desks: what they are like, and what, if anything, goes on there.
namespace dsat::chance {

/// The size of a desk.
struct Size {
  int ratings = 318;  ///< a week
  double coverage = 0.25;
  int agents = 40;
  int tags = 20;
};

/// Days of the last week generated, 2026-W46.
DayRange last_week();

inline constexpr std::string_view planted_tag = "planted", planted_channel = "chat", planted_agent = "agent 01",
                                  planted_column = "site", planted_site = "site 03";
inline constexpr double planted_cut = 60;  ///< minutes

/// What goes on; by default nothing.
struct World {
  double rate = 0.15;               ///< every rating is negative with this probability but for what follows
  double weekly_sd = 0;             ///< of the rate, between weeks
  double weekly_memory = 0;         ///< autocorrelation of the weekly rates (AR(1))
  double agent_sd = 0;              ///< between agents
  double agent_week_sd = 0;         ///< between the weeks of an agent: good and bad weeks
  double day_channel_sd = 0;        ///< between days of a channel
  double customer_correlation = 0;  ///< intraclass, between ratings of one customer
  int customers = 0;                ///< who come back with habits of their own (channel, tag); 0: one to six times each
  double tag_burst = 0;             ///< coefficient of variation of a tag's weekly weight (gamma)
  bool specialised = false;         ///< agents mostly work on one channel and a few tags
  double burst = 0;  ///< negatives that one day of the last two weeks has more, in units of √(npq) a week
  std::optional<double> slice_rate;  ///< of tickets with the planted tag on the planted channel
  bool triple = false;               ///< … of the lowest priority but one only
  bool tag_alone = false;            ///< of tickets with the planted tag, a tenth, on whatever channel
  bool only_last_week = false;       ///< the slice is bad in the last week only
  bool mix_shifts =
      false;  ///< the last week has twice the tickets and other channels; channels differ, and balance out
  bool topic_shifts = false;    ///< the last week has many more tickets of the planted tag, always worse; rates stay
  bool simpson = false;         ///< phone takes the planted, worse tag mostly, and is no worse within it
  bool answers_change = false;  ///< in the last week the content answer half as often; what they think stays
  std::optional<double> level;  ///< rate from the 8th week before the last on
  std::optional<double> slow_rate;      ///< beyond the cut, on the planted channel
  std::optional<double> agent_rate;     ///< of the planted agent
  std::optional<double> unmapped_rate;  ///< of one value of a column nobody mapped, a quarter of the ratings
  int weeks = 26;
};

/// A data set drawn from a world.
struct Desk {
  Store store;
  std::vector<double> rates;  ///< planted for each rating, without luck of weeks, agents and customers
};
Desk draw(const Size& size, const World& world, stats::Random& random);

}  // namespace dsat::chance
