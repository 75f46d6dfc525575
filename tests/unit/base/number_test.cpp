#include "dsat/base/number.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

namespace dsat {

TEST_CASE("a number is read only when the whole text is one", "[number]") {
  CHECK(parse_number("3") == 3.0);
  CHECK(parse_number("-3.50") == -3.5);
  CHECK(parse_number("1e3") == 1000.0);
  CHECK(parse_number("0.1") == 0.1);
  CHECK(parse_number("1.7976931348623157e308") == std::numeric_limits<double>::max());
  CHECK(parse_number("99999999999999999999") == 1e20);
  for (const char* text :
       {"",    " ",    " 3",       "3 ",  "3,5", "+3",     "--3",          "-",     ".",    "e3", "0x1F", "1e", "3a",
        "inf", "-inf", "INFINITY", "nan", "NaN", "nan(1)", "\xEF\xBC\x95", "1_000", "1'000"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_number(text));
  }
  CHECK_FALSE(parse_number(std::string_view("3\0", 2)));
}

TEST_CASE("a number beyond a double is none, however long it takes to write", "[number]") {
  CHECK_FALSE(parse_number("1e309"));
  CHECK_FALSE(parse_number("-1e309"));
  CHECK_FALSE(parse_number("1e-9999999999"));
  CHECK_FALSE(parse_number("1e9999999999999999999999"));
  CHECK_FALSE(parse_number(std::string(100000, '9')));
  CHECK(parse_number("0." + std::string(1000, '3')) == 1.0 / 3);
}

TEST_CASE("an integer is read within 64 bits", "[number]") {
  CHECK(parse_integer("0") == 0);
  CHECK(parse_integer("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
  CHECK(parse_integer("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  for (const char* text : {"", "9223372036854775808", "+1", "1.0", "1 ", " 1", "1e3", "0x10", "-"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_integer(text));
  }
}

TEST_CASE("fixed rounds as printf does and has no negative zero", "[number]") {
  CHECK(fixed(0.125, 2) == "0.12");
  CHECK(fixed(0.375, 2) == "0.38");
  CHECK(fixed(2.5, 0) == "2");
  CHECK(fixed(1.005, 2) == "1.00");
  CHECK(fixed(-0.004, 2) == "0.00");
  CHECK(fixed(-0.0, 0) == "0");
  CHECK(fixed(-0.006, 2) == "-0.01");
  CHECK(fixed(1e300, 0).size() == 301);
  CHECK(fixed(std::numeric_limits<double>::lowest(), 10).size() == 321);
  CHECK(fixed(std::nan(""), 2) == "nan");
}

TEST_CASE("the shortest text reads back as the same double", "[number]") {
  CHECK(shortest(0.1) == "0.1");
  CHECK(shortest(-3.5) == "-3.5");
  CHECK(shortest(5) == "5");
  CHECK(shortest(100000) == "100000");
  CHECK(shortest(-0.0) == "0");
  CHECK(shortest(1e15) == "1000000000000000");
  CHECK(shortest(1e22) == "1e+22");
  CHECK(shortest(1.5e-7) == "1.5e-07");
  std::mt19937_64 random(1);
  for (int i = 0; i < 2000; ++i) {
    const double value = std::ldexp(std::uniform_real_distribution<>(-1, 1)(random), static_cast<int>(i % 200) - 100);
    CHECK(parse_number(shortest(value)) == value);
  }
}

TEST_CASE("thousands are grouped", "[number]") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1284) == "1,284");
  CHECK(grouped(-999) == "-999");
  CHECK(grouped(-1284) == "-1,284");
  CHECK(grouped(1000000) == "1,000,000");
  CHECK(grouped(std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036,854,775,808");
}

TEST_CASE("a fraction is told as per cent", "[number]") {
  CHECK(percent(0.192) == "19.2 %");
  CHECK(percent(1, 0) == "100 %");
  CHECK(percent(-0.0001) == "0.0 %");
}

}  // namespace dsat
