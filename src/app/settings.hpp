#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/expression.hpp"
#include "dsat/analyze/counting.hpp"
#include "dsat/analyze/filter.hpp"
#include "dsat/load/load.hpp"
#include "dsat/render/writer.hpp"
#include "dsat/report/context.hpp"

namespace dsat::app {

/// One side of a comparison as it was asked for: conditions, and words that are a period or one of the files.
struct SideAsked {
  std::vector<analyze::Condition> where;
  std::vector<std::string> words;
  bool given() const { return !where.empty() || !words.empty(); }
};

/// Everything that a command line (over a configuration) asks for, each in the words of the room that acts on it.
struct Settings {
  std::string command;
  std::vector<std::string> arguments;  ///< words of commands that take no files (`list measures`)

  load::Options load;
  std::string reviews, qa, roster, events, series;  ///< files to read; empty: none
  std::vector<std::string> volumes;                 ///< counts of all tickets; empty: they are in the files
  std::string rejects;                              ///< file to write; empty: none
  bool strict = false;

  CalendarCustom calendar;
  analyze::Counting counting;
  std::string actionable_means;  ///< agent, outside, or empty: as the article defines it
  std::string as_of;             ///< as written; empty: from the data

  std::vector<analyze::Condition> where;
  std::string since, until, period;  ///< as written; empty: not given
  Unit every = Unit::week;
  bool every_given = false;  ///< else bare months make it a month
  std::vector<std::string> by, measures;
  std::string sort;
  std::string against;  ///< explain: the period to compare with
  SideAsked a, b;       ///< compare

  std::string format;  ///< empty: by file name, else text
  std::vector<std::string> outputs;
  std::string color = "auto", progress = "auto";
  int width = 0;  ///< 0: the terminal's
  bool ascii = false, full_detail = false, quiet = false, anonymize_agents = false;
  render::CsvStyle csv;
  std::optional<bool> redact;  ///< empty: as the command does by default
  std::optional<std::size_t> top;
  bool no_config = false;
  std::string config;
  std::string title;       ///< empty: the command's own
  std::string ticket_url;  ///< `https://acme.example/tickets/{id}`; empty: tickets aren't linked

  std::vector<std::string> sections;
  std::string pack;
  bool self_check = false;
  std::string history;
  std::string engine, table;  ///< sql: whose dialect, and which table
  std::string agent;
  std::vector<std::string> sentiment;
  std::string queue, worksheet;
  bool wait = true;                    ///< for other runs that write the worksheet or the history
  std::vector<std::string> reviewers;  ///< who shares the new rows of the worksheet
  std::vector<std::string> columns;
  std::string split;
  std::vector<Expression> fail_if;
  double sure = 0;  ///< check: confidence asked for; 0: the plain figure decides
  bool cells = false, show = false;

  /// An option that stands on the command line or in the command's own table of a configuration, so that another
  /// command wouldn't find it.
  struct Given {
    std::string_view option;
    std::vector<std::string> values;
  };
  std::vector<Given> given;

  report::Extras extras;
  std::vector<std::string> remarks;  ///< about configurations, for standard error
  std::string in_force;              ///< what `config --show` prints
};

}  // namespace dsat::app
