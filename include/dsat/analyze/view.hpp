#pragma once
#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsat/analyze/counting.hpp"
#include "dsat/analyze/tally.hpp"
#include "dsat/data/annotation.hpp"
#include "dsat/data/store.hpp"

namespace dsat::analyze {

/// What is counted: a ticket with the answer that counts for it (no_row: the customer didn't answer). Whether the
/// answer can be read, View::rated() tells.
struct Row {
  std::uint32_t ticket = 0;
  std::uint32_t rating = no_row;
  bool answered() const { return rating != no_row; }
};

/// What every count rests on: which ticket, when, whether it is solved, and how it was rated. The other fields may be
/// left unread by whoever asks for no measure and no dimension that reads them.
inline constexpr FieldSet always_read = {
    Field::ticket_id, Field::created_at,  Field::updated_at, Field::solved_at, Field::first_replied_at, Field::status,
    Field::rating_id, Field::survey_sent, Field::rating,     Field::sentiment, Field::rated_at};

/// No day known.
inline constexpr Day no_day = std::numeric_limits<Day>::min();

/// Rows chosen by period and filter.
struct Selection {
  std::vector<Row> rows;    ///< placed by the counting's date
  std::vector<Row> cohort;  ///< solved (else created) in the period, each with the newest rating up to now
  bool whole = false;       ///< all rows of `period` (nothing: of the data): no condition left any out
  std::optional<DayRange> period = std::nullopt;
};

/// Tickets with a tag, by the answer that counts for them.
struct TagUse {
  std::int64_t rated = 0, negative = 0, unreadable = 0, unrated = 0;
  std::int64_t tickets() const { return rated + unreadable + unrated; }
};

class Filter;
class Volumes;

/// The store as one run counts it: which rating counts, where each row stands in time, what "now" is.
/// Keeps references: store, annotations and volumes must outlive it.
class View {
 public:
  /// Large stores are looked through on up to `threads` threads. Where there are volumes, they count the tickets
  /// without an answer; those in the store are passed over.
  View(const Store& store, const Annotations& annotations, Counting counting, unsigned threads = 1,
       const Volumes* volumes = nullptr);

  const Store& store() const { return store_; }
  const Annotations& annotations() const { return annotations_; }
  const Counting& counting() const { return counting_; }
  /// Nullptr: all tickets are in the store.
  const Volumes* volumes() const { return volumes_; }
  /// All tickets, answered or not.
  std::int64_t tickets() const;
  const Zone& zone() const { return counting_.zone; }

  /// "Now": --as-of, else the newest created, solved, rated or updated moment of the data; missing if there is none.
  Moment as_of() const { return as_of_; }
  /// A moment more than 31 days after every other one: not taken for "now", and told. Missing: none.
  Moment stray_newest() const { return stray_newest_; }

  /// Somebody was asked and didn't answer, or wasn't asked: `surveyed`, reach and response rate have a meaning.
  bool survey_known() const { return survey_known_; }
  /// Every ticket is answered, so the file says nothing about those who weren't: coverage is undefined.
  bool only_rated() const { return only_rated_; }
  /// Some row has no day(), so stands in no period.
  bool any_undated() const { return any_undated_; }
  /// Any rating has a time of its own.
  bool has_rating_times() const { return has_rating_times_; }

  /// The answer that counts for a ticket over the whole data: the newest up to now; no_row if there is none.
  std::uint32_t newest_rating(std::uint32_t ticket) const { return newest_rating_[ticket]; }
  /// There is an answer and it can be read.
  bool rated(Row row) const { return row.answered() && store_.ratings.sentiment[row.rating] != Sentiment::unreadable; }
  /// Each of several agents of a ticket has a rating of its own: a row is a rating, and a ticket may have several.
  bool several_a_ticket() const { return store_.ratings_by_agent && !counting_.every_rating; }
  /// The moment that places a row (see Counting::date); missing if the export has none.
  Moment moment(Row row) const;
  /// Its day in the zone, or no_day.
  Day day(Row row) const;
  /// The moment that puts a ticket into a cohort: solved, else created, else updated.
  Moment cohort_moment(std::uint32_t ticket) const;
  Day cohort_day(std::uint32_t ticket) const { return ticket_day_[ticket]; }
  bool solved(std::uint32_t ticket) const { return (ticket_facts_[ticket] & fact_solved) != 0; }
  bool export_tells_solved() const { return export_tells_solved_; }

  /// Rows of a period (nullopt: everything, undated tickets too) that pass the filter. Within a period the newest
  /// rating given by its end counts.
  Selection select(const Filter& filter, std::optional<DayRange> period = std::nullopt) const;
  /// Rows for a time series: as select(), but a ticket rated in several periods stands in each, with the rating that
  /// counted at that period's end.
  Selection select_each(Unit unit, const Filter& filter, std::optional<DayRange> range = std::nullopt) const;

  /// Days on which any row stands, ascending. A few rows years away from all others stand for faults: their days aren't
  /// among these, so that no table reaches over centuries.
  std::span<const Day> days_with_data() const { return days_with_data_; }
  /// The days of those few, ascending.
  std::span<const Day> stray_days() const { return stray_days_; }
  bool is_stray(Day day) const { return std::ranges::binary_search(stray_days_, day); }
  bool has_data(DayRange range) const;
  /// docs/measures.md, Periods: the data reach the last weekday on which any of the four periods before has data (for
  /// days: a later day has data), or now lies after the period's end.
  bool complete(Unit unit, DayRange period) const;
  /// The last complete period that has data (and lies within `range`, if given); nothing if none is.
  std::optional<DayRange> last_complete(Unit unit, std::optional<DayRange> range = std::nullopt) const;

  /// Tickets without an answer that counts, over the whole data.
  std::int64_t unrated() const { return unrated_; }
  /// How often each tag stands on tickets, over the whole data; empty where the export has no tags.
  std::span<const TagUse> tag_uses() const { return tag_uses_; }

  /// Negatives of a ticket's requester over the whole data, each ticket's newest answer; 0 where nobody knows who
  /// wrote.
  std::uint32_t negatives_of_customer(std::uint32_t ticket) const;

  /// Bits of ReviewFact about a rating; 0 where there is no worksheet.
  std::uint16_t review_facts(std::uint32_t rating) const {
    return review_facts_.empty() ? std::uint16_t{0} : review_facts_[rating];
  }

  /// Adds a row. Where a ticket has several ratings (several_a_ticket), it is counted once: `before` is the ticket that
  /// the tally counted last, and rows of one ticket stand together.
  void add_row(Tally& tally, Row row, std::uint32_t before = no_row) const;
  void add_cohort(Tally& tally, Row row) const;

 private:
  void add_review(Tally& tally, std::uint32_t rating) const;
  enum : std::uint16_t {
    fact_solved = 1,
    fact_replied = 2,
    fact_one_touch = 4,
    fact_contact_base = 8,
    fact_fcr = 16,
    fact_reopen_base = 32,
    fact_reopened = 64,
    fact_repeated = 128,
    fact_sla_base = 256,
    fact_sla_breached = 512,
    fact_surveyed = 1024,
  };
  struct LevelShare {
    std::int64_t of_range = 0, of_max = 0;
    bool leveled = false;
  };

  void find_now();
  void place_tickets();
  void part_stray_days(Day first, std::span<const std::uint32_t> rows_of_day);
  void keep_now_near();
  void choose_ratings();
  void note_facts();
  void note_contacts();
  void note_contacts(Code first, Code end);
  void count_tags();
  void count_customers();

  const Store& store_;
  const Annotations& annotations_;
  Counting counting_;
  const Volumes* volumes_;
  unsigned threads_;
  Moment as_of_, stray_newest_;
  bool survey_known_ = false, only_rated_ = false, has_rating_times_ = false, export_tells_solved_ = false,
       any_undated_ = false;
  std::int64_t unrated_ = 0;
  std::vector<std::uint32_t> newest_rating_;
  std::vector<Day> ticket_day_, rating_day_;
  std::vector<Day> row_day_;  ///< per ticket: of the row with the rating that counts over the whole data
  std::vector<Day> days_with_data_, stray_days_;
  std::vector<std::uint16_t> ticket_facts_;
  std::vector<TagUse> tag_uses_;
  std::vector<std::uint32_t> customer_negatives_;      ///< by code of the requester
  std::vector<std::uint16_t> review_facts_;            ///< per rating; empty where there is no worksheet
  std::vector<std::vector<LevelShare>> level_shares_;  ///< per scale, per level
};

}  // namespace dsat::analyze
