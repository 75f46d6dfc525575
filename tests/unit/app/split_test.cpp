#include "app/split.hpp"

#include <catch2/catch.hpp>

#include "dsat/base/error.hpp"

using namespace dsat;
using namespace dsat::app;
using Catch::Contains;

TEST_CASE("a split needs a file per department, and only a split may name one", "[split]") {
  Settings settings;
  check_split(settings);
  settings.outputs = {"digest-{department}.md"};
  CHECK_THROWS_WITH(check_split(settings), Contains("Add --split department."));
  settings.split = "department";
  check_split(settings);
  settings.outputs.push_back("all.md");
  CHECK_THROWS_WITH(check_split(settings), Contains("-o 'digest-{department}.md'"));
  settings.outputs.clear();
  CHECK_THROWS_WITH(check_split(settings), Contains("needs a file per department"));
  settings.outputs = {"page-{agent}.html"};
  settings.split.clear();
  CHECK_THROWS_WITH(check_split(settings), Contains("Add --split agent."));
  settings.split = "agent";
  check_split(settings);
  settings.agent = "Ann";
  CHECK_THROWS_WITH(check_split(settings), Contains("--agent"));
}

TEST_CASE("a department's tags are those that the configuration gives it", "[split]") {
  Settings settings;
  settings.extras.departments = {{"refund", "Finance"}, {"invoice", "finance "}, {"bug", "Product"}};
  CHECK(tags_of(settings, "Finance").values == std::vector<std::string>{"invoice", "refund"});
  CHECK(tags_of(settings, "Sales").values.empty());
}
