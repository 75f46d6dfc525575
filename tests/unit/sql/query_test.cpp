#include "sql/query.hpp"

#include <catch2/catch.hpp>
#include <sstream>
#include <string>

#include "dsat/app/run.hpp"
#include "dsat/base/error.hpp"
#include "sql/dialect.hpp"

using namespace dsat;
using namespace dsat::sql;

namespace {

constexpr std::string_view hostile = "t\"; drop table x; --";

Request small_request() {
  Request request;
  request.table = "desk.tickets";
  request.columns = {{Field::ticket_id, "id"}, {Field::created_at, "opened"}, {Field::rating, "stars"}};
  request.answers.numbers = {{1, 5}};
  request.zone = "UTC";
  return request;
}

/// What is left of a query without its quoted names and text, as the dialect's own lexer parts them.
std::string bare(const std::string& query, bool reads_backslashes) {
  std::string rest;
  for (std::size_t i = 0; i < query.size(); ++i) {
    const char quote = query[i];
    if (quote != '\'' && quote != '"' && quote != '`') {
      rest += quote;
      continue;
    }
    for (++i; i < query.size(); ++i) {
      if (query[i] == '\\' && reads_backslashes)
        ++i;
      else if (query[i] == quote && i + 1 < query.size() && query[i + 1] == quote)
        ++i;
      else if (query[i] == quote)
        break;
    }
    REQUIRE(i < query.size());
  }
  return rest;
}

}  // namespace

TEST_CASE("there are six dialects, and each says how its queries are run", "[sql]") {
  CHECK(dialects().size() == 6);
  for (const Dialect* dialect : dialects()) {
    CHECK(dialect_named(dialect->key) == dialect);
    CHECK(dialect->how_to_run().find("rated.csv") != std::string::npos);
  }
  CHECK(dialect_named("oracle") == nullptr);
}

TEST_CASE("names are quoted as each engine's manual says", "[sql]") {
  CHECK(duckdb().name(hostile) == "\"t\"\"; drop table x; --\"");
  CHECK(postgres().name(hostile) == "\"t\"\"; drop table x; --\"");
  CHECK(snowflake().name(hostile) == "\"t\"\"; drop table x; --\"");
  CHECK(clickhouse().name("t`; drop \\ --") == "`t\\`; drop \\\\ --`");
  CHECK(spark().name("t`; drop table x; --") == "`t``; drop table x; --`");
  CHECK(bigquery().name(hostile) == "`t\"; drop table x; --`");
  CHECK(!bigquery().name("a`b"));
  for (const Dialect* dialect : dialects()) {
    CHECK(!dialect->name(""));
    CHECK(!dialect->name("two\nlines"));
    CHECK(!dialect->name(std::string_view("a\0b", 3)));
  }
}

TEST_CASE("text is quoted as each engine's manual says", "[sql]") {
  const std::string text = "it's \\' --";
  CHECK(duckdb().text(text) == "'it''s \\'' --'");
  CHECK(postgres().text(text) == "E'it''s \\\\'' --'");
  CHECK(postgres().text("it's") == "'it''s'");
  CHECK(snowflake().text(text) == "'it''s \\\\'' --'");
  CHECK(clickhouse().text(text) == "'it\\'s \\\\\\' --'");
  CHECK(spark().text(text) == "'it\\'s \\\\\\' --'");
  CHECK(bigquery().text(text) == "'it\\'s \\\\\\' --'");
}

TEST_CASE("hostile tables, columns and answers stay data in every dialect", "[sql]") {
  for (const Dialect* dialect : dialects()) {
    INFO(dialect->key);
    Request request = small_request();
    request.table = hostile;
    request.columns[Field::channel] = "c'; delete from t; --";
    request.columns[Field::tags] = "tags\"` OR 1=1; --";
    if (dialect->key == "bigquery") request.columns[Field::tags] = "tags\" OR 1=1; --";
    request.dimensions = {Field::channel, Field::tags};
    request.tag_separator = "';--";
    request.answers.words = {"bad'); drop table y; --", "\\'); drop table z; --"};
    const bool reads_backslashes = dialect->key != "duckdb";
    for (const std::string& query : {rated_query(*dialect, request), volumes_query(*dialect, request)}) {
      const std::string code = bare(query, reads_backslashes);
      CHECK(code.find("drop") == std::string::npos);
      CHECK(code.find("delete") == std::string::npos);
      CHECK(code.find("--") == std::string::npos);
      CHECK(code.find("1=1") == std::string::npos);
      CHECK(std::ranges::count(code, ';') == 1);
    }
  }
}

TEST_CASE("a name that can't be quoted is refused", "[sql]") {
  Request request = small_request();
  request.columns[Field::channel] = "a`b";
  CHECK_THROWS_AS(rated_query(bigquery(), request), Error);
  CHECK_NOTHROW(rated_query(spark(), request));
  request.columns[Field::channel] = "a\nb";
  for (const Dialect* dialect : dialects()) CHECK_THROWS_AS(rated_query(*dialect, request), Error);
}

TEST_CASE("sql says what it can't do without", "[sql]") {
  const auto fails = [](std::vector<std::string> words, const std::string& says) {
    words.insert(words.begin(), "sql");
    words.emplace_back("--no-config");
    std::istringstream in;
    std::ostringstream out, err;
    CHECK(app::run(words, {in, out, err}) == 2);
    INFO(err.str());
    CHECK(err.str().find(says) != std::string::npos);
  };
  fails({"--table", "t"}, "no engine");
  fails({"--engine", "duckdb"}, "no table");
  fails({"--engine", "duckdb", "--table", "t", "--map", "rating=r"}, "ticket_id");
  fails({"--engine", "duckdb", "--table", "t", "--map", "ticket_id=i", "--map", "rating=r", "--map", "created_at=c"},
        "--scale");
  fails({"--engine", "duckdb", "--table", "t", "--profile", "dbt-zendesk", "--by", "product"}, "--map product=COLUMN");
  fails({"--engine", "duckdb", "--table", "t", "--profile", "dbt-zendesk", "--period", "last-week"}, "--as-of");
  fails({"--engine", "bigquery", "--table", "a`b", "--profile", "dbt-zendesk"}, "can't be quoted");
}
