#pragma once
#include <cstdint>

namespace dsat::analyze {

/// Ratings that a challenge takes off, or might, by what the customer said: neutral ones leave the base as well.
struct Challenged {
  std::int64_t negative = 0, neutral = 0, positive = 0;

  std::int64_t all() const { return negative + neutral + positive; }
  bool operator==(const Challenged&) const = default;
};

/// Counts of one group. Tallies of parts that don't overlap merge by addition; every rate is computed from them, once.
/// The first block counts rows (tickets, or ratings with --every-rating) by the date they are placed at; the others
/// count the cohort: tickets solved in the period (created, where there is no solved time).
struct Tally {
  std::int64_t tickets = 0, surveyed = 0, rated = 0;
  std::int64_t positive = 0, neutral = 0, negative = 0;
  std::int64_t unreadable = 0;    ///< answers that can't be read: neither rated nor silent
  std::int64_t commented = 0;     ///< ratings with a comment
  std::int64_t leveled = 0;       ///< ratings with a level on an ordinal scale
  std::int64_t level_sum = 0;     ///< Σ (level − 1) ÷ (L − 1), in units of `unit`
  std::int64_t level_of_max = 0;  ///< Σ level ÷ L, in units of `unit`
  std::int64_t nps_rated = 0, promoters = 0, detractors = 0;
  Challenged overturned;  ///< ratings overturned after a challenge
  Challenged challenged;  ///< ratings with an open challenge
  /// What isn't held against the agent: negatives that were outside their control, and whatever was overturned but for
  /// faults of their own.
  Challenged cleared;
  std::int64_t reviewed = 0;                      ///< negatives whose fault is decided
  std::int64_t review_due = 0, reviewed_24h = 0;  ///< negatives reviewed or past 24 hours; reviewed within them
  std::int64_t follow_due = 0, followed_up = 0;   ///< negatives followed up or past 24 hours; followed up
  /// Tickets rated negative and followed up; of these rated again after that; and better.
  std::int64_t outcome_followed = 0, again_followed = 0, up_followed = 0;
  std::int64_t outcome_left = 0, again_left = 0, up_left = 0;  ///< the same where nobody followed up
  std::int64_t stay_known = 0, stayed = 0;  ///< followed up and watched for 90 days; customer came back content

  std::int64_t cohort = 0, cohort_surveyed = 0, cohort_answered = 0;
  std::int64_t solved = 0;
  std::int64_t replied = 0, one_touch = 0;  ///< solved with a reply (not chat or phone); with exactly one, no reopen
  std::int64_t contact_base = 0, fcr = 0;   ///< solved 7 days before now, with a requester; first-contact resolved
  std::int64_t reopen_base = 0, reopened = 0;
  std::int64_t repeated = 0;  ///< of contact_base: followed by another ticket within 7 days
  std::int64_t sla_base = 0, sla_breached = 0;

  /// Where volumes count the silent tickets (dsat/analyze/volumes.hpp): the place of their row plus one, `several`
  /// rows, or `unknown`: they can't tell how many silent tickets belong here, so what needs them is undefined. 0: no
  /// row.
  std::int64_t volume = 0;
  static constexpr std::int64_t several = -1, unknown = -2;

  /// All counts are in 1/parts: 1, but more where a rating is split among agents (--attribute equal-share).
  std::int64_t parts = 1;

  /// Fixed point of the level sums, divisible by 1 to 12: exact addition in any order, so that threads change no digit.
  static constexpr std::int64_t unit = 27'720'000;

  /// Adds counts in the same parts.
  Tally& operator+=(const Tally& other) { return add(other, 1); }
  /// Adds counts a number of times; the parts stay.
  Tally& add(const Tally& other, std::int64_t times);
  bool operator==(const Tally&) const = default;
};

}  // namespace dsat::analyze
