#pragma once
#include <span>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "dsat/document/document.hpp"

/// `--split department` and `--split agent`: a document for each, to files of its own.
namespace dsat::app {

/// Checks before anything is read: every -o names `{department}` or `{agent}`, as is split, and only where something
/// is. Throws Error(usage).
void check_split(const Settings& settings);

/// The departments of a run, in the order of their names. Throws Error(usage) where neither the configuration nor the
/// worksheet names any.
std::vector<std::string> departments(const Session& session);
/// The agents who have ratings among the rows of a run, in the order of their names. Throws Error(usage) where the
/// files name none.
std::vector<std::string> agents(const Session& session);

/// What concerns one department or agent.
struct PartDocument {
  std::string name;
  document::Document document;
};
/// Draws every document to its files, the name in theirs filled in; what a file name can't hold becomes `-`.
/// All are complete before the first is put in place.
void deliver_split(std::span<const PartDocument> documents, const Settings& settings, const Io& io);

/// Condition that a ticket carries one of the department's tags; without values where the configuration gives it none.
analyze::Condition tags_of(const Settings& settings, const std::string& department);

}  // namespace dsat::app
