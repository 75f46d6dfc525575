#include "dsat/analyze/coaching.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "dsat/analyze/challenge.hpp"
#include "dsat/analyze/queue.hpp"
#include "dsat/base/text.hpp"
#include "dsat/stats/multiple.hpp"
#include "dsat/stats/welch.hpp"

namespace dsat::analyze {
namespace {

/// Words that carry meaning.
std::set<std::string> telling_words(std::string_view text) {
  static const std::set<std::string, std::less<>> common = {"a",   "an",   "and", "for", "in",   "lack",
                                                            "no",  "of",   "on",  "or",  "the",  "to",
                                                            "not", "with", "is",  "was", "poor", "bad"};
  std::set<std::string> telling;
  for (std::string& word : words(text))
    if (!common.contains(word)) telling.insert(std::move(word));
  return telling;
}

/// Scores of one agent for one criterion over time.
using Series = std::vector<const QaScore*>;

std::optional<QaChange> change_of(Series series, const View& view, std::optional<DayRange> period,
                                  std::optional<DayRange> before) {
  std::ranges::stable_sort(series, {}, [](const QaScore* score) { return score->date; });
  const auto day = [&view](const QaScore* score) { return score->date ? view.zone().day_of(score->date) : no_day; };
  if (!period) {
    if (series.empty()) return std::nullopt;
    const Day last = day(series.back());
    period = DayRange{last, last + 1};
    before = DayRange{no_day, last};
  }
  std::erase_if(series, [&](const QaScore* score) { return day(score) >= period->end; });
  QaChange change;
  std::vector<double> of_before, of_now;
  Day latest_before = no_day;
  const bool any_before =
      before && std::ranges::any_of(series, [&](const QaScore* s) { return before->contains(day(s)); });
  for (const QaScore* score : series)
    if (day(score) < period->begin) latest_before = std::max(latest_before, day(score));
  for (const QaScore* score : series) {
    if (period->contains(day(score))) {
      of_now.push_back(score->score);
    } else if (any_before ? before->contains(day(score)) : day(score) == latest_before) {
      of_before.push_back(score->score);
    }
  }
  change.scores_now = std::ssize(of_now);
  change.scores_before = std::ssize(of_before);
  if (of_now.empty() || of_before.empty()) return std::nullopt;
  change.now = stats::mean(of_now);
  change.before = stats::mean(of_before);
  change.p = stats::welch_lower(of_now, of_before);
  return change;
}

/// A negative that an agent can do something about.
bool to_talk_about(const View& view, Row row) {
  if (!row.answered() || view.store().ratings.sentiment[row.rating] != Sentiment::negative) return false;
  const Annotation* said = view.annotations().find(row.rating);
  return said == nullptr || (said->challenge != Challenge::overturned && said->fault != Fault::outside);
}

}  // namespace

bool corresponds(std::string_view reason, std::string_view criterion) {
  const ReasonTopic* topic = topic_of(reason);
  if (topic != nullptr && topic == topic_of(criterion)) return true;
  const std::set<std::string> of_reason = telling_words(reason), of_criterion = telling_words(criterion);
  if (of_reason.empty() || of_criterion.empty()) return false;
  return std::ranges::includes(of_reason, of_criterion) || std::ranges::includes(of_criterion, of_reason);
}

Coaching coach(const View& view, std::span<const Row> rows, std::span<const Row> rows_before,
               std::span<const QaScore> scores, std::optional<DayRange> period, std::optional<DayRange> before,
               const ReasonNames& names, double budget) {
  const NameColumn& reasons = view.store().ratings.reason;
  const auto reason_of = [&](Row row) {
    return reasons.empty() ? std::string() : names.name(reasons.name(row.rating));
  };

  // Names are compared folded, and shown as the file of scores first writes them.
  std::map<std::string, std::string> criteria;
  std::map<std::pair<std::string, std::string>, Series> series;
  for (const QaScore& score : scores) {
    const std::string key = fold(score.criterion);
    criteria.emplace(key, score.criterion);
    series[{fold(score.agent), key}].push_back(&score);
  }

  std::map<std::string, CoachingItem> agents;
  std::map<std::pair<std::string, std::string>, QaCrossing> crossings;
  std::map<std::string, std::pair<std::int64_t, std::set<std::string>>> uncovered;
  std::map<std::string, std::map<std::string, std::int64_t>> reasons_of_agent;
  std::int64_t with_reason = 0;
  for (const Row row : rows) {
    if (!to_talk_about(view, row)) continue;
    const std::string name = agent_name(view, row), agent = fold(name);
    CoachingItem& item = agents[agent];
    item.agent = name;
    item.negatives.push_back(row);
    const std::string reason = reason_of(row);
    const Annotation* said = view.annotations().find(row.rating);
    const std::string cause = said != nullptr ? said->root_cause : std::string();
    if (!reason.empty()) {
      ++with_reason;
      ++reasons_of_agent[agent][reason];
    }
    bool covered = false;
    for (const auto& [key, criterion] : criteria) {
      if (!corresponds(reason, criterion) && !corresponds(cause, criterion)) continue;
      covered = true;
      QaCrossing& crossing = crossings[{agent, key}];
      crossing.agent = name;
      crossing.criterion = criterion;
      crossing.negatives.push_back(row);
    }
    if (!covered && !reason.empty() && names.suggested_fault(reason) != Fault::outside) {
      auto& [negatives, by] = uncovered[reason];
      ++negatives;
      by.insert(agent);
    }
  }

  // How many of an agent's ratings are such negatives, in the period and in the one before.
  const auto count_in = [&](std::span<const Row> ratings, stats::Share QaCrossing::*part) {
    for (const Row row : ratings) {
      if (!view.rated(row)) continue;
      const std::string agent = fold(agent_name(view, row));
      const std::string reason = to_talk_about(view, row) ? reason_of(row) : std::string();
      const Annotation* said = view.annotations().find(row.rating);
      for (auto& [key, crossing] : crossings) {
        if (key.first != agent) continue;
        const bool is_one =
            to_talk_about(view, row) && (corresponds(reason, crossing.criterion) ||
                                         (said != nullptr && corresponds(said->root_cause, crossing.criterion)));
        crossing.*part += stats::Share{is_one ? 1 : 0, 1};
      }
    }
  };
  count_in(rows, &QaCrossing::now);
  count_in(rows_before, &QaCrossing::before);

  Coaching coaching;
  std::vector<double> p;
  for (auto& [key, crossing] : crossings) {
    if (const auto found = series.find(key); found != series.end())
      crossing.qa = change_of(found->second, view, period, before);
    if (crossing.qa && crossing.qa->p) p.push_back(*crossing.qa->p);
  }
  const std::vector<double> corrected = stats::holm(p);
  std::size_t at = 0;
  for (auto& [key, crossing] : crossings) {
    if (crossing.qa && crossing.qa->p) {
      crossing.p = corrected[at++];
      crossing.beyond_chance = crossing.p <= budget;
    }
    sort_by_waiting(view, crossing.negatives);
    coaching.crossings.push_back(std::move(crossing));
  }
  std::ranges::stable_sort(coaching.crossings, std::greater<>(), [](const QaCrossing& crossing) {
    return std::tuple(crossing.both_worse(), crossing.negatives.size());
  });

  for (const auto& [reason, found] : uncovered)
    if (found.first >= 3 && found.first * 10 >= with_reason)
      coaching.proposals.push_back({reason, found.first, static_cast<std::int64_t>(found.second.size())});
  std::ranges::stable_sort(coaching.proposals, std::greater<>(), &CriterionProposal::negatives);

  for (auto& [agent, item] : agents) {
    for (const auto& [reason, count] : reasons_of_agent[agent]) item.reasons.emplace_back(reason, count);
    std::ranges::stable_sort(item.reasons, std::greater<>(), &std::pair<std::string, std::int64_t>::second);
    for (std::size_t i = 0; i < coaching.crossings.size(); ++i)
      if (coaching.crossings[i].both_worse() && fold(coaching.crossings[i].agent) == agent) item.crossings.push_back(i);
    sort_by_waiting(view, item.negatives);
    std::ranges::reverse(item.negatives);
    coaching.agents.push_back(std::move(item));
  }
  std::ranges::stable_sort(coaching.agents, std::greater<>(), [](const CoachingItem& item) {
    return std::tuple(item.crossings.size(), item.negatives.size());
  });
  return coaching;
}

}  // namespace dsat::analyze
