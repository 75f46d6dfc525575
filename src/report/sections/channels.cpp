#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dsat/analyze/mix_check.hpp"
#include "dsat/base/number.hpp"
#include "report/behind.hpp"
#include "report/sections/groups.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::MixCheck;
using analyze::MixVerdict;

/// The worst channel over the last periods, and whether it is so by itself.
struct Check {
  std::string channel;
  MixCheck check;
  double budget = 0;  ///< how often chance may make the section say that a channel stands out
  bool stands_out() const {
    return check.verdict == MixVerdict::holds && check.p <= budget && check.within->p <= budget;
  }
};

std::optional<Check> check_worst(const Context& context) {
  const analyze::Grouping grouping = analyze::grouping_named(context.view, "channel");
  const analyze::Grouping* by[] = {&grouping};
  const analyze::Breakdown channels = analyze::break_down(context.view, context.recent, by);
  std::size_t compared = 0;
  std::optional<Code> worst;
  double highest = -1;
  for (const analyze::Group& group : channels.groups) {
    const analyze::Value nrr = nrr_of(context, group.tally);
    if (group.key.front() == 0 || !nrr.number || nrr.base < std::max(1, context.min_ratings())) continue;
    ++compared;
    if (*nrr.number <= highest) continue;
    highest = *nrr.number;
    worst = group.key.front();
  }
  if (compared < 2) return std::nullopt;
  return Check{grouping.names()[*worst],
               analyze::check_mix(context.view, context.recent, grouping, *worst, compared, &context.clusters()),
               context.budget().channels};
}

std::string share_in_words(const stats::Share& share) {
  return fmt::format("{} ({} of {})", percent(share.rate().value_or(0)), grouped(share.part), grouped(share.base));
}

std::string this_period(const Context& context, const std::vector<GroupLine>& lines) {
  std::vector<const GroupLine*> ranked;
  for (const GroupLine& line : lines)
    if (line.now.rated >= std::max(1, context.min_ratings()) && line.name != "(none)") ranked.push_back(&line);
  if (ranked.size() < 2) return "Too few ratings to compare channels.";
  const auto rate = [&](const GroupLine* line) { return nrr_of(context, line->now).number.value_or(0); };
  const GroupLine* worst = *std::ranges::max_element(ranked, {}, rate);
  const GroupLine* best = *std::ranges::min_element(ranked, {}, rate);
  if (rate(worst) == rate(best)) return fmt::format("NRR is {} on every channel.", percent(rate(worst)));
  return fmt::format("Highest NRR on {}: {}; lowest on {}: {}.", worst->name,
                     share_with_base(nrr_of(context, worst->now)), best->name,
                     share_with_base(nrr_of(context, best->now)));
}

std::string in_words(const Check& check) {
  return fmt::format("{} is at {} against {} elsewhere", check.channel, share_in_words(check.check.group),
                     share_in_words(check.check.rest));
}

std::string check_in_words(const Context& context, const Check& check) {
  const std::string over = "Over " + (context.period ? context.recent_label : "all data");
  const auto& [group, rest, p, crude, within, verdict] = check.check;
  switch (verdict) {
    case MixVerdict::chance:
      return over + " channels differ no more than chance makes them.";
    case MixVerdict::holds:
      if (!check.stands_out())
        return fmt::format("{} {}. Chance does that {}; it is not the topic mix: within topics the difference stays.",
                           over, in_words(check), p >= 1 ? "nearly always" : odds(p) + " times");
      return fmt::format(
          "{} {}, beyond chance. It is not the topic mix: within the same topics the odds of a negative "
          "are {} times those elsewhere.",
          over, in_words(check), fixed(*within->odds_ratio, 1));
    case MixVerdict::due_to_mix:
      return fmt::format(
          "{} {}, but that is due to the topic mix: within the same topics {} is no worse (odds ratio "
          "{} instead of {}).",
          over, in_words(check), check.channel, fixed(*within->odds_ratio, 2), fixed(*crude, 2));
    case MixVerdict::unclear:
      return fmt::format("{} {}. Whether that is due to the topic mix can't be told from so few ratings.", over,
                         in_words(check));
  }
  return {};
}

Chart interval_bars(const Context& context) {
  Chart chart;
  chart.key = "channels";
  chart.title = "NRR by channel, with 95 % intervals, " + context.label;
  chart.kind = Chart::Kind::bars;
  chart.table = "channel";
  chart.x = "channel";
  chart.y = "nrr";
  chart.low = "nrr_low";
  chart.high = "nrr_high";
  chart.description = "A bar a channel, as long as its NRR; the thin line is what its ratings leave possible.";
  return chart;
}

Facts details(const Check& check) {
  Facts facts;
  std::string words = fmt::format("Fisher's exact test, for the worst of several: {}.", p_in_words(check.check.p));
  if (check.check.within)
    words += fmt::format(" Mantel–Haenszel within topics: χ² {}, {}.", fixed(check.check.within->statistic, 2),
                         p_in_words(check.check.within->p));
  facts.items.emplace_back("Tests", words);
  return facts;
}

}  // namespace

std::optional<document::Section> write_channels(const Context& context) {
  if (!analyze::dimension_named("channel")->carried(context.view)) return std::nullopt;
  const std::vector<GroupLine> lines = group_lines(context, "channel");
  if (lines.empty()) return std::nullopt;
  const auto check = check_worst(context);
  document::Section section{"channels", "Channels", {}};
  std::string words = this_period(context, lines);
  if (check) words += " " + check_in_words(context, *check);
  section.blocks.emplace_back(Paragraph{words, false});
  if (check && check->stands_out())
    section.findings.push_back(
        {Finding::Line::place, -std::log10(std::max(check->check.p, 1e-12)), "channel " + check->channel,
         fmt::format("{}, {} of {} negative over {}, elsewhere {}", check->channel, grouped(check->check.group.part),
                     grouped(check->check.group.base), context.period ? context.recent_label : "all data",
                     percent(check->check.rest.rate().value_or(0)))});
  Table table = group_table(context, "channel", lines);
  attach_negatives(table, context, context.now, "channel", "channel", "negative");
  section.brief.emplace_back(table);
  section.blocks.emplace_back(std::move(table));
  section.blocks.emplace_back(interval_bars(context));
  if (context.full_detail && check) section.blocks.emplace_back(details(*check));
  return section;
}

std::vector<analyze::Claim> claims_of_channels(const Context& context) {
  if (!analyze::dimension_named("channel")->carried(context.view)) return {};
  const auto check = check_worst(context);
  if (!check || !check->stands_out()) return {};
  analyze::Claim claim{analyze::Family::explain, "channel " + check->channel, in_words(*check), {}};
  claim.lasting = analyze::Lasting{{"channel=" + check->channel},
                                   analyze::Lasting::Figure::nrr,
                                   (*check->check.group.rate() + *check->check.rest.rate()) / 2,
                                   true};
  return {claim};
}

}  // namespace dsat::report
