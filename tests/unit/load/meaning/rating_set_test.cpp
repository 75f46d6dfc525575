#include "load/meaning/rating_set.hpp"

#include <catch2/catch.hpp>

#include "dsat/base/text.hpp"

using namespace dsat;
using namespace dsat::load;

namespace {

WordSetReading read(std::string_view words) {
  std::vector<SetWord> set;
  for (const std::string_view word : split(words, '|')) {
    const std::string plain = rating_word(word);
    const auto phrase = best_reading(read_rating_word(plain), 0);
    REQUIRE(phrase.has_value());
    set.push_back({plain, *phrase});
  }
  return read_word_set(set);
}

/// Classes and levels: `-1 03 +5`.
std::string places(std::string_view words) {
  const WordSetReading reading = read(words);
  std::string text;
  for (std::size_t i = 0; i < reading.levels.size(); ++i)
    text += std::string(i == 0 ? "" : " ") + "-0+"[static_cast<int>(reading.sentiments[i])] +
            std::to_string(reading.levels[i]);
  return text;
}

std::string scale(std::string_view words) {
  return read(words).scale.key;
}

}  // namespace

TEST_CASE("the middle follows from the set", "[ratings]") {
  CHECK(places("Satisfactory|Unsatisfactory") == "+2 -1");
  CHECK(places("Excellent|Satisfactory|Unsatisfactory") == "+3 02 -1");
  CHECK(places("OK|Not OK") == "+2 -1");
  CHECK(places("Good|OK|Bad") == "+3 02 -1");
  CHECK(places("Acceptable|Bad") == "02 -1");
  CHECK(places("удовлетворительно|неудовлетворительно") == "+2 -1");
  CHECK(places("отлично|хорошо|удовлетворительно|неудовлетворительно") == "+4 +3 02 -1");
}

TEST_CASE("two opposite words are good and bad", "[ratings]") {
  for (const char* words : {"good|bad", "satisfied|unsatisfied", "zufrieden|unzufrieden", "満足|不満", "yes|no",
                            "satisfied|not satisfied"}) {
    INFO(words);
    CHECK(scale(words) == "good-bad");
    CHECK(places(words) == "+2 -1");
  }
}

TEST_CASE("words that differ by degree have the steps of their pattern, seen or not", "[ratings]") {
  CHECK(scale("very satisfied|satisfied|neutral|dissatisfied|very dissatisfied") == "1-5");
  CHECK(places("very satisfied|satisfied|dissatisfied") == "+5 +4 -2");
  CHECK(places("very satisfied") == "+5");
  CHECK(places("Extremely satisfied|Somewhat satisfied|Neither satisfied nor dissatisfied|Extremely dissatisfied") ==
        "+5 +4 03 -1");
  CHECK(places("Strongly agree|Agree|Neither agree nor disagree|Disagree|Strongly disagree") == "+5 +4 03 -2 -1");
  CHECK(places("Strongly agree|Agree|Somewhat agree|Neutral|Somewhat disagree|Disagree|Strongly disagree") ==
        "+7 +6 +5 04 -3 -2 -1");
  CHECK(places("very satisfied|satisfied|dissatisfied|very dissatisfied") == "+4 +3 -2 -1");
  CHECK(places("Definitely would|Probably would|Might or might not|Probably would not|Definitely would not") ==
        "+5 +4 03 -2 -1");
  CHECK(places("Very easy|Easy|Neutral|Difficult|Very difficult") == "+5 +4 03 -2 -1");
  CHECK(places("Rất hài lòng|Hài lòng|Bình thường|Không hài lòng|Rất không hài lòng") == "+5 +4 03 -2 -1");
  CHECK(places("Sangat puas|Puas|Netral|Tidak puas|Sangat tidak puas") == "+5 +4 03 -2 -1");
  CHECK(places("非常に満足|満足|普通|不満|非常に不満") == "+5 +4 03 -2 -1");
  CHECK(scale("extremely happy|very happy|happy|neutral|unhappy|very unhappy|extremely unhappy") == "freshdesk");
  CHECK(places("Very satisfied|Somewhat satisfied|Slightly satisfied|Slightly dissatisfied") == "+7 +6 +5 -3");
}

TEST_CASE("a set whose sides don't mirror each other has the steps that are seen", "[ratings]") {
  CHECK(places("vollkommen zufrieden|sehr zufrieden|zufrieden|weniger zufrieden|unzufrieden") == "+5 +4 +3 -2 -1");
  CHECK(places("Molto soddisfatto|Abbastanza soddisfatto|Né soddisfatto né insoddisfatto|Poco soddisfatto|"
               "Per niente soddisfatto") == "+5 +4 03 -2 -1");
  CHECK(places("Trifft voll zu|Trifft eher zu|Teils-teils|Trifft eher nicht zu|Trifft nicht zu") == "+5 +4 03 -2 -1");
  CHECK(places("Çok memnunum|Memnunum|Kararsızım|Memnun değilim|Hiç memnun değilim") == "+5 +4 03 -2 -1");
  CHECK(places("راض جدا|راض|محايد|غير راض|غير راض جدا") == "+5 +4 03 -2 -1");
  CHECK(places("Yes, completely|Yes, partially|No") == "+5 03 -2");
}

TEST_CASE("one-sided sets have their middle where somewhat is", "[ratings]") {
  CHECK(places("Extremely satisfied|Very satisfied|Somewhat satisfied|Not so satisfied|Not at all satisfied") ==
        "+5 +4 03 -2 -1");
  CHECK(places("Très satisfait|Plutôt satisfait|Peu satisfait|Pas du tout satisfait") == "+4 +3 -2 -1");
  CHECK(places("Très satisfait|Plutôt satisfait|Plutôt pas satisfait|Pas du tout satisfait") == "+4 +3 -2 -1");
  CHECK(places("Extremely likely|Very likely|Moderately likely|Slightly likely|Not at all likely") == "+5 +4 03 -2 -1");
}

TEST_CASE("sets that a language file names have their steps", "[ratings]") {
  CHECK(places("poor|fair|good|very good|excellent") == "-1 02 +3 +4 +5");
  CHECK(places("Poor|Average|Good|Excellent") == "-1 02 +3 +4");
  CHECK(places("terrible|bad|ok|good|amazing") == "-1 -2 03 +4 +5");
  CHECK(places("excellent|good") == "+5 +4");
  CHECK(places("Muy malo|Malo|Regular|Bueno|Excelente") == "-1 -2 03 +4 +5");
}

TEST_CASE("words with a degree of their own have as many steps as are seen", "[ratings]") {
  CHECK(places("not good|okay|great") == "-1 02 +3");
  CHECK(places("bad|good|great|perfect") == "-1 +2 +3 +4");
  CHECK(scale("great") == "good-bad");
  CHECK(places("😡|🙁|😐|🙂|😍") == "-1 -2 03 +4 +5");
}
