#include "load/durations.hpp"

#include <catch2/catch.hpp>

using dsat::load::parse_duration;
using dsat::load::TimeUnit;

TEST_CASE("numbers are durations in the unit that is told, minutes if none is", "[durations]") {
  CHECK(parse_duration("35", TimeUnit::minutes) == 2100);
  CHECK(parse_duration("1.5", TimeUnit::hours) == 5400);
  CHECK(parse_duration("1,5", TimeUnit::hours) == 5400);
  CHECK(parse_duration("1,500", TimeUnit::seconds) == 1500);
  CHECK(parse_duration("250", TimeUnit::milliseconds) == 0.25);
  CHECK(parse_duration("2", TimeUnit::unknown) == 120);
}

TEST_CASE("clock readings are hours, minutes and seconds", "[durations]") {
  CHECK(parse_duration("01:20", TimeUnit::hours) == 4800);
  CHECK(parse_duration("26:00:30", TimeUnit::unknown) == 26 * 3600 + 30);
  CHECK(parse_duration("1.02:03:04", TimeUnit::unknown) == 86400 + 2 * 3600 + 3 * 60 + 4);
  CHECK(parse_duration("0:02:23.5", TimeUnit::unknown) == 143.5);
  CHECK_FALSE(parse_duration("1:75", TimeUnit::unknown));
}

TEST_CASE("durations in words add up", "[durations]") {
  CHECK(parse_duration("1h 20m", TimeUnit::unknown) == 4800);
  CHECK(parse_duration("90 min", TimeUnit::hours) == 5400);
  CHECK(parse_duration("2 days 03:04:05", TimeUnit::unknown) == 2 * 86400 + 3 * 3600 + 4 * 60 + 5);
  CHECK(parse_duration("0 days 00:05:00", TimeUnit::unknown) == 300);
  CHECK(parse_duration("1 hour, 5 minutes", TimeUnit::unknown) == 3900);
  CHECK(parse_duration("3 ч 20 мин", TimeUnit::unknown) == 12000);
  CHECK(parse_duration("PT1H20M", TimeUnit::unknown) == 4800);
  CHECK(parse_duration("P1DT2H", TimeUnit::unknown) == 26 * 3600);
}

TEST_CASE("a duration that a spreadsheet took for an instant is found again", "[durations]") {
  CHECK(parse_duration("1/1/1970 0:27", TimeUnit::unknown) == 27 * 60);
  CHECK(parse_duration("1900-01-01 00:02:23", TimeUnit::unknown) == 143);
  CHECK(parse_duration("1899-12-30 01:00:00", TimeUnit::unknown) == 3600);
  CHECK_FALSE(parse_duration("6/1/2023 12:15", TimeUnit::unknown));
}

TEST_CASE("negative durations are returned as such", "[durations]") {
  CHECK(parse_duration("-5", TimeUnit::minutes) == -300);
  CHECK(parse_duration("-00:05:00", TimeUnit::unknown) == -300);
}

TEST_CASE("what is no duration is none", "[durations]") {
  for (const char* cell :
       {"", "soon", "Open", "1e-9999999999", "nan", "inf", "--", "P", "PT", "12:", ":30", "5 apples"})
    CHECK_FALSE(parse_duration(cell, TimeUnit::minutes));
}
