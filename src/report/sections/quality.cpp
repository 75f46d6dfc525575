#include "dsat/analyze/quality.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/data/ticket_name.hpp"
#include "dsat/stats/interval.hpp"
#include "report/sections/groups.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::Quality;
using analyze::QualityLine;

constexpr std::size_t periods_shown = 12;
constexpr double rare = 0.05;

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

std::vector<DayRange> history_of(const Context& context) {
  const std::size_t first = context.history.size() - std::min(context.history.size(), periods_shown);
  std::vector<DayRange> ranges;
  for (std::size_t i = first; i < context.history.size(); ++i) ranges.push_back(context.history[i].range);
  return ranges;
}

/// Mean, number, interval, the period before and the run of periods: what every line of scores shows.
std::vector<Column> score_columns(const Context& context) {
  std::vector<Column> columns = {{"mean", "mean"},
                                 {"reviews", "reviews"},
                                 {"range", "95 %", Audience::readers},
                                 {"mean_low", "low", Audience::machines},
                                 {"mean_high", "high", Audience::machines}};
  if (context.before) {
    columns.push_back({"mean_before", heading_before(context)});
    columns.push_back({"change", "change"});
  }
  if (context.history.size() > 1) columns.push_back({"trend", "trend", Audience::readers, false});
  return columns;
}

void add_scores(const Context& context, const QualityLine& line, std::vector<Cell>& row) {
  const auto estimate = stats::mean_by_t(line.now);
  const auto end = [&](double stats::Interval::*at) {
    return estimate ? Cell(Score{estimate->interval.*at, 1}) : Cell();
  };
  row.insert(row.end(),
             {Score{line.mean(), 1}, count(static_cast<std::int64_t>(line.now.size())),
              estimate ? text(fixed(estimate->interval.low, 1) + " – " + fixed(estimate->interval.high, 1)) : Cell(),
              end(&stats::Interval::low), end(&stats::Interval::high)});
  if (context.before) {
    const auto before = line.before.empty() ? std::nullopt : std::optional(mean_of(line.before));
    row.push_back(score(before, 1));
    row.push_back(before ? Cell(Change{line.mean() - *before, Change::Of::score}) : Cell());
  }
  if (context.history.size() > 1) row.emplace_back(Spark{line.history});
}

/// Everybody who was scored, with what customers said beside it.
Table ranking(const Context& context, const std::vector<QualityLine>& agents) {
  Table table;
  table.key = "ranking";
  table.title = "By agent, the best first";
  table.columns = {{"agent", "agent", Audience::everybody, false}};
  std::ranges::copy(score_columns(context), std::back_inserter(table.columns));
  table.columns.push_back({"rated", "ratings"});
  table.columns.push_back({"negative", "negative"});
  table.columns.push_back({"nrr", "NRR"});
  std::map<std::string, analyze::Tally> ratings;
  if (analyze::dimension_named("agent")->carried(context.view))
    for (const GroupLine& line : group_lines(context, "agent")) ratings[fold(line.name)] = line.now;
  for (const QualityLine& line : agents) {
    std::vector<Cell> row = {text(line.agent)};
    add_scores(context, line, row);
    const analyze::Tally& tally = ratings[fold(line.agent)];
    const analyze::Value nrr = nrr_of(context, tally);
    row.insert(row.end(),
               {count(tally.rated), count(tally.negative),
                nrr.number ? Cell(Share{*nrr.number}, Tone::plain, nrr.base < context.min_ratings()) : Cell()});
    table.rows.push_back(std::move(row));
  }
  // One agent has few rows.
  table.top = context.agent.empty() ? context.top : 0;
  table.note = "A review is the mean of what one reviewer gave one ticket (one moment, where no ticket is named).";
  if (context.agent.empty() && !context.filter.empty())
    table.note += " Scores are of all work: conditions narrow the ratings beside them alone.";
  return table;
}

Table by_criterion(const Context& context, const std::vector<QualityLine>& lines) {
  Table table;
  table.key = "criteria";
  table.title = "By criterion";
  table.columns = {{"criterion", "criterion", Audience::everybody, false},
                   {"agent", "agent", Audience::everybody, false}};
  std::ranges::copy(score_columns(context), std::back_inserter(table.columns));
  for (const QualityLine& line : lines) {
    std::vector<Cell> row = {text(line.criterion), text(line.agent)};
    add_scores(context, line, row);
    table.rows.push_back(std::move(row));
  }
  table.top = context.agent.empty() ? context.top : 0;
  table.folded = true;
  return table;
}

/// The newest rating of the tickets named, as a word; by folded id.
std::map<std::string, std::string> customers_words(const Context& context,
                                                   std::span<const analyze::ScoredAnswer> answers) {
  std::map<std::string, std::string> words;
  for (const analyze::ScoredAnswer& answer : answers) words[fold(answer.ticket)];
  const TicketNames names(context.view.store());
  for (std::uint32_t ticket = 0; ticket < context.view.store().tickets; ++ticket) {
    const std::uint32_t rating = context.view.newest_rating(ticket);
    if (rating == no_row) continue;
    if (const auto found = words.find(fold(names[ticket])); found != words.end())
      found->second = name_of(context.view.store().ratings.sentiment[rating]);
  }
  return words;
}

/// For rewards, and as examples: the answers that reviewers liked most.
Table best_answers(const Context& context, std::vector<analyze::ScoredAnswer> answers) {
  constexpr std::size_t most = 5;
  answers.resize(std::min(answers.size(), most));
  Table table;
  table.key = "best_answers";
  table.title = "Best answers of " + period_name(context);
  table.columns = {{.key = "ticket_id", .title = "ticket", .numeric = false, .tickets = true},
                   {"agent", "agent", Audience::everybody, false},
                   {"score", "score"},
                   {"scores", "scores"},
                   {"customer", "customer", Audience::everybody, false}};
  auto words = customers_words(context, answers);
  for (const analyze::ScoredAnswer& answer : answers)
    table.rows.push_back({text(answer.ticket), text(answer.agent), Score{answer.score, 1},
                          count(static_cast<std::int64_t>(answer.scores)), text(words[fold(answer.ticket)])});
  return table;
}

Table agreement(const std::vector<analyze::ReviewerAgreement>& list) {
  Table table;
  table.key = "agreement";
  table.title = "Tickets that two reviewers scored";
  table.columns = {{"criterion", "criterion", Audience::everybody, false},
                   {"tickets", "tickets"},
                   {"icc", "agreement (ICC)"},
                   {"range", "95 %", Audience::readers},
                   {"icc_low", "low", Audience::machines},
                   {"icc_high", "high", Audience::machines},
                   {"apart", "apart by"}};
  for (const auto& [criterion, found, apart] : list)
    table.rows.push_back({text(criterion), count(static_cast<std::int64_t>(found.things)), Score{found.correlation, 2},
                          Range{found.interval.low, found.interval.high, Range::Of::score},
                          Score{found.interval.low, 2}, Score{found.interval.high, 2}, Score{apart, 1}});
  table.note =
      "1: two reviewers always give the same; 0: what they give for one ticket is no more alike than for any two. "
      "Under "
      "0.5 a score says more about the reviewer than about the answer.";
  return table;
}

std::string score_in_words(double score) {
  return fixed(score, 1);
}

/// One agent beside all, nobody else by name.
std::string own_sentence(const Context& context, const std::vector<QualityLine>& agents) {
  std::vector<double> all;
  const QualityLine* own = nullptr;
  for (const QualityLine& line : agents) {
    all.insert(all.end(), line.now.begin(), line.now.end());
    if (fold(line.agent) == fold(context.agent)) own = &line;
  }
  if (own == nullptr) return context.agent + " wasn't scored.";
  return fmt::format("{} has {} from {}; the mean of all reviews is {}.", own->agent, score_in_words(own->mean()),
                     counted(static_cast<std::int64_t>(own->now.size()), "review"), score_in_words(mean_of(all)));
}

std::string sentence(const Context& context, const Quality& quality) {
  if (quality.scores == 0)
    return quality.newest ? fmt::format("No score is of {}; the newest is of {}.", period_name(context),
                                        iso_date(context.view.zone().day_of(quality.newest)))
                          : "No score has a date, so none is of " + period_name(context) + ".";
  std::string words =
      counted(static_cast<std::int64_t>(quality.scores), "QA score") + " in " + period_name(context) + ". ";
  if (!quality.one_scale)
    return words + "The criteria are on different scales, so nobody has a mean of all: see each criterion.";
  const auto& agents = quality.agents;
  if (!context.agent.empty()) return words + own_sentence(context, agents);
  if (agents.size() < 2) return words + "One agent was scored, so there is nobody to compare.";
  const QualityLine &best = agents.front(), &last = agents.back();
  words += fmt::format("{} is first with {} ({}), {} last with {} ({}).", best.agent, score_in_words(best.mean()),
                       counted(static_cast<std::int64_t>(best.now.size()), "review"), last.agent,
                       score_in_words(last.mean()), counted(static_cast<std::int64_t>(last.now.size()), "review"));
  const auto& differ = quality.agents_differ;
  if (!differ) return words + " Whether agents differ can't be told from one review each.";
  return words + (differ->p < rare
                      ? fmt::format(" Agents differ beyond what single reviews vary ({}).", p_in_words(differ->p))
                      : fmt::format(" Agents differ no more than single reviews vary ({}): an order, not a ranking.",
                                    p_in_words(differ->p)));
}

}  // namespace

std::optional<document::Section> write_quality(const Context& context) {
  if (context.extras.qa.empty()) return std::nullopt;
  const std::vector<DayRange> history = history_of(context);
  Quality quality = analyze::quality(context.view, context.extras.qa, context.period, context.before, history);
  Section section{"quality", "Quality", {}};
  section.blocks.emplace_back(Paragraph{sentence(context, quality), false});
  section.headline = sentence(context, quality);
  if (!context.agent.empty()) {
    const auto other = [&](const auto& line) { return fold(line.agent) != fold(context.agent); };
    std::erase_if(quality.agents, other);
    std::erase_if(quality.criteria, other);
    std::erase_if(quality.answers, other);
  }
  if (!quality.agents.empty()) section.blocks.emplace_back(ranking(context, quality.agents));
  if (!quality.criteria.empty()) section.blocks.emplace_back(by_criterion(context, quality.criteria));
  if (!quality.answers.empty()) section.blocks.emplace_back(best_answers(context, std::move(quality.answers)));
  if (context.agent.empty() && !quality.agreement.empty()) section.blocks.emplace_back(agreement(quality.agreement));
  return section;
}

}  // namespace dsat::report
