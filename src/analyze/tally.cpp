#include "dsat/analyze/tally.hpp"

namespace dsat::analyze {

Tally& Tally::operator+=(const Tally& other) {
  tickets += other.tickets;
  surveyed += other.surveyed;
  rated += other.rated;
  positive += other.positive;
  neutral += other.neutral;
  negative += other.negative;
  commented += other.commented;
  leveled += other.leveled;
  level_sum += other.level_sum;
  level_of_max += other.level_of_max;
  nps_rated += other.nps_rated;
  promoters += other.promoters;
  detractors += other.detractors;
  overturned += other.overturned;
  challenged += other.challenged;
  outside += other.outside;
  reviewed += other.reviewed;
  review_due += other.review_due;
  reviewed_24h += other.reviewed_24h;
  follow_due += other.follow_due;
  followed_up += other.followed_up;
  outcome_followed += other.outcome_followed;
  again_followed += other.again_followed;
  up_followed += other.up_followed;
  outcome_left += other.outcome_left;
  again_left += other.again_left;
  up_left += other.up_left;
  stay_known += other.stay_known;
  stayed += other.stayed;
  cohort += other.cohort;
  cohort_surveyed += other.cohort_surveyed;
  cohort_rated += other.cohort_rated;
  solved += other.solved;
  replied += other.replied;
  one_touch += other.one_touch;
  contact_base += other.contact_base;
  fcr += other.fcr;
  reopen_base += other.reopen_base;
  reopened += other.reopened;
  repeat_base += other.repeat_base;
  repeated += other.repeated;
  sla_base += other.sla_base;
  sla_breached += other.sla_breached;
  return *this;
}

}  // namespace dsat::analyze
