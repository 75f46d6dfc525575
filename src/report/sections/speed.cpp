#include "dsat/analyze/speed.hpp"

#include <fmt/format.h>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/tables.hpp"
#include "dsat/report/unread.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::SpeedBin;
using analyze::SpeedCut;
using analyze::SpeedStudy;

std::string duration_name(Field duration) {
  return duration == Field::first_reply ? "the first reply" : "the solution";
}

std::string channel_name(const SpeedStudy& study, Code channel) {
  if (study.channels.groups() == 1) return "all tickets";
  return channel == 0 ? "tickets without a channel" : study.channels.names()[channel];
}

std::string share_in_words(const stats::Share& share) {
  return fmt::format("{} ({} of {})", percent(share.rate().value_or(0)), grouped(share.part), grouped(share.base));
}

/// About: between the fast and the slow side nothing was seen, and more than two digits would pretend.
std::string about(const stats::CriticalPoint& point) {
  double minutes = (point.fast_until + point.slow_from) / 2;
  double unit = 1;
  while (minutes / unit >= 100) unit *= 10;
  return "about " + minutes_in_words(std::round(minutes / unit) * unit);
}

std::string finding(const SpeedStudy& study, const SpeedCut& cut) {
  const auto& point = *cut.point;
  return fmt::format("on {}, ratings are worse beyond {} until {}: {} negative against {}",
                     channel_name(study, cut.channel), about(point), duration_name(cut.duration),
                     share_in_words(point.slow), share_in_words(point.fast));
}

std::string suggestion(const SpeedCut& cut) {
  return fmt::format(" A target within {} is where it would show (indicative: cuts from {} to {} fit nearly as well).",
                     minutes_in_words(cut.point->fast_until), minutes_in_words(cut.point->indicative.low),
                     minutes_in_words(cut.point->indicative.high));
}

/// What was looked at and shows nothing: as good to know, where people are made to hurry.
std::string silent(const SpeedStudy& study) {
  std::vector<std::string> parts;
  for (const SpeedCut& cut : study.cuts)
    if (cut.tested && !cut.found)
      parts.push_back(fmt::format("{} until {} ({} to {})", channel_name(study, cut.channel),
                                  duration_name(cut.duration), minutes_in_words(cut.shortest),
                                  minutes_in_words(cut.longest)));
  return parts.empty() ? "" : "No effect found: " + join(parts, ", ") + ".";
}

std::string sentences(const Context& context, const SpeedStudy& study) {
  std::string words;
  std::size_t tested = 0;
  for (const SpeedCut& cut : study.cuts) {
    tested += cut.tested ? 1 : 0;
    if (!cut.found) continue;
    words += (words.empty() ? "" : " ") + capitalized(finding(study, cut)) + "." + suggestion(cut);
  }
  if (!words.empty()) words += " This is an association: slow tickets may be the harder ones.";
  if (tested == 0) return "Too few ratings with a reply or resolution time to look for a critical point.";
  const std::string rest = silent(study);
  if (words.empty())
    return fmt::format("Over {} ratings do not depend on reply or resolution time beyond chance. {}",
                       context.period ? context.recent_label : "all data", rest);
  return words + (rest.empty() ? "" : " " + rest);
}

Table critical_points(const Context& context, const SpeedStudy& study) {
  Table table;
  table.key = "critical_points";
  const Audience detail = context.full_detail ? Audience::everybody : Audience::machines;
  table.columns = {{"channel", "channel", Audience::everybody, false, true},
                   {"duration", "time until", Audience::everybody, false, false},
                   {"ratings", "ratings", Audience::everybody, true, false},
                   {"verdict", "ratings are worse", Audience::everybody, false, false},
                   {"fast", "NRR faster", Audience::readers, true, false},
                   {"slow", "NRR slower", Audience::readers, true, false},
                   {"fast_until", "fast until, min", Audience::machines, true, false},
                   {"slow_from", "slow from, min", Audience::machines, true, false},
                   {"fast_nrr", "NRR faster", Audience::machines, true, false},
                   {"slow_nrr", "NRR slower", Audience::machines, true, false},
                   {"indicative_low", "indicative from, min", Audience::machines, true, false},
                   {"indicative_high", "indicative to, min", Audience::machines, true, false},
                   {"p", "p", detail, true, false},
                   {"p_corrected", "p, corrected", detail, true, false}};
  for (const SpeedCut& cut : study.cuts) {
    std::vector<Cell> row{text(channel_name(study, cut.channel)), text(duration_name(cut.duration)), count(cut.ratings),
                          text(!cut.tested  ? "too few ratings"
                               : !cut.found ? "no effect found"
                                            : "beyond " + about(*cut.point),
                               cut.found ? Tone::worse : Tone::dim)};
    if (cut.found) {
      row.insert(row.end(), {share(cut.point->fast.rate()), share(cut.point->slow.rate())});
    } else {
      row.insert(row.end(), 2, Cell());
    }
    if (cut.point) {
      const stats::CriticalPoint& point = *cut.point;
      row.insert(row.end(), {score(point.fast_until, 1), score(point.slow_from, 1), share(point.fast.rate()),
                             share(point.slow.rate()), score(point.indicative.low, 1), score(point.indicative.high, 1),
                             p_value(point.p), p_value(cut.p)});
    } else {
      row.insert(row.end(), 8, Cell());
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// A curve as a table and a picture; the critical point is marked where there is one.
void add_curve(document::Section& section, const std::string& key, const std::string& title,
               const std::vector<SpeedBin>& bins, const SpeedCut* cut, int min_ratings) {
  if (bins.size() < 3) return;
  Table table;
  table.key = key;
  table.title = title;
  table.columns = {{"minutes", "time, median", Audience::everybody, true, false},
                   {"from", "from, min", Audience::machines, true, false},
                   {"until", "until, min", Audience::machines, true, false},
                   {"rated", "rated", Audience::everybody, true, false},
                   {"negative", "negative", Audience::everybody, true, false},
                   {"nrr", "NRR", Audience::everybody, true, false},
                   {"fitted", "smoothed", Audience::everybody, true, false},
                   {"bar", "", Audience::readers, false, false}};
  double highest = 0;
  for (const SpeedBin& bin : bins) highest = std::max(highest, bin.fitted);
  for (const SpeedBin& bin : bins)
    table.rows.push_back({Duration{bin.median}, score(bin.from, 1), score(bin.until, 1), count(bin.share.base),
                          count(bin.share.part),
                          Cell(Share{*bin.share.rate()}, Tone::plain, bin.share.base < min_ratings),
                          Cell(Share{bin.fitted}, Tone::dim), Bar{highest > 0 ? bin.fitted / highest : 0}});
  table.note = "Smoothed: the closest curve that never falls with time.";
  Chart chart;
  chart.key = key;
  chart.title = title;
  chart.kind = Chart::Kind::curve;
  chart.table = key;
  chart.x = "minutes";
  chart.y = "fitted";
  if (cut != nullptr && cut->found) chart.marks.emplace_back(fixed(cut->point->slow_from, 1), "critical point");
  chart.description = fmt::format("{}: from {} at {} to {} at {}.", title, percent(bins.front().fitted),
                                  minutes_in_words(bins.front().median), percent(bins.back().fitted),
                                  minutes_in_words(bins.back().median));
  section.blocks.emplace_back(std::move(table));
  section.blocks.emplace_back(std::move(chart));
}

}  // namespace

std::optional<document::Section> write_speed(const Context& context) {
  const analyze::View& view = context.view;
  if (rates_withheld(view, context.recent)) return std::nullopt;
  const SpeedStudy study = analyze::study_speed(view, context.recent, context.budget().speed, &context.clusters());
  if (study.cuts.empty()) return std::nullopt;
  document::Section section{"speed", "Speed and ratings", {}};
  section.blocks.emplace_back(Paragraph{sentences(context, study), false});
  for (const SpeedCut& cut : study.cuts)
    if (cut.found)
      section.findings.push_back({Finding::Line::place, 2, "slow " + duration_name(cut.duration), finding(study, cut)});
  if (!section.findings.empty()) section.headline = sentences(context, study);
  section.blocks.emplace_back(critical_points(context, study));
  for (const Field duration : {Field::first_reply, Field::resolution}) {
    const std::string key(info(duration).key);
    add_curve(section, "curve_" + key, "NRR by time until " + duration_name(duration),
              analyze::speed_curve(view, context.recent, duration), nullptr, context.min_ratings());
  }
  for (const SpeedCut& cut : study.cuts)
    if (cut.found && study.channels.groups() > 1)
      add_curve(section, fmt::format("curve_{}_{}", info(cut.duration).key, cut.channel),
                fmt::format("NRR by time until {}, {}", duration_name(cut.duration), channel_name(study, cut.channel)),
                analyze::speed_curve(view, context.recent, cut.duration, &study.channels, cut.channel), &cut,
                context.min_ratings());
  return section;
}

std::vector<analyze::Claim> claims_of_speed(const Context& context) {
  std::vector<analyze::Claim> claims;
  if (rates_withheld(context.view, context.recent)) return claims;
  const SpeedStudy study =
      analyze::study_speed(context.view, context.recent, context.budget().speed, &context.clusters());
  for (const SpeedCut& cut : study.cuts) {
    if (!cut.found) continue;
    const std::string channel = channel_name(study, cut.channel);
    claims.push_back({analyze::Family::speed,
                      fmt::format("slow {} channel={}", info(cut.duration).key, channel),
                      capitalized(finding(study, cut)),
                      {}});
  }
  return claims;
}

}  // namespace dsat::report
