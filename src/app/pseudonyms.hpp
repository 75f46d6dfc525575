#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "dsat/data/annotation.hpp"
#include "dsat/data/store.hpp"

/// --anonymize-agents: names that say nothing, and the same agent has the same one in every run over any data.
namespace dsat::app {

/// A pseudonym (`agent 4071`) for each name, from a hash of the folded name. Names that share four digits get eight, so
/// that no two are alike. Whoever has a list of names can compute theirs: this keeps agents out of a report, it doesn't
/// keep them secret.
std::vector<std::string> pseudonyms(std::span<const std::string> names);

/// Pseudonym by folded name, of every agent that the store names.
std::map<std::string, std::string> agent_pseudonyms(const Store& store);
/// Replaces every agent's name in the store, and where an agent reviewed, challenged or decided.
void anonymize_agents(Store& store, Annotations& annotations, const std::map<std::string, std::string>& by_name);

}  // namespace dsat::app
