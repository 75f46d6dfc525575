#include <catch2/catch.hpp>

#include "dsat/base/calendar.hpp"
#include "dsat/base/error.hpp"

namespace dsat {
namespace {

Day day(int year, int month, int day_of_month) {
  return day_of(CivilDate{year, month, day_of_month});
}

const Day today = day(2026, 11, 17);  // a Tuesday

struct Read {
  std::string begin, last, label;
  std::optional<Unit> unit;
  bool operator==(const Read&) const = default;
};

Read read(std::string_view text) {
  const auto period = parse_period(text, today);
  if (!period) return {"all", "all", "", {}};
  return {iso_date(period->range.begin), iso_date(period->range.end - 1), period->label, period->unit};
}

std::string trouble(std::string_view text) {
  try {
    parse_period(text, today);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(error.remedy().find("`2026-W46`") != std::string::npos);
    return error.summary();
  }
  return "-";
}

}  // namespace

TEST_CASE("a period is asked for by name", "[period]") {
  CHECK(read("2026-W46") == Read{"2026-11-09", "2026-11-15", "2026-W46", Unit::week});
  CHECK(read(" 2026-w46 ") == Read{"2026-11-09", "2026-11-15", "2026-W46", Unit::week});
  CHECK(read("2020-W53") == Read{"2020-12-28", "2021-01-03", "2020-W53", Unit::week});
  CHECK(read("2025-W01") == Read{"2024-12-30", "2025-01-05", "2025-W01", Unit::week});
  CHECK(read("2026-11") == Read{"2026-11-01", "2026-11-30", "2026-11", Unit::month});
  CHECK(read("2024-02") == Read{"2024-02-01", "2024-02-29", "2024-02", Unit::month});
  CHECK(read("2026-Q4") == Read{"2026-10-01", "2026-12-31", "2026-Q4", Unit::quarter});
  CHECK(read("2026-q1") == Read{"2026-01-01", "2026-03-31", "2026-Q1", Unit::quarter});
  CHECK(read("2026-11-03") == Read{"2026-11-03", "2026-11-03", "2026-11-03", Unit::day});
  CHECK(read("2026") == Read{"2026-01-01", "2026-12-31", "2026", {}});
  CHECK(read("all") == Read{"all", "all", "", {}});
  CHECK(read("ALL") == Read{"all", "all", "", {}});
}

TEST_CASE("spans that end today, short names, and names without their year", "[period]") {
  // Python: date(2026, 11, 17) - timedelta(29) is 2026-10-19.
  CHECK(read("last-30-days") == Read{"2026-10-19", "2026-11-17", "2026-10-19..2026-11-17", {}});
  CHECK(read("last 7 days") == Read{"2026-11-11", "2026-11-17", "2026-11-11..2026-11-17", {}});
  CHECK(read("last-2-weeks") == Read{"2026-11-09", "2026-11-17", "2026-11-09..2026-11-17", {}});
  CHECK(read("last-3-months") == Read{"2026-09-01", "2026-11-17", "2026-09-01..2026-11-17", {}});
  CHECK(read("lastweek") == read("last-week"));
  CHECK(read("last week") == read("last-week"));
  CHECK(read("this_month") == read("this-month"));
  CHECK(read("Q3") == Read{"2026-07-01", "2026-09-30", "2026-Q3", Unit::quarter});
  CHECK(read("Q4").label == "2026-Q4");  // it has begun
  CHECK(read("W46").label == "2026-W46");
  CHECK(read("W52").label == "2025-W52");  // this year's hasn't
  CHECK(trouble("last-0-days") == "unknown period `last-0-days`");
  CHECK(trouble("last-30-fortnights") == "unknown period `last-30-fortnights`");
}

TEST_CASE("a period is asked for as seen from today", "[period]") {
  CHECK(read("last-week") == Read{"2026-11-09", "2026-11-15", "2026-W46", Unit::week});
  CHECK(read("this-week") == Read{"2026-11-16", "2026-11-22", "2026-W47", Unit::week});
  CHECK(read("last-month") == Read{"2026-10-01", "2026-10-31", "2026-10", Unit::month});
  CHECK(read("this-month") == Read{"2026-11-01", "2026-11-30", "2026-11", Unit::month});
  CHECK(read("last-quarter") == Read{"2026-07-01", "2026-09-30", "2026-Q3", Unit::quarter});
  CHECK(read("this-quarter") == Read{"2026-10-01", "2026-12-31", "2026-Q4", Unit::quarter});
  CHECK(read("last-day") == Read{"2026-11-16", "2026-11-16", "2026-11-16", Unit::day});
  CHECK(read("yesterday") == read("last-day"));
  CHECK(read("today") == read("this-day"));
  CHECK(read("this-day") == Read{"2026-11-17", "2026-11-17", "2026-11-17", Unit::day});
}

TEST_CASE("a period runs from one to another, both included", "[period]") {
  CHECK(read("2026-11-01..2026-11-15") == Read{"2026-11-01", "2026-11-15", "2026-11-01..2026-11-15", {}});
  CHECK(read("2026-11-03..2026-11-03") == Read{"2026-11-03", "2026-11-03", "2026-11-03..2026-11-03", {}});
  CHECK(read("2026-W40 .. 2026-Q4") == Read{"2026-09-28", "2026-12-31", "2026-W40..2026-Q4", {}});
  CHECK(read("2026-01..today") == Read{"2026-01-01", "2026-11-17", "2026-01..2026-11-17", {}});
  CHECK(read("..2026-11-15") == Read{"0001-01-01", "2026-11-15", "..2026-11-15", {}});
  CHECK(read("last-week..") == Read{"2026-11-09", "9999-12-31", "2026-W46..", {}});
  CHECK(read("..9999") == Read{"0001-01-01", "9999-12-31", "..9999", {}});
}

TEST_CASE("a period that isn't one is refused with the reason and the forms there are", "[period]") {
  CHECK(trouble("2026-W54") == "no such period: `2026-w54` (2026 has weeks 01 to 53)");
  CHECK(trouble("2025-W53") == "no such period: `2025-w53` (2025 has weeks 01 to 52)");
  CHECK(trouble("2026-W00") == "no such period: `2026-w00` (2026 has weeks 01 to 53)");
  CHECK(trouble("2026-13") == "no such period: `2026-13` (it isn't in the calendar)");
  CHECK(trouble("2026-00") == "no such period: `2026-00` (it isn't in the calendar)");
  CHECK(trouble("2026-02-30") == "no such period: `2026-02-30` (it isn't in the calendar)");
  CHECK(trouble("2026-Q5") == "no such period: `2026-q5` (a year has quarters 1 to 4)");
  CHECK(trouble("0000") == "no such period: `0000` (there is no year 0)");
  CHECK(trouble("2026-11-15..2026-11-01") == "period `2026-11-15..2026-11-01` ends before it begins");
  CHECK(trouble("..") == "period `..` has neither begin nor end");
  for (const char* text : {"", "last", "last-", "last-year", "next-week", "2026-W4", "2026-1", "2026-11-3", "26-11-03",
                           "2026-11-03T08:00", "20261103", "W4", "all..2026", "2026...2027", "1..2..3", "2026-W46-1"}) {
    CAPTURE(text);
    CHECK(trouble(text) == "unknown period `" + std::string(text) + "`");
  }
}

TEST_CASE("a period is labelled as it is asked for", "[period]") {
  for (const Unit unit : {Unit::day, Unit::week, Unit::month, Unit::quarter}) {
    for (Day d = day(2019, 12, 1); d < day(2021, 3, 1); d += 3) {
      const DayRange period = period_of(unit, d);
      const auto again = parse_period(period_label(unit, period), today);
      if (!again || again->range != period || again->unit != unit) FAIL(period_label(unit, period));
    }
  }
}

TEST_CASE("a range is told in words", "[period]") {
  CHECK(range_in_words({day(2026, 11, 9), day(2026, 11, 16)}) == "9–15 Nov 2026");
  CHECK(range_in_words({day(2026, 10, 28), day(2026, 11, 4)}) == "28 Oct – 3 Nov 2026");
  CHECK(range_in_words({day(2025, 12, 29), day(2026, 1, 5)}) == "29 Dec 2025 – 4 Jan 2026");
  CHECK(range_in_words({day(2026, 11, 9), day(2026, 11, 10)}) == "9 Nov 2026");
  CHECK(range_in_words({day(2026, 1, 1), day(2027, 1, 1)}) == "1 Jan – 31 Dec 2026");
  CHECK(range_in_words(parse_period("..2026-11-15", today)->range) == "up to 15 Nov 2026");
  CHECK(range_in_words(parse_period("2026-11-15..", today)->range) == "from 15 Nov 2026");
  CHECK(range_in_words({first_day, after_last_day}) == "all days");
  CHECK(range_in_words({5, 5}) == "no day");
}

TEST_CASE("weeks that don't begin on Monday are named by their first day", "[period]") {
  const CalendarScope custom({.week_start = 6});
  const DayRange week = period_of(Unit::week, day(2026, 11, 14));
  CHECK(week == DayRange{day(2026, 11, 8), day(2026, 11, 15)});
  CHECK(period_of(Unit::week, day(2026, 11, 8)) == week);
  CHECK(period_label(Unit::week, week) == "2026-11-08");
  CHECK(next(Unit::week, week).begin == day(2026, 11, 15));
  CHECK(parse_period("last-week", day(2026, 11, 16))->range == week);
  CHECK(parse_period("week-2026-11-10", 0)->range == week);
  CHECK_THROWS_AS(parse_period("2026-W46", day(2026, 11, 16)), Error);
}

TEST_CASE("quarters of a year that begins in April are named by the year in which it ends", "[period]") {
  const CalendarScope custom({.fiscal_month = 4});
  CHECK(period_label(Unit::quarter, period_of(Unit::quarter, day(2026, 4, 1))) == "FY2027-Q1");
  CHECK(period_label(Unit::quarter, period_of(Unit::quarter, day(2027, 3, 31))) == "FY2027-Q4");
  CHECK(period_of(Unit::quarter, day(2027, 2, 3)) == DayRange{day(2027, 1, 1), day(2027, 4, 1)});
  CHECK(parse_period("FY2027-Q1", 0)->range == DayRange{day(2026, 4, 1), day(2026, 7, 1)});
  CHECK(parse_period("fy2027", 0)->range == DayRange{day(2026, 4, 1), day(2027, 4, 1)});
  CHECK(parse_period("Q4", day(2026, 11, 3))->label == "FY2026-Q4");
  CHECK(parse_period("2026", 0)->range == DayRange{day(2026, 1, 1), day(2027, 1, 1)});
  CHECK_THROWS_AS(parse_period("2026-Q4", 0), Error);
}

TEST_CASE("a quarter may begin in any month, also of the year before", "[period]") {
  const CalendarScope custom({.fiscal_month = 12});
  CHECK(period_of(Unit::quarter, day(2026, 2, 28)) == DayRange{day(2025, 12, 1), day(2026, 3, 1)});
  CHECK(period_label(Unit::quarter, period_of(Unit::quarter, day(2025, 12, 1))) == "FY2026-Q1");
  CHECK(period_label(Unit::quarter, period_of(Unit::quarter, day(2026, 11, 30))) == "FY2026-Q4");
}

TEST_CASE("a custom ends with its scope", "[period]") {
  { const CalendarScope custom({.week_start = 6, .fiscal_month = 4}); }
  CHECK(period_label(Unit::week, period_of(Unit::week, day(2026, 11, 14))) == "2026-W46");
  CHECK(period_label(Unit::quarter, period_of(Unit::quarter, day(2026, 11, 14))) == "2026-Q4");
  CHECK_THROWS_AS(parse_period("FY2027-Q1", 0), Error);
}

}  // namespace dsat
