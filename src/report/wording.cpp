#include "report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::report {

std::string share_with_base(const analyze::Value& value) {
  if (!value.number) return "undefined";
  return fmt::format("{} ({} of {})", percent(*value.number), grouped(value.part), grouped(value.base));
}

std::string points(double difference) {
  const std::string number = fixed(std::abs(difference) * 100, 1);
  return number + (number == "1.0" ? " point" : " points");
}

std::string change_of_share(double now, double then) {
  if (fixed(now * 100, 1) == fixed(then * 100, 1)) return "unchanged at " + percent(then);
  return fmt::format("{} {} from {}", now > then ? "up" : "down", points(now - then), percent(then));
}

std::string minutes_in_words(double minutes) {
  if (minutes < 1) return fmt::format("{} s", std::lround(minutes * 60));
  const long total = std::lround(minutes);
  if (total < 60) return fmt::format("{} min", total);
  if (total < 24 * 60) return fmt::format("{} h {:02} min", total / 60, total % 60);
  const long hours = std::lround(minutes / 60);
  return fmt::format("{} d {} h", hours / 24, hours % 24);
}

analyze::Value value_now(const Context& context, std::string_view measure) {
  return analyze::require_measure(measure).compute({context.view, context.tally, context.now.cohort});
}

analyze::Value value_then(const Context& context, std::string_view measure) {
  return analyze::require_measure(measure).compute({context.view, context.tally_then, context.then.cohort});
}

std::string period_name(const Context& context) {
  if (!context.period || !context.one_unit) return context.label;
  return std::string(name_of(context.unit)) + " " + context.label;
}

namespace {

constexpr std::array<std::string_view, 12> short_months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// The label of a calendar period without its year: `W46`, `Nov`, `Q4`, `3 Nov`.
std::string without_year(Unit unit, Day begin) {
  const std::string label = period_label(unit, period_of(unit, begin));
  const std::string month(short_months[static_cast<std::size_t>(civil(begin).month - 1)]);
  switch (unit) {
    case Unit::day:
      return std::to_string(civil(begin).day) + " " + month;
    case Unit::month:
      return month;
    case Unit::week:
    case Unit::quarter:
      return label.substr(label.find('-') + 1);
  }
  return label;
}

bool is_unit(const Context& context, const std::optional<DayRange>& range, std::string_view label) {
  return range && label == period_label(context.unit, period_of(context.unit, range->begin));
}

bool of_one_year(const Context& context) {
  constexpr std::size_t year = 4;
  return is_unit(context, context.period, context.label) &&
         (!context.before || (is_unit(context, context.before, context.before_label) &&
                              context.label.substr(0, year) == context.before_label.substr(0, year)));
}

}  // namespace

std::string heading_now(const Context& context) {
  if (!context.period) return "all";
  return of_one_year(context) ? without_year(context.unit, context.period->begin) : context.label;
}

std::string heading_before(const Context& context) {
  if (!context.before) return "before";
  if (of_one_year(context)) return without_year(context.unit, context.before->begin);
  return is_unit(context, context.before, context.before_label) ? context.before_label : "before";
}

std::string odds(double p) {
  if (p < 0.001) return "under 1 in 1,000";
  if (p > 0.85) return "nearly always";
  if (p > 0.7) return "about 3 in 4";
  if (p > 0.58) return "about 2 in 3";
  return "about 1 in " + roughly(std::llround(1 / p));
}

std::string how_many_differ(Unit unit, double p) {
  const std::string one(name_of(unit));
  if (p < 0.001) return "under 1 " + one + " in 1,000 differs";
  if (p > 0.85) return "nearly every " + one + " differs";
  if (p > 0.7) return "about 3 " + one + "s in 4 differ";
  if (p > 0.58) return "about 2 " + one + "s in 3 differ";
  return "about 1 " + one + " in " + roughly(std::llround(1 / p)) + " differs";
}

std::string p_in_words(double p) {
  return "p " + (p < 0.0001 ? "under 0.0001" : fixed(p, 4));
}

document::Cell p_value(std::optional<double> p) {
  constexpr double smallest = 1e-12;
  if (!p || *p >= 0.001) return document::score(p, 4);
  const double shown = std::max(*p, smallest);
  return document::score(shown, 1 - static_cast<int>(std::floor(std::log10(shown))));
}

std::string share_range(const stats::Interval& range) {
  return fixed(range.low * 100, 1) + " – " + percent(range.high);
}

std::string roughly(std::int64_t n) {
  std::int64_t unit = 1;
  while (n / unit >= 100) unit *= 10;
  return grouped((n + unit / 2) / unit * unit);
}

std::string two_units(const Context& context) {
  return "two " + std::string(name_of(context.unit)) + "s";
}

std::string spoken_date(const Context& context, Day day) {
  static constexpr std::array months = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
  const CivilDate date = civil(day);
  std::string text = fmt::format("{} {}", date.day, months[static_cast<std::size_t>(date.month - 1)]);
  const auto days = context.view.days_with_data();
  const Day reported = context.period && context.period->end < after_last_day ? context.period->end - 1
                       : days.empty()                                         ? day
                                                                              : days.back();
  if (civil(reported).year != date.year) text += " " + std::to_string(date.year);
  return text;
}

std::optional<analyze::Answering> answering_of(const Context& context) {
  if (!context.one_unit || context.partial) return std::nullopt;
  // Half of the survey's share: the other half is for its variants and delays.
  return analyze::study_answering(context.view, context.history, context.budget().survey / 2);
}

std::string answering_in_words(const Context& context, const analyze::Answering& answering) {
  return fmt::format(
      "{} customers answered than usual: {} ({} of {}) after {} in the {} before, each within {} of the "
      "solution.",
      answering.fewer() ? "Fewer" : "More", percent(answering.now.rate().value_or(0)), grouped(answering.now.part),
      grouped(answering.now.base), percent(answering.usual.rate().value_or(0)),
      counted(static_cast<std::int64_t>(answering.periods), name_of(context.unit)),
      answering.within == 0 ? std::string("the day") : counted(answering.within, "day"));
}

analyze::Claim answering_claim(const std::string& label, const analyze::Answering& answering) {
  return {analyze::Family::survey,
          "answers " + label + (answering.fewer() ? " fewer" : " more"),
          fmt::format("{} customers than usual answered in {}", answering.fewer() ? "fewer" : "more", label),
          {}};
}

analyze::Claim verdict_claim(const std::string& label, const analyze::Comparison& comparison) {
  const double now = *comparison.now.rate(), usual = *comparison.then.rate();
  analyze::Claim claim{analyze::Family::trend,
                       "period " + label + (comparison.up() ? " up" : " down"),
                       fmt::format("NRR is {} in {}, {} a usual {}", percent(now), label,
                                   comparison.up() ? "above" : "below", percent(usual)),
                       {}};
  claim.lasting = analyze::Lasting{{}, analyze::Lasting::Figure::nrr, (now + usual) / 2, comparison.up()};
  return claim;
}

std::string capitalized(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string local_time(const Context& context, Moment moment) {
  return local_time(context.view.zone(), moment);
}

std::string local_time(const Zone& zone, Moment moment) {
  static constexpr std::array weekdays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  if (!moment) return {};
  const Day day = zone.day_of(moment);
  const CivilDate date = civil(day);
  std::string text = fmt::format("{} {} {}", weekdays[static_cast<std::size_t>(weekday(day))], date.day,
                                 short_months[static_cast<std::size_t>(date.month - 1)]);
  if (!moment.is_date()) {
    const std::int64_t local = zone.to_local(moment.seconds());
    const std::int64_t second = ((local % 86400) + 86400) % 86400;
    text += fmt::format(" {:02}:{:02}", second / 3600, second / 60 % 60);
  }
  return text;
}

}  // namespace dsat::report
