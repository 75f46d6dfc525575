#include "load/moments.hpp"

#include <catch2/catch.hpp>

using namespace dsat;
using namespace dsat::load;

namespace {

std::string read(std::string_view cell, DateOrder order = DateOrder::unknown) {
  return iso_moment(moment_of(parse_stamp(cell), order, Zone()));
}

}  // namespace

TEST_CASE("ISO stamps are read with and without zone, fraction and offset", "[moments]") {
  CHECK(read("2026-01-05T08:00:00Z") == "2026-01-05T08:00:00Z");
  CHECK(read("2017-12-12T12:12:13") == "2017-12-12T12:12:13Z");
  CHECK(read("2019-11-16T15:59:41.966927") == "2019-11-16T15:59:41Z");
  CHECK(read("2017-11-15T08:10:34-08:00") == "2017-11-15T16:10:34Z");
  CHECK(read("2026-01-05 08:00:00") == "2026-01-05T08:00:00Z");
  CHECK(read("2026-01-05 08:00:00 +0000") == "2026-01-05T08:00:00Z");
  CHECK(read("2026-01-05T08:00:00.000+0200") == "2026-01-05T06:00:00Z");
  CHECK(read("2026-01-06 10:00:00 UTC") == "2026-01-06T10:00:00Z");
  CHECK(read("2026-02-25 16:38:58.679") == "2026-02-25T16:38:58Z");
  CHECK(read("20260105T080000Z") == "2026-01-05T08:00:00Z");
  CHECK(read("2021-1-5 9:12") == "2021-01-05T09:12:00Z");
}

TEST_CASE("a date without a time is a bare date", "[moments]") {
  CHECK(read("2026-01-05") == "2026-01-05");
  CHECK(read("2026/01/05") == "2026-01-05");
  CHECK(read("20260105") == "2026-01-05");
  CHECK(read("05.02.2026") == "2026-02-05");
}

TEST_CASE("months may be words, in several languages", "[moments]") {
  CHECK(read("25/Feb/26 10:17 PM") == "2026-02-25T22:17:00Z");
  CHECK(read("26/Feb/26 2:09 AM") == "2026-02-26T02:09:00Z");
  CHECK(read("January 6, 2026 at 10:00 AM") == "2026-01-06T10:00:00Z");
  CHECK(read("6. Januar 2026 14:00") == "2026-01-06T14:00:00Z");
  CHECK(read("6 января 2026 г., 10:00") == "2026-01-06T10:00:00Z");
  CHECK(read("6 de março de 2026") == "2026-03-06");
  CHECK(read("6 août 2026") == "2026-08-06");
  CHECK(read("Tue, 06 Jan 2026 10:00:00 +0100") == "2026-01-06T09:00:00Z");
}

TEST_CASE("twelve o'clock is noon in the afternoon and midnight in the morning", "[moments]") {
  CHECK(read("1/Feb/26 12:05 AM") == "2026-02-01T00:05:00Z");
  CHECK(read("1/Feb/26 12:05 PM") == "2026-02-01T12:05:00Z");
  CHECK(read("1/Feb/26 1:05 p.m.") == "2026-02-01T13:05:00Z");
}

TEST_CASE("Unix time is read in seconds, milliseconds and microseconds", "[moments]") {
  CHECK(read("1767693600") == "2026-01-06T10:00:00Z");
  CHECK(read("1767693600000") == "2026-01-06T10:00:00Z");
  CHECK(read("1767693600000000") == "2026-01-06T10:00:00Z");
  CHECK(read("1767693600.25") == "2026-01-06T10:00:00Z");
  CHECK(read("12345").empty());
  CHECK(read("17676936000").empty());
}

TEST_CASE("three numbers are read in the order that is told", "[moments]") {
  CHECK(read("05/02/2026", DateOrder::dmy) == "2026-02-05");
  CHECK(read("05/02/2026", DateOrder::mdy) == "2026-05-02");
  CHECK(read("5/2/26 7:05", DateOrder::mdy) == "2026-05-02T07:05:00Z");
  CHECK(read("26-01-05", DateOrder::ymd) == "2026-01-05");
  CHECK(read("25/10/2026", DateOrder::mdy).empty());
}

TEST_CASE("an order is certain where only one makes a date", "[moments]") {
  CHECK(order_of(parse_stamp("25/10/2026")) == DateOrder::dmy);
  CHECK(order_of(parse_stamp("10/25/2026")) == DateOrder::mdy);
  CHECK(order_of(parse_stamp("5/10/2026")) == DateOrder::unknown);
  CHECK(order_of(parse_stamp("99-12-31")) == DateOrder::ymd);
}

TEST_CASE("a stamp without a year is the last such day before the newest one known", "[moments]") {
  const Stamp stamp = parse_stamp("Apr 14, 10:15 AM");
  CHECK(stamp.shape == Stamp::Shape::no_year);
  CHECK(moment_of(stamp, DateOrder::unknown, Zone()).missing());
  CHECK(iso_moment(moment_of(stamp, DateOrder::unknown, Zone(), day_of({2026, 5, 1}))) == "2026-04-14T10:15:00Z");
  CHECK(iso_moment(moment_of(stamp, DateOrder::unknown, Zone(), day_of({2026, 3, 1}))) == "2025-04-14T10:15:00Z");
}

TEST_CASE("what is no date is no date", "[moments]") {
  for (const char* cell : {"", "yes", "31/02/2026", "2026-02-30", "12:61", "1e-9999999999", "nan", "0x1F", "4/5", "-5",
                           "32 January 2026", "2026-01-05T08:00:00+99:00", "10:15 - 11:15 2026-01-05"})
    CHECK(read(cell, DateOrder::dmy).empty());
}

TEST_CASE("a time alone is told from a date", "[moments]") {
  const Stamp stamp = parse_stamp("9:12:58");
  CHECK(stamp.shape == Stamp::Shape::time_only);
  CHECK(stamp.time == 9 * 3600 + 12 * 60 + 58);
}
