#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/tables.hpp"
#include "dsat/stats/interval.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::Direction;
using analyze::Measure;
using analyze::MeasureKind;
using analyze::Value;

std::string headline(const Context& context) {
  const Value now = value_now(context, "nrr");
  if (!now.number) {
    if (!context.provenance.no_rating_reason.empty())
      return "Nothing is rated here, so NRR is undefined (not 0): " + context.provenance.no_rating_reason + ".";
    return fmt::format("No rating in {}, so NRR is undefined (not 0); {} had no answer.", context.label,
                       counted(context.tally.tickets, "ticket"));
  }
  std::string text = "NRR is " + share_with_base(now);
  const Value then = context.before ? value_then(context, "nrr") : Value{};
  if (!then.number) return text + (context.period ? "; the period before has no ratings to compare with." : ".");
  text += ", " + change_of_share(*now.number, *then.number) + ".";
  const auto difference = stats::newcombe({now.part, now.base}, {then.part, then.base});
  if (difference && difference->interval.low <= 0 && difference->interval.high >= 0)
    text += fmt::format(" With {} against {}, a change this size may be chance.", counted(now.base, "rating"),
                        grouped(then.base));
  return text;
}

Cell change_cell(const Measure& measure, const Value& now, const Value& then) {
  if (!now.number || !then.number) return Missing{};
  const double difference = *now.number - *then.number;
  Change change{difference, Change::Of::points};
  if (measure.kind == MeasureKind::score) change.of = Change::Of::score;
  if (measure.kind == MeasureKind::minutes) change.of = Change::Of::minutes;
  if (measure.kind == MeasureKind::count) change.of = Change::Of::count;
  Tone tone = Tone::plain;
  if (difference != 0 && measure.direction != Direction::none)
    tone = (difference > 0) == (measure.direction == Direction::higher_is_better) ? Tone::better : Tone::worse;
  return Cell(change, tone);
}

std::string base_in_words(const Measure& measure, const Value& value) {
  if (!value.number) return "";
  if (measure.kind == MeasureKind::share) return grouped(value.part) + " of " + grouped(value.base);
  return grouped(value.base) + " " + std::string(measure.base);
}

Table key_figures(const Context& context) {
  Table table;
  table.key = "figures";
  table.columns = {{"measure", "", Audience::everybody, false, false},
                   {"value", context.period ? context.label : "all", Audience::everybody, true, false},
                   {"interval", "95 % interval", Audience::readers, true, false},
                   {"low", "low", Audience::machines, true, false},
                   {"high", "high", Audience::machines, true, false}};
  if (context.before) {
    table.columns.push_back({"before", context.before_label, Audience::everybody, true, false});
    table.columns.push_back({"change", "change", Audience::everybody, true, false});
  }
  table.columns.push_back({"base", "base", Audience::everybody, true, false});
  static constexpr std::string_view always[] = {"nrr", "csat", "coverage"};
  static constexpr std::string_view where_known[] = {"true_nrr",     "csi",         "nps",        "response_rate",
                                                     "comment_rate", "first_reply", "resolution", "one_touch",
                                                     "fcr",          "reopen_rate", "sla_breach"};
  const auto add = [&](std::string_view key, bool even_if_undefined) {
    const Measure& measure = analyze::require_measure(key);
    const Value now = value_now(context, key);
    if (!now.number && !even_if_undefined) return;
    std::vector<Cell> row{text(std::string(measure.title)), cell_of(measure, now, context.min_ratings())};
    if (now.interval) {
      row.push_back(Cell(Range{now.interval->low, now.interval->high,
                               measure.kind == MeasureKind::share ? Range::Of::share : Range::Of::score},
                         Tone::dim, now.base < context.min_ratings()));
      const bool is_share = measure.kind == MeasureKind::share;
      row.push_back(is_share ? share(now.interval->low) : score(now.interval->low));
      row.push_back(is_share ? share(now.interval->high) : score(now.interval->high));
    } else {
      row.insert(row.end(), 3, Cell());
    }
    if (context.before) {
      const Value then = value_then(context, key);
      row.push_back(cell_of(measure, then, context.min_ratings()));
      row.push_back(change_cell(measure, now, then));
    }
    row.push_back(text(base_in_words(measure, now), Tone::dim));
    table.rows.push_back(std::move(row));
  };
  for (const auto key : always) add(key, true);
  for (const auto key : where_known) add(key, false);
  return table;
}

Facts trust(const Context& context) {
  Facts facts;
  const Value nrr = value_now(context, "nrr");
  if (nrr.number && nrr.interval) {
    const double half = (nrr.interval->high - nrr.interval->low) / 2;
    facts.items.emplace_back("Precision", fmt::format("± {}, from {}.", points(half), counted(nrr.base, "rating")));
  }
  const Value coverage = value_now(context, "coverage");
  if (nrr.number && coverage.number && *coverage.number < 1) {
    const auto bounds = stats::worst_case(*nrr.number, *coverage.number);
    std::string words =
        fmt::format("{} did not answer, and ratings cannot say what they think", percent(1 - *coverage.number, 0));
    if (bounds)
      words +=
          fmt::format(": from {} (all content) to {} (none) is possible", percent(bounds->low), percent(bounds->high));
    words += fmt::format(". Coverage is {} the working goal of {}.",
                         *coverage.number < context.view.counting().coverage_goal ? "under" : "at or above",
                         percent(context.view.counting().coverage_goal, 0));
    facts.items.emplace_back("Silence", words);
  } else if (!coverage.number && context.view.only_rated()) {
    facts.items.emplace_back(
        "Silence", "The files hold rated tickets only, so coverage is unknown: how many did not answer can't be told.");
  }
  if (context.tally.neutral > 0) {
    const auto strict = context.tally.rated > 0
                            ? std::optional(static_cast<double>(context.tally.negative + context.tally.neutral) /
                                            static_cast<double>(context.tally.rated))
                            : std::nullopt;
    facts.items.emplace_back(
        "Neutral",
        fmt::format("{} {} neutral, so NRR and CSAT do not add up to 100 %; counted as negative, NRR would be {}.",
                    counted(context.tally.neutral, "rating"), context.tally.neutral == 1 ? "is" : "are",
                    percent(strict.value_or(0))));
  }
  return facts;
}

}  // namespace

std::optional<document::Section> write_summary(const Context& context) {
  document::Section section{"summary", "Summary", {}};
  section.blocks.emplace_back(Paragraph{headline(context), true});
  section.blocks.emplace_back(key_figures(context));
  if (Facts facts = trust(context); !facts.items.empty()) section.blocks.emplace_back(std::move(facts));
  return section;
}

}  // namespace dsat::report
