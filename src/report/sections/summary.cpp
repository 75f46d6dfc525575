#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "dsat/analyze/challenge.hpp"
#include "dsat/analyze/comparison.hpp"
#include "dsat/analyze/mix.hpp"
#include "dsat/analyze/survey.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/actionable.hpp"
#include "dsat/report/tables.hpp"
#include "dsat/report/unread.hpp"
#include "dsat/stats/interval.hpp"
#include "report/behind.hpp"
#include "report/sections/groups.hpp"
#include "report/sections/sections.hpp"
#include "report/verdict.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::Comparison;
using analyze::Direction;
using analyze::Measure;
using analyze::MeasureKind;
using analyze::Value;
using analyze::Verdict;

struct Headline : PeriodVerdict {
  std::optional<double> swings;  ///< φ
};

Headline judge(const Context& context) {
  return {judge_period(context), context.ordinary_swings()};
}

// --- the headline

std::string why_swings_unknown(const Context& context) {
  if (!context.one_unit) return "ordinary swings are only known between calendar periods";
  std::int64_t earlier = 0;
  for (const auto& period : context.history) earlier += period.nrr.base > 0 ? 1 : 0;
  if (!context.history.empty() && context.history.back().nrr.base > 0) --earlier;
  return fmt::format(
      "ordinary swings from one {} to the next are not yet known ({} with ratings before this one, 8 are needed)",
      name_of(context.unit), counted(earlier, name_of(context.unit)));
}

std::string verdict_in_words(const Context& context, const Comparison& comparison) {
  const bool worse = comparison.up();
  const std::string change = worse ? "a worsening" : "an improvement";
  const std::string how_many = how_many_differ(context.unit, comparison.p);
  if (comparison.swings_known) {
    const std::string from_usual =
        fmt::format("from its usual {} (the {} before)", percent(*comparison.then.rate()),
                    counted(static_cast<std::int64_t>(comparison.periods), name_of(context.unit)));
    switch (comparison.verdict) {
      case Verdict::ordinary:
        return fmt::format("In an unchanged desk {} this much {}, so this is not yet {}.", how_many, from_usual,
                           change);
      case Verdict::unusual:
        return fmt::format("In an unchanged desk {} this much {}: not rare enough to be called {}.", how_many,
                           from_usual, change);
      case Verdict::beyond:
        return fmt::format("In an unchanged desk {} this much {}: {}.", how_many, from_usual, change);
      case Verdict::none:
        return {};
    }
  }
  if (comparison.verdict == Verdict::none) return {};
  if (comparison.verdict == Verdict::ordinary)
    return fmt::format("If only the luck of who answers were at work, {} this much, so this is not yet {}; {}.",
                       how_many, change, why_swings_unknown(context));
  return fmt::format("If only the luck of who answers were at work, {} this much, which hints at {}; but {}.", how_many,
                     change, why_swings_unknown(context));
}

std::string without_ratings(const Context& context) {
  if (!context.provenance.no_rating_reason.empty())
    return "Nothing is rated here, so NRR is undefined (not 0): " + context.provenance.no_rating_reason + ".";
  if (context.tally.tickets == 0) return fmt::format("No ticket in {}, so there is nothing to say.", context.label);
  return fmt::format("No rating in {}, so NRR is undefined (not 0); {} had no answer.", context.label,
                     counted(context.tally.tickets, "ticket"));
}

std::string too_few(const Context& context) {
  const auto& [rated, negative] = std::pair(context.tally.rated, context.tally.negative);
  const std::string how_many = negative == 0       ? (rated == 1 ? "which is not negative" : "none of them negative")
                               : negative == rated ? (rated == 1 ? "a negative one" : "all negative")
                                                   : grouped(negative) + " of them negative";
  return fmt::format("Only {} in {}, {}: too few for a rate (under {}).", counted(rated, "rating"), context.label,
                     how_many, context.min_ratings());
}

/// The period before has nothing that could be compared; empty where it has.
std::string why_no_comparison(const Context& context) {
  if (!context.period)
    return context.view.days_with_data().empty()
               ? " The files carry no dates, so everything is one period and there is nothing to compare it with."
               : "";
  if (context.partial && context.view.counting().partial == analyze::Partial::skip)
    return fmt::format(" The {} is not over, so it is not compared.", name_of(context.unit));
  if (context.before && !value_then(context, "nrr").number && context.tally_then.unreadable > 0)
    return fmt::format(" In {} more than one in ten answers are not understood, so it is not compared.",
                       context.before_label);
  const std::int64_t then = context.before ? analyze::negatives(context.view, context.tally_then).base : 0;
  if (then == 0) return fmt::format(" {} has no ratings to compare with.", capitalized(context.before_label));
  if (then < context.min_ratings())
    return fmt::format(" {} had only {}, too few to compare with.", capitalized(context.before_label),
                       counted(then, "rating"));
  return {};
}

std::string headline_in_words(const Context& context, const Headline& headline) {
  const Value now = value_now(context, "nrr");
  const std::string unread = unread_in_words(context.view, context.now.rows, context.tally, context.words);
  const std::string told = unread.empty() ? "" : " " + unread;
  if (!now.number) return unread.empty() ? without_ratings(context) : unread;
  std::string text = now.base < context.min_ratings() ? too_few(context) : "NRR is " + share_with_base(now);
  const std::string obstacle = why_no_comparison(context);
  if (now.base < context.min_ratings() || !obstacle.empty() || !context.before) {
    if (now.base >= context.min_ratings()) text += ".";
    return text + told + obstacle;
  }
  const Value then = value_then(context, "nrr");
  if (headline.scales_differ)
    return text +
           fmt::format(
               ", against {} in {}. The two have a different mix of rating scales, so that is not "
               "called a change.",
               percent(*then.number), context.before_label) +
           told;
  text += ", " + change_of_share(*now.number, *then.number) + "." + told;
  if (headline.answering && headline.answering->changed) text += " " + answering_in_words(context, *headline.answering);
  if (headline.explained_by_answers)
    text += fmt::format(
        " NRR is {} than chance makes it, but that may be all due to who answered: it is not called {}.",
        headline.comparison.up() ? "higher" : "lower", headline.comparison.up() ? "a worsening" : "an improvement");
  else if (*headline.comparison.now.rate() != *headline.comparison.then.rate())
    text += " " + verdict_in_words(context, headline.comparison);
  if (context.partial)
    text += fmt::format(" The {} is not over: {} is counted up to the same day.", name_of(context.unit),
                        context.before_label);
  return text;
}

// --- the figures

Cell change_cell(const Measure& measure, const Value& now, const Value& then, const Context& context, Verdict verdict) {
  const bool is_count = measure.kind == MeasureKind::count;
  if (!now.number || !then.number) return Missing{};
  const double difference = *now.number - *then.number;
  Change change{difference, Change::Of::points};
  if (measure.kind == MeasureKind::score) change.of = Change::Of::score;
  if (measure.kind == MeasureKind::minutes) change.of = Change::Of::minutes;
  if (is_count) change.of = Change::Of::count;
  Tone tone = Tone::plain;
  // Only what is rare by chance is coloured: what ratings say by the verdict, other shares where both intervals are
  // apart.
  const bool apart = now.interval && then.interval &&
                     (now.interval->low > then.interval->high || now.interval->high < then.interval->low);
  const bool ordinary = measure.base == "ratings" ? verdict != Verdict::unusual && verdict != Verdict::beyond : !apart;
  if (difference != 0 && measure.direction != Direction::none && !ordinary)
    tone = (difference > 0) == (measure.direction == Direction::higher_is_better) ? Tone::better : Tone::worse;
  return Cell(change, tone, !is_count && std::min(now.base, then.base) < context.min_ratings());
}

std::string base_in_words(const Measure& measure, const Value& value) {
  if (!value.number || measure.kind == MeasureKind::count) return "";
  if (measure.kind == MeasureKind::share && value.part > 0) return grouped(value.part) + " of " + grouped(value.base);
  if (measure.kind == MeasureKind::share && *value.number == 0) return "0 of " + grouped(value.base);
  std::string unit(measure.base);
  if (value.base == 1 && unit.ends_with('s')) unit.pop_back();
  return grouped(value.base) + " " + unit;
}

/// NRR with ordinary swings in its interval: as many ratings fewer as weeks differ more than coin tosses.
Value widened(Value value, const std::optional<double>& swings) {
  if (value.number && swings) value.interval = stats::wilson(*value.number, static_cast<double>(value.base) / *swings);
  return value;
}

Value weighted(const Context& context, const analyze::Selection& selection) {
  const auto rate = analyze::weighted_nrr(context.view, selection);
  if (!rate) return {};
  Value value{rate->rate, 0, std::llround(rate->effective_base), stats::wilson(rate->rate, rate->effective_base)};
  return value;
}

Table key_figures(const Context& context, const Headline& headline, const Value& mix_now, const Value& mix_then) {
  Table table;
  table.key = "figures";
  table.columns = {{"measure", "", Audience::everybody, false, false},
                   {"value", heading_now(context), Audience::everybody, true, false},
                   {"interval", "95 % interval", Audience::readers, true, false},
                   {"low", "low", Audience::machines, true, false},
                   {"high", "high", Audience::machines, true, false}};
  if (context.before) {
    table.columns.push_back({"before", heading_before(context), Audience::everybody, true, false});
    table.columns.push_back({"change", "change", Audience::everybody, true, false});
  }
  table.columns.push_back({"base", "base", Audience::everybody, true, false});
  const auto add = [&](const Measure& measure, std::string title, const Value& now, const Value& then) {
    std::vector<Cell> row{text(std::move(title)), cell_of(measure, now, context.min_ratings())};
    if (now.interval) {
      const bool is_share = measure.kind == MeasureKind::share;
      row.push_back(Cell(Range{now.interval->low, now.interval->high, is_share ? Range::Of::share : Range::Of::score},
                         Tone::dim, now.base < context.min_ratings()));
      row.push_back(is_share ? share(now.interval->low) : score(now.interval->low));
      row.push_back(is_share ? share(now.interval->high) : score(now.interval->high));
    } else {
      row.insert(row.end(), 3, Cell());
    }
    if (context.before) {
      row.push_back(cell_of(measure, then, context.min_ratings()));
      row.push_back(change_cell(measure, now, then, context, headline.comparison.verdict));
      if (headline.scales_differ && measure.base == "ratings") row.back() = Missing{};
    }
    row.push_back(text(base_in_words(measure, now), Tone::dim));
    table.rows.push_back(std::move(row));
  };
  const auto add_measure = [&](std::string_view key, bool even_if_undefined) {
    const Measure& measure = analyze::require_measure(key);
    const bool swings = key == "nrr" || key == "true_nrr" || key == "agent_nrr";
    const auto value = [&](const Value& plain) { return swings ? widened(plain, headline.swings) : plain; };
    const Value now = value(value_now(context, key));
    if (!now.number && !even_if_undefined) return;
    add(measure, std::string(measure.title), now, context.before ? value(value_then(context, key)) : Value{});
  };
  static constexpr std::string_view last[] = {"csi",        "nps",       "response_rate", "comment_rate", "first_reply",
                                              "resolution", "one_touch", "fcr",           "reopen_rate",  "sla_breach"};
  add_measure("nrr", true);
  if (mix_now.number)
    add(analyze::require_measure("nrr"), "NRR, mix-weighted", widened(mix_now, headline.swings), mix_then);
  add_measure("true_nrr", false);
  add_measure("agent_nrr", false);
  add_measure("csat", true);
  add_measure("coverage", true);
  add_measure("tickets", true);
  add_measure("rated", true);
  if (context.tally.unreadable + context.tally_then.unreadable > 0) add_measure("unreadable", true);
  for (const auto key : last) add_measure(key, false);
  return table;
}

/// The goal of a measure, where one is set.
std::optional<double> goal_of(const Context& context, std::string_view key) {
  for (const auto& [measure, line] : context.extras.goals)
    if (measure == key) return line;
  return std::nullopt;
}

bool reaches(const Measure& measure, double number, double goal) {
  return measure.direction == Direction::higher_is_better ? number >= goal : number <= goal;
}

/// A cell of a goal as readers see it.
std::string reads_as(const Cell& cell) {
  if (const auto* one = std::get_if<Share>(&cell.content)) return percent(one->fraction);
  if (const auto* one = std::get_if<Duration>(&cell.content)) return minutes_in_words(one->minutes);
  if (const auto* one = std::get_if<Count>(&cell.content)) return grouped(one->value);
  if (const auto* one = std::get_if<Score>(&cell.content)) return shortest(std::round(one->value * 10) / 10);
  return {};
}

/// The few figures that a hurried reader wants, with the period before, the goal and how they ran.
Table first_figures(const Context& context, const Headline& headline) {
  constexpr std::size_t most_periods = 12;
  const std::size_t periods = std::min(most_periods, context.history.size());
  const bool goals = !context.extras.goals.empty();
  Table table;
  table.key = "key_figures";
  table.tiles = true;
  table.columns = {{"measure", "", Audience::everybody, false}, {"value", heading_now(context)}};
  if (context.before) {
    table.columns.push_back({"before", heading_before(context)});
    table.columns.push_back({"change", "change"});
  }
  if (goals) table.columns.push_back({"goal", "goal"});
  if (periods > 1)
    table.columns.push_back(
        {"line", counted(static_cast<std::int64_t>(periods), name_of(context.unit)), Audience::readers, false});
  table.columns.push_back({"base", "base", Audience::everybody, true, false, false, true});
  const auto add = [&](std::string title, std::string_view key, Cell value, Cell before, Cell change, std::string base,
                       const Measure* measure) {
    std::vector<Cell> row{text(std::move(title)), std::move(value)};
    if (context.before) row.insert(row.end(), {std::move(before), std::move(change)});
    if (goals) {
      const auto goal = goal_of(context, key);
      Cell cell;
      if (goal && measure != nullptr) {
        Value line;
        line.number = *goal;
        cell = cell_of(*measure, line);
        const Value now = value_now(context, key);
        if (now.number && !reaches(*measure, *now.number, *goal)) cell = text(reads_as(cell) + " missed");
      }
      row.push_back(std::move(cell));
    }
    if (periods > 1) {
      Spark spark;
      if (measure != nullptr)
        for (const auto& period : std::span(context.history).last(periods)) {
          const Value one = measure->compute({context.view, period.tally, period.cohort});
          const bool shown = measure->kind == MeasureKind::count || one.base >= context.min_ratings();
          spark.values.push_back(shown ? one.number : std::nullopt);
        }
      row.push_back(measure == nullptr ? Cell() : Cell(std::move(spark)));
    }
    row.push_back(text(std::move(base), Tone::dim));
    table.rows.push_back(std::move(row));
  };
  for (const std::string_view key : {"nrr", "csat", "coverage", "rated", "first_reply"}) {
    const Measure& measure = analyze::require_measure(key);
    const Value now = value_now(context, key), then = context.before ? value_then(context, key) : Value{};
    if (!now.number && key == "first_reply") continue;
    Cell change = change_cell(measure, now, then, context, headline.comparison.verdict);
    if (headline.scales_differ && measure.base == "ratings") change = Missing{};
    Cell value = cell_of(measure, now, context.min_ratings());
    if (key == "nrr")
      value.behind =
          behind(context, negatives_in(context.view, context.now), context.drill({"reviews", {}, context.period}));
    add(key == "rated" ? std::string("ratings") : std::string(measure.title), key, std::move(value),
        cell_of(measure, then, context.min_ratings()), std::move(change), base_in_words(measure, now), &measure);
  }
  if (const auto waiting = waiting_of(context); waiting.overdue + waiting.in_time > 0)
    add("overdue", "waiting", count(waiting.overdue), Cell(), Cell(),
        fmt::format("and {} in time", grouped(waiting.in_time)), nullptr);
  return table;
}

Table scales(const Context& context, const std::vector<ScaleCount>& counts) {
  Table table;
  table.key = "scales";
  table.title = "By rating scale, which are not comparable with one another";
  table.columns = {{"scale", "scale", Audience::everybody, false, false},
                   {"rated", "rated", Audience::everybody, true, false},
                   {"negative", "negative", Audience::everybody, true, false},
                   {"nrr", "NRR", Audience::everybody, true, false},
                   {"csat", "CSAT", Audience::everybody, true, false}};
  if (context.before) table.columns.push_back({"nrr_before", "NRR " + heading_before(context)});
  const Measure& csat = analyze::require_measure("csat");
  const Measure& nrr = analyze::require_measure("nrr");
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const ScaleCount& scale = counts[i];
    if (scale.now.rated == 0 && scale.then.rated == 0) continue;
    const auto cell = [&](const Measure& measure, const analyze::Tally& tally) {
      return cell_of(measure, measure.compute({context.view, tally, {}}), context.min_ratings());
    };
    std::vector<Cell> row{text(context.view.store().scales[i].key), count(scale.now.rated), count(scale.now.negative),
                          cell(nrr, scale.now), cell(csat, scale.now)};
    if (context.before) row.push_back(cell(nrr, scale.then));
    table.rows.push_back(std::move(row));
  }
  return table;
}

// --- how far to trust them

std::string settle_in_words(const Context& context, const Comparison& comparison) {
  if (comparison.verdict == Verdict::none || comparison.verdict == Verdict::beyond) return {};
  const auto needed = analyze::ratings_to_settle(comparison);
  if (!needed) return {};
  const std::string each = context.one_unit ? "a " + std::string(name_of(context.unit)) : "a period";
  const std::int64_t more = *needed - comparison.now.base;
  if (more <= 0) return {};
  if (*needed > 50 * comparison.now.base)
    return " A change this small could not be settled by any likely number of ratings.";
  return fmt::format(" About {} more ratings {} would settle a change of this size.", roughly(more), each);
}

std::string flip_in_words(const Context& context, const Headline& headline) {
  if (headline.comparison.verdict == Verdict::none || headline.explained_by_answers) return {};
  const analyze::Tally &now = context.tally, &then = context.tally_then;
  Comparison strict = headline.comparison;
  if (headline.comparison.swings_known) {
    // The same earlier periods, neutrals counted as negative.
    std::vector<analyze::PeriodCount> periods = context.history;
    for (analyze::PeriodCount& period : periods)
      period.nrr = {period.tally.negative + period.tally.neutral, period.tally.rated};
    if (const auto background = analyze::background_of(periods, context.announced_change()))
      strict = analyze::compare({now.negative + now.neutral, now.rated}, *background, headline.comparison.budget);
  } else {
    strict =
        analyze::compare({now.negative + now.neutral, now.rated},
                         analyze::Background{{then.negative + then.neutral, then.rated}}, headline.comparison.budget);
  }
  const bool neutrals_matter = now.neutral + then.neutral > 0 && strict.verdict != headline.comparison.verdict;
  const auto flips = analyze::ratings_to_flip(headline.comparison);
  if (!flips) return neutrals_matter ? " The verdict would flip if neutrals counted as negative." : "";
  return fmt::format(" The verdict would flip if {} changed{}.", counted(*flips, "rating"),
                     neutrals_matter ? ", or if neutrals counted as negative" : "");
}

std::string precision(const Context& context, const Headline& headline) {
  const Value nrr = widened(value_now(context, "nrr"), headline.swings);
  if (!nrr.number || !nrr.interval || nrr.base < context.min_ratings()) return {};
  const double half = (nrr.interval->high - nrr.interval->low) / 2;
  const auto rise =
      headline.comparison.verdict == Verdict::beyond ? std::nullopt : analyze::least_rise(headline.comparison);
  const std::string would_show = rise ? fmt::format(" A {} of so many ratings would show a worsening from {} on.",
                                                    name_of(context.unit), "+" + points(*rise))
                                      : std::string();
  const bool wider = headline.swings && *headline.swings > 1.05;
  return fmt::format("± {}, from {}{}.", points(half), counted(nrr.base, "rating"),
                     wider ? fmt::format(", as {}s differ {}× as much as coin tosses would", name_of(context.unit),
                                         fixed(std::sqrt(*headline.swings), 1))
                           : "") +
         would_show + settle_in_words(context, headline.comparison) + flip_in_words(context, headline);
}

/// Tickets without a date stand in no period, so its coverage says nothing of them.
std::string undated_in_words(const Context& context) {
  if (!context.period || context.undated == 0) return {};
  const bool one = context.undated == 1;
  const std::string rated = context.undated_rated == 0 ? (one ? "not rated" : "none of them rated")
                            : context.undated_rated == context.undated
                                ? (one ? "rated" : "all of them rated")
                                : grouped(context.undated_rated) + " of them rated";
  return fmt::format("{} more in the files {} no date ({}), so {} in no period and not in this coverage.",
                     counted(context.undated, "ticket"), one ? "has" : "have", rated, one ? "it stands" : "they stand");
}

std::string silence(const Context& context) {
  const Value coverage = value_now(context, "coverage");
  if (!coverage.number) {
    if (context.view.only_rated())
      return "The files hold rated tickets only, so how many did not answer can't be told, nor what they think.";
    return {};
  }
  const std::int64_t silent = coverage.base - coverage.part;
  if (silent == 0)
    return context.undated > 0 ? fmt::format("Every ticket of {} is {}.", context.label,
                                             context.tally.unreadable > 0 ? "answered" : "rated")
                               : "Every customer answered.";
  const double goal = context.view.counting().coverage_goal;
  std::string words;
  if (coverage.part == 0) {
    words = fmt::format("None of the {} was rated.", counted(coverage.base, "ticket"));
  } else {
    // Both parts of the bounds stand on coverage's own tickets.
    analyze::Tally cohort;
    for (const analyze::Row row : context.now.cohort) context.view.add_row(cohort, row);
    const Value rate = analyze::require_measure("nrr").compute({context.view, cohort, {}});
    auto bounds = rate.number ? stats::worst_case(*rate.number, *coverage.number) : std::nullopt;
    if (bounds && rate.ends)
      bounds = stats::Interval{stats::worst_case(rate.ends->least, *coverage.number)->low,
                               stats::worst_case(rate.ends->most, *coverage.number)->high};
    words = fmt::format("{} ({} of {}) did not answer, and ratings cannot say what they think",
                        percent(1 - *coverage.number, 0), grouped(silent), counted(coverage.base, "ticket"));
    if (bounds)
      words +=
          fmt::format(": from {} (all content) to {} (none) is possible", percent(bounds->low), percent(bounds->high));
    words += ".";
  }
  words += fmt::format(" Coverage is {} the working goal of {}.", *coverage.number < goal ? "under" : "at or above",
                       percent(goal, 0));
  if (context.period && analyze::immature(context.view, *context.period)) {
    const auto delay = analyze::rating_delay(context.view, 0.9);
    words += fmt::format(" It is still growing: 9 of 10 ratings come within {}, which have not passed since {}.",
                         minutes_in_words(delay.value_or(0)), context.label);
  }
  return words;
}

std::string weighting(const Context& context, const Value& mix) {
  const Value nrr = value_now(context, "nrr");
  if (!mix.number || !nrr.number || nrr.base < context.min_ratings()) return {};
  if (std::abs(*mix.number - *nrr.number) < 0.01) return {};
  return fmt::format(
      "Weighted to the ticket mix NRR is {} rather than {}: the work whose customers answer "
      "more often is the {} one.",
      percent(*mix.number), percent(*nrr.number), *mix.number < *nrr.number ? "unhappier" : "happier");
}

std::string neutrals(const Context& context) {
  const analyze::Tally& tally = context.tally;
  if (tally.neutral == 0) return {};
  if (context.view.counting().base == analyze::Base::decided)
    return fmt::format("{} {} neutral and left out of NRR's base (--base decided).", counted(tally.neutral, "rating"),
                       tally.neutral == 1 ? "is" : "are");
  std::string words = fmt::format("{} {} neutral, so NRR and CSAT do not add up to 100 %",
                                  counted(tally.neutral, "rating"), tally.neutral == 1 ? "is" : "are");
  if (tally.rated >= context.min_ratings())
    words +=
        fmt::format("; counted as negative, NRR would be {}",
                    percent(static_cast<double>(tally.negative + tally.neutral) / static_cast<double>(tally.rated)));
  return words + ".";
}

std::string challenges(const Context& context) {
  const analyze::Tally& tally = context.tally;
  if (context.view.annotations().of_rating.empty() || tally.negative == 0) return {};
  std::string words = fmt::format("{} of {} reviewed", grouped(tally.reviewed), counted(tally.negative, "negative"));
  if (const std::int64_t overturned = tally.overturned.all(); overturned > 0)
    words += fmt::format(", {} overturned (the {} still unhappy)", grouped(overturned),
                         overturned == 1 ? "customer is" : "customers are");
  words += ".";
  const std::int64_t undecided = tally.negative - tally.reviewed;
  if (undecided > 0) {
    analyze::Tally all_outside = tally;
    all_outside.cleared.negative += undecided;
    const Measure& agent = analyze::require_measure("agent_nrr");
    const Value least = agent.compute({context.view, all_outside, {}}), most = agent.compute({context.view, tally, {}});
    if (least.number && most.number && most.base >= context.min_ratings())
      words += fmt::format(
          " Agent NRR{} lies between {} (if all the rest were outside the agents' control) and {} (if none).",
          actionable_in_words(context.view).empty() ? "" : " *", percent(*least.number), percent(*most.number));
  }
  if (const std::int64_t open = tally.challenged.all(); open > 0)
    words += fmt::format(" {} open.", counted(open, "challenge is", "challenges are"));
  return words;
}

std::string goal_in_words(const Context& context, const std::string& key, double line) {
  const Measure* measure = analyze::measure_named(key);
  if (measure == nullptr) return {};
  const Value now = value_now(context, key);
  const bool is_share = measure->kind == MeasureKind::share;
  const auto figure = [&](double number) {
    return is_share ? percent(number) : shortest(std::round(number * 10) / 10);
  };
  if (!now.number)
    return fmt::format("{} has no figure here to hold against the goal of {}.", measure->title, figure(line));
  const auto reached = [&](double number) {
    return measure->direction == Direction::higher_is_better ? number >= line : number <= line;
  };
  std::string words = fmt::format("{} {} the goal of {} ({}).", measure->title,
                                  reached(*now.number) ? "meets" : "misses", figure(line), figure(*now.number));
  if (measure->key == "true_nrr" && context.tally.challenged.all() > 0) {
    const Value best = analyze::challenge_range(context.view, context.tally).best;
    if (best.number)
      words += fmt::format(" With {} overturned it would be {} and {} it.",
                           context.tally.challenged.all() == 1
                               ? "the one open challenge"
                               : "all " + grouped(context.tally.challenged.all()) + " open challenges",
                           figure(*best.number), reached(*best.number) ? "meet" : "miss");
  }
  return words;
}

Facts trust(const Context& context, const Headline& headline, const Value& mix) {
  Facts facts;
  const auto add = [&](std::string label, std::string words) {
    if (!words.empty()) facts.items.emplace_back(std::move(label), std::move(words));
  };
  if (!value_now(context, "nrr").number) return facts;
  add("Precision", precision(context, headline));
  add("Silence", silence(context));
  add("Undated", undated_in_words(context));
  add("Mix", weighting(context, mix));
  add("Neutral", neutrals(context));
  add("Reviews", challenges(context));
  add("Actionable", actionable_in_words(context.view));
  for (const auto& [key, line] : context.extras.goals) add("Goal", goal_in_words(context, key, line));
  return facts;
}

}  // namespace

std::optional<document::Section> write_summary(const Context& context) {
  const std::vector<ScaleCount> scale_counts = by_scale(context);
  const Headline headline = judge(context);
  const Value mix_now = weighted(context, context.now);
  const Value mix_then = context.before ? weighted(context, context.then) : Value{};
  document::Section section{"summary", "Summary", {}};
  section.blocks.emplace_back(Paragraph{headline_in_words(context, headline), true});
  for (std::string& sentence : beside_headline(context.provenance, context.words))
    section.blocks.emplace_back(Paragraph{std::move(sentence), true});
  Table first = first_figures(context, headline);
  section.brief.emplace_back(first);
  section.blocks.emplace_back(std::move(first));
  Table figures = key_figures(context, headline, mix_now, mix_then);
  figures.title = "All figures";
  figures.folded = true;
  section.blocks.emplace_back(std::move(figures));
  if (Facts facts = trust(context, headline, mix_now); !facts.items.empty())
    section.blocks.emplace_back(std::move(facts));
  if (scale_counts.size() > 1) section.blocks.emplace_back(scales(context, scale_counts));
  return section;
}

std::vector<analyze::Claim> claims_of_summary(const Context& context) {
  const PeriodVerdict headline = judge_period(context);
  std::vector<analyze::Claim> claims;
  if (headline.answering && headline.answering->changed)
    claims.push_back(answering_claim(context.label, *headline.answering));
  if (headline.comparison.verdict != Verdict::beyond) return claims;
  const Comparison& comparison = headline.comparison;
  claims.push_back(verdict_claim(context.label, comparison));
  return claims;
}

}  // namespace dsat::report
