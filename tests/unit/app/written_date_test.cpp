#include "app/written_date.hpp"

#include <catch2/catch.hpp>

using namespace dsat::app;

TEST_CASE("dates with slashes and dots become ISO dates in the order asked for", "[dates]") {
  CHECK(with_iso_dates("01/11/2026", DayOrder::day_first) == "2026-11-01");
  CHECK(with_iso_dates("01/11/2026", DayOrder::month_first) == "2026-01-11");
  CHECK(with_iso_dates("1.11.2026..30.11.2026", DayOrder::day_first) == "2026-11-01..2026-11-30");
  CHECK(with_iso_dates("2026/11/1..", DayOrder::day_first) == "2026-11-01..");
  // Where only one order makes a date, nobody needs to say which.
  CHECK(with_iso_dates("11/25/2026", DayOrder::either) == "2026-11-25");
  CHECK(with_iso_dates("25/11/2026", DayOrder::either) == "2026-11-25");
}

TEST_CASE("what is no date stays as it is", "[dates]") {
  for (const char* text : {"2026-W46", "last-week", "32/13/2026", "1/2/26", "11/2026", "1/2.2026", "", "12345/1/2026"})
    CHECK(with_iso_dates(text, DayOrder::either) == text);
  CHECK(with_iso_dates("25/11/2026", DayOrder::month_first) == "25/11/2026");
}

TEST_CASE("a date is open where both orders make one", "[dates]") {
  CHECK(has_open_date("01/11/2026"));
  CHECK(has_open_date("..3.4.2026"));
  CHECK_FALSE(has_open_date("25/11/2026"));
  CHECK_FALSE(has_open_date("11/11/2026"));
  CHECK_FALSE(has_open_date("2026/11/01"));
  CHECK_FALSE(has_open_date("2026-11-01"));
}
