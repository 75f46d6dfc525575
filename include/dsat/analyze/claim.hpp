#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dsat::analyze {

/// Families of findings that share the report's budget for chance: with no effect anywhere at most one weekly report
/// in ten says that something stands out.
enum class Family { explain, tags, trend, speed, agents, hours, kpis, survey, actions, qa };
inline constexpr std::array families = {Family::explain, Family::tags, Family::trend,  Family::speed,   Family::agents,
                                        Family::hours,   Family::kpis, Family::survey, Family::actions, Family::qa};
std::string_view name_of(Family family);

/// How later ratings can show whether a claim lasted: the figure of the claim's tickets, in a later period, must lie on
/// the claimed side of a level.
struct Lasting {
  enum class Figure {
    nrr,           ///< NRR of the slice
    excess_ratio,  ///< NRR of the slice ÷ NRR of all other ratings of that period
    ticket_share,  ///< the slice's share of all tickets
  };
  std::vector<std::string> where;  ///< the slice, as conditions of --where; empty: everything
  Figure figure = Figure::nrr;
  double level = 0;  ///< halfway between what was claimed and what was usual
  bool above = true;
};

/// A sentence or row of a report that names a slice, tag, date, cut or agent as standing out. Every one must be made
/// through a list of these: the self-check counts them, the history keeps them.
struct Claim {
  Family family = Family::explain;
  std::string key;                 ///< the same finding has the same key in every report: `bad channel=chat tag=refund`
  std::string text;                ///< as a sentence, without full stop
  std::optional<Lasting> lasting;  ///< nothing: later ratings can't tell
};

}  // namespace dsat::analyze
