#include <catch2/catch.hpp>
#include <cstdlib>

#include "dsat/base/calendar.hpp"
#include "dsat/base/error.hpp"

namespace dsat {
namespace {

/// Seconds since 1970 of `2026-11-03T08:00`, whatever clock it is read from.
std::int64_t reading(std::string_view text) {
  return parse_iso_moment(text, Zone())->seconds();
}

std::string local(const Zone& zone, std::string_view utc) {
  return iso_moment(Moment::instant(zone.to_local(reading(utc)))).substr(0, 16);
}

std::string utc(const Zone& zone, std::string_view local) {
  return iso_moment(Moment::instant(zone.to_utc(reading(local)))).substr(0, 16);
}

std::string trouble(std::string_view name) {
  try {
    Zone::named(name);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    return error.what();
  }
  return "-";
}

}  // namespace

TEST_CASE("UTC moves nothing", "[zone]") {
  for (const char* name : {"UTC", "utc", " UTC ", "Z", "+00:00", "-00:00", "Etc/UTC", "GMT"}) {
    CAPTURE(name);
    const Zone zone = Zone::named(name);
    CHECK(zone.is_utc());
    CHECK(zone.to_local(12345) == 12345);
    CHECK(zone.to_utc(12345) == 12345);
  }
  CHECK(Zone().name() == "UTC");
  CHECK(Zone::named("Z").name() == "UTC");
}

TEST_CASE("a fixed offset is a zone", "[zone]") {
  const Zone zone = Zone::named("-03:30");
  CHECK(zone.name() == "-03:30");
  CHECK_FALSE(zone.is_utc());
  CHECK(local(zone, "2026-11-03T08:00") == "2026-11-03T04:30");
  CHECK(utc(zone, "2026-11-03T04:30") == "2026-11-03T08:00");
}

TEST_CASE("the clock of Berlin springs forward and falls back", "[zone]") {
  const Zone zone = Zone::named("Europe/Berlin");
  CHECK(local(zone, "2026-03-29T00:59") == "2026-03-29T01:59");
  CHECK(local(zone, "2026-03-29T01:00") == "2026-03-29T03:00");
  CHECK(local(zone, "2026-10-25T00:59") == "2026-10-25T02:59");
  CHECK(local(zone, "2026-10-25T01:00") == "2026-10-25T02:00");

  // Skipped: the moment of the change.
  CHECK(utc(zone, "2026-03-29T01:59") == "2026-03-29T00:59");
  CHECK(utc(zone, "2026-03-29T02:00") == "2026-03-29T01:00");
  CHECK(utc(zone, "2026-03-29T02:59") == "2026-03-29T01:00");
  CHECK(utc(zone, "2026-03-29T03:00") == "2026-03-29T01:00");
  CHECK(utc(zone, "2026-03-29T03:01") == "2026-03-29T01:01");
  // Shown twice: the earlier one.
  CHECK(utc(zone, "2026-10-25T01:59") == "2026-10-24T23:59");
  CHECK(utc(zone, "2026-10-25T02:00") == "2026-10-25T00:00");
  CHECK(utc(zone, "2026-10-25T02:59") == "2026-10-25T00:59");
  CHECK(utc(zone, "2026-10-25T03:00") == "2026-10-25T02:00");
}

TEST_CASE("other clocks change at other times, by other amounts, or not at all", "[zone]") {
  const Zone york = Zone::named("America/New_York");
  CHECK(utc(york, "2026-03-08T02:30") == "2026-03-08T07:00");
  CHECK(utc(york, "2026-11-01T01:30") == "2026-11-01T05:30");
  CHECK(local(york, "2026-11-01T06:30") == "2026-11-01T01:30");

  const Zone kolkata = Zone::named("Asia/Kolkata");
  CHECK(local(kolkata, "2026-11-03T20:00") == "2026-11-04T01:30");
  CHECK(utc(kolkata, "2026-11-04T01:30") == "2026-11-03T20:00");

  // Half an hour: 02:00 becomes 02:30 in October, 02:00 is 01:30 again in April.
  const Zone lord_howe = Zone::named("Australia/Lord_Howe");
  CHECK(local(lord_howe, "2026-10-03T15:29") == "2026-10-04T01:59");
  CHECK(local(lord_howe, "2026-10-03T15:30") == "2026-10-04T02:30");
  CHECK(utc(lord_howe, "2026-10-04T02:15") == "2026-10-03T15:30");
  CHECK(utc(lord_howe, "2026-04-05T01:45") == "2026-04-04T14:45");

  // A whole day that Samoa never had.
  const Zone apia = Zone::named("Pacific/Apia");
  CHECK(utc(apia, "2011-12-30T12:00") == "2011-12-30T10:00");
  CHECK(local(apia, "2011-12-30T10:00") == "2011-12-31T00:00");
}

TEST_CASE("zone data that stop early would be an hour off: they don't", "[zone]") {
  CHECK(local(Zone::named("America/New_York"), "2036-07-01T12:00") == "2036-07-01T08:00");
  CHECK(local(Zone::named("Europe/Berlin"), "2036-07-01T12:00") == "2036-07-01T14:00");
}

TEST_CASE("the wall clock leads back to its instant, but for the second pass of an hour shown twice", "[zone]") {
  for (const char* name : {"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia",
                           "Africa/Casablanca", "America/St_Johns", "+05:45"}) {
    const Zone zone = Zone::named(name);
    for (std::int64_t t = reading("2010-01-01T00:00"); t < reading("2018-01-01T00:00"); t += 1800) {
      const std::int64_t there = zone.to_local(t);
      const std::int64_t back = zone.to_utc(there);
      const bool second_pass = back < t && zone.to_local(back) == there;
      if (back != t && !second_pass) FAIL(name << ' ' << iso_moment(Moment::instant(t)));
    }
  }
}

TEST_CASE("times before zones and far ahead are converted too", "[zone]") {
  const Zone zone = Zone::named("Europe/Berlin");
  for (const char* text : {"0001-01-01T00:00", "1850-01-01T12:00", "2500-07-01T12:00", "9999-12-31T12:00"}) {
    CHECK(zone.to_utc(zone.to_local(reading(text))) == reading(text));
  }
}

TEST_CASE("a bare date never moves to another day", "[zone]") {
  const Day day = day_of(CivilDate{2026, 11, 3});
  for (const char* name : {"UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "-12:00", "+14:00"}) {
    CAPTURE(name);
    CHECK(Zone::named(name).day_of(Moment::date(day)) == day);
  }
  const Moment evening = Moment::instant(reading("2026-11-03T23:30"));
  CHECK(Zone().day_of(evening) == day);
  CHECK(Zone::named("Europe/Berlin").day_of(evening) == day + 1);
  CHECK(Zone::named("America/New_York").day_of(Moment::instant(reading("2026-11-04T04:59"))) == day);
  CHECK(Zone().day_of(Moment::instant(-1)) == -1);
}

TEST_CASE("zones don't follow the machine", "[zone]") {
  const char* before = std::getenv("TZ");
  const std::string kept = before != nullptr ? before : "";
  setenv("TZ", "Asia/Tokyo", 1);
  CHECK(local(Zone(), "2026-11-03T08:00") == "2026-11-03T08:00");
  CHECK(local(Zone::named("Europe/Berlin"), "2026-11-03T08:00") == "2026-11-03T09:00");
  before != nullptr ? setenv("TZ", kept.c_str(), 1) : unsetenv("TZ");
  CHECK(trouble("localtime") != "-");
}

TEST_CASE("an unknown zone is refused, and the nearest one named", "[zone]") {
  const std::string forms = "Give an IANA name such as `Europe/Berlin`, `UTC`, or a fixed offset such as `+02:00`.";
  CHECK(trouble("Europe/Berln") == "unknown time zone `Europe/Berln`\nDid you mean `Europe/Berlin`? " + forms);
  CHECK(trouble("Berlin") == "unknown time zone `Berlin`\nDid you mean `Europe/Berlin`? " + forms);
  CHECK(trouble("xyzzy") == "unknown time zone `xyzzy`\n" + forms);
  CHECK(trouble("") == "unknown time zone ``\n" + forms);
  CHECK(trouble("../../etc/passwd") == "unknown time zone `../../etc/passwd`\n" + forms);
  CHECK(trouble("+25:00") == "unknown time zone `+25:00`\n" + forms);
  CHECK(Zone::named("europe/berlin").name() == "Europe/Berlin");
  CHECK(Zone::named("America/New York").name() == "America/New_York");
}

}  // namespace dsat
