#include "load/dictionary_cell.hpp"

#include <catch2/catch.hpp>

using namespace dsat::load;

TEST_CASE("a dictionary that Python printed is read", "[dictionary]") {
  const auto members = parse_dictionary("{'score': 'bad', 'id': 577, 'comment': None, 'reason': \"it's late\"}");
  REQUIRE(members);
  REQUIRE(members->size() == 4);
  CHECK((*members)[0] == std::pair<std::string, std::string>("score", "bad"));
  CHECK((*members)[1].second == "577");
  CHECK((*members)[2].second.empty());
  CHECK((*members)[3].second == "it's late");
}

TEST_CASE("a dictionary that JSON wrote is read", "[dictionary]") {
  const auto members =
      parse_dictionary(R"({"score":"good","nested":{"a":[1,2]},"text":"Gr\u00fc\u00dfe","none":null})");
  REQUIRE(members);
  CHECK((*members)[1].second == R"({"a":[1,2]})");
  CHECK((*members)[2].second == "Grüße");
  CHECK((*members)[3].second.empty());
}

TEST_CASE("what only looks like a dictionary stays text", "[dictionary]") {
  for (const char* cell : {"", "{", "{}x", "{product_purchased}", "{'a'}", "{'a':}", "{'a': 1", "{'a': '1}"})
    CHECK_FALSE(parse_dictionary(cell));
  CHECK(parse_dictionary("{}")->empty());
}

TEST_CASE("lists are read in both spellings", "[dictionary]") {
  CHECK(parse_list("['refund', 'vip']") == std::vector<std::string>{"refund", "vip"});
  CHECK(parse_list(R"(["refund","late, again"])") == std::vector<std::string>{"refund", "late, again"});
  CHECK(parse_list("[]")->empty());
  CHECK_FALSE(parse_list("[refund"));
}

TEST_CASE("columns of dictionaries become a column for each key", "[dictionary]") {
  RawTable table;
  RawColumn& column = table.columns.emplace_back("satisfaction_rating", Keep::words);
  column.append("{'score': 'bad', 'comment': 'slow'}");
  column.append("");
  column.append("{'score': 'offered'}");
  table.rows = 3;
  expand_dictionaries(table);
  REQUIRE(table.find("satisfaction_rating.score") != nullptr);
  CHECK((*table.find("satisfaction_rating.score"))[0] == "bad");
  CHECK((*table.find("satisfaction_rating.score"))[1].empty());
  CHECK((*table.find("satisfaction_rating.score"))[2] == "offered");
  CHECK((*table.find("satisfaction_rating.comment"))[2].empty());
}
