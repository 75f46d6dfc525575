#include "dsat/analyze/review.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "dsat/base/text.hpp"

namespace dsat::analyze {
namespace {

constexpr std::int64_t seconds_in_day = 86400;
constexpr std::int64_t time_to_stay = 90 * seconds_in_day;

/// How good a rating is, among ratings of one scale (or where only sentiments are known).
struct Rank {
  Sentiment sentiment = Sentiment::negative;
  std::uint8_t scale = 0, level = 0;

  bool better_than(const Rank& other) const {
    if (sentiment != other.sentiment) return sentiment > other.sentiment;
    return scale == other.scale && other.level != 0 && level > other.level;
  }
};

/// What the worksheet's `result` says about the customer: `stayed`, `Customer left, sadly`.
std::optional<bool> said_to_stay(std::string_view result) {
  std::string text = fold(result);
  for (const std::string_view start : {"the customer ", "customer "})
    if (text.starts_with(start)) text.erase(0, start.size());
  const auto says = [&text](std::string_view word) {
    return text.starts_with(word) &&
           (text.size() == word.size() || std::string_view(",.;:!").find(text[word.size()]) != std::string_view::npos);
  };
  for (const std::string_view word : {"stays", "stayed"})
    if (says(word)) return true;
  for (const std::string_view word : {"left", "leaves", "lost"})
    if (says(word)) return false;
  return std::nullopt;
}

class Facts {
 public:
  explicit Facts(const View& view) : view_(view), store_(view.store()) {
    const Ratings& ratings = store_.ratings;
    std::vector<bool> seen(ratings.label.names.size());
    for (std::uint32_t rating = 0; !ratings.label.empty() && rating < ratings.size(); ++rating) {
      const Code label = ratings.label.codes[rating];
      if (seen[label] || ratings.sentiment[rating] == Sentiment::unreadable) continue;
      seen[label] = true;
      rank_of_label_.emplace(fold(ratings.label.names[label]), rank(rating));
    }
    const NameColumn& requester = store_.name_column(Field::requester_id);
    const auto created = store_.moment_column(Field::created_at);
    if (requester.empty() || created.empty()) return;
    tickets_of_.resize(requester.names.size());
    for (std::uint32_t ticket = 0; ticket < store_.tickets; ++ticket)
      if (requester.codes[ticket] != 0 && created[ticket]) tickets_of_[requester.codes[ticket]].push_back(ticket);
  }

  std::uint16_t of(std::uint32_t rating) const {
    const Row row{store_.ratings.ticket[rating], rating};
    const Annotation* annotation = view_.annotations().find(rating);
    std::uint16_t facts = outcome(row, annotation);
    if (store_.ratings.sentiment[rating] != Sentiment::negative) return facts;
    facts |= review(row, annotation);
    if (annotation != nullptr && annotation->followed_up_at)
      facts = static_cast<std::uint16_t>(facts | followed_up | stay(row, *annotation));
    else if (!view_.as_of() || !rating_moment(view_, row) || review_time_is_over(view_, row))
      facts |= not_followed_up;
    return facts;
  }

 private:
  Rank rank(std::uint32_t rating) const {
    const Ratings& ratings = store_.ratings;
    return {ratings.sentiment[rating], ratings.scale[rating], ratings.level[rating]};
  }

  std::uint16_t review(Row row, const Annotation* annotation) const {
    const Moment rated = rating_moment(view_, row);
    if (!rated) return 0;
    const std::int64_t limit = last_second(view_, rated) + review_time;
    // Whoever decided on a challenge has looked at the rating.
    const Moment reviewed = annotation == nullptr     ? Moment()
                            : annotation->reviewed_at ? annotation->reviewed_at
                                                      : annotation->decided_at;
    if (reviewed) return first_second(view_, reviewed) <= limit ? review_in_time : review_late;
    const bool over = review_time_is_over(view_, row);
    // Reviewed, but nobody wrote down when: only if there was no time to be late it is known.
    if (is_reviewed(annotation)) return view_.as_of() && !over ? review_in_time : 0;
    return over ? review_late : 0;
  }

  /// What the customer said later. A negative stands for itself; a better rating stands for the negative it replaced,
  /// unless each rating is counted.
  std::uint16_t outcome(Row row, const Annotation* annotation) const {
    const auto [begin, end] = store_.ratings_of(row.ticket);
    const bool followed = annotation != nullptr && annotation->followed_up_at;
    std::optional<std::uint32_t> negative;
    std::optional<Rank> before;
    for (std::uint32_t rating = view_.counting().every_rating ? row.rating : begin; rating <= row.rating; ++rating) {
      if (store_.ratings.sentiment[rating] != Sentiment::negative) continue;
      const Moment rated = rating_moment(view_, {row.ticket, rating});
      // A negative given after the follow-up is what came of it, not what it answered.
      if (negative && followed && rated && first_second(view_, rated) > last_second(view_, annotation->followed_up_at))
        break;
      negative = rating;
    }
    if (negative) {
      before = rank(*negative);
    } else if (annotation != nullptr && !annotation->rating_before.empty() && !view_.counting().every_rating) {
      // The export keeps only the newest rating, but the worksheet remembers.
      const std::string label = fold(split(annotation->rating_before, ';').back());
      if (const auto known = rank_of_label_.find(label); known != rank_of_label_.end()) before = known->second;
    }
    if (!before || before->sentiment != Sentiment::negative) return 0;

    std::uint16_t facts = followed ? outcome_followed : outcome_left;
    const std::uint32_t first_later = negative ? *negative + 1 : row.rating;
    for (std::uint32_t rating = first_later; rating < end; ++rating) {
      const Moment rated = rating_moment(view_, {row.ticket, rating});
      if (view_.as_of() && rated > view_.as_of()) break;
      if (followed && rated && last_second(view_, rated) <= first_second(view_, annotation->followed_up_at)) continue;
      if (store_.ratings.sentiment[rating] == Sentiment::unreadable) continue;
      facts |= rated_again;
      if (rank(rating).better_than(*before)) facts |= rated_up;
    }
    return facts;
  }

  std::uint16_t stay(Row row, const Annotation& annotation) const {
    if (const auto said = said_to_stay(annotation.result)) return *said ? stay_known | stayed : stay_known;
    if (tickets_of_.empty() || !view_.solved(row.ticket) || !view_.as_of()) return 0;
    const Code requester = store_.name_column(Field::requester_id).codes[row.ticket];
    const std::int64_t from = first_second(view_, annotation.followed_up_at);
    if (requester == 0 || first_second(view_, view_.as_of()) < from + time_to_stay) return 0;
    const auto within = [&](Moment moment) {
      return moment && last_second(view_, moment) > from && first_second(view_, moment) <= from + time_to_stay;
    };
    bool came_back = false;
    for (const std::uint32_t ticket : tickets_of_[requester]) {
      came_back |= ticket != row.ticket && within(store_.moment_column(Field::created_at)[ticket]);
      const auto [begin, end] = store_.ratings_of(ticket);
      for (std::uint32_t rating = begin; rating < end; ++rating)
        if (rating != row.rating && store_.ratings.sentiment[rating] == Sentiment::negative &&
            within(rating_moment(view_, {ticket, rating})))
          return stay_known;
    }
    return came_back ? stay_known | stayed : stay_known;
  }

  const View& view_;
  const Store& store_;
  std::map<std::string, Rank> rank_of_label_;
  std::vector<std::vector<std::uint32_t>> tickets_of_;  ///< per requester
};

}  // namespace

std::vector<std::uint16_t> review_facts(const View& view) {
  if (view.annotations().of_rating.empty()) return {};
  const Facts facts(view);
  std::vector<std::uint16_t> of_rating(view.store().ratings.size());
  for (std::uint32_t rating = 0; rating < of_rating.size(); ++rating) of_rating[rating] = facts.of(rating);
  return of_rating;
}

bool is_reviewed(const Annotation* annotation) {
  if (annotation == nullptr) return false;
  return annotation->fault != Fault::unreviewed || annotation->reviewed_at || annotation->decided_at ||
         (annotation->challenge != Challenge::none && annotation->challenge != Challenge::open);
}

Moment rating_moment(const View& view, Row row) {
  const auto& times = view.store().ratings.rated_at;
  if (row.answered() && !times.empty() && times[row.rating]) return times[row.rating];
  return view.cohort_moment(row.ticket);
}

std::int64_t first_second(const View& view, Moment moment) {
  return moment.is_date() ? view.zone().to_utc(moment.seconds()) : moment.seconds();
}

std::int64_t last_second(const View& view, Moment moment) {
  return moment.is_date() ? view.zone().to_utc(moment.seconds() + seconds_in_day) - 1 : moment.seconds();
}

bool review_time_is_over(const View& view, Row row) {
  const Moment rated = rating_moment(view, row);
  return rated && view.as_of() && first_second(view, view.as_of()) > last_second(view, rated) + review_time;
}

bool waits(const View& view, Row row) {
  if (!row.answered() || view.store().ratings.sentiment[row.rating] != Sentiment::negative) return false;
  const Annotation* said = view.annotations().find(row.rating);
  return !is_reviewed(said) && (said == nullptr || !said->followed_up_at);
}

std::optional<double> waiting_minutes(const View& view, Row row) {
  const Moment rated = rating_moment(view, row);
  if (!rated || !view.as_of()) return std::nullopt;
  const std::int64_t seconds = first_second(view, view.as_of()) - first_second(view, rated);
  return static_cast<double>(std::max<std::int64_t>(seconds, 0)) / 60;
}

}  // namespace dsat::analyze
