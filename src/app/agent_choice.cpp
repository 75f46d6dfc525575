#include "app/agent_choice.hpp"

#include <algorithm>

#include "dsat/analyze/dimension.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {

std::optional<AgentChoice> choose_agent(const Session& session) {
  const std::string& wanted = session.settings().agent;
  if (wanted.empty()) return std::nullopt;
  const analyze::View& view = session.view();
  const analyze::Grouping grouping = analyze::grouping_named(view, "agent");
  const auto names = grouping.names().subspan(1);
  if (names.empty())
    throw Error(ErrorKind::usage, "--agent: the files name no agents",
                "`dsat inspect FILE` lists the columns; --map agent=COLUMN names the one with the agents.");
  const std::string folded = fold(wanted);
  const auto found = std::ranges::find_if(names, [&](const std::string& name) { return fold(name) == folded; });
  if (found == names.end()) {
    // A first name says whom, as long as only a few have it.
    std::vector<std::string> holding;
    for (const std::string& name : names)
      if (fold(name).find(folded) != std::string::npos) holding.push_back("\"" + name + "\"");
    constexpr std::size_t few = 5;
    if (!holding.empty() && holding.size() <= few)
      throw Error(ErrorKind::usage, "there is no agent \"" + wanted + "\"",
                  "Did you mean " + join(holding, ", or ") + "? `dsat agents FILE` lists all.");
    const auto near = nearest(wanted, names);
    throw Error(ErrorKind::usage, "there is no agent \"" + wanted + "\"",
                (near ? "Did you mean \"" + *near + "\"? " : std::string()) + "`dsat agents FILE` lists all.");
  }
  const auto code = static_cast<Code>(found - grouping.names().begin());
  return AgentChoice{*found, session.filter().narrowed(grouping, code)};
}

}  // namespace dsat::app
