#include "load/header.hpp"

#include <catch2/catch.hpp>

using namespace dsat::load;

TEST_CASE("a header is compared folded, with marks as blanks", "[header]") {
  CHECK(normalise_header("Ticket_ID").key == "ticket id");
  CHECK(normalise_header("  Ticket   ID\xC2\xA0").key == "ticket id");
  CHECK(normalise_header("satisfaction_rating.score").key == "satisfaction rating score");
  CHECK(normalise_header("Date/Time Opened").key == "date time opened");
  CHECK(normalise_header("Ticket created - Date").key == "ticket created date");
  CHECK(normalise_header("How satisfied are you?").key == "how satisfied are you");
  CHECK(normalise_header("tags.tags[].name").key == "tags tags name");
  CHECK(normalise_header("ОЦЕНКА клиента").key == "оценка клиента");
}

TEST_CASE("CamelCase parts words, but not plurals of abbreviations", "[header]") {
  CHECK(normalise_header("SatisfactionRating").key == "satisfaction rating");
  CHECK(normalise_header("CSATScore").key == "csat score");
  CHECK(normalise_header("ratingCreatedAt").key == "rating created at");
  CHECK(normalise_header("IPAddress").key == "ip address");
  CHECK(normalise_header("Ticket IDs").key == "ticket ids");
}

TEST_CASE("names of plain words and signs between them keep every word", "[header]") {
  CHECK(normalise_header("ID").key == "id");
  CHECK(normalise_header("CSAT score").key == "csat score");
  CHECK(normalise_header("CSAT_Score-2").key == "csat score 2");
  CHECK(normalise_header("ticket_ID").key == "ticket id");
  CHECK(normalise_header("a__b").key == "a b");
  CHECK(normalise_header("a - b").key == "a b");
  CHECK(normalise_header("_id").key == "id");
  CHECK(normalise_header("score_").key == "score");
  CHECK(normalise_header("2ndReply").key == "2nd reply");
  CHECK(normalise_header("v2API").key == "v2 api");
  CHECK(normalise_header("").key.empty());
}

TEST_CASE("a byte order mark before the first header goes, read rightly or wrongly", "[header]") {
  CHECK(normalise_header("\xEF\xBB\xBFTicket ID").key == "ticket id");
  CHECK(normalise_header("ï»¿Ticket ID").key == "ticket id");
}

TEST_CASE("the unit of a duration is taken off its header and remembered", "[header]") {
  CHECK(normalise_header("First reply time in minutes") == Header{"first reply time", TimeUnit::minutes});
  CHECK(normalise_header("First reply time (in minutes)") == Header{"first reply time", TimeUnit::minutes});
  CHECK(normalise_header("First reply time (min)") == Header{"first reply time", TimeUnit::minutes});
  CHECK(normalise_header("First Response Time (in Hrs)") == Header{"first response time", TimeUnit::hours});
  CHECK(normalise_header("First_Response_Time_Hours") == Header{"first response time", TimeUnit::hours});
  CHECK(normalise_header("Resolution time (s)") == Header{"resolution time", TimeUnit::seconds});
  CHECK(normalise_header("time_to_close_ms") == Header{"time to close", TimeUnit::milliseconds});
  CHECK(normalise_header("Hours") == Header{"hours"});
}

TEST_CASE("business hours are another column, calendar hours are the plain one", "[header]") {
  CHECK(normalise_header("First reply time in minutes within business hours") ==
        Header{"first reply time business", TimeUnit::minutes});
  CHECK(normalise_header("reply_time_in_minutes.business") == Header{"reply time business", TimeUnit::minutes});
  CHECK(normalise_header("reply_time_in_minutes.calendar") == Header{"reply time", TimeUnit::minutes});
}

TEST_CASE("a header may say that its stamps are UTC", "[header]") {
  CHECK(normalise_header("Review Created (UTC)") == Header{"review created", TimeUnit::unknown, true});
}

TEST_CASE("custom fields lose their wrapping and are marked", "[header]") {
  CHECK(normalise_header("Custom field (Satisfaction date)") ==
        Header{"satisfaction date", TimeUnit::unknown, false, true});
  CHECK(normalise_header("Ticket Field: Brand") == Header{"brand", TimeUnit::unknown, false, true});
  CHECK(normalise_header("Contact reason [list]") == Header{"contact reason", TimeUnit::unknown, false, true});
  CHECK(normalise_header("CSAT__c") == Header{"csat", TimeUnit::unknown, false, true});
}

TEST_CASE("a sign that is a name of its own stays", "[header]") {
  CHECK(normalise_header("#").key == "#");
}

TEST_CASE("columns are looked up without a trailing name and without whose they are", "[header]") {
  const auto keys = look_up_keys(normalise_header("Ticket channel name"));
  CHECK(keys[0] == "ticket channel name");
  CHECK(keys[1] == "ticket channel");
  CHECK(keys[2] == "channel name");
  CHECK(keys[3] == "channel");
  CHECK(look_up_keys(normalise_header("Name"))[1].empty());
}
