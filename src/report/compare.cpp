#include "dsat/report/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dsat/analyze/outcome.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/actionable.hpp"
#include "dsat/report/tables.hpp"
#include "dsat/stats/power.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::AtOneMix;
using analyze::Contrast;
using analyze::MeasureKind;

/// What is left of the difference in NRR at one mix of a dimension.
struct Mix {
  std::string key, title;
  AtOneMix rates;
};

Change::Of unit_of(MeasureKind kind) {
  switch (kind) {
    case MeasureKind::count:
      return Change::Of::count;
    case MeasureKind::share:
      return Change::Of::points;
    case MeasureKind::score:
    case MeasureKind::points:
      return Change::Of::score;
    case MeasureKind::minutes:
      return Change::Of::minutes;
  }
  return Change::Of::score;
}

/// `-16.4 to +6.6`: both ends with their signs, in points of a share or of the scale.
std::string ends_in_words(const stats::Interval& interval, MeasureKind kind) {
  const auto end = [&](double value) {
    const std::string number = fixed(std::abs(kind == MeasureKind::share ? value * 100 : value), 1);
    return (number == "0.0" ? "" : value < 0 ? "−" : "+") + number;
  };
  return end(interval.low) + " to " + end(interval.high);
}

Cell end_cell(const std::optional<stats::Interval>& interval, double stats::Interval::*end, MeasureKind kind) {
  if (!interval) return Missing{};
  return kind == MeasureKind::share ? Cell(Share{(*interval).*end}) : Cell(Score{(*interval).*end, 2});
}

std::vector<Column> columns(const Compared& what) {
  return {{"measure", "measure", Audience::machines, false},
          {"title", "measure", Audience::readers, false},
          {"a", what.name_a},
          {"a_base", "of"},
          {"b", what.name_b},
          {"b_base", "of"},
          {"difference", "difference"},
          {"range", "95 % of it", Audience::readers},
          {"difference_low", "low", Audience::machines},
          {"difference_high", "high", Audience::machines},
          {.key = "p", .title = "p", .spare = true}};
}

std::vector<Cell> row_of(const analyze::View& view, const analyze::Measure& measure, const Contrast& contrast) {
  const int least = view.counting().min_ratings;
  const bool few = measure.kind != MeasureKind::count && std::min(contrast.one.base, contrast.other.base) < least;
  const auto base = [&](const analyze::Value& value) {
    return measure.kind == MeasureKind::count || !value.number ? Cell() : count(value.base);
  };
  return {text(std::string(measure.key)),
          text(std::string(measure.title)),
          cell_of(measure, contrast.one, least),
          base(contrast.one),
          cell_of(measure, contrast.other, least),
          base(contrast.other),
          contrast.difference ? Cell(Change{*contrast.difference, unit_of(measure.kind)}, Tone::plain, few) : Cell(),
          contrast.interval && !few ? text(ends_in_words(*contrast.interval, measure.kind)) : Cell(),
          end_cell(contrast.interval, &stats::Interval::low, measure.kind),
          end_cell(contrast.interval, &stats::Interval::high, measure.kind),
          p_value(contrast.p)};
}

std::vector<Cell> row_of(const Mix& mix, std::int64_t base_a, std::int64_t base_b) {
  const auto& [key, title, rates] = mix;
  return {text("nrr_at_one_mix_of_" + key),
          text("NRR at one mix: " + title),
          share(rates.one),
          count(base_a),
          share(rates.other),
          count(base_b),
          Change{rates.difference.value, Change::Of::points},
          text(ends_in_words(rates.difference.interval, MeasureKind::share)),
          share(rates.difference.interval.low),
          share(rates.difference.interval.high),
          p_value(rates.p)};
}

std::string lower_or_higher(double difference) {
  return points(difference) + (difference < 0 ? " lower" : " higher");
}

std::string chance_in_words(double p) {
  return fmt::format("Were both sides alike, chance would make a difference as large {}.",
                     p > 0.85 ? std::string("nearly always") : odds(p) + " times");
}

/// The answer to the question that was asked.
std::string lead(const analyze::View& view, const Compared& what) {
  const Contrast nrr = analyze::contrast(view, analyze::require_measure("nrr"), what.a, what.b, what.dispersion);
  if (!nrr.difference)
    return fmt::format("NRR can't be compared: {} has {}, {} has {}.", what.name_a, share_with_base(nrr.one),
                       what.name_b, share_with_base(nrr.other));
  std::string words = fmt::format("NRR of {} is {}, of {} {}", what.name_a, share_with_base(nrr.one), what.name_b,
                                  share_with_base(nrr.other));
  words += *nrr.difference == 0 ? ": no difference." : ": " + lower_or_higher(*nrr.difference) + ".";
  if (nrr.interval)
    words += fmt::format(" From so many ratings it may be anything from {} points.",
                         ends_in_words(*nrr.interval, MeasureKind::share));
  if (nrr.p) words += " " + chance_in_words(*nrr.p);
  constexpr double rare = 0.05;
  if (nrr.p && *nrr.p >= rare && *nrr.difference != 0)
    if (const auto enough = stats::ratings_to_tell(*nrr.other.number, *nrr.one.number, what.dispersion))
      words += fmt::format(" About {} ratings on each side would tell it from chance.", roughly(*enough));
  return words;
}

/// How much of the difference is there only because the sides hold other kinds of work.
std::string mix_in_words(double difference, const std::vector<Mix>& mixes) {
  if (mixes.empty()) return {};
  const Mix& most = *std::ranges::max_element(mixes, {}, [](const Mix& mix) { return std::abs(mix.rates.mix); });
  constexpr double little = 0.005;
  if (std::abs(most.rates.mix) < little) {
    std::vector<std::string> titles;
    for (const Mix& mix : mixes) titles.push_back(mix.title);
    return fmt::format("Other work isn't the reason: the mix of {} makes under half a point of it.",
                       join(titles, ", of "));
  }
  const bool hides = most.rates.mix * difference < 0;
  return fmt::format("The sides differ in their mix of {}, which {} {}: at one mix NRR would be {} ({}).", most.title,
                     hides ? "hides" : "makes", points(most.rates.mix), lower_or_higher(most.rates.difference.value),
                     ends_in_words(most.rates.difference.interval, MeasureKind::share));
}

std::string note(const Compared& what, const std::vector<Mix>& mixes, const std::vector<std::string>& unshared) {
  std::vector<std::string> sentences = {"Differences are " + what.name_a + " less " + what.name_b + "."};
  if (what.periods)
    sentences.push_back(what.swings_known
                            ? fmt::format("NRR's interval and p allow for the ordinary swings between periods here "
                                          "({} times the variance of coin tosses).",
                                          fixed(what.dispersion, 1))
                            : "Ordinary swings between periods aren't known yet: chance means coin tosses.");
  for (const Mix& mix : mixes)
    if (mix.rates.shared.part < mix.rates.shared.base)
      sentences.push_back(
          fmt::format("{} of {} ratings are of {}s that both sides have; the others tell nothing about "
                      "one mix.",
                      grouped(mix.rates.shared.part), grouped(mix.rates.shared.base), mix.title));
  if (!unshared.empty())
    sentences.push_back("No mix can be taken out where nothing is on both sides: " + join(unshared, ", ") + ".");
  return join(sentences, " ");
}

}  // namespace

document::Section comparison(const analyze::View& view, const Compared& what) {
  Table table;
  table.key = "compare";
  table.columns = columns(what);
  for (const analyze::Measure* measure : what.measures) {
    const double dispersion = measure->key == "nrr" ? what.dispersion : 1;
    const Contrast contrast = analyze::contrast(view, *measure, what.a, what.b, dispersion);
    if (what.all_measures || contrast.one.number || contrast.other.number)
      table.rows.push_back(row_of(view, *measure, contrast));
  }
  std::vector<Mix> mixes;
  std::vector<std::string> unshared;
  for (const std::string& key : what.mix) {
    const analyze::Grouping grouping = analyze::grouping_named(view, key);
    const std::string title = fold(analyze::grouping_title(key));
    if (const auto rates = analyze::at_one_mix(view, grouping, what.a, what.b, what.dispersion))
      mixes.push_back({key, title, *rates});
    else
      unshared.push_back(title);
  }
  const stats::Share a = analyze::negatives(view, what.a.tally), b = analyze::negatives(view, what.b.tally);
  for (const Mix& mix : mixes) table.rows.push_back(row_of(mix, a.base, b.base));
  table.note = note(what, mixes, unshared);
  if (std::ranges::find(what.measures, "agent_nrr", &analyze::Measure::key) != what.measures.end())
    if (const std::string read = actionable_in_words(view); !read.empty()) add_note(table, "Agent NRR: " + read);

  Section section{"compare", "", {}};
  std::string words = lead(view, what);
  if (a.defined() && b.defined())
    if (const std::string mix = mix_in_words(*a.rate() - *b.rate(), mixes); !mix.empty()) words += " " + mix;
  section.blocks.emplace_back(Paragraph{words, true});
  section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace dsat::report
