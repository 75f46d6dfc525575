#include "app/expression.hpp"

#include <catch2/catch.hpp>

#include "dsat/base/error.hpp"

using namespace dsat;
using app::Expression;
using app::parse_expression;
using Comparison = Expression::Comparison;

namespace {

std::string complaint(const std::string& text) {
  try {
    parse_expression(text);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("an expression is a measure, a comparison and a threshold", "[expression]") {
  const Expression expression = parse_expression("nrr > 25%");
  CHECK(expression.measure->key == "nrr");
  CHECK(expression.comparison == Comparison::above);
  CHECK(expression.threshold == 0.25);
  CHECK(expression.text == "nrr > 25%");
  CHECK(parse_expression("coverage<0.25").comparison == Comparison::below);
  CHECK(parse_expression(" negative\t>=  20 ").comparison == Comparison::at_least);
  CHECK(parse_expression("negative >= 20").threshold == 20);
  CHECK(parse_expression("csat <= 80 %").threshold == 0.8);
  CHECK(parse_expression("csat ≤ 80%").comparison == Comparison::at_most);
  CHECK(parse_expression("csi < 71.5").threshold == 71.5);
  CHECK(parse_expression("nps < -10").threshold == -10);
  CHECK(parse_expression("dsat > 25%").measure->key == "nrr");
}

TEST_CASE("a share in per cent is the same number as the fraction", "[expression]") {
  CHECK(parse_expression("nrr > 28.7%").threshold == 287.0 / 1000);
  CHECK(parse_expression("nrr > 7%").threshold == 7.0 / 100);
  CHECK(parse_expression("nrr > 58%").threshold == 58.0 / 100);
}

TEST_CASE("times take a unit, minutes without one", "[expression]") {
  CHECK(parse_expression("first_reply > 2h").threshold == 120);
  CHECK(parse_expression("first_reply > 90 min").threshold == 90);
  CHECK(parse_expression("first_reply > 90").threshold == 90);
  CHECK(parse_expression("resolution > 1.5 days").threshold == 2160);
  CHECK(parse_expression("first_reply > 30s").threshold == 0.5);
}

TEST_CASE("a change is measured in points, or in the measure's own unit", "[expression]") {
  const Expression rises = parse_expression("nrr rises by 5pp");
  CHECK(rises.comparison == Comparison::rises);
  CHECK(rises.of_change());
  CHECK(rises.threshold == 0.05);
  CHECK(parse_expression("csat falls by 2.5 pp").threshold == 0.025);
  CHECK(parse_expression("negative rises by 10").threshold == 10);
  CHECK(parse_expression("first_reply rises by 1h").threshold == 60);
}

TEST_CASE("an expression that can't be read is refused with what it takes", "[expression]") {
  CHECK(complaint("nrr") ==
        "--fail-if \"nrr\" is no expression\n"
        "Write a measure, a comparison and a threshold: \"nrr > 25%\", \"negative >= 20\", \"nrr rises by 5pp\".");
  CHECK(complaint("nrr > 25") ==
        "--fail-if \"nrr > 25\" compares nrr with \"25\"\nIt takes a share such as 25% or 0.25.");
  CHECK(complaint("nrr rises by 5%") ==
        "--fail-if \"nrr rises by 5%\" compares nrr with \"5%\"\nIt takes percentage points such as 5pp.");
  CHECK(complaint("nrr rises by -5pp") ==
        "--fail-if \"nrr rises by -5pp\" compares nrr with \"-5pp\"\nIt takes percentage points such as 5pp.");
  CHECK(complaint("first_reply > soon") ==
        "--fail-if \"first_reply > soon\" compares first_reply with \"soon\"\n"
        "It takes a time such as 90min, 2h or 1d.");
  CHECK(complaint("negative > 20%") ==
        "--fail-if \"negative > 20%\" compares negative with \"20%\"\nIt takes a plain number.");
  CHECK(complaint("nnr > 25%") == "there is no measure \"nnr\"\nDid you mean \"nrr\"? `dsat list measures` shows all.");
  CHECK(complaint("") != "none");
  CHECK(complaint("> 25%") != "none");
  CHECK(complaint("nrr > 1e999%") != "none");
}
