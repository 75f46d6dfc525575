#pragma once
#include <string>
#include <vector>

#include "app/session.hpp"
#include "dsat/report/context.hpp"

namespace dsat::app {

/// Writes commands that show what a run shows: the same files, and every option in force that changes what they show.
/// Options of the command itself win over carried ones; conditions add up. Agents that the run calls by a pseudonym are
/// called so here too.
class Again {
 public:
  /// `also`: conditions beside those of the command line, as --where takes them.
  explicit Again(const Session& session, std::vector<std::string> also = {});

  /// One line for a shell, without anything before `dsat`.
  std::string operator()(const report::Drill& drill) const;

 private:
  std::string period_of(const report::Drill& drill) const;
  std::vector<std::string> carried(const report::Drill& drill) const;

  const Session* session_;
  std::vector<std::string> also_;
};

}  // namespace dsat::app
