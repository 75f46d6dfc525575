#include "dsat/analyze/trend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/tables.hpp"
#include "report/behind.hpp"
#include "report/sections/sections.hpp"
#include "report/verdict.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::LevelChange;
using analyze::Measure;
using analyze::PeriodCount;
using analyze::TrendPoint;
using analyze::TrendStudy;
using analyze::Value;

constexpr std::size_t periods_shown = 12;

/// What the section draws: the last periods of the history, with what the study says of each.
struct Drawn {
  std::span<const PeriodCount> periods;
  TrendStudy study;
  PeriodVerdict verdict;

  const TrendPoint& point(std::size_t i) const { return study.points[i]; }
};

Drawn draw(const Context& context) {
  Drawn drawn;
  drawn.study = analyze::study_trend(context.history, periods_shown, context.announced_change(), context.budget());
  drawn.periods = std::span(context.history).subspan(drawn.study.first);
  // Of the period reported the headline speaks.
  if (context.one_unit && !drawn.study.points.empty()) {
    drawn.verdict = judge_period(context);
    TrendPoint& last = drawn.study.points.back();
    last.outside = last.outside && drawn.verdict.beyond();
  }
  return drawn;
}

Value value_of(const Context& context, const Measure& measure, const PeriodCount& period) {
  return measure.compute({context.view, period.tally, period.cohort});
}

std::string label(const Context& context, const PeriodCount& period) {
  return period_label(context.unit, period.range);
}

std::string share_in_words(const stats::Share& share) {
  return fmt::format("{} ({} of {})", percent(share.rate().value_or(0)), grouped(share.part), grouped(share.base));
}

// --- sentences

std::string change_in_words(const Context& context, const LevelChange& change) {
  const std::string about = context.unit == Unit::day
                                ? spoken_date(context, change.since)
                                : period_label(context.unit, period_of(context.unit, change.since));
  std::string words = fmt::format("NRR has been {} since about {}: {}, before {}", change.up() ? "higher" : "lower",
                                  about, share_in_words(change.after), share_in_words(change.before));
  if (change.step) words += fmt::format("; it {} in {}", change.up() ? "jumped" : "dropped", about);
  return words;
}

std::string special_in_words(const Context& context, const PeriodCount& period, const TrendPoint& point) {
  return fmt::format("{} stands out with NRR {}, where the limits are {}", label(context, period),
                     share_in_words(period.nrr), share_range(point.limits->limits));
}

/// What changed, for the first page and the brief.
std::vector<Finding> findings_of(const Context& context, const Drawn& drawn) {
  std::vector<Finding> findings;
  if (const auto& change = drawn.study.change; change && !change->announced)
    findings.push_back({Finding::Line::verdict, -std::log10(std::max(change->p, 1e-12)), "change of level",
                        change_in_words(context, *change)});
  for (std::size_t i = 0; i < drawn.periods.size(); ++i)
    if (drawn.point(i).special)
      findings.push_back({Finding::Line::verdict, -std::log10(std::max(drawn.point(i).p, 1e-12)),
                          label(context, drawn.periods[i]),
                          special_in_words(context, drawn.periods[i], drawn.point(i))});
  return findings;
}

std::string sentences(const Context& context, const Drawn& drawn) {
  std::optional<double> low, high;
  for (const PeriodCount& period : drawn.periods) {
    const auto rate = period.nrr.rate();
    if (!rate || period.nrr.base < context.min_ratings()) continue;
    low = std::min(low.value_or(1), *rate);
    high = std::max(high.value_or(0), *rate);
  }
  const std::string unit(name_of(context.unit));
  const std::string stretch =
      fmt::format("the last {}", counted(static_cast<std::int64_t>(drawn.periods.size()), unit));
  if (!low) return fmt::format("Over {} no {} has enough ratings for a rate.", stretch, unit);
  std::string words = fixed(*low * 100, 1) == fixed(*high * 100, 1)
                          ? fmt::format("Over {} NRR was {}", stretch, percent(*low))
                          : fmt::format("Over {} NRR ran from {} to {}", stretch, percent(*low), percent(*high));

  const PeriodCount& last = drawn.periods.back();
  const TrendPoint& point = drawn.study.points.back();
  if (last.nrr.defined() && point.limits) {
    const auto rests_on = static_cast<std::int64_t>(drawn.study.baseline_periods);
    const std::string range = share_range(point.limits->limits);
    if (!drawn.study.last)
      words +=
          fmt::format("; the limits for {} would be {}, but they rest on {}, too few to say what is outside of them",
                      label(context, last), range, counted(rests_on, unit));
    else
      words += fmt::format("; {} lies {} its limits ({}, outside of which lies about 1 {} in 370 of an unchanged desk)",
                           label(context, last), point.outside ? "outside" : "within", range, unit);
  }
  words += ".";
  std::size_t special = 0, outside = 0;
  for (std::size_t i = 0; i < drawn.periods.size(); ++i) {
    if (drawn.point(i).special) {
      ++special;
      words += " " + capitalized(special_in_words(context, drawn.periods[i], drawn.point(i))) + ".";
    } else if (drawn.point(i).outside) {
      ++outside;
    }
  }
  if (const auto& change = drawn.study.change)
    words += " " +
             (change->announced ? "As told before, " + change_in_words(context, *change)
                                : change_in_words(context, *change)) +
             ".";
  if (drawn.study.points.back().outside) --outside;
  if (outside > 0 && !drawn.study.provisional())
    words += fmt::format(" {} just outside the limits, no rarity among so many.",
                         counted(static_cast<std::int64_t>(outside), unit + " lies", unit + "s lie"));
  if (special == 0 && !drawn.study.points.back().outside && !drawn.study.change) {
    words += drawn.study.provisional()
                 ? fmt::format(" Whether a {} stands out can be told from 8 earlier ones on.", unit)
                 : fmt::format(" No {} stands out, and the level has not changed beyond chance.", unit);
  }
  return words;
}

// --- tables

constexpr std::array<std::string_view, 8> measures_beside = {"tickets",    "csat",      "coverage",    "first_reply",
                                                             "resolution", "one_touch", "reopen_rate", "sla_breach"};
constexpr std::array<std::string_view, 4> for_readers = {"tickets", "first_reply", "one_touch", "reopen_rate"};

/// Measures that have a figure in some period.
std::vector<const Measure*> known_measures(const Context& context, const Drawn& drawn) {
  std::vector<const Measure*> known;
  for (const auto key : measures_beside) {
    const Measure& measure = analyze::require_measure(key);
    if (std::ranges::any_of(drawn.periods,
                            [&](const PeriodCount& p) { return value_of(context, measure, p).number.has_value(); }))
      known.push_back(&measure);
  }
  return known;
}

std::vector<std::string> events_in(const Context& context, DayRange range) {
  std::vector<std::string> texts;
  for (const Event& event : context.extras.events)
    if (range.contains(event.day)) texts.push_back(event.text);
  return texts;
}

std::string note_of(const Context& context, const Drawn& drawn, std::size_t i) {
  std::vector<std::string> notes;
  const PeriodCount& period = drawn.periods[i];
  if (!period.complete) notes.emplace_back("partial");
  if (drawn.point(i).special) notes.emplace_back("stands out");
  if (drawn.study.change && drawn.study.change->since == period.range.begin) notes.emplace_back("level changed");
  for (std::string& text : events_in(context, period.range)) notes.push_back(std::move(text));
  return join(notes, "; ");
}

Table by_period(const Context& context, const Drawn& drawn, const std::vector<const Measure*>& beside) {
  Table table;
  table.key = "trend";
  table.columns = {{"period", std::string(name_of(context.unit)), Audience::everybody, false, false},
                   {"rated", "rated", Audience::everybody, true, false},
                   {"negative", "negative", Audience::everybody, true, false},
                   {"nrr", "NRR", Audience::everybody, true, false},
                   {"usual", "limits", Audience::readers, true, false},
                   {"usual_low", "limits from", Audience::machines, true, false},
                   {"usual_high", "limits to", Audience::machines, true, false}};
  for (const Measure* measure : beside) {
    table.columns.push_back(column_of(*measure));
    if (std::ranges::find(for_readers, measure->key) == for_readers.end())
      table.columns.back().audience = Audience::machines;
    table.columns.back().spare = measure->key == "one_touch" || measure->key == "reopen_rate";
  }
  table.columns.push_back({"p", "p", context.full_detail ? Audience::everybody : Audience::machines, true, false});
  table.columns.push_back({"note", "", Audience::everybody, false, true, true});
  const Measure& nrr = analyze::require_measure("nrr");
  for (std::size_t i = 0; i < drawn.periods.size(); ++i) {
    const PeriodCount& period = drawn.periods[i];
    const TrendPoint& point = drawn.point(i);
    std::vector<Cell> row{text(label(context, period)), count(period.tally.rated), count(period.tally.negative),
                          cell_of(nrr, value_of(context, nrr, period), context.min_ratings())};
    if (point.special && point.limits)
      row.back().tone = *period.nrr.rate() > point.limits->centre ? Tone::worse : Tone::better;
    if (point.limits) {
      const auto [low, high] = point.limits->limits;
      row.insert(row.end(), {Cell(Range{low, high, Range::Of::share}, Tone::dim), share(low), share(high)});
    } else {
      row.insert(row.end(), 3, Cell());
    }
    for (const Measure* measure : beside)
      row.push_back(cell_of(*measure, value_of(context, *measure, period), context.min_ratings()));
    row.push_back(point.limits && period.nrr.defined() && !drawn.study.provisional() ? p_value(point.p) : Cell());
    row.push_back(text(note_of(context, drawn, i)));
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// The negatives of each period.
void attach_periods(Table& table, const Context& context, const Drawn& drawn) {
  std::vector<std::vector<analyze::Row>> rows(drawn.periods.size());
  for (const analyze::Row row : negatives_in(context.view, context.recent)) {
    const Day day = context.view.day(row);
    for (std::size_t i = 0; i < drawn.periods.size(); ++i)
      if (drawn.periods[i].range.contains(day)) rows[i].push_back(row);
  }
  const auto column = column_place(table, "negative");
  for (std::size_t i = 0; i < rows.size(); ++i)
    table.rows[i][column].behind =
        behind(context, std::move(rows[i]), context.drill({"reviews", {}, drawn.periods[i].range}));
}

/// One line per measure: how it ran, from where to where.
Table lines(const Context& context, const Drawn& drawn, const std::vector<const Measure*>& beside) {
  Table table;
  table.key = "lines";
  table.columns = {{"measure", "", Audience::everybody, false, false},
                   {"line", counted(static_cast<std::int64_t>(drawn.periods.size()), name_of(context.unit)),
                    Audience::readers, false, false},
                   {"lowest", "lowest", Audience::everybody, true, false},
                   {"highest", "highest", Audience::everybody, true, false},
                   {"last", context.one_unit ? heading_now(context) : label(context, drawn.periods.back()),
                    Audience::everybody, true, false}};
  std::vector<const Measure*> all{&analyze::require_measure("nrr")};
  all.insert(all.end(), beside.begin(), beside.end());
  for (const Measure* measure : all) {
    Spark spark;
    std::optional<Value> lowest, highest, last;
    for (const PeriodCount& period : drawn.periods) {
      const Value value = value_of(context, *measure, period);
      const bool shown =
          value.number && (measure->kind == analyze::MeasureKind::count || value.base >= context.min_ratings());
      spark.values.push_back(shown ? value.number : std::nullopt);
      last = value;
      if (!shown) continue;
      if (!lowest || *value.number < *lowest->number) lowest = value;
      if (!highest || *value.number > *highest->number) highest = value;
    }
    if (!lowest) continue;
    table.rows.push_back({text(std::string(measure->title)), spark, cell_of(*measure, *lowest),
                          cell_of(*measure, *highest), cell_of(*measure, *last, context.min_ratings())});
  }
  return table;
}

Chart chart(const Context& context, const Drawn& drawn, const std::string& description) {
  Chart chart;
  chart.key = "nrr";
  chart.title = "NRR by " + std::string(name_of(context.unit));
  chart.kind = Chart::Kind::trend;
  chart.table = "trend";
  chart.x = "period";
  chart.y = "nrr";
  chart.low = "usual_low";
  chart.high = "usual_high";
  chart.volume = "rated";
  for (const PeriodCount& period : drawn.periods) {
    if (!period.complete) chart.hollow.push_back(label(context, period));
    if (drawn.study.change && drawn.study.change->since == period.range.begin)
      chart.marks.emplace_back(label(context, period), "level changed");
    for (std::string& text : events_in(context, period.range))
      chart.marks.emplace_back(label(context, period), std::move(text));
  }
  chart.description = description;
  return chart;
}

// --- figures from elsewhere

struct Figure {
  std::string name;
  std::vector<std::optional<double>> values;  ///< per period of the history
};

/// The points of each series in the periods of the history; several in one period (days of a week) are averaged.
std::vector<Figure> figures(const Context& context) {
  std::vector<Figure> list;
  std::vector<std::vector<int>> counts;
  for (const SeriesPoint& point : context.extras.series) {
    auto found = std::ranges::find(list, point.name, &Figure::name);
    if (found == list.end()) {
      list.push_back({point.name, std::vector<std::optional<double>>(context.history.size())});
      counts.emplace_back(context.history.size());
      found = list.end() - 1;
    }
    for (std::size_t i = 0; i < context.history.size(); ++i) {
      const DayRange range = context.history[i].range;
      if (point.period.begin < range.begin || point.period.end > range.end) continue;
      int& seen = counts[static_cast<std::size_t>(found - list.begin())][i];
      auto& value = found->values[i];
      value = (value.value_or(0) * seen + point.value) / (seen + 1);
      ++seen;
    }
  }
  std::erase_if(list, [](const Figure& figure) {
    return std::ranges::none_of(figure.values, [](const auto& value) { return value.has_value(); });
  });
  return list;
}

std::string lag_in_words(const Context& context, int lag) {
  if (lag == 0) return "";
  return fmt::format(", NRR {} later", counted(lag, name_of(context.unit)));
}

void add_figures(document::Section& section, const Context& context, const Drawn& drawn) {
  const std::vector<Figure> list = figures(context);
  if (list.empty()) return;
  std::vector<std::vector<std::optional<double>>> values;
  for (const Figure& figure : list) values.push_back(figure.values);
  const auto matches = analyze::match_series(context.history, values);

  Table table;
  table.key = "series";
  table.title = "Beside NRR";
  const Audience detail = context.full_detail ? Audience::everybody : Audience::machines;
  table.columns = {{"figure", "figure", Audience::everybody, false, false},
                   {"line", counted(static_cast<std::int64_t>(drawn.periods.size()), name_of(context.unit)),
                    Audience::readers, false, false},
                   {"last", "last", Audience::everybody, true, false},
                   {"correlation", "rank correlation", Audience::everybody, true, false},
                   {"lag", "lag", Audience::everybody, true, false},
                   {"periods", "changes compared", Audience::everybody, true, false},
                   {"p", "p", detail, true, false},
                   {"q", "q", detail, true, false}};
  std::vector<std::string> together;
  bool any_tested = false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Figure& figure = list[i];
    const std::vector<std::optional<double>> shown(
        figure.values.begin() + static_cast<std::ptrdiff_t>(drawn.study.first), figure.values.end());
    std::vector<Cell> row{
        text(figure.name), Spark{shown},
        shown.back() ? Cell(Score{*shown.back(), *shown.back() == std::floor(*shown.back()) ? 0 : 2}) : Cell()};
    if (const auto& match = matches[i]) {
      any_tested = true;
      row.insert(row.end(), {score(match->correlation), count(match->lag),
                             count(static_cast<std::int64_t>(match->periods)), p_value(match->p), p_value(match->q)});
      if (match->q <= 0.05)
        together.push_back(fmt::format("{} {} with NRR{} (rank correlation of the changes {}, {} compared)",
                                       figure.name, match->correlation > 0 ? "rises and falls" : "falls and rises",
                                       lag_in_words(context, match->lag), fixed(match->correlation, 2),
                                       grouped(static_cast<std::int64_t>(match->periods))));
    } else {
      row.insert(row.end(), 5, Cell());
    }
    table.rows.push_back(std::move(row));
  }
  if (!any_tested)
    for (Column& column : table.columns)
      if (column.key == "correlation" || column.key == "lag" || column.key == "periods")
        column.audience = Audience::machines;
  std::string words;
  if (!together.empty())
    words = capitalized(join(together, "; ")) + ". Going together does not make one the cause of the other.";
  else if (any_tested)
    words = "None of these figures goes with NRR beyond chance.";
  else
    words = fmt::format("Fewer than 20 {}s with both figures: drawn beside NRR, not tested.", name_of(context.unit));
  section.blocks.emplace_back(Paragraph{words, false});
  section.blocks.emplace_back(std::move(table));
}

Facts details(const Context& context, const Drawn& drawn) {
  Facts facts;
  if (const auto swings = context.ordinary_swings())
    facts.items.emplace_back("Swings",
                             fmt::format("φ = {}: the variance between {}s is that many times what coin tosses "
                                         "would make it.",
                                         fixed(*swings, 2), name_of(context.unit)));
  if (drawn.study.change && !drawn.study.change->announced)
    facts.items.emplace_back("Level", fmt::format("{} from permutations of whole {}s.",
                                                  p_in_words(drawn.study.change->p), name_of(context.unit)));
  return facts;
}

}  // namespace

std::optional<document::Section> write_trend(const Context& context) {
  if (context.history.size() < 2) return std::nullopt;
  const Drawn drawn = draw(context);
  if (std::ranges::none_of(drawn.periods, [](const PeriodCount& period) { return period.tally.tickets > 0; }))
    return std::nullopt;
  const std::vector<const Measure*> beside = known_measures(context, drawn);
  const std::string words = sentences(context, drawn);
  document::Section section{"trend", "Trend", {}};
  section.findings = findings_of(context, drawn);
  if (!section.findings.empty()) section.headline = words;
  section.blocks.emplace_back(Paragraph{words, false});
  section.blocks.emplace_back(chart(context, drawn, words));
  section.blocks.emplace_back(lines(context, drawn, beside));
  Table table = by_period(context, drawn, beside);
  attach_periods(table, context, drawn);
  table.title = capitalized(std::string(name_of(context.unit))) + " by " + std::string(name_of(context.unit));
  table.folded = true;
  section.blocks.emplace_back(std::move(table));
  add_figures(section, context, drawn);
  if (context.full_detail)
    if (Facts facts = details(context, drawn); !facts.items.empty()) section.blocks.emplace_back(std::move(facts));
  return section;
}

std::vector<analyze::Claim> claims_of_trend(const Context& context) {
  std::vector<analyze::Claim> claims;
  if (context.history.size() < 2) return claims;
  const Drawn drawn = draw(context);
  for (std::size_t i = 0; i < drawn.periods.size(); ++i)
    if (drawn.point(i).special)
      claims.push_back({analyze::Family::trend,
                        "point " + label(context, drawn.periods[i]),
                        special_in_words(context, drawn.periods[i], drawn.point(i)),
                        {}});
  // The last period's is the headline's claim; whoever asks for both gets it once.
  if (drawn.verdict.beyond()) claims.push_back(verdict_claim(context.label, drawn.verdict.comparison));
  if (const auto& change = drawn.study.change; change && !change->announced) {
    claims.push_back(analyze::claim_of(*change, change_in_words(context, *change)));
    if (change->step)
      claims.push_back(analyze::claim_of_step(*change, fmt::format("NRR {} on {}", change->up() ? "jumped" : "dropped",
                                                                   spoken_date(context, change->since))));
  }
  return claims;
}

}  // namespace dsat::report
