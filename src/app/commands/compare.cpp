#include "dsat/report/compare.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "app/command.hpp"
#include "app/commands/table.hpp"
#include "app/output.hpp"
#include "dsat/analyze/history.hpp"
#include "dsat/analyze/topic.hpp"
#include "dsat/analyze/trend.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

/// One side, understood.
struct Chosen {
  std::string name;
  std::vector<analyze::Condition> where;
  std::optional<NamedPeriod> period;  ///< of its own
};

bool is_file(const Settings& settings, const std::string& word) {
  return std::ranges::find(settings.load.paths, word) != settings.load.paths.end();
}

Chosen chosen(const Session& session, const SideAsked& asked, std::string_view option) {
  Chosen side{{}, asked.where, {}};
  std::vector<std::string> names;
  for (const analyze::Condition& condition : side.where) names.push_back(condition.text);
  for (const std::string& word : asked.words) {
    names.push_back(word);
    if (is_file(session.settings(), word)) {
      side.where.push_back({"source-file", false, {word}, "source-file=" + word});
      continue;
    }
    if (side.period)
      throw Error(ErrorKind::usage, "--" + std::string(option) + " has two periods",
                  "One side is one period: 2026-11-01..2026-11-15 takes several days together.");
    try {
      side.period = session.named_period(word);
    } catch (const Error& error) {
      throw Error(ErrorKind::usage,
                  "--" + std::string(option) + " \"" + word + "\" is no condition, no period and none of the files",
                  "A condition is written brand=North. " + error.remedy());
    }
    if (side.period) names.back() = side.period->label;
  }
  side.name = join(names, ", ");
  return side;
}

/// Two files and nothing else are the two sides.
void take_files(Settings& settings) {
  if (settings.a.given() && settings.b.given()) return;
  const std::vector<std::string>& files = settings.load.paths;
  if (!settings.a.given() && !settings.b.given() && files.size() == 2) {
    settings.a.words = {files[0]};
    settings.b.words = {files[1]};
    return;
  }
  throw Error(ErrorKind::usage, "compare needs two sides",
              "Write --a 'brand=North' --b 'brand=South' (any conditions of --where), --a 2026-W46 --b 2026-W45, or "
              "give two files.");
}

analyze::Side side_of(const Session& session, const Chosen& chosen, std::string_view option) {
  const analyze::View& view = session.view();
  const analyze::Filter filter = session.filter().narrowed(view, chosen.where);
  const std::optional<DayRange> days = chosen.period ? std::optional(chosen.period->range) : session.range();
  analyze::Side side = analyze::side_of(view, view.select(filter, days));
  if (!side.selection.rows.empty() || !side.selection.cohort.empty()) return side;
  std::string why = filter.warnings().empty() ? std::string("No ticket passes its conditions and lies in its period.")
                                              : join(filter.warnings(), " ");
  throw Error(ErrorKind::input, "nothing is selected by --" + std::string(option) + " (" + chosen.name + ")", why);
}

std::vector<const analyze::Measure*> measures_of(const Settings& settings) {
  if (!settings.measures.empty()) return chosen_measures(settings);
  static constexpr std::array<std::string_view, 19> usual = {
      "tickets",    "rated",     "negative", "neutral",     "positive",      "nrr",          "true_nrr",
      "csat",       "csi",       "nps",      "coverage",    "response_rate", "comment_rate", "first_reply",
      "resolution", "one_touch", "fcr",      "reopen_rate", "sla_breach"};
  std::vector<const analyze::Measure*> measures;
  for (const std::string_view key : usual)
    if (key != "true_nrr" || !settings.reviews.empty()) measures.push_back(&analyze::require_measure(key));
  return measures;
}

/// What the sides may be made of in other proportions; what they were chosen by isn't mix.
std::vector<std::string> mix_of(const Session& session, const Chosen& a, const Chosen& b) {
  const Settings& settings = session.settings();
  if (!settings.by.empty()) return settings.by;
  std::vector<std::string> keys;
  for (const std::string_view key : {"channel", "team", "agent", "topic"}) {
    const auto is_same = [&](const analyze::Condition& condition) {
      const analyze::Dimension* dimension = analyze::dimension_named(condition.key);
      return dimension != nullptr && (dimension->key == key || (key == "topic" && dimension->key == "tag"));
    };
    const bool chosen_by = std::ranges::any_of(a.where, is_same) || std::ranges::any_of(b.where, is_same);
    if (!chosen_by && analyze::dimension_named(key)->carried(session.view())) keys.emplace_back(key);
  }
  return keys;
}

/// φ of the periods up to the later side, where both sides are one calendar period of the same unit.
void allow_for_swings(report::Compared& what, const Session& session, const Chosen& a, const Chosen& b) {
  what.periods = a.period && b.period;
  if (!what.periods || !a.period->unit || a.period->unit != b.period->unit) return;
  const DayRange last =
      std::max(a.period->range, b.period->range, [](DayRange x, DayRange y) { return x.end < y.end; });
  constexpr std::size_t most = 27;
  const auto swings =
      analyze::ordinary_swings(analyze::count_periods(session.view(), session.filter(), *a.period->unit, last, most));
  what.swings_known = swings.has_value();
  what.dispersion = swings.value_or(1);
}

}  // namespace

int run_compare(Settings& settings, const Io& io) {
  take_files(settings);
  report::Compared what;
  Session session(settings, io);
  what.measures = measures_of(settings);
  what.all_measures = !settings.measures.empty();
  const Chosen a = chosen(session, settings.a, "a"), b = chosen(session, settings.b, "b");
  what.a = side_of(session, a, "a");
  what.b = side_of(session, b, "b");
  what.name_a = a.name;
  what.name_b = b.name;
  if (const std::size_t both = analyze::overlap(what.a, what.b); both > 0)
    throw Error(ErrorKind::usage,
                counted(static_cast<std::int64_t>(both), "ticket stands", "tickets stand") + " on both sides",
                "Sides that overlap would be compared with themselves; choose them apart, such as tag=refund and "
                "tag!=refund.");
  what.mix = mix_of(session, a, b);
  allow_for_swings(what, session, a, b);

  document::Document document = table_document(session, "dsat.compare", a.name + " against " + b.name);
  if (session.period()) document.subtitle.push_back(session.period()->label);
  if (!settings.where.empty()) document.subtitle.push_back("only " + conditions_in_words(settings, " and "));
  document.sections.push_back(report::comparison(session.view(), what));
  deliver(document, settings, io);
  return 0;
}

}  // namespace dsat::app
