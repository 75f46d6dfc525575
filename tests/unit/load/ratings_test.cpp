#include "load/ratings.hpp"

#include <catch2/catch.hpp>

#include "dsat/base/error.hpp"

using namespace dsat;
using namespace dsat::load;

namespace {

using Kind = RatingMeaning::Kind;

/// The reading of a column with one row per cell.
RatingColumn read(const std::vector<std::string_view>& cells, RatingRules rules = {}) {
  std::vector<CountedCell> counted;
  for (const std::string_view cell : cells) counted.push_back({cell, 1});
  return read_ratings(counted, rules);
}

std::string scale_of(const std::vector<std::string_view>& cells, std::string header = {}) {
  RatingRules rules;
  rules.header = std::move(header);
  const RatingColumn column = read(cells, rules);
  return column.scales.empty() ? "" : column.scales.front().key;
}

/// `-`, `0`, `+` per cell, `?` unreadable, `.` missing, `a` asked, `n` not asked.
std::string sentiments(const std::vector<std::string_view>& cells, RatingRules rules = {}) {
  std::string text;
  for (const RatingMeaning& meaning : read(cells, std::move(rules)).meanings) switch (meaning.kind) {
      case Kind::missing:
        text += '.';
        break;
      case Kind::asked:
        text += 'a';
        break;
      case Kind::not_asked:
        text += 'n';
        break;
      case Kind::unreadable:
        text += '?';
        break;
      case Kind::rated:
        text += meaning.sentiment == Sentiment::negative ? '-' : meaning.sentiment == Sentiment::neutral ? '0' : '+';
        break;
    }
  return text;
}

}  // namespace

TEST_CASE("a number may come decorated", "[ratings]") {
  CHECK(rating_number("3") == RatingNumber{3, 0});
  CHECK(rating_number("3.0") == RatingNumber{3, 0});
  CHECK(rating_number("3,0") == RatingNumber{3, 0});
  CHECK(rating_number("4/5") == RatingNumber{4, 5});
  CHECK(rating_number("4 out of 5") == RatingNumber{4, 5});
  CHECK(rating_number("Nota 2") == RatingNumber{2, 0});
  CHECK(rating_number("Rating: 4") == RatingNumber{4, 0});
  CHECK(rating_number("4 stars") == RatingNumber{4, 0});
  CHECK(rating_number("★★★★") == RatingNumber{4, 0});
  CHECK(rating_number("★★☆☆☆") == RatingNumber{2, 5});
  CHECK(rating_number("⭐️⭐️⭐️") == RatingNumber{3, 0});
  CHECK(rating_number("5 - Very satisfied") == RatingNumber{5, 0});
  CHECK(rating_number("Very satisfied (5)") == RatingNumber{5, 0});
  CHECK(rating_number("(2) Poor") == RatingNumber{2, 0});
  CHECK(rating_number("５") == RatingNumber{5, 0});
  CHECK(rating_number("-103") == RatingNumber{-103, 0});
}

TEST_CASE("what is no step of a scale is no rating", "[ratings]") {
  for (const char* cell : {"", "-", "nan", "inf", "0x1F", "1e-9999999999", "99999999999999999999", "4,5", "3.7", "1-2",
                           "7/5", "bad after 3 calls", "2026-01-05", "12:30", "3 of them", "ticket 3 and 4"}) {
    CAPTURE(cell);
    CHECK_FALSE(rating_number(cell));
  }
  CHECK(sentiments({"1", "5", "nan", "4,5", "0x1F", ""}) == "-+.??.");
}

TEST_CASE("words count as whole cells only", "[ratings]") {
  CHECK(sentiments({"good", "bad", "not good", "unsatisfied", "Satisfied", "not bad"}) == "+---+?");
  CHECK(sentiments({"Good with comment", "bad_with_comment", "Bad without comment"}) == "+--");
}

TEST_CASE("unrated, asked and not asked are told apart", "[ratings]") {
  CHECK(sentiments({"Good", "Offered", "Unoffered", "Not Offered", "not rated", "--", "N/A", "None", ""}) ==
        "+ann.....");
}

TEST_CASE("words of all the dictionary's languages are known", "[ratings]") {
  CHECK(sentiments({"отлично", "нормально", "плохо"}) == "+0-");
  CHECK(sentiments({"Ótimo", "Regular", "Péssimo"}) == "+0-");
  CHECK(sentiments({"👍", "👎"}) == "+-");
  CHECK(sentiments({"👍🏽", "👎🏿"}) == "+-");
  CHECK(sentiments({"Promoter", "PASSIVE", "detractor"}) == "+0-");
}

TEST_CASE("two words are good and bad, three have a middle", "[ratings]") {
  CHECK(scale_of({"good", "bad", "offered"}) == "good-bad");
  CHECK(scale_of({"great", "okay", "not_good"}) == "1-3");
  CHECK(scale_of({"yes", "no"}) == "good-bad");
  CHECK(scale_of({"terrible", "bad", "ok", "good", "amazing"}) == "1-5");
  const RatingColumn column = read({"extremely happy", "neutral", "very unhappy"});
  REQUIRE(column.scales.size() == 1);
  CHECK(column.scales[0].key == "freshdesk");
  CHECK(int{column.meanings[0].level} == 7);
  CHECK(int{column.meanings[2].level} == 2);
}

TEST_CASE("whole numbers up to five are one to five", "[ratings]") {
  CHECK(scale_of({"1", "2", "3", "4", "5"}) == "1-5");
  CHECK(scale_of({"1", "2"}) == "1-5");
  CHECK(scale_of({"5.0", "3.0"}) == "1-5");
  CHECK(sentiments({"1", "2", "3", "4", "5"}) == "--0++");
  CHECK(read({"1", "2", "3", "4", "5"}).guess->certain);
  CHECK_FALSE(read({"1", "2"}).guess->certain);
}

TEST_CASE("zero and one are bad and good, zero up to ten is the NPS question", "[ratings]") {
  CHECK(scale_of({"0", "1"}) == "0-1");
  CHECK(sentiments({"0", "1"}) == "-+");
  CHECK(scale_of({"0", "6", "10"}) == "0-10");
  CHECK(scale_of({"1", "4"}, "nps score") == "0-10");
  CHECK(scale_of({"3", "9"}, "how likely to recommend") == "0-10");
}

TEST_CASE("ten without zero is one to ten, and told as a guess", "[ratings]") {
  CHECK(scale_of({"1", "5", "10"}) == "1-10");
  CHECK(sentiments({"1", "3", "4", "7", "8", "10"}) == "--00++");
  CHECK_FALSE(read({"1", "5", "10"}).guess->certain);
  CHECK(scale_of({"2", "7"}) == "1-7");
}

TEST_CASE("a denominator settles the scale", "[ratings]") {
  CHECK(scale_of({"4/5", "2/5"}) == "1-5");
  CHECK(scale_of({"4/10", "2/10"}) == "1-10");
  CHECK(scale_of({"4/7"}) == "1-7");
}

TEST_CASE("Freshdesk's codes are seven levels around one hundred", "[ratings]") {
  CHECK(scale_of({"103", "100", "-103"}) == "freshdesk");
  const RatingColumn column = read({"-103", "-101", "100", "101", "103"});
  CHECK(int{column.meanings[0].level} == 1);
  CHECK(int{column.meanings[1].level} == 3);
  CHECK(int{column.meanings[2].level} == 4);
  CHECK(int{column.meanings[4].level} == 7);
  CHECK(sentiments({"-103", "-101", "100", "101", "103"}) == "--0++");
}

TEST_CASE("a typing error beyond every scale is unreadable and decides nothing", "[ratings]") {
  CHECK(scale_of({"1", "3", "5", "55"}) == "1-5");
  CHECK(sentiments({"1", "3", "5", "55"}) == "-0+?");
}

TEST_CASE("many numbers beyond every scale are no ratings, a minus sign among steps is a typing error", "[ratings]") {
  const auto rated_of = [](const std::vector<std::string>& cells) {
    std::vector<CountedCell> counted;
    for (const std::string& cell : cells) counted.push_back({cell, 1});
    return read_ratings(counted, {});
  };
  const RatingColumn per_cent = rated_of({"0", "20", "55", "80", "100"});
  CHECK(per_cent.rated == 0);
  CHECK(per_cent.unreadable == 5);
  REQUIRE(per_cent.guess.has_value());
  CHECK(per_cent.guess->chosen == "none");
  CHECK_FALSE(per_cent.guess->certain);
  const RatingColumn steps = rated_of({"1", "2", "3", "4", "5", "-1", "99"});
  CHECK(steps.rated == 5);
  CHECK(steps.unreadable == 2);
  CHECK(rated_of({"-5", "-4", "-3", "-2", "-1", "1", "2", "3", "4", "5"}).rated == 0);
}

TEST_CASE("what a spreadsheet made of a rating is unreadable", "[ratings]") {
  for (const char* cell : {"05-Apr", "4. Mai", "1-Jan", "Apr 5", "5 April 2026"}) {
    INFO(cell);
    CHECK_FALSE(rating_number(cell).has_value());
  }
  CHECK(rating_number("5 - Amazing") == RatingNumber{5, 0});
}

TEST_CASE("a given scale beats the evidence", "[ratings]") {
  RatingRules rules;
  rules.scale = "1-10";
  rules.scale_is_given = true;
  CHECK(sentiments({"1", "5", "8", "11"}, rules) == "-0+?");
  CHECK(read({"1", "5"}, rules).guess->certain);
  rules.scale = "1-x";
  CHECK_THROWS_AS(read({"1"}, rules), Error);
}

TEST_CASE("values by hand beat everything", "[ratings]") {
  RatingRules rules;
  rules.negative = {"1", "2", "3"};
  rules.positive = {"4", "5"};
  CHECK(sentiments({"1", "3", "4", "5.0", "6", ""}, rules) == "--++?.");
  const RatingColumn column = read({"1", "5"}, rules);
  REQUIRE(column.scales.size() == 1);
  CHECK(column.scales[0].levels() == 5);
  CHECK(int{column.meanings[1].level} == 5);
  RatingRules words;
  words.negative = {"meh"};
  words.positive = {"Yay"};
  CHECK(sentiments({"MEH", "yay", "good"}, words) == "-+?");
}

TEST_CASE("a maker's own words go before the common ones", "[ratings]") {
  RatingRules rules;
  rules.words["satisfactory"] = Word::positive;
  CHECK(sentiments({"satisfactory", "bad"}, rules) == "+-");
  CHECK(sentiments({"satisfactory", "bad"}) == "0-");
}

TEST_CASE("a column of numbers and words reads each as it is", "[ratings]") {
  CHECK(sentiments({"5", "1", "Good", "Offered"}) == "+-+a");
}
