#include "dsat/analyze/view.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <numeric>

#include "analyze/words.hpp"
#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/review.hpp"
#include "dsat/analyze/volumes.hpp"
#include "dsat/base/parallel.hpp"

namespace dsat::analyze {
namespace {

constexpr std::int64_t seconds_per_day = 86400;
constexpr std::int64_t week = 7 * seconds_per_day;
/// Days: no desk is silent for five years and then writes one ticket.
constexpr Day far_away = 5 * 366;

Moment at_or_missing(std::span<const Moment> column, std::size_t row) {
  return column.empty() ? Moment() : column[row];
}

/// The newest moment, and the newest of an earlier second.
struct Newest {
  Moment moment, before;

  void add(Moment other) {
    if (!moment || (other && other.seconds() > moment.seconds())) {
      before = std::exchange(moment, other);
    } else if (other && other.seconds() == moment.seconds()) {
      moment = std::max(moment, other);
    } else {
      before = std::max(before, other);
    }
  }
};

/// Cuts 0 … size − 1 into a part per thread, calls `work(begin, end)` for each, and returns what it returned.
template <class Work>
auto by_part(std::size_t size, unsigned threads, Work work) {
  std::deque<decltype(work(size, size))> results(threads);  // each of them a place of its own, bool too
  in_parallel(threads, threads,
              [&](std::size_t i) { results[i] = work(size * i / threads, size * (i + 1) / threads); });
  return results;
}

/// Fewer tickets are looked through before a thread has begun.
constexpr std::size_t worth_threads = 50'000;

}  // namespace

View::View(const Store& store, const Annotations& annotations, Counting counting, unsigned threads,
           const Volumes* volumes)
    : store_(store),
      annotations_(annotations),
      counting_(std::move(counting)),
      volumes_(volumes),
      threads_(store.tickets >= worth_threads ? std::max(threads, 1U) : 1) {
  has_rating_times_ = std::ranges::any_of(store_.ratings.rated_at, [](Moment m) { return !m.missing(); });
  for (const Scale& scale : store_.scales) {
    std::vector<LevelShare> shares(scale.levels() + 1);
    const double levels = static_cast<double>(scale.levels());
    for (std::size_t level = 1; level < shares.size(); ++level) {
      const double of_range = levels > 1 ? static_cast<double>(level - 1) / (levels - 1) : 1;
      shares[level] = {std::llround(of_range * static_cast<double>(Tally::unit)),
                       std::llround(static_cast<double>(level) / levels * static_cast<double>(Tally::unit)), true};
    }
    level_shares_.push_back(std::move(shares));
  }
  find_now();
  choose_ratings();
  place_tickets();
  note_facts();
  note_contacts();
  count_tags();
  count_customers();
  review_facts_ = analyze::review_facts(*this);
}

std::int64_t View::tickets() const {
  return volumes_ != nullptr ? volumes_->tickets() : static_cast<std::int64_t>(store_.tickets);
}

void View::find_now() {
  if (counting_.as_of) {
    as_of_ = *counting_.as_of;
    return;
  }
  if (volumes_ != nullptr) {
    as_of_ = volumes_->as_of;
    return;
  }
  const std::span<const Moment> columns[] = {store_.moment_column(Field::created_at),
                                             store_.moment_column(Field::solved_at),
                                             store_.moment_column(Field::updated_at), store_.ratings.rated_at};
  Newest found[std::size(columns)];
  in_parallel(std::size(columns), threads_, [&](std::size_t column) {
    Newest newest;
    for (const Moment moment : columns[column]) newest.add(moment);
    found[column] = newest;
  });
  Newest newest;
  for (const Newest& one : found) newest.add(one.moment), newest.add(one.before);
  as_of_ = newest.moment;
  if (newest.before && as_of_.seconds() - newest.before.seconds() > 31 * seconds_per_day) {
    stray_newest_ = as_of_;
    as_of_ = newest.before;
  }
}

void View::choose_ratings() {
  const Ratings& ratings = store_.ratings;
  newest_rating_.assign(store_.tickets, no_row);
  const auto choose = [&](std::size_t first, std::size_t last) {
    std::size_t answered = 0;
    for (std::size_t ticket = first; ticket < last; ++ticket) {
      const auto [begin, end] = store_.ratings_of(ticket);
      for (std::uint32_t rating = end; rating > begin; --rating) {
        // Ratings given after "now" aren't known yet.
        if (counting_.as_of && has_rating_times_ && ratings.rated_at[rating - 1] > as_of_) continue;
        newest_rating_[ticket] = rating - 1;
        ++answered;
        break;
      }
    }
    return answered;
  };
  unrated_ = static_cast<std::int64_t>(store_.tickets);
  for (const std::size_t answered : by_part(store_.tickets, threads_, choose))
    unrated_ -= static_cast<std::int64_t>(answered);
  if (volumes_ != nullptr) unrated_ = volumes_->tickets() - volumes_->answered();
  only_rated_ = tickets() > 0 && unrated_ == 0;
}

Moment View::cohort_moment(std::uint32_t ticket) const {
  for (const Field field : {Field::solved_at, Field::created_at, Field::updated_at})
    if (const Moment moment = at_or_missing(store_.moment_column(field), ticket)) return moment;
  return {};
}

Moment View::moment(Row row) const {
  if (counting_.date == DateBasis::rated && row.answered() && has_rating_times_)
    if (const Moment moment = store_.ratings.rated_at[row.rating]) return moment;
  if (counting_.date == DateBasis::created)
    if (const Moment moment = at_or_missing(store_.moment_column(Field::created_at), row.ticket)) return moment;
  return cohort_moment(row.ticket);
}

Day View::day(Row row) const {
  if (counting_.date == DateBasis::rated && row.answered() && !rating_day_.empty())
    if (const Day day = rating_day_[row.rating]; day != no_day) return day;
  if (counting_.date == DateBasis::created) {
    const Moment moment = this->moment(row);
    return moment ? zone().day_of(moment) : no_day;
  }
  return ticket_day_[row.ticket];
}

void View::place_tickets() {
  if (has_rating_times_) {
    rating_day_.assign(store_.ratings.size(), no_day);
    by_part(rating_day_.size(), threads_, [&](std::size_t begin, std::size_t end) {
      for (std::size_t rating = begin; rating < end; ++rating)
        if (const Moment moment = store_.ratings.rated_at[rating]) rating_day_[rating] = zone().day_of(moment);
      return true;
    });
  }
  ticket_day_.assign(store_.tickets, no_day);
  row_day_.assign(store_.tickets, no_day);
  // Days with data, by marking a calendar between the first and the last.
  struct Days {
    Day first = std::numeric_limits<Day>::max(), last = no_day;
  };
  const auto place = [&](std::size_t begin, std::size_t end) {
    Days days;
    for (auto ticket = static_cast<std::uint32_t>(begin); ticket < end; ++ticket) {
      if (volumes_ != nullptr && newest_rating_[ticket] == no_row) continue;
      if (const Moment moment = cohort_moment(ticket)) ticket_day_[ticket] = zone().day_of(moment);
      const Day day = row_day_[ticket] = this->day({ticket, newest_rating_[ticket]});
      if (day != no_day) days = {std::min(days.first, day), std::max(days.last, day)};
    }
    return days;
  };
  Days all;
  for (const Days& days : by_part(store_.tickets, threads_, place))
    all = {std::min(all.first, days.first), std::max(all.last, days.last)};
  std::vector<std::pair<Day, std::int64_t>> silent;
  if (volumes_ == nullptr) {
    any_undated_ = std::ranges::find(row_day_, no_day) != row_day_.end();
  } else {
    for (std::size_t ticket = 0; ticket < store_.tickets; ++ticket)
      any_undated_ = any_undated_ || (newest_rating_[ticket] != no_row && row_day_[ticket] == no_day);
    any_undated_ = any_undated_ || volumes_->any_undated();
    for (const std::size_t at : volumes_->places(all_tickets, Unit::day)) {
      const VolumeRow& row = volumes_->rows()[at];
      if (!row.period || row.silent() == 0) continue;
      silent.emplace_back(row.period->begin, row.silent());
      all = {std::min(all.first, row.period->begin), std::max(all.last, row.period->begin)};
    }
  }
  if (all.last == no_day) return;
  std::vector<std::uint32_t> rows_of_day(static_cast<std::size_t>(all.last - all.first) + 1);
  for (const Day day : row_day_)
    if (day != no_day) ++rows_of_day[static_cast<std::size_t>(day - all.first)];
  for (const auto& [day, tickets] : silent)
    rows_of_day[static_cast<std::size_t>(day - all.first)] += static_cast<std::uint32_t>(tickets);
  part_stray_days(all.first, rows_of_day);
  keep_now_near();
}

/// From either end days are stray as long as they hold no more than one row in a hundred (of ten rows one) together and
/// an empty stretch of years parts them from the rest.
void View::part_stray_days(Day first, std::span<const std::uint32_t> rows_of_day) {
  std::vector<Day> days;
  std::size_t rows = 0;
  for (std::size_t i = 0; i < rows_of_day.size(); ++i) {
    if (rows_of_day[i] > 0) days.push_back(first + static_cast<Day>(i));
    rows += rows_of_day[i];
  }
  constexpr std::size_t enough = 10;
  const std::size_t most = rows < enough ? 0 : std::max<std::size_t>(rows / 100, 1);
  const auto rows_on = [&](Day day) { return rows_of_day[static_cast<std::size_t>(day - first)]; };
  std::size_t begin = 0, end = days.size();
  std::size_t few = 0;
  for (std::size_t i = 0; i + 1 < days.size() && (few += rows_on(days[i])) <= most; ++i)
    if (days[i + 1] - days[i] > far_away) begin = i + 1;
  few = 0;
  for (std::size_t i = days.size(); i-- > begin + 1 && (few += rows_on(days[i])) <= most;)
    if (days[i] - days[i - 1] > far_away) end = i;
  for (std::size_t i = 0; i < days.size(); ++i)
    (i < begin || i >= end ? stray_days_ : days_with_data_).push_back(days[i]);
}

/// Two stray moments are as little "now" as one.
void View::keep_now_near() {
  if (counting_.as_of || volumes_ != nullptr || !as_of_ || zone().day_of(as_of_) <= days_with_data_.back() + far_away)
    return;
  const std::int64_t latest = (days_with_data_.back() + std::int64_t{far_away}) * seconds_per_day;
  Moment newest;
  for (const std::span<const Moment> column :
       {store_.moment_column(Field::created_at), store_.moment_column(Field::solved_at),
        store_.moment_column(Field::updated_at), std::span<const Moment>(store_.ratings.rated_at)})
    for (const Moment moment : column)
      if (moment && moment.seconds() <= latest && (!newest || newest < moment)) newest = moment;
  if (!newest) return;
  if (!stray_newest_) stray_newest_ = as_of_;
  as_of_ = newest;
}

void View::note_facts() {
  ticket_facts_.assign(store_.tickets, 0);
  const auto solved_at = store_.moment_column(Field::solved_at);
  const NameColumn& status = store_.name_column(Field::status);
  const NameColumn& channel = store_.name_column(Field::channel);
  const auto replies = store_.count_column(Field::replies);
  const auto reopens = store_.count_column(Field::reopens);
  export_tells_solved_ = !solved_at.empty() || !status.empty();

  const std::vector<bool> is_done = marks_of(status.names, is_solved_status);
  const std::vector<bool> is_live = marks_of(channel.names, is_live_channel);
  const auto facts_of = [&](std::size_t ticket) {
    std::uint16_t facts = 0;
    const bool answered = newest_rating_[ticket] != no_row;
    if (volumes_ != nullptr ? answered && volumes_->survey_known
                            : !store_.surveyed.empty() && (answered || store_.surveyed[ticket] == Surveyed::yes))
      facts |= fact_surveyed;
    const bool solved = (!solved_at.empty() && solved_at[ticket]) || (!status.empty() && is_done[status.codes[ticket]]);
    if (solved) {
      facts |= fact_solved;
      const bool knows_reopens = !reopens.empty() && reopens[ticket] != no_number;
      if (knows_reopens) {
        facts |= fact_reopen_base;
        if (reopens[ticket] > 0) facts |= fact_reopened;
      }
      const bool live = !channel.empty() && is_live[channel.codes[ticket]];
      if (!live && knows_reopens && !replies.empty() && replies[ticket] != no_number && replies[ticket] >= 1) {
        facts |= fact_replied;
        if (replies[ticket] == 1 && reopens[ticket] == 0) facts |= fact_one_touch;
      }
    }
    if (!store_.sla.empty() && store_.sla[ticket] != SlaState::none) {
      facts |= fact_sla_base;
      if (store_.sla[ticket] == SlaState::breached) facts |= fact_sla_breached;
    }
    return facts;
  };
  const auto note = [&](std::size_t begin, std::size_t end) {
    bool survey_known = false;
    for (std::size_t ticket = begin; ticket < end; ++ticket) {
      ticket_facts_[ticket] = facts_of(ticket);
      // Only an unrated ticket can tell whether "asked" is recorded at all.
      survey_known = survey_known || (!store_.surveyed.empty() && newest_rating_[ticket] == no_row &&
                                      store_.surveyed[ticket] != Surveyed::unknown);
    }
    return survey_known;
  };
  for (const bool known : by_part(store_.tickets, threads_, note)) survey_known_ = survey_known_ || known;
  if (volumes_ != nullptr) {
    survey_known_ = volumes_->survey_known;
    export_tells_solved_ = volumes_->tells_solved;
  }
}

void View::note_contacts() {
  const NameColumn& requester = store_.name_column(Field::requester_id);
  if (requester.empty() || store_.moment_column(Field::created_at).empty() ||
      store_.moment_column(Field::solved_at).empty())
    return;
  by_part(requester.names.size(), threads_, [&](std::size_t first, std::size_t end) {
    note_contacts(static_cast<Code>(std::max<std::size_t>(first, 1)), static_cast<Code>(end));
    return true;
  });
}

/// Notes the contacts of customers `first` … `end` − 1.
void View::note_contacts(Code first, Code end) {
  const NameColumn& requester = store_.name_column(Field::requester_id);
  const auto created = store_.moment_column(Field::created_at);
  const auto solved_at = store_.moment_column(Field::solved_at);
  if (first >= end) return;

  const auto note = [&](const auto& codes) {
    // In the order they were opened, which most exports keep.
    std::vector<std::uint32_t> order;
    for (std::uint32_t ticket = 0; ticket < store_.tickets; ++ticket)
      if (codes[ticket] >= first && codes[ticket] < end && created[ticket]) order.push_back(ticket);
    const auto opened = [&](std::uint32_t ticket) { return std::pair(created[ticket], ticket); };
    if (!std::ranges::is_sorted(order, {}, opened)) std::ranges::sort(order, {}, opened);

    // Each customer's together, still in that order.
    std::vector<std::size_t> begin_of(end - first + 1, 0);
    for (const std::uint32_t ticket : order) ++begin_of[codes[ticket] - first + 1];
    std::partial_sum(begin_of.begin(), begin_of.end(), begin_of.begin());
    std::vector<std::uint32_t> by_customer(order.size());
    std::vector<std::size_t> next = begin_of;
    for (const std::uint32_t ticket : order) by_customer[next[codes[ticket] - first]++] = ticket;

    const auto opened_at = [&](std::uint32_t ticket) { return created[ticket].seconds(); };
    for (std::size_t customer = 0; customer + 1 < begin_of.size(); ++customer) {
      const auto all = std::span(by_customer).subspan(begin_of[customer], begin_of[customer + 1] - begin_of[customer]);
      for (std::size_t i = 0; i < all.size(); ++i) {
        std::uint16_t& facts = ticket_facts_[all[i]];
        if ((facts & fact_solved) == 0 || !solved_at[all[i]]) continue;
        const std::int64_t solved = solved_at[all[i]].seconds();
        // Who was solved less than a week ago may still come back; what comes after "now" isn't known.
        if (!as_of_ || solved + week > as_of_.seconds()) continue;
        const auto later = std::ranges::upper_bound(all.subspan(i + 1), solved, {}, opened_at);
        const bool came_back = later != all.end() && opened_at(*later) <= solved + week;
        facts |= fact_contact_base;
        if (came_back) facts |= fact_repeated;
        if (!came_back && (facts & fact_reopened) == 0) facts |= fact_fcr;
      }
    }
  };
  requester.codes.visit(note);
}

void View::count_customers() {
  const NameColumn& requesters = store_.name_column(Field::requester_id);
  if (requesters.empty()) return;
  customer_negatives_.assign(requesters.names.size(), 0);
  for (std::uint32_t ticket = 0; ticket < store_.tickets; ++ticket)
    if (const std::uint32_t rating = newest_rating_[ticket];
        rating != no_row && store_.ratings.sentiment[rating] == Sentiment::negative)
      ++customer_negatives_[requesters.codes[ticket]];
  customer_negatives_[0] = 0;
}

std::uint32_t View::negatives_of_customer(std::uint32_t ticket) const {
  return customer_negatives_.empty() ? 0 : customer_negatives_[store_.name_column(Field::requester_id).codes[ticket]];
}

void View::count_tags() {
  const NameSetColumn& tags = store_.tags;
  if (tags.empty()) return;
  tag_uses_.resize(tags.names.size());
  for (std::uint32_t ticket = 0; ticket < tags.size(); ++ticket) {
    const std::uint32_t rating = newest_rating_[ticket];
    if (volumes_ != nullptr && rating == no_row) continue;
    const bool readable = rated({ticket, rating});
    auto TagUse::*const counted = rating == no_row ? &TagUse::unrated : readable ? &TagUse::rated : &TagUse::unreadable;
    const bool negative = readable && store_.ratings.sentiment[rating] == Sentiment::negative;
    for (const Code tag : tags.set(ticket)) {
      ++(tag_uses_[tag].*counted);
      tag_uses_[tag].negative += negative ? 1 : 0;
    }
  }
  if (volumes_ == nullptr) return;
  for (const std::size_t place : volumes_->places("tag", volumes_->every)) {
    const VolumeRow& row = volumes_->rows()[place];
    if (row.code != 0) tag_uses_[row.code].unrated += row.silent();
  }
}

Selection View::select(const Filter& filter, std::optional<DayRange> period) const {
  Selection selection;
  selection.whole = filter.empty();
  selection.period = period;
  const auto add = [&](std::vector<Row>& to, Row row) {
    if (filter.empty() || filter.passes(row)) to.push_back(row);
  };
  const bool by_rating_time = counting_.date == DateBasis::rated && has_rating_times_;
  for (std::uint32_t ticket = 0; ticket < store_.tickets; ++ticket) {
    // Where one rating of a ticket counts, none of it stands later than the newest.
    if (period && !counting_.every_rating && !several_a_ticket() && row_day_[ticket] < period->begin &&
        !period->contains(ticket_day_[ticket]))
      continue;
    const Row whole{ticket, newest_rating_[ticket]};
    if (volumes_ != nullptr && !whole.answered()) continue;
    const bool has_ticket = store_.only_ratings.empty() || !store_.only_ratings[ticket];
    const bool in_cohort =
        has_ticket && (!period || (ticket_day_[ticket] != no_day && period->contains(ticket_day_[ticket])));
    if (in_cohort) {
      Row row = whole;
      // Of several agents' ratings one that is asked for stands for the ticket.
      if (several_a_ticket() && whole.answered() && !filter.empty())
        while (row.rating > store_.ratings_of(ticket).first && !filter.passes(row)) --row.rating;
      add(selection.cohort, row);
    }
    if (!whole.answered()) {
      if (!period || period->contains(day(whole))) add(selection.rows, whole);
      continue;
    }
    const std::uint32_t begin = store_.ratings_of(ticket).first;
    if (counting_.every_rating || store_.ratings_by_agent) {
      for (std::uint32_t rating = begin; rating <= whole.rating; ++rating)
        if (!period || period->contains(day({ticket, rating}))) add(selection.rows, {ticket, rating});
      continue;
    }
    if (!period || !by_rating_time) {
      if (!period || period->contains(day(whole))) add(selection.rows, whole);
      continue;
    }
    for (std::uint32_t rating = whole.rating + 1; rating > begin; --rating) {
      const Row row{ticket, rating - 1};
      const Day day = this->day(row);
      if (day < period->end) {
        if (day >= period->begin) add(selection.rows, row);
        break;
      }
    }
  }
  return selection;
}

Selection View::select_each(Unit unit, const Filter& filter, std::optional<DayRange> range) const {
  Selection selection = select(filter, range);
  if (counting_.every_rating || several_a_ticket() || counting_.date != DateBasis::rated || !has_rating_times_)
    return selection;
  // Earlier ratings of the same ticket, each the last of its period.
  const auto count = selection.rows.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Row newest = selection.rows[i];
    if (!newest.answered()) continue;
    const std::uint32_t begin = store_.ratings_of(newest.ticket).first;
    Day counted_from = day(newest) == no_day ? no_day : period_of(unit, day(newest)).begin;
    for (std::uint32_t rating = newest.rating; rating > begin; --rating) {
      const Row row{newest.ticket, rating - 1};
      const Day day = this->day(row);
      if (day == no_day || (range && day < range->begin)) break;
      if (counted_from != no_day && day >= counted_from) continue;
      counted_from = period_of(unit, day).begin;
      if (filter.empty() || filter.passes(row)) selection.rows.push_back(row);
    }
  }
  return selection;
}

bool View::has_data(DayRange range) const {
  // Who asks for a stray day gets it.
  return std::ranges::any_of(std::array{days_with_data(), stray_days()}, [&](std::span<const Day> days) {
    const auto at = std::ranges::lower_bound(days, range.begin);
    return at != days.end() && *at < range.end;
  });
}

std::optional<DayRange> View::last_complete(Unit unit, std::optional<DayRange> range) const {
  if (days_with_data_.empty()) return std::nullopt;
  const auto within = [&](DayRange period) {
    return !range || (range->begin <= period.begin && period.end <= range->end);
  };
  for (DayRange period = period_of(unit, days_with_data_.back()); period.end > days_with_data_.front();
       period = previous(unit, period))
    if (within(period) && has_data(period) && complete(unit, period)) return period;
  return std::nullopt;
}

namespace {

bool arrivals_known(const View& view) {
  return view.volumes() != nullptr ? !view.volumes()->places(tickets_created, Unit::day).empty()
                                   : !view.store().moment_column(Field::created_at).empty();
}

/// Calls `use` with days on which tickets were opened, and how many.
template <class Use>
void each_arrival(const View& view, Use use) {
  if (const Volumes* volumes = view.volumes()) {
    for (const std::size_t place : volumes->places(tickets_created, Unit::day))
      use(volumes->rows()[place].period->begin, volumes->rows()[place].counts.cohort);
    return;
  }
  for (const Moment moment : view.store().moment_column(Field::created_at))
    if (moment) use(view.zone().day_of(moment), std::int64_t{1});
}

/// A period at the data's end in which fewer than half as many tickets arrived as the same part of the periods before
/// usually brings: what came after the export was made, such as late ratings, and no quiet period. Few ratings with
/// normal arrivals are none.
bool is_tail(const View& view, Unit unit, DayRange period) {
  constexpr std::size_t most_before = 4, least_before = 2;
  constexpr std::int64_t worth_comparing = 10;
  const auto days = view.days_with_data();
  if (!arrivals_known(view) || days.empty()) return false;
  // The period, the ones before it, and from `most_before` + 1 on those after it, up to the end of the data.
  std::vector<DayRange> ranges{period};
  while (ranges.size() <= most_before) ranges.push_back(previous(unit, ranges.back()));
  while (ranges.size() < 3 * most_before &&
         days.back() >= (ranges.size() > most_before + 1 ? ranges.back() : period).end)
    ranges.push_back(period_of(unit, (ranges.size() > most_before + 1 ? ranges.back() : period).end));
  if (ranges.size() == 3 * most_before) return false;
  const Day passed = days.back() - period.begin + 1;
  const Day first = ranges[most_before].begin;
  std::vector<std::int64_t> arrivals(ranges.size());
  each_arrival(view, [&](Day day, std::int64_t tickets) {
    if (day < first) return;
    for (std::size_t i = 0; i < ranges.size(); ++i)
      if (ranges[i].contains(day) && day - ranges[i].begin < passed) arrivals[i] += tickets;
  });
  std::vector<std::int64_t> before(arrivals.begin() + 1, arrivals.begin() + 1 + most_before);
  std::erase(before, 0);
  if (before.size() < least_before) return false;
  std::ranges::sort(before);
  const std::int64_t usual = before[before.size() / 2];
  const auto thin = [usual](std::int64_t count) { return count * 2 < usual; };
  return usual >= worth_comparing && thin(arrivals.front()) &&
         std::all_of(arrivals.begin() + 1 + most_before, arrivals.end(), thin);
}

}  // namespace

bool View::complete(Unit unit, DayRange period) const {
  const bool told = counting_.as_of.has_value();
  if (!told && unit != Unit::day && is_tail(*this, unit, period)) return false;
  if (as_of_) {
    // A bare date is known to its end only when the next day has begun.
    const Day today = zone().day_of(as_of_);
    if (today >= period.end) return true;
  }
  if (days_with_data_.empty()) return false;
  const Day last = days_with_data_.back();
  if (unit == Unit::day) return last > period.begin;
  int last_weekday = -1;
  DayRange before = period;
  for (int i = 0; i < 4; ++i) {
    before = previous(unit, before);
    const auto end = std::ranges::lower_bound(days_with_data_, before.end);
    if (end == days_with_data_.begin() || *(end - 1) < before.begin) continue;
    if (unit == Unit::week) {
      last_weekday = std::max(last_weekday, *(end - 1) - before.begin);
    } else {
      // Months and quarters: how many days before its end a period's data used to stop.
      last_weekday = std::max(last_weekday, 1000 - (before.end - *(end - 1)));
    }
  }
  if (last_weekday < 0) return last >= period.end - 1;
  const Day needed = unit == Unit::week ? period.begin + last_weekday : period.end - (1000 - last_weekday);
  return last >= needed;
}

void View::add_row(Tally& tally, Row row, std::uint32_t before) const {
  if (row.ticket != before || !several_a_ticket()) {
    ++tally.tickets;
    if ((ticket_facts_[row.ticket] & fact_surveyed) != 0) ++tally.surveyed;
  }
  if (!row.answered()) return;
  const Ratings& ratings = store_.ratings;
  const Sentiment sentiment = ratings.sentiment[row.rating];
  switch (sentiment) {
    case Sentiment::positive:
      ++tally.positive;
      break;
    case Sentiment::neutral:
      ++tally.neutral;
      break;
    case Sentiment::negative:
      ++tally.negative;
      break;
    case Sentiment::unreadable:
      ++tally.unreadable;
      return;
  }
  ++tally.rated;
  if (!ratings.comment.empty() && !ratings.comment[row.rating].empty()) ++tally.commented;
  const std::uint8_t scale = ratings.scale[row.rating];
  if (const std::uint8_t level = ratings.level[row.rating]; level != 0) {
    const LevelShare& share = level_shares_[scale][level];
    ++tally.leveled;
    tally.level_sum += share.of_range;
    tally.level_of_max += share.of_max;
  }
  if (store_.scales[scale].is_nps) {
    ++tally.nps_rated;
    if (sentiment == Sentiment::positive) ++tally.promoters;
    if (sentiment == Sentiment::negative) ++tally.detractors;
  }
  if (!review_facts_.empty()) add_review(tally, row.rating);
  const Annotation* annotation = annotations_.find(row.rating);
  if (annotation == nullptr) return;
  const bool negative = sentiment == Sentiment::negative, overturned = annotation->challenge == Challenge::overturned;
  const auto count = [sentiment](Challenged& of) {
    ++(sentiment == Sentiment::negative ? of.negative : sentiment == Sentiment::neutral ? of.neutral : of.positive);
  };
  if (negative && (annotation->fault != Fault::unreviewed || overturned)) ++tally.reviewed;
  if (overturned) count(tally.overturned);
  if (annotation->challenge == Challenge::open) count(tally.challenged);
  if ((negative && annotation->fault == Fault::outside) || (overturned && annotation->fault != Fault::agent))
    count(tally.cleared);
}

void View::add_review(Tally& tally, std::uint32_t rating) const {
  const std::uint16_t facts = review_facts_[rating];
  const auto add = [facts](std::int64_t& count, int all_of, int any_of = 0xFFFF) {
    count += (facts & all_of) == all_of && (facts & any_of) != 0 ? 1 : 0;
  };
  add(tally.review_due, 0, review_in_time | review_late);
  add(tally.reviewed_24h, review_in_time);
  add(tally.follow_due, 0, analyze::followed_up | not_followed_up);
  add(tally.followed_up, analyze::followed_up);
  add(tally.outcome_followed, analyze::outcome_followed);
  add(tally.again_followed, analyze::outcome_followed | rated_again);
  add(tally.up_followed, analyze::outcome_followed | rated_up);
  add(tally.outcome_left, analyze::outcome_left);
  add(tally.again_left, analyze::outcome_left | rated_again);
  add(tally.up_left, analyze::outcome_left | rated_up);
  add(tally.stay_known, analyze::stay_known);
  add(tally.stayed, analyze::stayed);
}

void View::add_cohort(Tally& tally, Row row) const {
  const std::uint16_t facts = ticket_facts_[row.ticket];
  const auto add = [facts](std::int64_t& count, std::uint16_t fact) { count += (facts & fact) != 0 ? 1 : 0; };
  ++tally.cohort;
  if (row.answered()) ++tally.cohort_answered;
  add(tally.cohort_surveyed, fact_surveyed);
  add(tally.solved, fact_solved);
  add(tally.replied, fact_replied);
  add(tally.one_touch, fact_one_touch);
  add(tally.contact_base, fact_contact_base);
  add(tally.fcr, fact_fcr);
  add(tally.reopen_base, fact_reopen_base);
  add(tally.reopened, fact_reopened);
  add(tally.repeated, fact_repeated);
  add(tally.sla_base, fact_sla_base);
  add(tally.sla_breached, fact_sla_breached);
}

}  // namespace dsat::analyze
