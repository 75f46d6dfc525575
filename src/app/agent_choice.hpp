#pragma once
#include <optional>
#include <string>

#include "app/session.hpp"
#include "dsat/analyze/filter.hpp"

namespace dsat::app {

/// The one agent of --agent.
struct AgentChoice {
  std::string name;     ///< as the files spell it
  analyze::Filter own;  ///< the filter of the command line, and only this agent
};

/// Nothing without --agent. Throws Error(usage) naming the nearest agent, or if the files name none.
std::optional<AgentChoice> choose_agent(const Session& session);

}  // namespace dsat::app
