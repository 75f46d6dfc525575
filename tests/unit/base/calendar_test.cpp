#include "dsat/base/calendar.hpp"

#include <catch2/catch.hpp>

namespace dsat {
namespace {

Day day(int year, int month, int day_of_month) {
  return day_of(CivilDate{year, month, day_of_month});
}

}  // namespace

TEST_CASE("days are counted from 1970", "[calendar]") {
  CHECK(day(1970, 1, 1) == 0);
  CHECK(day(1969, 12, 31) == -1);
  CHECK(day(2000, 3, 1) == 11017);
  CHECK(day(2026, 11, 3) == 20760);
  CHECK(day(1, 1, 1) == first_day);
  CHECK(day(9999, 12, 31) + 1 == after_last_day);
  for (Day d = day(1899, 1, 1); d < day(2101, 1, 1); ++d) {
    const CivilDate date = civil(d);
    if (!is_valid(date) || day_of(date) != d) FAIL(d);
  }
}

TEST_CASE("dates outside the calendar are not valid", "[calendar]") {
  CHECK(is_valid({2024, 2, 29}));
  CHECK_FALSE(is_valid({2023, 2, 29}));
  CHECK(is_valid({2000, 2, 29}));
  CHECK_FALSE(is_valid({1900, 2, 29}));
  CHECK_FALSE(is_valid({2026, 2, 30}));
  CHECK_FALSE(is_valid({2026, 4, 31}));
  CHECK_FALSE(is_valid({2026, 0, 1}));
  CHECK_FALSE(is_valid({2026, 13, 1}));
  CHECK_FALSE(is_valid({2026, 1, 0}));
  CHECK_FALSE(is_valid({2026, 1, 32}));
  CHECK_FALSE(is_valid({2026, 257, 257}));
  CHECK_FALSE(is_valid({0, 1, 1}));
  CHECK_FALSE(is_valid({10000, 1, 1}));
  CHECK_FALSE(is_valid({65536 + 2026, 1, 1}));
}

TEST_CASE("the week begins on Monday", "[calendar]") {
  CHECK(weekday(0) == 3);
  CHECK(weekday(-3) == 0);
  CHECK(weekday(-4) == 6);
  CHECK(weekday(day(2026, 11, 9)) == 0);
  CHECK(weekday(day(2026, 11, 15)) == 6);
  CHECK(weekday(day(1, 1, 1)) == 0);
}

TEST_CASE("ISO weeks belong to the year of their Thursday", "[calendar]") {
  CHECK(iso_week(day(2024, 12, 31)) == IsoWeek{2025, 1});
  CHECK(iso_week(day(2024, 12, 29)) == IsoWeek{2024, 52});
  CHECK(iso_week(day(2020, 12, 31)) == IsoWeek{2020, 53});
  CHECK(iso_week(day(2021, 1, 3)) == IsoWeek{2020, 53});
  CHECK(iso_week(day(2021, 1, 4)) == IsoWeek{2021, 1});
  CHECK(iso_week(day(2026, 11, 9)) == IsoWeek{2026, 46});
  CHECK(iso_week(day(1970, 1, 1)) == IsoWeek{1970, 1});
  CHECK(monday_of({2025, 1}) == day(2024, 12, 30));
  CHECK(monday_of({2020, 53}) == day(2020, 12, 28));
  CHECK(iso_weeks_in_year(2020) == 53);
  CHECK(iso_weeks_in_year(2021) == 52);
  CHECK(iso_weeks_in_year(2026) == 53);
}

TEST_CASE("every week from 1970 to 2100 follows the one before and is found again", "[calendar]") {
  IsoWeek before = iso_week(day(1969, 12, 22));
  int years_of_53 = 0;
  for (Day monday = day(1969, 12, 29); monday < day(2101, 1, 1); monday += 7) {
    const IsoWeek week = iso_week(monday);
    if (monday_of(week) != monday || iso_week(monday + 6) != week) FAIL(iso_date(monday));
    const bool new_year = before.week == iso_weeks_in_year(before.year);
    if (week != (new_year ? IsoWeek{before.year + 1, 1} : IsoWeek{before.year, before.week + 1}))
      FAIL(iso_date(monday));
    years_of_53 += week.week == 53;
    before = week;
  }
  CHECK(years_of_53 == 24);
}

TEST_CASE("moments are ordered, missing ones first, a bare date at its midnight", "[calendar]") {
  const Moment none, date = Moment::date(day(2026, 11, 3)), midnight = Moment::instant(day(2026, 11, 3) * 86400LL),
                     second_before = Moment::instant(day(2026, 11, 3) * 86400LL - 1);
  CHECK(none.missing());
  CHECK_FALSE(none);
  CHECK_FALSE(none.is_date());
  CHECK(date.is_date());
  CHECK_FALSE(midnight.is_date());
  CHECK(date.seconds() == midnight.seconds());
  CHECK(none < second_before);
  CHECK(second_before < date);
  CHECK(midnight < date);
  CHECK(date < Moment::instant(date.seconds() + 1));
  CHECK(Moment::date(-1).seconds() == -86400);
  CHECK(Moment::instant(-1).seconds() == -1);
}

TEST_CASE("dates and instants are written as ISO 8601", "[calendar]") {
  CHECK(iso_date(day(2026, 11, 3)) == "2026-11-03");
  CHECK(iso_date(day(987, 6, 5)) == "0987-06-05");
  CHECK(iso_moment(Moment::instant(day(2026, 11, 3) * 86400LL + 8 * 3600)) == "2026-11-03T08:00:00Z");
  CHECK(iso_moment(Moment::instant(-1)) == "1969-12-31T23:59:59Z");
  CHECK(iso_moment(Moment::date(day(2026, 11, 3))) == "2026-11-03");
  CHECK(iso_moment(Moment::date(-1)) == "1969-12-31");
  CHECK(iso_moment({}) == "");
}

TEST_CASE("an instant is read as a user types it", "[calendar]") {
  const Zone utc, berlin = Zone::named("Europe/Berlin");
  const auto read = [&](std::string_view text) {
    const auto moment = parse_iso_moment(text, berlin);
    return moment ? iso_moment(*moment) : "-";
  };
  CHECK(read("2026-11-03") == "2026-11-03");
  CHECK(read(" 2026-11-03T08:00 ") == "2026-11-03T07:00:00Z");
  CHECK(read("2026-07-03 08:00:05") == "2026-07-03T06:00:05Z");
  CHECK(read("2026-11-03T08:00Z") == "2026-11-03T08:00:00Z");
  CHECK(read("2026-11-03t08:00:59.999z") == "2026-11-03T08:00:59Z");
  CHECK(read("2026-11-03T08:00:00+02:00") == "2026-11-03T06:00:00Z");
  CHECK(read("2026-11-03 08:00:00 -0330") == "2026-11-03T11:30:00Z");
  CHECK(read("2026-12-31T23:59:60Z") == "2027-01-01T00:00:00Z");
  CHECK(parse_iso_moment("2026-11-03T08:00", utc) == Moment::instant(day(2026, 11, 3) * 86400LL + 8 * 3600));
  for (const char* text : {"",
                           "2026",
                           "2026-11",
                           "2026-11-3",
                           "2026-02-30",
                           "2026-11-03T",
                           "2026-11-03T8:00",
                           "2026-11-03T08",
                           "2026-11-03T24:00",
                           "2026-11-03T08:60",
                           "2026-11-03T08:00:61",
                           "2026-11-03T08:00:00.",
                           "2026-11-03T08:00X",
                           "2026-11-03T08:00+",
                           "2026-11-03T08:00+99:00",
                           "2026-11-03T08:00+2",
                           "0000-01-01",
                           "-2026-11-03",
                           "２０２６-11-03",
                           "2026-11-03 "
                           "08:00 Europe/Berlin"}) {
    CAPTURE(text);
    CHECK(read(text) == "-");
  }
}

TEST_CASE("offsets are read in seconds east of UTC", "[calendar]") {
  CHECK(parse_utc_offset("Z") == 0);
  CHECK(parse_utc_offset("+00:00") == 0);
  CHECK(parse_utc_offset("+02") == 7200);
  CHECK(parse_utc_offset("+0545") == 20700);
  CHECK(parse_utc_offset("-03:30") == -12600);
  CHECK(parse_utc_offset("+15:59") == 57540);
  for (const char* text : {"", "+", "2", "+2", "+2:00", "+16:00", "+02:60", "+02:00:00", "+02:", "UTC", "02:00"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_utc_offset(text));
  }
}

TEST_CASE("units have names", "[calendar]") {
  for (const Unit unit : {Unit::day, Unit::week, Unit::month, Unit::quarter}) CHECK(unit_named(name_of(unit)) == unit);
  CHECK(name_of(Unit::quarter) == "quarter");
  CHECK_FALSE(unit_named("year"));
  CHECK_FALSE(unit_named(""));
}

TEST_CASE("periods hold their days and touch their neighbours", "[calendar]") {
  const Day tuesday = day(2024, 12, 31);
  CHECK(period_of(Unit::day, tuesday) == DayRange{tuesday, tuesday + 1});
  CHECK(period_of(Unit::week, tuesday) == DayRange{day(2024, 12, 30), day(2025, 1, 6)});
  CHECK(period_of(Unit::month, tuesday) == DayRange{day(2024, 12, 1), day(2025, 1, 1)});
  CHECK(period_of(Unit::quarter, tuesday) == DayRange{day(2024, 10, 1), day(2025, 1, 1)});
  CHECK(period_of(Unit::month, day(2024, 2, 29)) == DayRange{day(2024, 2, 1), day(2024, 3, 1)});
  for (const Unit unit : {Unit::day, Unit::week, Unit::month, Unit::quarter}) {
    for (Day d = day(2019, 12, 1); d < day(2021, 3, 1); ++d) {
      const DayRange period = period_of(unit, d);
      const bool right = period.contains(d) && previous(unit, period).end == period.begin &&
                         next(unit, period).begin == period.end && previous(unit, next(unit, period)) == period;
      if (!right) FAIL(iso_date(d));
    }
  }
}

}  // namespace dsat
