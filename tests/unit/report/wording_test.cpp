#include "report/wording.hpp"

#include <catch2/catch.hpp>

#include "dsat/base/number.hpp"

using namespace dsat;

namespace {

std::string printed(std::optional<double> p) {
  const document::Cell cell = report::p_value(p);
  const auto* score = std::get_if<document::Score>(&cell.content);
  return score == nullptr ? "-" : fixed(score->value, score->decimals);
}

}  // namespace

TEST_CASE("a p value is never printed as 0", "[wording]") {
  CHECK(printed(0.5) == "0.5000");
  CHECK(printed(0.04679) == "0.0468");
  CHECK(printed(0.001) == "0.0010");
  CHECK(printed(0.000132) == "0.00013");
  CHECK(printed(6.4e-9) == "0.0000000064");
  CHECK(printed(1e-30) == "0.0000000000010");
  CHECK(printed(0) == "0.0000000000010");
  CHECK(printed(std::nullopt) == "-");
  CHECK(report::p_in_words(0.0312) == "p 0.0312");
  CHECK(report::p_in_words(0.00001) == "p under 0.0001");
}
