#include "load/answers.hpp"

#include <algorithm>
#include <utility>

namespace dsat::load {
namespace {

/// What `newer` lacks is taken from `older`.
void complete(Answer& newer, const Answer& older) {
  if (!newer.rated_at) newer.rated_at = older.rated_at;
  if (newer.id.empty()) newer.id = older.id;
  if (newer.label == 0) newer.label = older.label;
  if (newer.reason == 0) newer.reason = older.reason;
  if (newer.agent == 0) newer.agent = older.agent;
  if (newer.comment.empty()) newer.comment = older.comment;
}

bool is_readable(const Answer& answer) {
  return answer.meaning.kind == RatingMeaning::Kind::rated;
}

bool same_answer(const Answer& a, const Answer& b) {
  if (!a.id.empty() && !b.id.empty()) return a.id == b.id;
  return a.rated_at && a.rated_at == b.rated_at;
}

}  // namespace

void tell_apart(std::vector<Answer>& answers, std::int64_t& differing) {
  std::vector<Answer> distinct;
  for (const Answer& answer : answers) {
    const auto same = std::ranges::find_if(distinct, [&](const Answer& one) { return same_answer(one, answer); });
    if (same == distinct.end()) {
      distinct.push_back(answer);
      continue;
    }
    if (!is_readable(*same) && is_readable(answer)) {
      same->meaning = answer.meaning;
      same->label = answer.label;
    }
    complete(*same, answer);
  }
  if (std::ranges::any_of(distinct, is_readable))
    std::erase_if(distinct, [](const Answer& answer) { return !is_readable(answer); });
  // A rating without id and time, as ticket rows carry it, is the last one of those that have them.
  const auto anonymous = [](const Answer& answer) { return answer.id.empty() && !answer.rated_at; };
  std::vector<Answer> known, unknown;
  for (const Answer& answer : distinct) (anonymous(answer) ? unknown : known).push_back(answer);
  if (known.empty()) {
    for (std::size_t i = 1; i < unknown.size(); ++i)
      if (unknown[i].meaning.sentiment == unknown[0].meaning.sentiment &&
          unknown[i].meaning.level == unknown[0].meaning.level)
        complete(unknown[0], unknown[i]);
    if (unknown.size() > 1) unknown.resize(1);
    answers = std::move(unknown);
    return;
  }
  std::ranges::stable_sort(known, [](const Answer& a, const Answer& b) {
    if (a.rated_at != b.rated_at) return a.rated_at < b.rated_at;
    return a.precedence > b.precedence;
  });
  for (const Answer& answer : unknown) {
    const auto same = std::ranges::find_if(known.rbegin(), known.rend(), [&](const Answer& one) {
      return one.meaning.sentiment == answer.meaning.sentiment;
    });
    if (same != known.rend())
      complete(*same, answer);
    else
      ++differing;
  }
  answers = std::move(known);
}

}  // namespace dsat::load
