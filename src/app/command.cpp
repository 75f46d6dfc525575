#include "app/command.hpp"

#include <algorithm>

namespace dsat::app {

std::span<const Command> commands() {
  static const std::vector<Command> all = {
      {.key = "report",
       .help = "the root-cause report: one period against the one before, with history",
       .arguments = "FILE...",
       .examples = {"dsat report tickets.csv",
                    "dsat report --pack business-review --every quarter exports/ -o review.html -o review.xlsx"},
       .run = run_report},
      {.key = "breakdown",
       .help = "the measures per value of one or more dimensions",
       .arguments = "FILE...",
       .examples = {"dsat breakdown --by channel tickets.csv",
                    "dsat breakdown --by team,tag --period last-week -f csv tickets.csv"},
       .run = run_breakdown},
      {.key = "trend",
       .help = "the measures per day, week, month or quarter",
       .arguments = "FILE...",
       .examples = {"dsat trend --every week tickets.csv", "dsat trend --every month --by channel -f csv tickets.csv"},
       .run = run_trend},
      {.key = "agents",
       .help = "agents against what their mix of work would lead one to expect; one agent's scorecard",
       .arguments = "FILE...",
       .examples = {"dsat agents --period last-week tickets.csv",
                    "dsat agents --agent 'Ann Lee' --qa scores.csv tickets.csv"},
       .run = run_agents},
      {.key = "explain",
       .help = "what moved NRR between two periods, and what is always bad",
       .arguments = "FILE...",
       .examples = {"dsat explain tickets.csv", "dsat explain --period 2026-W46 --against 2026-W40 tickets.csv",
                    "dsat explain --where channel=chat tickets.csv"},
       .run = run_explain},
      {.key = "reviews",
       .help = "the ratings themselves, negative by default, or a queue of them; the review worksheet",
       .arguments = "FILE...",
       .examples = {"dsat reviews --period last-week --where channel=chat tickets.csv",
                    "dsat reviews --queue overdue --reviews reviews.csv tickets.csv",
                    "dsat reviews --worksheet reviews.csv tickets.csv"},
       .run = run_reviews,
       .redacts = false},
      {.key = "check",
       .help = "a gate for scripts: exit 1 and a line per breach, else silence",
       .arguments = "FILE...",
       .examples = {"dsat check --fail-if \"nrr > 25%\" --by channel tickets.csv",
                    "dsat check --fail-if \"nrr rises by 5pp\" --every week --sure 95% tickets.csv"},
       .run = run_check},
      {.key = "inspect",
       .help = "how each file was understood, and what became of every row",
       .arguments = "FILE...",
       .examples = {"dsat inspect tickets.csv", "dsat inspect --cells tickets.csv"},
       .run = run_inspect},
      {.key = "export",
       .help = "the normalised tickets, one row each",
       .arguments = "FILE...",
       .examples = {"dsat export -f csv tickets.csv ratings.json -o tickets-clean.csv"},
       .run = run_export,
       .redacts = false},
      {.key = "list",
       .help = "measures, dimensions, profiles, sections, packs, formats or queues, a line of help each",
       .arguments = "WHAT",
       .examples = {"dsat list measures"},
       .run = run_list},
      {.key = "config",
       .help = "the settings in force and where each comes from",
       .arguments = "",
       .examples = {"dsat config --show"},
       .run = run_config},
      {.key = "completion",
       .help = "completion of dsat's command lines for bash, zsh or fish",
       .arguments = "SHELL",
       .examples = {"source <(dsat completion bash)", "dsat completion fish > ~/.config/fish/completions/dsat.fish"},
       .run = run_completion},
      {.key = "manual",
       .help = "the manual page",
       .arguments = "",
       .examples = {"dsat manual > dsat.1"},
       .run = run_manual,
       .hidden = true},
  };
  return all;
}

const Command* command_named(std::string_view key) {
  const auto found = std::ranges::find(commands(), key, &Command::key);
  return found == commands().end() ? nullptr : &*found;
}

}  // namespace dsat::app
