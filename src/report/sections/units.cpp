#include "report/sections/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>

#include "dsat/analyze/measure.hpp"
#include "dsat/analyze/points.hpp"
#include "dsat/analyze/topic.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/actionable.hpp"
#include "dsat/report/tables.hpp"
#include "dsat/stats/interval.hpp"
#include "report/behind.hpp"
#include "report/sections/groups.hpp"
#include "report/wording.hpp"

namespace dsat::report {

using namespace document;
using analyze::Band;

const UnitKind agents_against_mix{"agent", "agents", {"channel", "team", "topic"}, &analyze::Budget::agents};
const UnitKind teams_against_mix{"team", "teams", {"channel", "topic"}, &analyze::Budget::teams};

namespace {

std::vector<analyze::Grouping> mix_of(const Context& context, const UnitKind& kind) {
  std::vector<analyze::Grouping> mix;
  for (const auto key : kind.mix) {
    if (key == "topic") {
      mix.push_back(analyze::topics(context.view));
    } else if (const analyze::Dimension* dimension = analyze::dimension_named(key); dimension->carried(context.view)) {
      mix.push_back(dimension->group(context.view));
    }
  }
  return mix;
}

std::vector<std::string> named(const UnitComparison& comparison, Band band) {
  std::vector<std::string> names;
  for (const UnitLine& line : comparison.lines) {
    if (line.result.band != band) continue;
    names.push_back(fmt::format("{} ({} of {}, where {} are expected for the mix of work)", line.name,
                                grouped(line.result.share.part), grouped(line.result.share.base),
                                fixed(line.result.expected * static_cast<double>(line.result.share.base), 1)));
  }
  return names;
}

/// Whether reviews say anything: measures of challenges and faults.
constexpr std::array<std::string_view, 2> reviewed_measures = {"true_nrr", "agent_nrr"};

/// The share of negatives that somebody reviewed.
std::optional<double> reviewed_share(const analyze::Tally& tally) {
  return stats::Share{tally.reviewed, tally.negative}.rate();
}

bool only_one_period(const Context& context) {
  return context.recent.rows.size() == context.now.rows.size();
}

}  // namespace

std::string band_in_words(Band band) {
  switch (band) {
    case Band::few:
      return "too few";
    case Band::worse:
      return "worse";
    case Band::same:
      return "none shown";
    case Band::better:
      return "better";
  }
  return {};
}

std::optional<UnitComparison> compare_units(const Context& context, const UnitKind& kind,
                                            const analyze::Selection& recent, const analyze::Selection& now) {
  const analyze::Dimension* dimension = analyze::dimension_named(kind.dimension);
  if (!dimension->carried(context.view)) return std::nullopt;
  UnitComparison comparison;
  comparison.kind = &kind;
  comparison.grouping = dimension->group(context.view);
  comparison.overlapping = comparison.grouping.overlapping();
  const std::vector<analyze::Grouping> mix = mix_of(context, kind);
  std::vector<const analyze::Grouping*> pointers;
  for (const analyze::Grouping& grouping : mix) pointers.push_back(&grouping);
  std::optional<analyze::Grouping> members;
  if (const auto* agent = analyze::dimension_named("agent");
      kind.dimension != agent->key && agent->carried(context.view))
    members = agent->group(context.view);
  if (members && members->overlapping()) members.reset();
  comparison.budget = context.budget().*kind.budget;
  comparison.study = analyze::study_units(
      context.view, recent, comparison.grouping, pointers,
      {comparison.budget, std::max(1, context.min_ratings()), &context.clusters(), members ? &*members : nullptr});

  std::map<Code, UnitLine> lines;
  const analyze::Grouping* by[] = {&comparison.grouping};
  const auto count = [&](const analyze::Selection& selection, analyze::Tally UnitLine::*part) {
    for (analyze::Group& group : analyze::break_down(context.view, selection, by).groups) {
      UnitLine& line = lines[group.key.front()];
      line.name = group_name(comparison.grouping.names()[group.key.front()]);
      line.*part = group.tally;
    }
  };
  count(recent, &UnitLine::recent);
  count(now, &UnitLine::now);
  for (const analyze::UnitResult& result : comparison.study.units) lines[result.code].result = result;
  for (auto& [code, line] : lines) {
    // Tickets without an agent are shown, but nobody's performance.
    if (code == 0 || !nrr_of(context, line.recent).number) line.result.band = Band::few;
    comparison.lines.push_back(std::move(line));
  }
  if (comparison.lines.empty() || (comparison.lines.size() == 1 && comparison.lines.front().name == "(none)"))
    return std::nullopt;
  const auto order = [&](const UnitLine& line) {
    if (!comparison.study.differ) return 0;
    return line.result.band == Band::worse ? 0 : line.result.band == Band::better ? 2 : 1;
  };
  std::ranges::stable_sort(comparison.lines, [&](const UnitLine& a, const UnitLine& b) {
    if (order(a) != order(b)) return order(a) < order(b);
    return a.recent.negative != b.recent.negative ? a.recent.negative > b.recent.negative
           : a.recent.rated != b.recent.rated     ? a.recent.rated > b.recent.rated
                                                  : a.name < b.name;
  });
  return comparison;
}

std::string units_in_words(const Context& context, const UnitComparison& comparison) {
  const std::string many(comparison.kind->many);
  const std::string over = context.period ? "Over " + context.recent_label + ": " : "";
  const auto start = [&](std::string words) { return over + (over.empty() ? capitalized(std::move(words)) : words); };
  if (comparison.overlapping)
    return start(
        fmt::format("a rating counts for every one of the {} involved, so the lines overlap and aren't tested "
                    "against one another.",
                    many));
  const auto with_ratings = std::ranges::count_if(
      comparison.lines, [&](const UnitLine& line) { return line.result.band != Band::few && line.name != "(none)"; });
  if (with_ratings < 2)
    return start(fmt::format("too few ratings to compare {} ({} needed for each).", many, context.min_ratings()));
  if (!comparison.study.p)
    return start(fmt::format("no two {} do the same kind of work, so they can't be compared.", many));
  if (!comparison.study.differ)
    return start(
        fmt::format("no evidence that {} differ beyond chance and their mix of work, so they are listed by "
                    "negatives and not ranked.",
                    many));
  std::string words = start(fmt::format("{} differ by more than chance and their mix of work.", many));
  const auto worse = named(comparison, Band::worse), better = named(comparison, Band::better);
  if (!worse.empty()) words += " Clearly worse: " + join(worse, ", ") + ".";
  if (!better.empty()) words += " Clearly better: " + join(better, ", ") + ".";
  if (worse.empty() && better.empty()) words += " Nobody stands out alone.";
  words += " For the others no difference is shown.";
  return words;
}

namespace {

/// Wilson's interval at the level at which somebody is said to stand out: half the budget, shared by all compared.
std::pair<Cell, Cell> claim_interval(const stats::Share& share, const UnitComparison& comparison) {
  const auto compared = static_cast<double>(std::max<std::size_t>(comparison.study.units.size(), 1));
  const auto interval = stats::wilson(share, 1 - comparison.budget / 2 / compared);
  if (!interval) return {};
  return {document::share(interval->low), document::share(interval->high)};
}

}  // namespace

Table unit_table(const Context& context, const UnitComparison& comparison) {
  const bool recent_is_now = only_one_period(context);
  const bool reviewed = !context.view.annotations().of_rating.empty();
  const bool points = !context.view.counting().points.empty();
  const std::string dimension(comparison.kind->dimension);
  const Audience detail = context.full_detail ? Audience::everybody : Audience::machines;
  const Audience recent = recent_is_now ? Audience::machines : Audience::everybody;
  const std::string span =
      " " + (recent_is_now ? std::string("all")
                           : counted(static_cast<std::int64_t>(std::min<std::size_t>(12, context.history.size())),
                                     name_of(context.unit)));
  const analyze::Measure& nrr = analyze::require_measure("nrr");
  const int least = context.min_ratings();
  const auto figure = [&](std::string_view key, const analyze::Tally& tally) {
    const analyze::Measure& measure = analyze::require_measure(key);
    return cell_of(measure, measure.compute({context.view, tally, {}}), least);
  };

  struct Filled {
    Column column;
    std::function<Cell(const UnitLine&)> cell;
  };
  std::vector<Filled> all;
  const auto add = [&all](Column column, std::function<Cell(const UnitLine&)> cell) {
    all.push_back({std::move(column), std::move(cell)});
  };
  const auto compared = [&](const UnitLine& line) {
    return nrr_of(context, line.recent).number && !comparison.overlapping && line.result.share.base > 0 &&
           line.name != "(none)";
  };
  const auto of_now = [&](std::string_view key, Audience audience, bool spare = false) {
    const Column known = column_of(analyze::require_measure(key));
    add({known.key, known.title, audience, true, false, false, spare},
        [=](const UnitLine& line) { return figure(key, line.now); });
  };

  add({dimension, dimension, Audience::everybody, false, false}, [](const UnitLine& line) { return text(line.name); });
  of_now("rated", Audience::everybody);
  of_now("negative", Audience::everybody);
  of_now("nrr", Audience::everybody);
  of_now("nrr_low", Audience::machines);
  of_now("nrr_high", Audience::machines);
  if (reviewed) {
    for (const std::string_view key : reviewed_measures) of_now(key, Audience::everybody, true);
    add({"reviewed", "reviewed", Audience::machines},
        [](const UnitLine& line) { return share(reviewed_share(line.now)); });
  }
  add({"rated_recent", "rated," + span, Audience::machines},
      [&](const UnitLine& line) { return figure("rated", line.recent); });
  add({"negative_recent", "negative," + span, Audience::machines},
      [&](const UnitLine& line) { return figure("negative", line.recent); });
  add({"nrr_recent", "NRR," + span, recent},
      [&](const UnitLine& line) { return cell_of(nrr, nrr_of(context, line.recent), least); });
  add({"expected", "expected", Audience::everybody, true, false, false, !recent_is_now}, [&](const UnitLine& line) {
    return compared(line) ? Cell(Share{line.result.expected}, Tone::plain, nrr_of(context, line.recent).base < least)
                          : Cell();
  });
  add({"excess", "excess", Audience::everybody}, [&](const UnitLine& line) {
    if (!compared(line)) return Cell();
    const Tone tone = line.result.band == Band::worse    ? Tone::worse
                      : line.result.band == Band::better ? Tone::better
                                                         : Tone::plain;
    return Cell(Change{*line.result.share.rate() - line.result.expected, Change::Of::points}, tone,
                nrr_of(context, line.recent).base < least);
  });
  const auto likely = [&](std::string key, std::string title, double (*of)(const stats::Estimate&)) {
    add({std::move(key), std::move(title), Audience::machines}, [&compared, of](const UnitLine& line) {
      return compared(line) && line.result.likely ? share(of(*line.result.likely)) : Cell();
    });
  };
  likely("likely", "likely", [](const stats::Estimate& estimate) { return estimate.value; });
  likely("likely_low", "likely from", [](const stats::Estimate& estimate) { return estimate.interval.low; });
  likely("likely_high", "likely to", [](const stats::Estimate& estimate) { return estimate.interval.high; });
  const auto claimed = [&](std::string key, std::string title, bool high) {
    add({std::move(key), std::move(title), Audience::machines}, [&compared, &comparison, high](const UnitLine& line) {
      if (!compared(line)) return Cell();
      const auto [from, to] = claim_interval(line.result.share, comparison);
      return high ? to : from;
    });
  };
  claimed("claim_low", "least at the level of the claim", false);
  claimed("claim_high", "most at the level of the claim", true);
  add({"p", "p", detail},
      [&](const UnitLine& line) { return compared(line) && comparison.study.p ? p_value(line.result.p) : Cell(); });
  add({"band", "difference", Audience::everybody, false}, [&](const UnitLine& line) {
    if (!compared(line)) return Cell();
    const Band band = line.result.band;
    return text(band_in_words(band), band == Band::worse    ? Tone::worse
                                     : band == Band::better ? Tone::better
                                                            : Tone::dim);
  });
  of_now("csat", Audience::machines);
  of_now("one_touch", Audience::everybody, true);
  of_now("reopen_rate", Audience::everybody, true);
  if (points)
    add({"points", "points", Audience::everybody, true, false, false, true}, [&](const UnitLine& line) {
      if (line.name == "(none)") return Cell();
      return points_cell(analyze::sum(analyze::points_of(line.now, context.view.counting().points)));
    });

  Table table;
  table.key = std::string(comparison.kind->many);
  for (const Filled& one : all) table.columns.push_back(one.column);
  for (const UnitLine& line : comparison.lines) {
    std::vector<Cell> row;
    for (const Filled& one : all) row.push_back(one.cell(line));
    table.rows.push_back(std::move(row));
  }
  // Columns that the export knows nothing of would only take room.
  for (const auto key : {"one_touch", "reopen_rate"}) {
    const auto column = std::ranges::find(table.columns, key, &Column::key);
    const auto at = static_cast<std::size_t>(column - table.columns.begin());
    if (std::ranges::all_of(table.rows, [at](const auto& row) {
          return std::holds_alternative<Missing>(row[at].content) || row[at].suppressed;
        }))
      column->audience = Audience::machines;
  }
  if (reviewed) {
    analyze::Tally sum;
    for (const UnitLine& line : comparison.lines) sum += line.now;
    table.note = fmt::format(
        "After challenges and by the agent's own fault as far as reviewed: {} of {}. Whoever has less than {} reviewed "
        "is sorted by neither.",
        grouped(sum.reviewed), counted(sum.negative, "negative"), percent(enough_reviewed, 0));
  }
  mark_actionable(table, context.view);
  table.top = context.top;
  if (comparison.kind->dimension == "agent") table.more = context.drill({"agents", {"--top", "0"}, context.period});
  return table;
}

std::vector<Finding> unit_findings(const Context& context, const UnitComparison& comparison) {
  const std::string many(comparison.kind->many);
  const auto compared = std::ranges::count_if(
      comparison.lines, [](const UnitLine& line) { return line.result.band != Band::few && line.name != "(none)"; });
  if (!comparison.study.p || comparison.overlapping || compared < 2) return {};
  const std::string over = context.period ? " over " + context.recent_label : "";
  if (!comparison.study.differ)
    return {{Finding::Line::person, comparison.kind->dimension == "agent" ? 0.0 : -1.0, many,
             fmt::format("no {} stands out{}: no evidence that {} differ beyond chance and their mix of work",
                         comparison.kind->dimension, over, many)}};
  std::vector<Finding> findings;
  for (const UnitLine& line : comparison.lines) {
    const bool worse = line.result.band == Band::worse;
    if (!worse && line.result.band != Band::better) continue;
    const stats::Share& share = line.result.share;
    findings.push_back({Finding::Line::person, -std::log10(std::max(line.result.p, 1e-12)), line.name,
                        fmt::format("{} stands out{}: {} of {} negative{}, {} expected for the mix of work{}",
                                    line.name, worse ? "" : " for the better", grouped(share.part), grouped(share.base),
                                    over, fixed(line.result.expected * static_cast<double>(share.base), 1),
                                    worse ? " (read the tickets first)" : "")});
  }
  if (findings.empty())
    findings.push_back(
        {Finding::Line::person, 1, many,
         fmt::format("{} differ by more than chance and their mix of work{}, and nobody stands out alone", many,
                     over)});
  return findings;
}

namespace {

/// Actual against expected, with the interval at the level of the claim: the farthest above comes first.
Chart excess_picture(const Context& context, const UnitComparison& comparison) {
  Chart chart;
  chart.key = std::string(comparison.kind->many);
  chart.title = fmt::format("NRR of {} and what their mix of work would lead one to expect{}", comparison.kind->many,
                            context.period ? ", " + context.recent_label : "");
  chart.kind = Chart::Kind::dots;
  chart.table = std::string(comparison.kind->many);
  chart.x = std::string(comparison.kind->dimension);
  chart.y = "nrr_recent";
  chart.low = "claim_low";
  chart.high = "claim_high";
  chart.expected = "expected";
  chart.sort = "excess";
  chart.description =
      "Point: actual; tick: expected; line: what chance leaves possible at the level at which somebody is said to "
      "stand out. Sorted by how far actual lies above expected.";
  return chart;
}

}  // namespace

void add_units(document::Section& section, const Context& context, const UnitComparison& comparison) {
  section.findings = unit_findings(context, comparison);
  const std::string words = units_in_words(context, comparison);
  section.blocks.emplace_back(Paragraph{words, false});
  Table table = unit_table(context, comparison);
  const std::string dimension(comparison.kind->dimension);
  attach_negatives(table, context, context.now, dimension, dimension, "negative");
  const bool differ = comparison.study.differ && !comparison.overlapping;
  Table told = table;
  std::erase_if(told.rows, [&](const auto& row) {
    const auto* band = std::get_if<Text>(&row[column_place(table, "band")].content);
    return band == nullptr || (band->text != band_in_words(Band::worse) && band->text != band_in_words(Band::better));
  });
  if (differ && !told.rows.empty())
    section.brief.emplace_back(std::move(told));
  else
    section.headline = words;
  if (comparison.study.p && !comparison.overlapping) section.blocks.emplace_back(excess_picture(context, comparison));
  section.blocks.emplace_back(std::move(table));
}

std::vector<analyze::Claim> unit_claims(const UnitComparison& comparison) {
  std::vector<analyze::Claim> claims;
  if (!comparison.study.differ) return claims;
  for (const UnitLine& line : comparison.lines) {
    const bool worse = line.result.band == Band::worse;
    if (!worse && line.result.band != Band::better) continue;
    const std::string dimension(comparison.kind->dimension);
    analyze::Claim claim{analyze::Family::agents,
                         (worse ? "worse " : "better ") + dimension + "=" + line.name,
                         fmt::format("{} has {} than the mix of work explains: {} of {}", line.name,
                                     worse ? "more negatives" : "fewer negatives", grouped(line.result.share.part),
                                     grouped(line.result.share.base)),
                         {}};
    claim.lasting = analyze::Lasting{{dimension + "=" + line.name},
                                     analyze::Lasting::Figure::nrr,
                                     (*line.result.share.rate() + line.result.expected) / 2,
                                     worse};
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace dsat::report
