#include "dsat/analyze/survey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/tables.hpp"
#include "dsat/stats/excess.hpp"
#include "dsat/stats/interval.hpp"
#include "dsat/stats/tests.hpp"
#include "report/sections/groups.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::Funnel;

/// Answers of those who were asked; of all tickets, where nothing says who was.
stats::Share answers(const Context& context, const Funnel& funnel) {
  return {funnel.answered(), context.view.survey_known() ? funnel.offered : funnel.tickets};
}

std::string over(const Context& context) {
  return context.period ? context.recent_label : "all data";
}

Funnel whole(const Context& context) {
  const auto everything =
      analyze::Grouping::of_tickets(std::vector<Code>(context.view.store().tickets), {std::string()});
  const auto funnels = analyze::count_funnels(context.view, context.recent, everything);
  return funnels.empty() ? Funnel() : funnels.front();
}

std::string sentences(const Context& context, const Funnel& all) {
  std::string words = fmt::format("Over {}: {}", over(context), counted(all.tickets, "ticket"));
  if (context.view.survey_known())
    words += fmt::format(", {} offered a survey", grouped(all.offered));
  else if (!context.view.only_rated())
    words += " (who was asked the files don't tell)";
  words += fmt::format(", {} rated", grouped(all.rated));
  if (all.unreadable > 0) words += fmt::format(", {} not understood", counted(all.unreadable, "answer"));
  if (!context.view.store().ratings.comment.empty())
    words += fmt::format(", {} with a comment", grouped(all.commented));
  words += ".";
  if (context.view.only_rated()) return words + " The files hold rated tickets only, so who did not answer is unknown.";
  const auto rate = answers(context, all).rate();
  if (rate && context.view.survey_known()) words += fmt::format(" {} of those asked answered.", percent(*rate));
  const double goal = context.view.counting().coverage_goal;
  if (const auto coverage = stats::Share{all.answered(), all.tickets}.rate())
    words += fmt::format(" Coverage is {}, {} the working goal of {}.", percent(*coverage),
                         *coverage < goal ? "under" : "at or above", percent(goal, 0));
  return words;
}

Table steps(const Context& context, const Funnel& all) {
  Table table;
  table.key = "funnel";
  table.columns = {{"step", "", Audience::everybody, false, false},
                   {"tickets", "tickets", Audience::everybody, true, false},
                   {"bar", "", Audience::readers, false, false},
                   {"share", "of all", Audience::everybody, true, false},
                   {"of_step", "of the step before", Audience::everybody, true, false}};
  std::int64_t before = all.tickets;
  const auto add = [&](const std::string& name, std::int64_t number) {
    const auto share_of_all = stats::Share{number, all.tickets}.rate();
    table.rows.push_back({text(name), count(number), Bar{share_of_all.value_or(0)}, share(share_of_all),
                          share(stats::Share{number, before}.rate())});
    before = number;
  };
  add("all", all.tickets);
  if (context.view.survey_known()) add("offered", all.offered);
  add("rated", all.rated);
  if (!context.view.store().ratings.comment.empty()) add("commented", all.commented);
  return table;
}

/// Columns of a table of funnels, and the row of one.
Table funnel_table(const Context& context, const std::string& key, const std::string& title) {
  Table table;
  table.key = key;
  table.columns = {{key, title, Audience::everybody, false, true},
                   {"tickets", "tickets", Audience::everybody, true, false}};
  if (context.view.survey_known()) table.columns.push_back({"offered", "offered"});
  table.columns.push_back({"rated", "rated"});
  if (!context.view.only_rated()) {
    table.columns.push_back({"answered", context.view.survey_known() ? "response rate" : "coverage"});
    table.columns.push_back({"interval", "95 % interval", Audience::readers, true, false});
    table.columns.push_back({"answered_low", "low", Audience::machines, true, false});
    table.columns.push_back({"answered_high", "high", Audience::machines, true, false});
  }
  if (!context.view.store().ratings.comment.empty()) table.columns.push_back({"commented", "with comment"});
  table.columns.push_back({"nrr", "NRR"});
  return table;
}

std::vector<Cell> funnel_row(const Context& context, const std::string& name, const Funnel& funnel) {
  std::vector<Cell> row{text(name), count(funnel.tickets)};
  if (context.view.survey_known()) row.push_back(count(funnel.offered));
  row.push_back(count(funnel.rated));
  if (!context.view.only_rated()) {
    const stats::Share answered = answers(context, funnel);
    row.push_back(share(answered.rate()));
    if (const auto interval = stats::wilson(answered))
      row.insert(row.end(), {Cell(Range{interval->low, interval->high, Range::Of::share}, Tone::dim),
                             share(interval->low), share(interval->high)});
    else
      row.insert(row.end(), 3, Cell());
  }
  if (!context.view.store().ratings.comment.empty())
    row.push_back(share(stats::Share{funnel.commented, funnel.rated}.rate()));
  const bool withheld = analyze::is_withheld(funnel.unreadable, funnel.nrr.base + funnel.unreadable);
  const auto rate = withheld ? std::nullopt : funnel.nrr.rate();
  row.push_back(rate ? Cell(Share{*rate}, Tone::plain, funnel.nrr.base < context.min_ratings()) : Cell());
  return row;
}

struct Named {
  std::string name;
  Funnel funnel;
};

std::vector<Named> named_funnels(const Context& context, const analyze::Grouping& grouping) {
  const auto funnels = analyze::count_funnels(context.view, context.recent, grouping);
  std::vector<Named> named;
  for (Code code = 0; code < funnels.size(); ++code)
    if (funnels[code].tickets > 0) named.push_back({group_name(grouping.names()[code]), funnels[code]});
  std::ranges::stable_sort(named, std::ranges::greater(), [](const Named& one) { return one.funnel.tickets; });
  return named;
}

void add_breakdown(document::Section& section, const Context& context, const std::string& key) {
  const std::vector<Named> named = named_funnels(context, analyze::grouping_named(context.view, key));
  if (named.size() < 2) return;
  Table table = funnel_table(context, key == "survey-method" ? "survey_method" : key, analyze::grouping_title(key));
  for (const Named& one : named) table.rows.push_back(funnel_row(context, one.name, one.funnel));
  table.top = context.top;
  section.blocks.emplace_back(std::move(table));
}

// --- variants

/// Variants and delays share half of the survey's budget; the other half is for how many answer.
double level_of(const Context& context) {
  const auto judged = static_cast<double>(context.extras.variants.size() + 1);
  return context.budget().survey / 2 / judged;
}

/// One variant's answers against another's, or that they don't differ.
struct Variants {
  std::string words;
  bool differ = false;
};

Variants compare_variants(const Context& context, const std::string& column, const std::vector<Named>& named) {
  std::vector<stats::Share> shares;
  std::vector<const Named*> known;
  for (const Named& one : named) {
    if (one.name == "(none)" || answers(context, one.funnel).base == 0) continue;
    known.push_back(&one);
    shares.push_back(answers(context, one.funnel));
  }
  if (known.size() < 2) return {fmt::format("{}: fewer than two variants to compare.", column), false};
  double p = 1;
  if (shares.size() == 2) {
    if (const auto test = stats::fisher(shares[0], shares[1])) p = test->p;
  } else if (const auto test = stats::homogeneity(shares)) {
    p = test->p;
  }
  const auto rate = [&](const Named* one) { return answers(context, one->funnel).rate().value_or(0); };
  const Named* best = *std::ranges::max_element(known, {}, rate);
  const Named* worst = *std::ranges::min_element(known, {}, rate);
  const auto figure = [&](const Named* one) {
    const stats::Share share = answers(context, one->funnel);
    return fmt::format("{} ({} of {})", percent(rate(one)), grouped(share.part), grouped(share.base));
  };
  if (p > level_of(context))
    return {fmt::format("{}: no difference in answers beyond chance ({} has most, {}; {} fewest, {}; {} by chance).",
                        column, best->name, figure(best), worst->name, figure(worst), odds(p)),
            false};
  return {fmt::format("{}: {} gets more answers, {}, than {}, {} ({} by chance).", column, best->name, figure(best),
                      worst->name, figure(worst), odds(p)),
          true};
}

std::vector<Named> of_variant(const Context& context, const std::string& column) {
  const std::string key = analyze::dimension_named(column) != nullptr ? column : "column:" + column;
  return named_funnels(context, analyze::grouping_named(context.view, key));
}

void add_variants(document::Section& section, const Context& context) {
  for (const std::string& column : context.extras.variants) {
    const std::vector<Named> named = of_variant(context, column);
    section.blocks.emplace_back(Paragraph{compare_variants(context, column, named).words, false});
    Table table = funnel_table(context, "variant", column);
    if (const auto place = &column - context.extras.variants.data(); place > 0)
      table.key += fmt::format("_{}", place + 1);
    for (const Named& one : named) table.rows.push_back(funnel_row(context, one.name, one.funnel));
    section.blocks.emplace_back(std::move(table));
  }
}

// --- delays and questions

/// Whether ratings that come later are worse, better, or neither beyond chance; nothing where that can't be told.
enum class Later { same, worse, better };
std::optional<Later> later_ratings(const Context& context, const std::vector<stats::Share>& rates) {
  if (rates.size() < 5) return std::nullopt;
  const auto trend = stats::cochran_armitage(rates);
  if (!trend) return std::nullopt;
  std::vector<analyze::Row> rated;
  std::ranges::copy_if(context.recent.rows, std::back_inserter(rated),
                       [&](analyze::Row row) { return context.view.rated(row); });
  // χ² of ratings that go together is divided by their design effect.
  const double z = std::sqrt(trend->statistic / context.clusters().design_effect(context.view, rated));
  if (2 * stats::normal_upper(z) > level_of(context)) return Later::same;
  const stats::Share early = rates[0] + rates[1], late = rates[2] + rates[3] + rates[4];
  return late.rate().value_or(0) > early.rate().value_or(0) ? Later::worse : Later::better;
}

void add_delays(document::Section& section, const Context& context) {
  const auto bands = analyze::delay_bands(context.view, context.recent);
  std::vector<stats::Share> rates;
  std::int64_t rated = 0;
  for (const auto& band : bands) {
    rates.push_back(band.nrr);
    rated += band.rated;
  }
  if (rated == 0) return;
  Table table;
  table.key = "delay";
  table.columns = {{"delay", "rated after", Audience::everybody, false, false},
                   {"rated", "rated", Audience::everybody, true, false},
                   {"share", "share", Audience::everybody, true, false},
                   {"commented", "with comment", Audience::everybody, true, false},
                   {"nrr", "NRR", Audience::everybody, true, false}};
  for (const auto& band : bands) {
    const auto rate = band.nrr.rate();
    table.rows.push_back({text(std::string(band.name)), count(band.rated),
                          share(stats::Share{band.rated, rated}.rate()),
                          share(stats::Share{band.commented, band.rated}.rate()),
                          rate ? Cell(Share{*rate}, Tone::plain, band.nrr.base < context.min_ratings()) : Cell()});
  }
  std::string words;
  const auto median = analyze::rating_delay(context.view, 0.5), most = analyze::rating_delay(context.view, 0.9);
  if (median && most)
    words = fmt::format("Half of the ratings come within {} of the solution, 9 of 10 within {}.",
                        minutes_in_words(*median), minutes_in_words(*most));
  if (const auto later = later_ratings(context, rates))
    words += *later == Later::same ? " Late and early ratings do not differ beyond chance."
                                   : fmt::format(" Later ratings are {}.", *later == Later::worse ? "worse" : "better");
  section.blocks.emplace_back(Paragraph{words, false});
  section.blocks.emplace_back(std::move(table));
}

void add_questions(document::Section& section, const Context& context) {
  const auto results = analyze::question_results(context.view, context.recent);
  if (results.empty()) return;
  Table table;
  table.key = "questions";
  table.title = "Further questions";
  table.columns = {{"question", "question", Audience::everybody, false, true},
                   {"scale", "scale", Audience::everybody, false, false},
                   {"answers", "answers", Audience::everybody, true, false},
                   {"positive", "positive", Audience::everybody, true, false},
                   {"negative", "negative", Audience::everybody, true, false},
                   {"index", "index", Audience::everybody, true, false},
                   {"nps", "NPS", Audience::everybody, true, false},
                   {"ces", "CES", Audience::everybody, true, false},
                   {"lower_where_negative", "lower where negative", Audience::everybody, true, false}};
  for (const auto& result : results) {
    const Question& question = context.view.store().questions[result.question];
    const bool few = result.answers < context.min_ratings();
    const auto of_answers = [&](std::int64_t part) {
      const auto rate = stats::Share{part, result.answers}.rate();
      return rate ? Cell(Share{*rate}, Tone::plain, few) : Cell();
    };
    const Cell nps = question.scale.is_nps && result.answers > 0
                         ? Cell(Score{100 * static_cast<double>(result.positive - result.negative) /
                                          static_cast<double>(result.answers),
                                      1},
                                Tone::plain, few)
                         : Cell();
    // In the numbers that customers chose, so that it compares with what was published.
    const double steps = static_cast<double>(question.scale.levels() - 1) * result.index / 100;
    const double chosen = question.scale.score(1) + (question.scale.best_is_lowest ? -steps : steps);
    const Cell ces = question.of_effort && result.answers > 0 ? Cell(Score{chosen, 2}, Tone::plain, few) : Cell();
    table.rows.push_back({text(question.name), text(question.scale.key), count(result.answers),
                          of_answers(result.positive), of_answers(result.negative),
                          result.answers > 0 ? Cell(Score{result.index, 1}, Tone::plain, few) : Cell(), nps, ces,
                          result.lower_where_negative ? share(result.lower_where_negative->superiority) : Cell()});
  }
  table.note =
      "Index: mean position on the scale, 0 to 100, best at 100. CES: mean of the numbers chosen where the question is "
      "of effort; on a scale such as 5-1 lower is easier. Lower where negative: of two tickets, one rated negative and "
      "one "
      "not, "
      "how often the negative one has the lower answer; 50 % is no difference.";
  section.blocks.emplace_back(std::move(table));
}

}  // namespace

std::optional<document::Section> write_survey(const Context& context) {
  const Funnel all = whole(context);
  if (all.tickets == 0 || (all.rated == 0 && !context.view.survey_known())) return std::nullopt;
  document::Section section{"survey", "Who is asked, and who answers", {}};
  const std::string words = sentences(context, all);
  section.blocks.emplace_back(Paragraph{words, false});
  if (const auto answering = answering_of(context); answering && answering->changed)
    section.blocks.emplace_back(Paragraph{answering_in_words(context, *answering), false});
  if (!context.view.only_rated()) {
    section.blocks.emplace_back(steps(context, all));
    Chart chart;
    chart.key = "funnel";
    chart.title = "From ticket to comment";
    chart.kind = Chart::Kind::funnel;
    chart.table = "funnel";
    chart.x = "step";
    chart.y = "tickets";
    chart.description = words;
    section.blocks.emplace_back(std::move(chart));
  }
  for (const auto key : {"channel", "survey-method"})
    if (analyze::dimension_named(key)->carried(context.view)) add_breakdown(section, context, key);
  add_delays(section, context);
  add_variants(section, context);
  add_questions(section, context);
  return section;
}

std::vector<analyze::Claim> claims_of_survey(const Context& context) {
  std::vector<analyze::Claim> claims;
  if (const auto answering = answering_of(context); answering && answering->changed)
    claims.push_back(answering_claim(context.label, *answering));
  for (const std::string& column : context.extras.variants)
    if (Variants found = compare_variants(context, column, of_variant(context, column)); found.differ)
      claims.push_back({analyze::Family::survey, "variant " + column, std::move(found.words), {}});
  std::vector<stats::Share> rates;
  for (const auto& band : analyze::delay_bands(context.view, context.recent)) rates.push_back(band.nrr);
  if (const auto later = later_ratings(context, rates); later && *later != Later::same)
    claims.push_back({analyze::Family::survey,
                      *later == Later::worse ? "delay worse" : "delay better",
                      fmt::format("later ratings are {}", *later == Later::worse ? "worse" : "better"),
                      {}});
  return claims;
}

}  // namespace dsat::report
