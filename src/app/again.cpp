#include "app/again.hpp"

#include <algorithm>

#include "app/command.hpp"
#include "app/option_table.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/redact.hpp"

namespace dsat::app {
namespace {

/// A word as a shell takes it.
std::string shell_word(const std::string& text) {
  static constexpr std::string_view harmless =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+./,:=@%";
  if (!text.empty() && text.find_first_not_of(harmless) == std::string::npos) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

/// Many files would hide the command; what is passed round names no file that is called after somebody.
std::string files_in_words(const std::vector<std::string>& paths, const std::vector<std::string>& volumes,
                           bool redacted) {
  constexpr std::size_t most = 48;
  std::string files;
  for (const std::string& path : paths) files += " " + shell_word(path);
  for (const std::string& path : volumes) files += " --volumes " + shell_word(path);
  if (redacted && report::redact(files) != files) return " FILE...";
  return files.size() <= most || paths.size() == 1 ? files : " FILE...";
}

/// A calendar period as --period takes it. A week that is named by its first day would be read as that day.
std::string word_of(Unit unit, DayRange period) {
  const std::string label = period_label(unit, period);
  return unit == Unit::week && !calendar_custom().iso_weeks() ? "week-" + label : label;
}

/// The days as --period takes them: a calendar unit by its name.
std::string period_word(DayRange days) {
  for (const Unit unit : {Unit::day, Unit::week, Unit::month, Unit::quarter})
    if (dsat::period_of(unit, days.begin) == days) return word_of(unit, days);
  const std::string from = days.begin <= first_day ? "" : iso_date(days.begin);
  return from + ".." + (days.end >= after_last_day ? "" : iso_date(days.end - 1));
}

/// The period is the drill's own; agents that another command knows no option for are a condition there.
bool is_carried(const Option& option, std::string_view command) {
  if (option.name == "agent") return true;
  return option.name != "period" && option.name != "since" && option.name != "until" && changes(option, command);
}

bool has(const std::vector<std::string>& words, std::string_view option) {
  return std::ranges::find(words, "--" + std::string(option)) != words.end();
}

}  // namespace

Again::Again(const Session& session, std::vector<std::string> also) : session_(&session), also_(std::move(also)) {}

std::string Again::operator()(const report::Drill& drill) const {
  std::string line = "dsat " + std::string(drill.command);
  for (const std::string& word : drill.options) line += " " + shell_word(word);
  if (const std::string period = period_of(drill); !period.empty()) line += " --period " + shell_word(period);
  for (const std::string& word : carried(drill)) line += " " + shell_word(word);
  // Volumes know no conditions: what has one is of rated tickets.
  const Settings& settings = session_->settings();
  const bool conditioned = line.find(" --where ") != std::string::npos;
  const bool counted = !conditioned && belongs(*option_named("volumes"), drill.command);
  return line + files_in_words(settings.load.paths, counted ? settings.volumes : std::vector<std::string>(),
                               settings.redact.value_or(true));
}

/// Empty where the command looks at all rows by itself.
std::string Again::period_of(const report::Drill& drill) const {
  const auto own = session_->period();
  // In the user's words a period is, or isn't, one of the calendar's; which one decides what it is compared with.
  if (drill.period && own && own->range == *drill.period)
    return own->unit                       ? word_of(*own->unit, own->range)
           : calendar_custom().iso_weeks() ? own->label
                                           : period_word(own->range);
  if (drill.period) return period_word(*drill.period);
  const Settings& settings = session_->settings();
  const bool limited = !settings.period.empty() || !settings.since.empty() || !settings.until.empty();
  return drill.command == "report" || limited ? "all" : "";
}

std::vector<std::string> Again::carried(const report::Drill& drill) const {
  const Settings& settings = session_->settings();
  std::vector<std::string> words;
  const auto add = [&words](std::string_view option, const std::string& value) {
    words.insert(words.end(), {"--" + std::string(option), value});
  };
  const auto add_agent = [&](const Option& option) {
    if (settings.agent.empty() || drill.everyone) return;
    if (belongs(option, drill.command))
      add("agent", settings.agent);
    else
      add("where", "agent=" + settings.agent);
  };
  const auto add_conditions = [&] {
    for (const analyze::Condition& condition : settings.where) add("where", condition.text);
    for (const std::string& condition : also_) add("where", condition);
  };
  for (const Option& option : option_table()) {
    if (!is_carried(option, drill.command)) continue;
    if (option.name == "where") {
      add_conditions();
    } else if (option.name == "agent") {
      add_agent(option);
    } else if (has(drill.options, option.name)) {
      continue;
    } else if (option.name == "every") {
      // A pack may have chosen it.
      if (settings.every != Unit::week || settings.every_given) add("every", std::string(name_of(settings.every)));
    } else if (option.name == "as-of" && settings.as_of == "now") {
      add("as-of", iso_moment(session_->view().as_of()));
    } else if (const auto given = std::ranges::find(settings.given, option.name, &Settings::Given::option);
               given != settings.given.end()) {
      for (const std::string& value : given->values)
        if (option.is_flag())
          words.push_back("--" + std::string(option.name));
        else
          add(option.name, value);
    }
  }
  return words;
}

}  // namespace dsat::app
