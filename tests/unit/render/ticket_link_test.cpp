#include "render/ticket_link.hpp"

#include <catch2/catch.hpp>

using namespace dsat::render;

TEST_CASE("a ticket's address is the template with its id, in one pass and escaped", "[links]") {
  const auto at = [](std::string_view id) { return ticket_address("https://a.example/t/{id}?x={id}", id); };
  CHECK(at("48211") == "https://a.example/t/48211?x=48211");
  CHECK(at("A B/../c?d#e&\"<>'") ==
        "https://a.example/t/A%20B%2F..%2Fc%3Fd%23e%26%22%3C%3E%27?x=A%20B%2F..%2Fc%3Fd%23e%26%22%3C%3E%27");
  CHECK(at("{id}") == "https://a.example/t/%7Bid%7D?x=%7Bid%7D");
  CHECK(at("é") == "https://a.example/t/%C3%A9?x=%C3%A9");
}

TEST_CASE("what has no ticket has no address, and only pages are linked", "[links]") {
  CHECK_FALSE(ticket_address("https://a.example/{id}", "row-0123456789ab-1"));
  CHECK_FALSE(ticket_address("https://a.example/{id}", ""));
  CHECK_FALSE(ticket_address("https://a.example/{id}", ".."));
  CHECK_FALSE(ticket_address("javascript:alert({id})", "1"));
  CHECK_FALSE(ticket_address("", "1"));
  CHECK(ticket_address("HTTP://a.example/{id}", "1") == "HTTP://a.example/1");
}

TEST_CASE("a cell may hold several tickets", "[links]") {
  const auto words = linked_tickets("#1 #2", "https://a.example/{id}");
  REQUIRE(words.size() == 2);
  CHECK(words[1].first == "#2");
  CHECK(words[1].second == "https://a.example/2");
  CHECK(linked_tickets("12 b", "https://a.example/{id}").front().second == "https://a.example/12%20b");
}
