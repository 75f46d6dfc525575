#include "dsat/analyze/queue.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>

#include "dsat/analyze/review.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

namespace dsat::analyze {
namespace {

Sentiment sentiment(const View& view, Row row) {
  return view.store().ratings.sentiment[row.rating];
}
bool commented(const View& view, Row row) {
  const TextColumn& comments = view.store().ratings.comment;
  return !comments.empty() && !trim(comments[row.rating]).empty();
}
const Annotation* annotation(const View& view, Row row) {
  return view.annotations().find(row.rating);
}
bool answered(const View& view, Row row) {
  const Annotation* said = annotation(view, row);
  return said != nullptr && said->followed_up_at;
}

bool unreviewed(const View& view, Row row) {
  return sentiment(view, row) == Sentiment::negative && !is_reviewed(annotation(view, row));
}
bool real_time(const View& view, Row row) {
  return unreviewed(view, row) && waiting_minutes(view, row) && !review_time_is_over(view, row);
}
bool overdue(const View& view, Row row) {
  return unreviewed(view, row) && review_time_is_over(view, row);
}
bool unanswered(const View& view, Row row) {
  return sentiment(view, row) == Sentiment::negative && !answered(view, row);
}
bool ask_why(const View& view, Row row) {
  return unanswered(view, row) && !commented(view, row);
}
bool repeated(const View& view, Row row) {
  constexpr std::uint32_t several = 2;
  return unanswered(view, row) && view.negatives_of_customer(row.ticket) >= several;
}
bool neutral_comments(const View& view, Row row) {
  return sentiment(view, row) == Sentiment::neutral && commented(view, row) && !answered(view, row);
}
bool praise(const View& view, Row row) {
  return sentiment(view, row) == Sentiment::positive && commented(view, row) && !answered(view, row);
}
bool challenged(const View& view, Row row) {
  const Annotation* said = annotation(view, row);
  return said != nullptr && said->challenge == Challenge::open;
}
bool follow_up(const View& view, Row row) {
  return unanswered(view, row) && is_reviewed(annotation(view, row));
}

}  // namespace

std::span<const Queue> queues() {
  static constexpr std::array all = {
      Queue{"real-time", "to review, within 24 hours", "negative, not reviewed, rated within the last 24 hours",
            real_time},
      Queue{"overdue", "overdue", "negative, not reviewed, rated more than 24 hours ago", overdue},
      Queue{"unreviewed", "not reviewed", "negative, not reviewed", unreviewed},
      Queue{"unanswered", "not answered", "negative, and nobody has followed up", unanswered},
      Queue{"ask-why", "ask what's wrong", "negative without a comment, and nobody has followed up", ask_why},
      Queue{"follow-up", "reviewed, to follow up", "negative and reviewed, but nobody has followed up", follow_up},
      Queue{"repeat-detractors", "of customers with several negatives",
            "negative, of a customer who gave several, and nobody has followed up", repeated},
      Queue{"challenged", "challenged", "challenged by an agent, not decided", challenged},
      Queue{"neutral-comments", "neutral with a comment",
            "neutral with a comment, and nobody has followed up: often a useful tip", neutral_comments},
      Queue{"praise", "praise to thank for", "positive with a comment, not answered yet", praise},
  };
  return all;
}

const Queue* queue_named(std::string_view key) {
  std::string plain = fold(key);
  std::ranges::replace(plain, '_', '-');
  const auto found = std::ranges::find(queues(), plain, &Queue::key);
  return found == queues().end() ? nullptr : &*found;
}

const Queue& require_queue(std::string_view key) {
  if (const Queue* queue = queue_named(key)) return *queue;
  std::vector<std::string> known;
  for (const Queue& queue : queues()) known.emplace_back(queue.key);
  const auto near = nearest(key, known);
  throw Error(ErrorKind::usage, "there is no queue \"" + std::string(key) + "\"",
              (near ? "Did you mean \"" + *near + "\"? " : std::string()) + "`dsat list queues` shows all.");
}

std::vector<Row> rows_of(const Queue& queue, const View& view, std::span<const Row> rows) {
  std::vector<Row> held;
  for (const Row row : rows)
    if (row.answered() && queue.holds(view, row)) held.push_back(row);
  sort_by_waiting(view, held);
  return held;
}

void sort_by_waiting(const View& view, std::vector<Row>& rows) {
  const auto key = [&view](Row row) {
    const Moment rated = rating_moment(view, row);
    return std::tuple(rated.missing(), rated, row.ticket, row.rating);
  };
  std::ranges::sort(rows, [&](Row a, Row b) { return key(a) < key(b); });
}

}  // namespace dsat::analyze
