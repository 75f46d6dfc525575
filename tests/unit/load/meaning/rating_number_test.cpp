#include "load/meaning/rating_number.hpp"

#include <catch2/catch.hpp>

using namespace dsat::load;

TEST_CASE("numbers with decimals, and of a whole in any language", "[ratings]") {
  CHECK(rating_number("4,5") == RatingNumber{4.5, 0});
  CHECK(rating_number("3.7") == RatingNumber{3.7, 0});
  CHECK(rating_number("4 von 5") == RatingNumber{4, 5});
  CHECK(rating_number("4 sur 5") == RatingNumber{4, 5});
  CHECK(rating_number("4 из 5") == RatingNumber{4, 5});
  CHECK(rating_number("4.5/5") == RatingNumber{4.5, 5});
  CHECK(rating_number("3 étoiles") == RatingNumber{3, 0});
  CHECK(rating_number("4 ⭐️") == RatingNumber{4, 0});
  CHECK(rating_number("5点") == RatingNumber{5, 0});
  CHECK_FALSE(rating_number("1.5.2026"));
  CHECK_FALSE(rating_number("3.14159265358979"));
  CHECK_FALSE(rating_number("5 apples"));
}

TEST_CASE("the label of a number", "[ratings]") {
  CHECK(rating_label("1 - Very satisfied") == "very satisfied");
  CHECK(rating_label("Very satisfied (5)") == "very satisfied");
  CHECK(rating_label("(2) Poor") == "poor");
  CHECK(rating_label("4") == "");
}

TEST_CASE("a scale may be written in a text", "[ratings]") {
  const auto ends = [](std::string_view text) {
    const auto written = written_scale(text);
    return written && written->most
               ? std::to_string(written->least.value_or(-99)) + ".." + std::to_string(*written->most)
               : std::string();
  };
  CHECK(ends("0-10") == "0..10");
  CHECK(ends("score_0_10") == "0..10");
  CHECK(ends("rate us from 1 to 7") == "1..7");
  CHECK(ends("-2 to 2") == "-2..2");
  CHECK(ends("out of 10") == "-99..10");
  CHECK(ends("5段階評価") == "-99..5");
  CHECK(ends("1 = schlecht, 6 = sehr gut") == "1..6");
  CHECK(ends("Q1-5 of 2026") == "");
  CHECK(ends("2026-01-05") == "");
  CHECK(ends("rating") == "");
  CHECK(ends("top 10 rating") == "");
  CHECK(written_scale("1 = best")->best_is_lowest == true);
  CHECK(written_scale("(1=worst, 5=best)")->best_is_lowest == false);
  CHECK(written_scale("1-10, where 1 is best")->best_is_lowest == true);
  CHECK(written_scale("1-10, where 10 is best")->best_is_lowest == false);
  CHECK(written_scale("1-10, where 10 is worst")->best_is_lowest == true);
  CHECK(written_scale("1 (low) to 5 (high)")->best_is_lowest == false);
  CHECK(written_scale("1 (hoch) bis 5 (niedrig)")->best_is_lowest == true);
  CHECK_FALSE(written_scale("0-10")->best_is_lowest.has_value());
}
