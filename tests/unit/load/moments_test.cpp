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

TEST_CASE("forms and scripts write dates with words, signs and zones of their own", "[moments]") {
  CHECK(read("2026/02/01 3:15:02 PM GMT+1") == "2026-02-01T14:15:02Z");
  CHECK(read("2026/11/21 8:16:53 AM MEZ") == "2026-11-21T07:16:53Z");
  CHECK(read("2026-07-21 08:16 MESZ") == "2026-07-21T06:16:00Z");
  CHECK(read("01.02.2026 15:15:02") == "2026-02-01T15:15:02Z");
  CHECK(read("2026-02-01 10:15 US/Eastern") == "2026-02-01T15:15:00Z");
  CHECK(read("2026-07-01 10:15 America/New_York") == "2026-07-01T14:15:00Z");
  CHECK(read("Sun Feb 01 2026 10:15:00 GMT+0100 (Mitteleuropäische Normalzeit)") == "2026-02-01T09:15:00Z");
  CHECK(read("Sonntag, 1. Februar 2026 um 10:15 Uhr") == "2026-02-01T10:15:00Z");
  CHECK(read("dimanche 1 février 2026 à 10:15") == "2026-02-01T10:15:00Z");
  CHECK(read("domingo, 1 de febrero de 2026 a las 10:15") == "2026-02-01T10:15:00Z");
  CHECK(read("mar, 3 mar 2026") == "2026-03-03");
  CHECK(read("mar. 3 févr. 2026") == "2026-02-03");
  CHECK(read("Sunday, February 1, 2026 at 10:15 PM") == "2026-02-01T22:15:00Z");
  CHECK(read("2/1/26 10:15:02", DateOrder::mdy) == "2026-02-01T10:15:02Z");
  CHECK(read("1/2/2026 3:15 p. m.", DateOrder::dmy) == "2026-02-01T15:15:00Z");
  CHECK(read("1/2/2026 3:15 a.\u00A0m.", DateOrder::dmy) == "2026-02-01T03:15:00Z");
  CHECK(read("Sa 07.02.2026 10:15") == "2026-02-07T10:15:00Z");
  CHECK(read("01.02.2026 15:15 Sa") == "2026-02-01T15:15:00Z");
}

TEST_CASE("dates of East Asia are read with the signs behind their numbers", "[moments]") {
  CHECK(read("2026年2月1日 10:15") == "2026-02-01T10:15:00Z");
  CHECK(read("2026年2月1日（日）午後3時15分") == "2026-02-01T15:15:00Z");
  CHECK(read("2026年02月01日") == "2026-02-01");
  CHECK(read("2026/2/1(日) 10:15") == "2026-02-01T10:15:00Z");
  CHECK(read("2026. 2. 1.") == "2026-02-01");
  CHECK(read("2026. 2. 1. 오후 3:15:02") == "2026-02-01T15:15:02Z");
  CHECK(read("2026년 2월 1일 오후 3시 15분") == "2026-02-01T15:15:00Z");
  CHECK(read("2026/2/1 下午3:15") == "2026-02-01T15:15:00Z");
  CHECK(read("2026-02-01 上午 08:15:00") == "2026-02-01T08:15:00Z");
}

TEST_CASE("digits of any script are digits", "[moments]") {
  CHECK(read("٢٠٢٦-٠٢-٠١ ١٠:١٥") == "2026-02-01T10:15:00Z");
  CHECK(read("१ फ़रवरी २०२६") == "2026-02-01");
  CHECK(read("２０２６／０２／０１　１０：１５") == "2026-02-01T10:15:00Z");
  CHECK(read("١ فبراير ٢٠٢٦") == "2026-02-01");
  CHECK(read("1 tháng 2, 2026") == "2026-02-01");
}

TEST_CASE("months and weekdays are known in every language", "[moments]") {
  for (const char* cell : {"1 February 2026",
                           "1. Februar 2026",
                           "1 février 2026",
                           "1 de febrero de 2026",
                           "1 de fevereiro de 2026",
                           "1 febbraio 2026",
                           "1 februari 2026",
                           "1 lutego 2026",
                           "1 февраля 2026",
                           "1 лютого 2026",
                           "1. února 2026",
                           "söndag 1 februari 2026",
                           "søndag 1. februar 2026",
                           "1. helmikuuta 2026",
                           "1 Şubat 2026 Pazar",
                           "Minggu, 1 Februari 2026",
                           "Chủ nhật, 1 tháng 2, 2026",
                           "2026年2月1日",
                           "2026년 2월 1일",
                           "1 فبراير 2026",
                           "1 फरवरी 2026",
                           "niedziela, 1 lutego 2026",
                           "воскресенье, 1 февраля 2026 г."}) {
    INFO(cell);
    CHECK(read(cell) == "2026-02-01");
  }
}

TEST_CASE("a month alone is a bare month", "[moments]") {
  for (const char* cell : {"2026-02", "2026/02", "02/2026", "Feb 2026", "février 2026", "2026 February", "2026年2月",
                           "Februar 2026", "tháng 2 2026"}) {
    INFO(cell);
    CHECK(parse_stamp(cell).shape == Stamp::Shape::month);
    CHECK(read(cell) == "2026-02");
  }
  const Moment month = moment_of(parse_stamp("2026-02"), DateOrder::unknown, Zone());
  CHECK(month.is_month());
  CHECK(Zone().day_of(month) == day_of({2026, 2, 1}));
  CHECK_FALSE(Moment::date(day_of({2026, 2, 1})).is_month());
  CHECK_FALSE(Moment::instant(1).is_month());
  for (const char* cell : {"1234-05", "2026-13", "12-2026-1 x", "5 to 10, 15"}) {
    INFO(cell);
    CHECK(parse_stamp(cell).shape == Stamp::Shape::none);
  }
}

TEST_CASE("days since 1900 are what spreadsheets mean by them", "[moments]") {
  CHECK(serial_days("46054,375") == 46054.375);
  CHECK(serial_days("46054") == 46054);
  CHECK_FALSE(serial_days("120"));
  CHECK_FALSE(serial_days("4,5"));
  CHECK(iso_moment(moment_of_serial(46054, Zone())) == "2026-02-01");
  CHECK(iso_moment(moment_of_serial(46054.375, Zone())) == "2026-02-01T09:00:00Z");
}

TEST_CASE("what systems write for no date is known", "[moments]") {
  const auto is_none = [](std::string_view cell) {
    return is_sentinel(moment_of(parse_stamp(cell), DateOrder::dmy, Zone()), Zone());
  };
  for (const char* cell : {"1970-01-01", "1970-01-01 00:00:00", "0001-01-01T00:00:00", "1900-01-01", "01/01/1900",
                           "1899-12-30 00:00", "9999-12-31 23:59:59", "9999-12-31", "31/12/9999"}) {
    INFO(cell);
    CHECK(is_none(cell));
  }
  for (const char* cell : {"1970-01-02", "1970-01-01 08:00", "1900-01-01 09:12:58", "2026-01-01", "1900-01-02"}) {
    INFO(cell);
    CHECK_FALSE(is_none(cell));
  }
}

TEST_CASE("a column's name may tell the order of its dates", "[moments]") {
  CHECK(order_in_header("Date (DD/MM/YYYY)") == DateOrder::dmy);
  CHECK(order_in_header("created mm/dd/yy") == DateOrder::mdy);
  CHECK(order_in_header("Datum (TT.MM.JJ)") == DateOrder::dmy);
  CHECK(order_in_header("YYYY-MM-DD") == DateOrder::ymd);
  CHECK(order_in_header("created_at") == DateOrder::unknown);
  CHECK(order_in_header("comment added") == DateOrder::unknown);
}
