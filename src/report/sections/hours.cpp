#include "dsat/analyze/hours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dsat/analyze/topic.hpp"
#include "dsat/analyze/units.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/unread.hpp"
#include "report/sections/groups.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::Band;
using analyze::Grouping;
using analyze::HourGroupings;

constexpr std::size_t days = 7, hours = 24, stretches = 6;

/// Counts of every weekday × hour; index 0 of either is unknown.
struct Week {
  std::array<std::array<analyze::Tally, hours + 1>, days + 1> cells;
};

Week count_week(const Context& context, const HourGroupings& groupings) {
  Week week;
  const Grouping* by[] = {&groupings.weekday, &groupings.hour};
  for (const analyze::Group& group : analyze::break_down(context.view, context.recent, by).groups)
    week.cells[group.key[0]][group.key[1]] = group.tally;
  return week;
}

analyze::UnitStudy study(const Context& context, const Grouping& units) {
  std::vector<Grouping> mix;
  if (const auto* channel = analyze::dimension_named("channel"); channel->carried(context.view))
    mix.push_back(channel->group(context.view));
  mix.push_back(analyze::topics(context.view));
  std::vector<const Grouping*> pointers;
  for (const Grouping& grouping : mix) pointers.push_back(&grouping);
  // Half of the hours' share each for times of the day and for weekdays.
  return analyze::study_units(
      context.view, context.recent, units, pointers,
      {context.budget().hours / 2, std::max(1, context.min_ratings()), &context.clusters(), nullptr});
}

std::vector<std::string> standing_out(const analyze::UnitStudy& study, const Grouping& units, Band band) {
  std::vector<std::string> parts;
  for (const analyze::UnitResult& unit : study.units)
    if (unit.band == band && unit.code != 0)
      parts.push_back(fmt::format("{} ({}, {} of {}, where {} is expected for the same channels and topics)",
                                  units.names()[unit.code], percent(unit.share.rate().value_or(0)),
                                  grouped(unit.share.part), grouped(unit.share.base), percent(unit.expected)));
  return parts;
}

/// What --date makes the hour of.
std::string_view moment_in_words(const analyze::View& view) {
  switch (view.counting().date) {
    case analyze::DateBasis::created:
      return "when customers wrote";
    case analyze::DateBasis::solved:
      return "of the solution";
    case analyze::DateBasis::rated:
      break;
  }
  return view.has_rating_times() ? "of the rating" : "of the solution";
}

std::string sentences(const Context& context, const HourGroupings& groupings, const analyze::UnitStudy& by_hour,
                      const analyze::UnitStudy& by_day) {
  std::string words = fmt::format("By the {} {}, in {}, over {}: ", groupings.any_hour ? "hour and weekday" : "weekday",
                                  moment_in_words(context.view), context.view.zone().name(),
                                  context.period ? context.recent_label : "all data");
  std::vector<std::string> worse = standing_out(by_hour, groupings.stretch, Band::worse),
                           better = standing_out(by_hour, groupings.stretch, Band::better);
  for (auto& part : standing_out(by_day, groupings.weekday, Band::worse)) worse.push_back(std::move(part));
  for (auto& part : standing_out(by_day, groupings.weekday, Band::better)) better.push_back(std::move(part));
  if (worse.empty() && better.empty())
    return words + "no time of the day or week stands out beyond chance and its mix of work.";
  if (!worse.empty()) words += "worse beyond chance: " + join(worse, "; ") + ".";
  if (!better.empty())
    words += (worse.empty() ? "better" : " Better") + (" beyond chance: " + join(better, "; ")) + ".";
  return words;
}

Cell rate_of(const Context& context, const analyze::Tally& tally) {
  const analyze::Value value = nrr_of(context, tally);
  return value.number ? Cell(Share{*value.number}, Tone::plain, value.base < context.min_ratings()) : Cell();
}

/// For readers: weekdays by stretches of four hours.
Table overview(const Context& context, const HourGroupings& groupings, const Week& week) {
  Table table;
  table.key = "stretches";
  table.title = "NRR by weekday and time of day";
  table.columns = {{"weekday", "", Audience::readers, false, false}};
  for (std::size_t s = 1; s <= stretches; ++s)
    table.columns.push_back(
        {"stretch_" + std::to_string(s), groupings.stretch.names()[s], Audience::readers, true, false});
  table.columns.push_back({"all", "all day", Audience::readers, true, false});
  table.columns.push_back({"rated", "rated", Audience::readers, true, false});
  const auto rate = [&](const analyze::Tally& tally) { return rate_of(context, tally); };
  for (std::size_t day = 1; day <= days; ++day) {
    std::vector<Cell> row{text(groupings.weekday.names()[day])};
    analyze::Tally whole = week.cells[day][0];
    for (std::size_t s = 0; s < stretches; ++s) {
      analyze::Tally tally;
      for (std::size_t hour = 0; hour < hours / stretches; ++hour)
        tally += week.cells[day][1 + s * (hours / stretches) + hour];
      row.push_back(rate(tally));
      whole += tally;
    }
    row.push_back(rate(whole));
    row.push_back(count(whole.rated));
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// Volumes don't count silent tickets by hour.
Cell tickets_of(const Context& context, const analyze::Tally& tally) {
  return context.view.volumes() != nullptr ? Cell() : count(tally.tickets);
}

/// For machines and pictures: every hour of the week.
Table every_hour(const Context& context, const HourGroupings& groupings, const Week& week) {
  Table table;
  table.key = "hours";
  for (const auto key : {"weekday", "hour", "tickets", "rated", "negative", "nrr"})
    table.columns.push_back({key, key, Audience::machines, true, false});
  table.columns[0].numeric = table.columns[1].numeric = false;
  for (std::size_t day = 1; day <= days; ++day)
    for (std::size_t hour = 1; hour <= hours; ++hour) {
      const analyze::Tally& tally = week.cells[day][hour];
      table.rows.push_back({text(groupings.weekday.names()[day]), text(groupings.hour.names()[hour]),
                            tickets_of(context, tally), count(tally.rated), count(tally.negative),
                            rate_of(context, tally)});
    }
  return table;
}

Table by_weekday(const Context& context, const HourGroupings& groupings, const Week& week) {
  Table table;
  table.key = "weekdays";
  table.columns = {{"weekday", "", Audience::everybody, false, false},
                   {"tickets", "tickets", Audience::everybody, true, false},
                   {"rated", "rated", Audience::everybody, true, false},
                   {"negative", "negative", Audience::everybody, true, false},
                   {"nrr", "NRR", Audience::everybody, true, false}};
  for (std::size_t day = 1; day <= days; ++day) {
    analyze::Tally tally;
    for (const analyze::Tally& cell : week.cells[day]) tally += cell;
    table.rows.push_back({text(groupings.weekday.names()[day]), tickets_of(context, tally), count(tally.rated),
                          count(tally.negative), rate_of(context, tally)});
  }
  return table;
}

}  // namespace

std::optional<document::Section> write_hours(const Context& context) {
  if (context.view.days_with_data().empty() || context.recent.rows.empty()) return std::nullopt;
  const HourGroupings groupings = analyze::hour_groupings(context.view);
  const bool withheld = rates_withheld(context.view, context.recent);
  const analyze::UnitStudy by_hour =
      groupings.any_hour && !withheld ? study(context, groupings.stretch) : analyze::UnitStudy();
  const analyze::UnitStudy by_day = withheld ? analyze::UnitStudy() : study(context, groupings.weekday);
  const Week week = count_week(context, groupings);
  document::Section section{"hours", "Hours and weekdays", {}};
  const std::string words = sentences(context, groupings, by_hour, by_day);
  section.blocks.emplace_back(Paragraph{words, false});
  if (!groupings.any_hour) {
    section.blocks.emplace_back(by_weekday(context, groupings, week));
    return section;
  }
  section.blocks.emplace_back(overview(context, groupings, week));
  section.blocks.emplace_back(every_hour(context, groupings, week));
  Chart chart;
  chart.key = "hours";
  chart.title = "NRR by hour and weekday";
  chart.kind = Chart::Kind::heat;
  chart.table = "hours";
  chart.x = "hour";
  chart.group = "weekday";
  chart.y = "nrr";
  chart.description = words;
  section.blocks.emplace_back(std::move(chart));
  return section;
}

std::vector<analyze::Claim> claims_of_hours(const Context& context) {
  std::vector<analyze::Claim> claims;
  if (context.view.days_with_data().empty() || context.recent.rows.empty() ||
      rates_withheld(context.view, context.recent))
    return claims;
  const HourGroupings groupings = analyze::hour_groupings(context.view);
  const auto add = [&](const Grouping& units, std::string_view dimension) {
    const analyze::UnitStudy found = study(context, units);
    for (const analyze::UnitResult& unit : found.units) {
      if (unit.code == 0 || (unit.band != Band::worse && unit.band != Band::better)) continue;
      const bool worse = unit.band == Band::worse;
      claims.push_back({analyze::Family::hours,
                        fmt::format("{} {}={}", worse ? "worse" : "better", dimension, units.names()[unit.code]),
                        fmt::format("{} is {} than the mix of work explains: {} of {}", units.names()[unit.code],
                                    worse ? "worse" : "better", grouped(unit.share.part), grouped(unit.share.base)),
                        {}});
    }
  };
  if (groupings.any_hour) add(groupings.stretch, "hours");
  add(groupings.weekday, "weekday");
  return claims;
}

}  // namespace dsat::report
