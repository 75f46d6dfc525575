#include "dsat/analyze/quality.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "dsat/base/text.hpp"

namespace dsat::analyze {
namespace {

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// What one reviewer gave at one time for one ticket.
struct Review {
  Day day = no_day;
  std::vector<double> scores;
};
/// Reviews of one agent, by ticket, moment and reviewer.
using Reviews = std::map<std::tuple<std::string, Moment, std::string>, Review>;

struct Agent {
  std::string name;                         ///< as the file first writes it
  Reviews all;                              ///< whatever the criterion
  std::map<std::string, Reviews> criteria;  ///< by folded criterion
};

struct Scores {
  std::map<std::string, Agent> agents;
  std::map<std::string, std::string> criteria;  ///< folded → as first written
};

Scores sorted(const View& view, std::span<const QaScore> scores) {
  Scores result;
  for (const QaScore& score : scores) {
    const std::string criterion = fold(score.criterion);
    result.criteria.emplace(criterion, score.criterion);
    Agent& agent = result.agents[fold(score.agent)];
    if (agent.name.empty()) agent.name = score.agent;
    // A ticket is scored once by a reviewer, however long that takes.
    const std::tuple key(fold(score.ticket), score.ticket.empty() ? score.date : Moment(), fold(score.reviewer));
    for (Review* review : {&agent.all[key], &agent.criteria[criterion][key]}) {
      review->day = score.date ? view.zone().day_of(score.date) : no_day;
      review->scores.push_back(score.score);
    }
  }
  return result;
}

QualityLine line_of(const Reviews& reviews, std::optional<DayRange> period, std::optional<DayRange> before,
                    std::span<const DayRange> history) {
  QualityLine line;
  std::vector<std::vector<double>> past(history.size());
  for (const auto& [key, review] : reviews) {
    const double value = mean_of(review.scores);
    if (!period || period->contains(review.day)) line.now.push_back(value);
    if (before && before->contains(review.day)) line.before.push_back(value);
    for (std::size_t i = 0; i < history.size(); ++i)
      if (history[i].contains(review.day)) past[i].push_back(value);
  }
  for (const auto& values : past)
    line.history.push_back(values.empty() ? std::nullopt : std::optional(mean_of(values)));
  return line;
}

bool share_a_scale(std::span<const QaScore> scores) {
  std::map<std::string, double> highest;
  for (const QaScore& score : scores) {
    double& top = highest[fold(score.criterion)];
    top = std::max(top, score.score);
  }
  if (highest.empty()) return true;
  const auto [least, most] = std::ranges::minmax_element(highest, {}, [](const auto& entry) { return entry.second; });
  return most->second < 2 * least->second || highest.size() == 1;
}

void sort_best_first(std::vector<QualityLine>& lines) {
  std::ranges::stable_sort(lines, std::ranges::greater(), &QualityLine::mean);
}

std::vector<ScoredAnswer> answers_of(const View& view, std::span<const QaScore> scores,
                                     std::optional<DayRange> period) {
  std::map<std::string, ScoredAnswer> by_ticket;
  for (const QaScore& score : scores) {
    if (score.ticket.empty() || score.agent.empty()) continue;
    if (period && (!score.date || !period->contains(view.zone().day_of(score.date)))) continue;
    ScoredAnswer& answer = by_ticket[fold(score.ticket)];
    if (answer.scores++ == 0) answer = {score.ticket, score.agent, 0, 1};
    answer.score += (score.score - answer.score) / static_cast<double>(answer.scores);
  }
  std::vector<ScoredAnswer> answers;
  for (auto& [key, answer] : by_ticket) answers.push_back(std::move(answer));
  std::ranges::stable_sort(answers, std::ranges::greater(), &ScoredAnswer::score);
  return answers;
}

std::vector<ReviewerAgreement> agreement_of(const View& view, std::span<const QaScore> scores,
                                            std::optional<DayRange> period) {
  // By criterion, ticket and reviewer; who scores a ticket again corrects himself.
  std::map<std::string, std::map<std::string, std::map<std::string, double>>> given;
  std::map<std::string, std::string> names;
  for (const QaScore& score : scores) {
    if (score.ticket.empty() || score.reviewer.empty()) continue;
    if (period && score.date && view.zone().day_of(score.date) >= period->end) continue;
    const std::string criterion = fold(score.criterion);
    names.emplace(criterion, score.criterion);
    given[criterion][fold(score.ticket)][fold(score.reviewer)] = score.score;
  }
  std::vector<ReviewerAgreement> list;
  for (const auto& [criterion, tickets] : given) {
    std::vector<std::vector<double>> things;
    double apart = 0;
    for (const auto& [ticket, by_reviewer] : tickets) {
      if (by_reviewer.size() < 2) continue;
      std::vector<double> values;
      for (const auto& [reviewer, value] : by_reviewer) values.push_back(value);
      apart += *std::ranges::max_element(values) - *std::ranges::min_element(values);
      things.push_back(std::move(values));
    }
    if (const auto found = stats::agreement(things))
      list.push_back({names[criterion], *found, apart / static_cast<double>(things.size())});
  }
  return list;
}

}  // namespace

double QualityLine::mean() const {
  return mean_of(now);
}

Quality quality(const View& view, std::span<const QaScore> scores, std::optional<DayRange> period,
                std::optional<DayRange> before, std::span<const DayRange> history) {
  Quality result;
  result.one_scale = share_a_scale(scores);
  for (const QaScore& score : scores) {
    result.newest = std::max(result.newest, score.date);
    const bool counts = !period || (score.date && period->contains(view.zone().day_of(score.date)));
    result.scores += counts ? 1 : 0;
  }
  const Scores all = sorted(view, scores);
  std::vector<std::vector<double>> reviews;
  for (const auto& [key, agent] : all.agents) {
    // Whom a report without names can't name stands nowhere.
    if (agent.name.empty()) continue;
    QualityLine line = line_of(agent.all, period, before, history);
    if (line.now.empty() || !result.one_scale) continue;
    line.agent = agent.name;
    reviews.push_back(line.now);
    result.agents.push_back(std::move(line));
  }
  sort_best_first(result.agents);
  result.agents_differ = stats::means_differ(reviews);
  for (const auto& [criterion, name] : all.criteria) {
    std::vector<QualityLine> lines;
    for (const auto& [key, agent] : all.agents) {
      const auto own = agent.criteria.find(criterion);
      if (agent.name.empty() || own == agent.criteria.end()) continue;
      QualityLine line = line_of(own->second, period, before, history);
      if (line.now.empty()) continue;
      line.agent = agent.name;
      line.criterion = name;
      lines.push_back(std::move(line));
    }
    sort_best_first(lines);
    std::ranges::move(lines, std::back_inserter(result.criteria));
  }
  if (result.one_scale) result.answers = answers_of(view, scores, period);
  result.agreement = agreement_of(view, scores, period);
  return result;
}

}  // namespace dsat::analyze
