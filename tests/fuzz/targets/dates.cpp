#include <array>

#include "dsat/base/calendar.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/targets/check.hpp"
#include "load/moments.hpp"
#include "review/sheet_date.hpp"

namespace dsat::fuzz {
namespace {

using namespace load;

/// What dsat writes, it reads again as the same moment.
void check_moment(Moment moment) {
  if (moment.missing()) return;
  const Zone utc;
  const std::int64_t day = moment.seconds() / 86400;
  if (day < first_day + 1 || day >= after_last_day - 1) return;  // years beyond 9999 have no such form
  check(moment_of(parse_stamp(iso_moment(moment)), DateOrder::unknown, utc) == moment, "a moment came back as another");
  check(review::may_be_moment(iso_moment(moment), moment), "a worksheet doesn't know its own moment");
}

}  // namespace

/// The first byte chooses the zone; the rest is a cell.
void dates(std::string_view bytes) {
  if (bytes.empty()) return;
  static const std::array zones = {Zone(), Zone::named("+05:30"), Zone::named("-11:00")};
  const Zone& zone = zones[static_cast<unsigned char>(bytes.front()) % zones.size()];
  const std::string_view cell = bytes.substr(1);
  const Stamp stamp = parse_stamp(cell);
  Stamp quick;
  if (parse_iso_stamp(cell, quick)) {
    check(quick.shape == stamp.shape && quick.first == stamp.first && quick.second == stamp.second &&
              quick.third == stamp.third && quick.time == stamp.time && quick.offset == stamp.offset,
          "the short way and the long one differ");
  }
  constexpr Day reference = 20400;  // in 2025
  for (const DateOrder order : {DateOrder::unknown, DateOrder::ymd, DateOrder::dmy, DateOrder::mdy})
    check_moment(moment_of(stamp, order, zone, reference));
  if (stamp.shape == Stamp::Shape::triple) {
    const auto order = order_of(stamp);
    check(order.has_value(), "three numbers that make no date in any order");
    if (*order != DateOrder::unknown)
      check(!moment_of(stamp, *order, zone).missing(), "the only order that makes a date makes none");
  }
  if (stamp.shape == Stamp::Shape::date || stamp.shape == Stamp::Shape::no_year)
    check(!moment_of(stamp, DateOrder::unknown, zone, reference).missing(), "a date that is none");
  if (stamp.shape == Stamp::Shape::date && !stamp.has_time)
    check(moment_of(stamp, DateOrder::unknown, zone).is_date(), "a bare date became an instant");
  if (const auto typed = review::parse_sheet_date(cell))
    for (const auto order : {review::DateOrder::ymd, review::DateOrder::dmy, review::DateOrder::mdy})
      if (const auto day = typed->day(order)) check_moment(Moment::date(*day));
}

}  // namespace dsat::fuzz
