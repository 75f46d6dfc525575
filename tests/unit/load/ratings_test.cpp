#include "load/ratings.hpp"

#include <catch2/catch.hpp>

#include "dsat/base/error.hpp"
#include "load/meaning/number_scale.hpp"

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
  for (const char* cell : {"", "-", "nan", "inf", "0x1F", "1e-9999999999", "99999999999999999999", "1-2", "7/5",
                           "bad after 3 calls", "2026-01-05", "12:30", "3 of them", "ticket 3 and 4"}) {
    CAPTURE(cell);
    CHECK_FALSE(rating_number(cell));
  }
  CHECK(sentiments({"1", "5", "nan", "0x1F", ""}) == "-+.?.");
}

TEST_CASE("words count as whole cells only", "[ratings]") {
  CHECK(sentiments({"good", "bad", "not good", "unsatisfied", "Satisfied", "not bad"}) == "+---+?");
  CHECK(sentiments({"Good with comment", "bad_with_comment", "Bad without comment"}) == "+--");
}

TEST_CASE("an intensifier alone is an answer only among answers", "[ratings]") {
  CHECK(sentiments({"Completely", "Partially", "Not at all"}) == "+0-");
  CHECK(sentiments({"Extremely", "Very", "Somewhat", "Not so", "Not at all"}) == "++0--");
  CHECK(sentiments({"Total", "Absolut"}) == "??");
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
  CHECK(scale_of({"TRUE", "FALSE"}) == "good-bad");
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

TEST_CASE("zero and one are bad and good", "[ratings]") {
  CHECK(scale_of({"0", "1"}) == "0-1");
  CHECK(sentiments({"0", "1"}) == "-+");
}

TEST_CASE("0 to 10 is the NPS question only where something says that it asks for recommending", "[ratings]") {
  CHECK(scale_of({"0", "6", "10"}) == "0-10");
  CHECK(sentiments({"0", "3", "4", "7", "8", "10"}) == "--00++");
  CHECK_FALSE(read({"0", "6", "10"}).scales.front().is_nps);
  CHECK(scale_of({"1", "4"}, "nps score") == "nps");
  CHECK(scale_of({"3", "9"}, "how likely to recommend") == "nps");
  CHECK(scale_of({"3", "9"}, "Weiterempfehlung") == "nps");
  CHECK(scale_of({"3", "9"}, "お勧め度") == "nps");
  RatingRules rules;
  rules.header = "score";
  rules.file_words = "nps-november";
  CHECK(read({"0", "10"}, rules).scales.front().is_nps);
  rules.header = "satisfaction";  // the file may hold both
  CHECK_FALSE(read({"0", "10"}, rules).scales.front().is_nps);
  CHECK(read({"0 - Detractor", "10 - Promoter"}).scales.front().is_nps);
}

TEST_CASE("promoters, passives and detractors in words make an NPS", "[ratings]") {
  for (const auto& cells : {std::vector<std::string_view>{"Promotor", "Pasivo", "Detractor"},
                            {"Promoter", "Passive", "Detractor (0-6)"},
                            {"推奨者", "中立者", "批判者"}}) {
    const RatingColumn column = read(cells);
    REQUIRE(column.scales.size() == 1);
    CHECK(column.scales.front().is_nps);
    CHECK(sentiments(cells) == "+0-");
  }
  CHECK_FALSE(read({"satisfied", "dissatisfied"}).scales.front().is_nps);
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

namespace {

/// The reading of a column whose cells are repeated.
RatingColumn read_counted(const std::vector<CountedCell>& cells, RatingRules rules = {}) {
  return read_ratings(cells, rules);
}

std::string sentiments_under(std::string header, const std::vector<std::string_view>& cells) {
  RatingRules rules;
  rules.header = std::move(header);
  return sentiments(cells, rules);
}

bool remarks_on(const RatingColumn& column, std::string_view what) {
  for (const Guess& remark : column.remarks)
    if (remark.what == what) return !remark.certain && !remark.flag.empty();
  return false;
}

}  // namespace

TEST_CASE("a scale written in the header decides", "[ratings]") {
  for (const char* header :
       {"score_0_10", "Score (0-10)", "Satisfaction 0–10", "Rating out of 10", "満足度（10点満点）",
        "Zufriedenheit von 0 bis 10", "Note de 0 à 10", "Rating from 0 to 10"}) {
    INFO(header);
    CHECK(sentiments_under(header, {"3", "5", "8"}) == "-0+");
  }
  CHECK(scale_of({"2", "3"}, "rating (1-4)") == "1-4");
  CHECK(scale_of({"2", "3"}, "5-point satisfaction") == "1-5");
  CHECK(scale_of({"40", "90"}, "satisfaction 0-100") == "0-100");
  // Not a scale: a date, a question's number; not this column's scale: nothing fits.
  CHECK(scale_of({"2", "3"}, "rating 2026-01-05") == "1-5");
  CHECK(scale_of({"2", "3"}, "q1 10 rating") == "1-5");
  CHECK(scale_of({"8", "9", "10"}, "rating 1-5") == "1-10");
}

TEST_CASE("a direction written in the header mirrors the scale", "[ratings]") {
  for (const char* header :
       {"Rating (1 = very satisfied, 5 = very dissatisfied)", "Score (1=best, 5=worst)",
        "Note: 1 (sehr gut) – 5 (schlecht)", "Zufriedenheit 1 = sehr zufrieden bis 5 = sehr unzufrieden",
        "Satisfacción (1 = muy satisfecho, 5 = muy insatisfecho)", "満足度（1：非常に満足、5：非常に不満）",
        "best (1) to worst (5)", "1 is the best and 5 is the worst"}) {
    INFO(header);
    CHECK(sentiments_under(header, {"1", "2", "3", "4", "5"}) == "++0--");
  }
  for (const char* header : {"Rating (1 = very dissatisfied, 5 = very satisfied)", "Score (1=worst, 5=best)",
                             "Bewertung 1 (schlecht) – 5 (sehr gut)"}) {
    INFO(header);
    CHECK(sentiments_under(header, {"1", "2", "3", "4", "5"}) == "--0++");
  }
  RatingRules rules;
  rules.header = "Score (1=best, 5=worst)";
  const RatingColumn column = read({"1", "5"}, rules);
  CHECK(column.scales.front().key == "5-1");
  CHECK(int{column.meanings[0].level} == 5);
  CHECK(int{column.meanings[1].level} == 1);
}

TEST_CASE("school grades are best at 1 where something says that they are", "[ratings]") {
  CHECK(sentiments_under("Schulnote", {"1", "2", "3", "4", "5", "6"}) == "+++0--");
  CHECK(sentiments_under("Note (1 = sehr gut, 6 = ungenügend)", {"1", "3", "4", "6"}) == "++0-");
  CHECK(sentiments_under("Note", {"1", "2", "3", "4", "5"}) == "--0++");
}

TEST_CASE("labels in the cells decide scale and direction", "[ratings]") {
  CHECK(sentiments({"1 - Very satisfied", "2 - Satisfied", "3 - Neutral", "5 - Very dissatisfied"}) == "++0-");
  CHECK(sentiments({"5 - Very satisfied", "1 - Very dissatisfied"}) == "+-");
  CHECK(sentiments({"Sehr zufrieden (1)", "Unzufrieden (4)"}) == "+-");
  CHECK(scale_of({"1 - Poor", "2 - Fair", "3 - Good", "4 - Excellent"}) == "1-4 by labels");
  CHECK(sentiments({"1 - Poor", "2 - Fair", "3 - Good", "4 - Excellent"}) == "-0++");
  CHECK(sentiments({"1 - Yes", "2 - No"}) == "+-");
  CHECK(scale_of({"5 - Amazing", "3 - OK", "1 - Terrible"}) == "1-5");
  // Labels that nobody can read say nothing.
  CHECK(sentiments({"1 - abc", "5 - def"}) == "-+");
}

TEST_CASE("a label column beside the number decides, too", "[ratings]") {
  RatingRules rules;
  rules.labels = {{"1", "Very satisfied"}, {"2", "Satisfied"}, {"4", "Dissatisfied"}};
  CHECK(sentiments({"1", "2", "3", "4", "5"}, rules) == "++0--");
  rules.labels = {{"1", "Very dissatisfied"}, {"2", "Dissatisfied"}};
  CHECK(sentiments({"1", "2"}, rules) == "--");
}

TEST_CASE("an outlier doesn't decide a scale", "[ratings]") {
  const auto with = [](std::int64_t inside, std::string_view stray, std::int64_t strays) {
    return read_counted({{"3", 1}, {"4", inside - 2}, {"1", 1}, {stray, strays}});
  };
  const RatingColumn column = with(99, "10", 1);
  CHECK(column.scales.front().key == "1-5");
  CHECK(column.unreadable == 1);
  CHECK(remarks_on(column, "ratings off the scale"));
  CHECK(with(98, "10", 2).scales.front().key == "1-5");
  CHECK(with(97, "10", 3).scales.front().key == "1-10");  // more than 2 %
  CHECK(with(30, "10", 1).scales.front().key == "1-10");  // too few that agree
  CHECK(with(99, "7", 1).scales.front().key == "1-5");
  CHECK(with(30, "7", 1).scales.front().key == "1-7");
  for (const char* code : {"99", "-1", "999", "88"}) {
    INFO(code);
    const RatingColumn coded = with(20, code, 5);
    CHECK(coded.scales.front().key == "1-5");
    CHECK(coded.unreadable == 5);
    CHECK(remarks_on(coded, "ratings off the scale"));
  }
  const RatingColumn nines = read_counted({{"1", 10}, {"2", 10}, {"3", 10}, {"4", 10}, {"5", 20}, {"9", 9}});
  CHECK(nines.scales.front().key == "1-5");
  CHECK(nines.unreadable == 9);
}

TEST_CASE("0 below a scale is no answer where it is frequent and no cell is blank", "[ratings]") {
  const auto with = [](std::int64_t zeros, std::optional<std::int64_t> blank) {
    RatingRules rules;
    rules.blank_cells = blank;
    return read_counted({{"0", zeros}, {"1", 10}, {"3", 10}, {"4", 40}, {"5", 40}}, rules);
  };
  const RatingColumn unrated = with(20, 0);
  CHECK(unrated.meanings[0].kind == Kind::missing);
  CHECK(unrated.rated == 100);
  CHECK(remarks_on(unrated, "rating 0"));
  CHECK(with(20, 3).unreadable == 20);
  CHECK(with(20, std::nullopt).unreadable == 20);
  CHECK(with(2, 0).unreadable == 2);
  CHECK(remarks_on(with(2, 0), "ratings off the scale"));
}

TEST_CASE("1 and 2 alone have no direction, unless something says it", "[ratings]") {
  const std::vector<CountedCell> cells{{"1", 3}, {"2", 4}};
  const RatingColumn column = read_counted(cells);
  CHECK(column.rated == 0);
  CHECK(column.unreadable == 7);
  REQUIRE(column.guess.has_value());
  CHECK(column.guess->what == "rating scale");
  CHECK(column.guess->chosen == "none");
  CHECK(column.guess->flag == "--scale");
  CHECK_FALSE(column.guess->certain);
  CHECK(read_counted({{"1", 2}, {"2", 2}}).rated == 4);  // four rows are no pattern
  CHECK(read_counted({{"4", 3}, {"5", 4}}).rated == 7);
  CHECK(read_counted({{"★", 3}, {"★★", 4}}).rated == 7);
  CHECK(read_counted({{"1", 30}, {"2", 4}, {"3", 1}}).rated == 35);
  RatingRules rules;
  rules.header = "rating (1 = good, 2 = bad)";
  CHECK(read_counted(cells, rules).rated == 7);
  rules.header = "rating, 1 = worst";
  CHECK(read_counted(cells, rules).rated == 7);
  rules.header = "rating 1-5";
  CHECK(read_counted(cells, rules).rated == 7);
  rules.header.clear();
  rules.scale = "1-2";
  rules.scale_is_given = true;
  CHECK(read_counted(cells, rules).rated == 7);
}

TEST_CASE("decimals have the class of the step that they have reached, and that is told", "[ratings]") {
  const RatingColumn column = read({"2.9", "3.9", "4,5", "5", "1.5"});
  CHECK(column.scales.front().key == "1-5");
  CHECK(sentiments({"2.9", "3.9", "4,5", "5", "1.5"}) == "-0++-");
  CHECK(remarks_on(column, "ratings with decimals"));
  CHECK(sentiments_under("nps", {"6.9", "7.5", "9.0"}) == "-0+");
  CHECK_FALSE(remarks_on(read({"3.0", "4.0"}), "ratings with decimals"));
  CHECK(read({"0.2", "0.7", "0.95"}).rated == 0);
}

TEST_CASE("ranges by hand decide decimals otherwise", "[ratings]") {
  RatingRules rules;
  rules.negative = {"<2.5"};
  rules.positive = {">=4"};
  rules.neutral = {"2.5-3.9"};
  CHECK(sentiments({"2.4", "2.5", "3.9", "4", "5", "3.95"}, rules) == "-00++?");
  RatingRules mixed;
  mixed.negative = {"1", "2"};
  mixed.positive = {">3", "good"};
  CHECK(sentiments({"2", "2.9", "3", "3.5", "Good"}, mixed) == "--?++");
  RatingRules other_end;
  other_end.negative = {"<= 2"};
  other_end.positive = {"> 2"};
  CHECK(sentiments({"2", "2.1"}, other_end) == "-+");
}

TEST_CASE("the question's own direction turns yes and no", "[ratings]") {
  for (const char* header : {"Dissatisfied", "Is negative rating", "Bad rating", "Unzufrieden?", "Insatisfait",
                             "customer_unhappy", "不満", "Is dissatisfied?"}) {
    INFO(header);
    CHECK(sentiments_under(header, {"Yes", "No"}) == "-+");
    CHECK(sentiments_under(header, {"1", "0"}) == "-+");
    CHECK(sentiments_under(header, {"TRUE", "FALSE"}) == "-+");
    CHECK(sentiments_under(header, {"ja", "nein"}) == "-+");
  }
  for (const char* header : {"Satisfied", "Is satisfied", "Rating", "Would you recommend us?"})
    CHECK(sentiments_under(header, {"Yes", "No"}) == "+-");
  // It turns answers, not ratings.
  CHECK(sentiments_under("Bad rating", {"good", "bad"}) == "+-");
}

TEST_CASE("hearts alone are compliments, hearts in rows are counted", "[ratings]") {
  CHECK(sentiments({"❤️", "💔", "👍", "👎🏻"}) == "+-+-");
  CHECK(sentiments({"❤", "❤❤❤", "❤❤❤❤❤"}) == "-0+");
  CHECK(sentiments({"⭐", "⭐⭐⭐", "⭐⭐⭐⭐⭐"}) == "-0+");
  CHECK(sentiments({"5 stars", "3 étoiles", "1 Stern", "4 von 5", "2 из 5"}) == "+0-+-");
}

TEST_CASE("a mixed set is read cell by cell, a language's word in the language of its column", "[ratings]") {
  CHECK(sentiments({"Very satisfied", "Sehr zufrieden", "Pas satisfait", "不満", "Regular"}) == "++--0");
}

TEST_CASE("files of a layout share a scale unless chance can't explain the difference", "[ratings]") {
  CHECK_FALSE(lacks_higher_levels(20, 1000, 300));  // 0.7^20 = 0.0008
  CHECK(lacks_higher_levels(30, 1000, 300));        // 0.7^30 = 0.00002
  CHECK_FALSE(lacks_higher_levels(10, 10, 0));
  CHECK_FALSE(lacks_higher_levels(5, 0, 0));
}
