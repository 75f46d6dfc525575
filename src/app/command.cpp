#include "app/command.hpp"

#include <algorithm>

namespace dsat::app {

std::span<const Command> commands() {
  static const std::vector<Command> all = {
      {"report",
       "the root-cause report: one period against the one before, with history",
       "FILE...",
       {"dsat report tickets.csv",
        "dsat report --pack business-review --every quarter exports/ -o review.html -o review.xlsx"},
       run_report},
      {"breakdown",
       "the measures per value of one or more dimensions",
       "FILE...",
       {"dsat breakdown --by channel tickets.csv",
        "dsat breakdown --by team,tag --period last-week -f csv tickets.csv"},
       run_breakdown},
      {"trend",
       "the measures per day, week, month or quarter",
       "FILE...",
       {"dsat trend --every week tickets.csv", "dsat trend --every month --by channel -f csv tickets.csv"},
       run_trend},
      {"reviews",
       "the ratings themselves, negative by default, or a queue of them; the review worksheet",
       "FILE...",
       {"dsat reviews --period last-week --where channel=chat tickets.csv",
        "dsat reviews --queue overdue --reviews reviews.csv tickets.csv",
        "dsat reviews --worksheet reviews.csv tickets.csv"},
       run_reviews},
      {"inspect",
       "how each file was understood, and what became of every row",
       "FILE...",
       {"dsat inspect tickets.csv", "dsat inspect --cells tickets.csv"},
       run_inspect},
      {"export",
       "the normalised tickets, one row each",
       "FILE...",
       {"dsat export -f csv tickets.csv ratings.json -o tickets-clean.csv"},
       run_export},
      {"list",
       "measures, dimensions, profiles, sections, packs, formats or queues, a line of help each",
       "WHAT",
       {"dsat list measures"},
       run_list},
  };
  return all;
}

const Command* command_named(std::string_view key) {
  const auto found = std::ranges::find(commands(), key, &Command::key);
  return found == commands().end() ? nullptr : &*found;
}

}  // namespace dsat::app
