#include "load/answers.hpp"

#include <catch2/catch.hpp>

using namespace dsat;
using namespace dsat::load;

namespace {

Answer answer(Sentiment sentiment, std::string_view id = {}, std::int64_t rated_at = 0, std::string_view comment = {}) {
  Answer made;
  made.meaning = {RatingMeaning::Kind::rated, sentiment, 0, 0};
  made.id = id;
  if (rated_at != 0) made.rated_at = Moment::instant(rated_at);
  made.comment = comment;
  return made;
}

/// As they come: the newest record first.
std::int64_t told_apart(std::vector<Answer>& answers) {
  for (std::size_t i = 0; i < answers.size(); ++i) answers[i].precedence = i;
  std::int64_t differing = 0;
  tell_apart(answers, differing);
  return differing;
}

}  // namespace

TEST_CASE("ratings of other times are other ratings, the oldest first", "[answers]") {
  std::vector<Answer> answers = {answer(Sentiment::positive, {}, 200), answer(Sentiment::negative, {}, 100)};
  CHECK(told_apart(answers) == 0);
  REQUIRE(answers.size() == 2);
  CHECK(answers[0].meaning.sentiment == Sentiment::negative);
  CHECK(answers[1].meaning.sentiment == Sentiment::positive);
}

TEST_CASE("two records of one rating complete each other, and the newer one's verdict stands", "[answers]") {
  std::vector<Answer> answers = {answer(Sentiment::positive, "7", 200),
                                 answer(Sentiment::negative, "7", 0, "too late")};
  CHECK(told_apart(answers) == 0);
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].meaning.sentiment == Sentiment::positive);
  CHECK(answers[0].comment == "too late");
}

TEST_CASE("a rating without id and time is the last known one of its sentiment", "[answers]") {
  std::vector<Answer> answers = {answer(Sentiment::negative, {}, 0, "still broken"),
                                 answer(Sentiment::negative, {}, 100), answer(Sentiment::negative, {}, 200)};
  CHECK(told_apart(answers) == 0);
  REQUIRE(answers.size() == 2);
  CHECK(answers[0].comment.empty());
  CHECK(answers[1].comment == "still broken");
}

TEST_CASE("a rating without a time that contradicts all timed ones is counted, not kept", "[answers]") {
  std::vector<Answer> answers = {answer(Sentiment::positive), answer(Sentiment::negative, {}, 100)};
  CHECK(told_apart(answers) == 1);
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].meaning.sentiment == Sentiment::negative);
}

TEST_CASE("of several ratings without id and time only the newest record's is one", "[answers]") {
  std::vector<Answer> answers = {answer(Sentiment::negative), answer(Sentiment::positive, {}, 0, "fine"),
                                 answer(Sentiment::negative, {}, 0, "slow")};
  CHECK(told_apart(answers) == 0);
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].meaning.sentiment == Sentiment::negative);
  CHECK(answers[0].comment == "slow");
}

TEST_CASE("an answer that can't be read stands only where none can", "[answers]") {
  Answer unread = answer(Sentiment::unreadable, {}, 0, "what do you mean");
  unread.meaning.kind = RatingMeaning::Kind::unreadable;
  std::vector<Answer> answers = {unread, answer(Sentiment::negative)};
  CHECK(told_apart(answers) == 0);
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].meaning.sentiment == Sentiment::negative);

  answers = {unread, unread};
  told_apart(answers);
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].meaning.sentiment == Sentiment::unreadable);
}
