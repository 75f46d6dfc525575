#include "app/volumes_beside.hpp"

#include <algorithm>
#include <map>

#include "app/command.hpp"
#include "app/option_table.hpp"
#include "app/volumes_file.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

using analyze::VolumeRow;
using analyze::Volumes;

constexpr std::string_view one_at_a_time = "Volumes know all tickets by one dimension at a time.";

std::string window_of(const Volumes& volumes) {
  return volumes.window ? range_in_words(*volumes.window) : "all days";
}

[[noreturn]] void differ(const std::string& file, const std::string& what, const std::string& there,
                         const std::string& here, const std::string& remedy) {
  throw Error(ErrorKind::input, "the volumes are of another " + what + ": " + there + ", not " + here, remedy, {file});
}

/// The name column that holds a dimension's values, or nullptr.
NameColumn* column_of(Store& store, const std::string& dimension) {
  constexpr std::string_view prefix = "column:";
  if (dimension.starts_with(prefix)) {
    const auto found = store.columns.find(dimension.substr(prefix.size()));
    return found == store.columns.end() ? nullptr : &found->second;
  }
  const std::string key = dimension == "template"        ? std::string(info(Field::template_name).key)
                          : dimension == "survey-method" ? std::string(info(Field::survey_method).key)
                                                         : dimension;
  const auto field = field_named(key);
  const auto found = field ? store.names.find(*field) : store.names.end();
  return found == store.names.end() ? nullptr : &found->second;
}

std::string name_of_period(const VolumeRow& row) {
  return row.period ? period_label(row.every, *row.period) : "tickets without a date";
}

}  // namespace

Volumes read_all_volumes(const std::vector<std::string>& paths) {
  Volumes all = read_volumes(paths.front());
  for (std::size_t i = 1; i < paths.size(); ++i) {
    const Volumes part = read_volumes(paths[i]);
    const std::string remedy = "Count all parts with the same options.";
    if (part.zone != all.zone) differ(paths[i], "time zone", part.zone, all.zone, remedy);
    if (part.every != all.every)
      differ(paths[i], "unit", std::string(name_of(part.every)), std::string(name_of(all.every)), remedy);
    if (part.window != all.window) differ(paths[i], "window", window_of(part), window_of(all), remedy);
    if (part.as_of != all.as_of)
      differ(paths[i], "now", iso_moment(part.as_of), iso_moment(all.as_of), "Count all parts with the same --as-of.");
    if (part.dimensions() != all.dimensions())
      differ(paths[i], "choice of dimensions", join(part.dimensions(), ", "), join(all.dimensions(), ", "), remedy);
    all.add(part);
  }
  return all;
}

void settle_with_volumes(Settings& settings, const Volumes& volumes) {
  const std::string& file = settings.volumes.front();
  const auto refuse = [](const std::string& what, const std::string& remedy) {
    throw Error(ErrorKind::usage, what, remedy);
  };
  if (settings.counting.zone.name() != volumes.zone)
    differ(file, "time zone", volumes.zone, settings.counting.zone.name(), "Report with --tz " + volumes.zone + ".");
  const Option& every = *option_named("every");
  const std::string unit(name_of(volumes.every));
  if (!belongs(every, settings.command))
    settings.every = volumes.every;
  else if (settings.every != volumes.every)
    differ(file, "unit", unit, std::string(name_of(settings.every)), "Report with --every " + unit + ".");
  if (settings.counting.as_of && *settings.counting.as_of != volumes.as_of)
    differ(file, "now", iso_moment(volumes.as_of), iso_moment(*settings.counting.as_of),
           "Leave --as-of out, or count the volumes with it.");

  if (!settings.where.empty())
    refuse("--where " + settings.where.front().text + " can't stand beside --volumes: they can't count tickets by " +
               settings.where.front().key + " and something else",
           std::string(one_at_a_time) + " Put the condition into both queries, and leave --where out.");
  if (!settings.agent.empty())
    refuse("--agent can't stand beside --volumes: they can't count tickets by agent and something else",
           std::string(one_at_a_time) + " Put the agent into both queries, and leave --agent out.");
  if (!settings.split.empty())
    refuse("--split can't stand beside --volumes: they can't count tickets by tag and something else",
           std::string(one_at_a_time));
  if (settings.counting.date == analyze::DateBasis::created)
    refuse("--date created can't stand beside --volumes: tickets are counted where they were solved", "Leave it out.");
  if (settings.counting.attribution != analyze::Attribution::automatic)
    refuse("--attribute can't stand beside --volumes: a ticket is its assignee's there", "Leave it out.");
  if (command_named(settings.command)->has_sections) return;
  if (settings.by.size() > 1)
    refuse("--by " + join(settings.by, ",") + " can't stand beside --volumes: they can't count tickets by " +
               settings.by[0] + " and " + settings.by[1],
           std::string(one_at_a_time));
  for (const std::string& key : settings.by) {
    const analyze::Dimension* dimension = analyze::require_dimension(key);
    const std::string plain = dimension == nullptr ? key : std::string(dimension->key);
    const bool is_period = (plain == unit || plain == "day") && settings.command != "trend";
    if (!volumes.has(plain) && !is_period)
      refuse(
          "the volumes don't count tickets by " + plain + ", so --by " + plain + " has no figures",
          "They count by " + join(volumes.dimensions(), ", ") + "; --by of `dsat volumes` and `dsat sql` adds others.");
  }
}

void take_codes(Volumes& volumes, Store& store, bool exact_keys) {
  const auto folded = [exact_keys](const std::string& name) { return exact_keys ? name : fold(name); };
  for (const std::string& dimension : volumes.dimensions()) {
    const NameColumn* column = column_of(store, dimension);
    std::vector<std::string>* names = dimension == "tag" ? &store.tags.names : nullptr;
    if (column != nullptr) names = &column_of(store, dimension)->names;
    if (names == nullptr) continue;
    std::map<std::string, Code> code_of;
    for (Code code = 0; code < names->size(); ++code) code_of.emplace(folded((*names)[code]), code);
    for (VolumeRow& row : volumes.rows()) {
      if (row.dimension != dimension) continue;
      const auto [known, is_new] = code_of.emplace(folded(row.value), static_cast<Code>(names->size()));
      if (is_new)
        names->push_back(row.value);
      else
        (*names)[known->second] = row.value;
      row.code = known->second;
    }
  }
}

void require_fit(const analyze::View& view, const Settings& settings, std::optional<DayRange> range) {
  const Volumes& volumes = *view.volumes();
  const std::string& file = settings.volumes.front();
  if (range && volumes.window && (range->begin < volumes.window->begin || range->end > volumes.window->end))
    throw Error(ErrorKind::usage, "the volumes count " + window_of(volumes) + ", not " + range_in_words(*range),
                "Take a period within it, or count again.");
  if (!volumes.is_whole(range))
    throw Error(ErrorKind::usage,
                range_in_words(*range) + " is not made of whole " + std::string(name_of(volumes.every)) +
                    "s, which the volumes count",
                "Take whole ones, or count again with --every day.");
  const Store& store = view.store();
  if (command_named(settings.command)->has_sections && !store.tags.empty() && !volumes.has("tag"))
    throw Error(ErrorKind::input, "the rows have tags, but the volumes don't count by tag",
                "Count again with --by tag among the dimensions, or leave tags out of the rows.", {file});

  std::map<Day, std::int64_t> answered;
  for (std::uint32_t ticket = 0; ticket < store.tickets; ++ticket) {
    const Day day = view.cohort_day(ticket);
    if (view.newest_rating(ticket) == no_row || (!store.only_ratings.empty() && store.only_ratings[ticket])) continue;
    if (volumes.window && (day == analyze::no_day || !volumes.window->contains(day))) continue;
    ++answered[day == analyze::no_day ? day : period_of(volumes.every, day).begin];
  }
  const auto fail = [&](const std::string& period, std::int64_t there, std::int64_t here) {
    throw Error(ErrorKind::input,
                "the volumes don't fit the rows: " + period + " has " + counted(there, "answer") + " there and " +
                    grouped(here) + " in the rows",
                "Take both from the same tickets at the same time, one row a ticket, and with the same scale.", {file});
  };
  for (const std::size_t place : volumes.places(analyze::all_tickets, volumes.every)) {
    const VolumeRow& row = volumes.rows()[place];
    const auto found = answered.find(row.period ? row.period->begin : analyze::no_day);
    const std::int64_t here = found == answered.end() ? 0 : found->second;
    if (here != row.counts.cohort_answered) fail(name_of_period(row), row.counts.cohort_answered, here);
    if (found != answered.end()) answered.erase(found);
  }
  for (const auto& [day, here] : answered)
    fail(day == analyze::no_day ? "tickets without a date" : period_label(volumes.every, period_of(volumes.every, day)),
         0, here);
}

}  // namespace dsat::app
