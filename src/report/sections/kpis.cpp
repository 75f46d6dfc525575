#include <fmt/format.h>

#include "dsat/analyze/kpi.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/unread.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::KpiKind;
using analyze::KpiMatch;

/// How often the negative one of two comparable ratings has the worse figure.
std::string strength(const KpiMatch& match) {
  return percent(match.match->superiority, 0);
}

std::string sentences(const Context& context, const std::vector<KpiMatch>& matches) {
  std::vector<std::string> with, against, without;
  bool any_tested = false;
  for (const KpiMatch& match : matches) {
    if (!match.match) continue;
    any_tested = true;
    const std::string title(match.kpi->title);
    if (!match.goes)
      without.push_back(title);
    else if (match.match->superiority > 0.5)
      with.push_back(fmt::format("{} ({}: {})", title, match.kpi->worse, strength(match)));
    else
      against.push_back(fmt::format("{} ({}: {})", title, match.kpi->worse, strength(match)));
  }
  if (!any_tested) return "Too few negative or other ratings with such a figure to compare.";
  const std::string over = context.period ? context.recent_label : "all data";
  if (with.empty() && against.empty())
    return fmt::format("Over {} none of these figures goes with ratings beyond chance: {}.", over, join(without, ", "));
  std::string words = "Over " + over;
  if (!with.empty())
    words += fmt::format(" {} with bad ratings{}: {}.", with.size() == 1 ? "this goes" : "these go",
                         with.size() == 1 ? "" : ", strongest first", join(with, ", "));
  if (!against.empty())
    words +=
        fmt::format("{} {} with good ratings, against expectation: {}.", with.empty() ? "" : " The other way round,",
                    against.size() == 1 ? "this goes" : "these go", join(against, ", "));
  words +=
      " The percentage: of two ratings of the same channel, topic and week, one negative and one not, how often the "
      "negative one has the worse figure; 50 % is no difference.";
  if (!without.empty()) words += " No effect found: " + join(without, ", ") + ".";
  return words + " Going together does not make one the cause of the other.";
}

Cell typical(const std::optional<double>& value, KpiKind kind) {
  if (!value) return Missing{};
  switch (kind) {
    case KpiKind::minutes:
      return Duration{*value};
    case KpiKind::count:
      return Score{*value, 1};
    case KpiKind::share:
      return Share{*value};
  }
  return Missing{};
}

}  // namespace

std::optional<document::Section> write_kpis(const Context& context) {
  if (rates_withheld(context.view, context.recent)) return std::nullopt;
  const std::vector<KpiMatch> matches =
      analyze::match_kpis(context.view, context.recent, context.budget().kpis, &context.clusters());
  if (matches.empty()) return std::nullopt;
  document::Section section{"kpis", "Which KPIs go with ratings", {}};
  section.blocks.emplace_back(Paragraph{sentences(context, matches), false});
  Table table;
  table.key = "kpis";
  const Audience detail = context.full_detail ? Audience::everybody : Audience::machines;
  table.columns = {{"kpi", "KPI", Audience::everybody, false, false},
                   {"worse", "worse is", Audience::everybody, false, false},
                   {"ratings", "ratings", Audience::everybody, true, false},
                   {"negative_typical", "negative", Audience::everybody, true, false},
                   {"other_typical", "others", Audience::everybody, true, false},
                   {"worse_where_negative", "worse where negative", Audience::everybody, true, false},
                   {"verdict", "", Audience::everybody, false, false},
                   {"pairs", "pairs", Audience::machines, true, false},
                   {"p", "p", detail, true, false},
                   {"p_corrected", "p, corrected", detail, true, false}};
  for (const KpiMatch& match : matches) {
    std::vector<Cell> row{text(std::string(match.kpi->title)), text(std::string(match.kpi->worse)),
                          count(match.ratings), typical(match.typical_negative, match.kpi->kind),
                          typical(match.typical_other, match.kpi->kind)};
    if (match.match) {
      row.insert(row.end(),
                 {Share{match.match->superiority},
                  text(match.goes ? "goes with ratings" : "no effect found", match.goes ? Tone::plain : Tone::dim),
                  count(match.match->pairs), p_value(match.match->test.p), p_value(match.p)});
    } else {
      row.insert(row.end(), {Cell(), text("too few ratings", Tone::dim), Cell(), Cell(), Cell()});
    }
    table.rows.push_back(std::move(row));
  }
  table.note =
      "Negative, others: the median of minutes, the mean of counts, or the share with the bad end. Each figure is "
      "compared "
      "over all its values; the wait beyond which ratings drop on a channel is found under speed.";
  section.blocks.emplace_back(std::move(table));
  return section;
}

std::vector<analyze::Claim> claims_of_kpis(const Context& context) {
  std::vector<analyze::Claim> claims;
  if (rates_withheld(context.view, context.recent)) return claims;
  for (const KpiMatch& match :
       analyze::match_kpis(context.view, context.recent, context.budget().kpis, &context.clusters())) {
    if (!match.goes) continue;
    const bool with = match.match->superiority > 0.5;
    claims.push_back(
        {analyze::Family::kpis,
         "kpi " + std::string(match.kpi->key) + (with ? " with" : " against"),
         fmt::format("{} ({}) goes with {} ratings", match.kpi->title, match.kpi->worse, with ? "bad" : "good"),
         {}});
  }
  return claims;
}

}  // namespace dsat::report
