#include "load/meaning/questions.hpp"

#include <catch2/catch.hpp>

using namespace dsat::load;

TEST_CASE("a question is about satisfaction, recommending, effort or something else", "[questions]") {
  for (const char* text :
       {"How satisfied are you with our support?", "CSAT", "csat_score", "satisfaction", "Zufriedenheit",
        "Êtes-vous satisfait ?", "Nivel de satisfacción", "満足度", "Удовлетворённость", "만족도", "客户满意度",
        "Memnuniyet", "Kepuasan pelanggan", "Mức độ hài lòng", "is_satisfied"}) {
    INFO(text);
    CHECK(question_kind(text) == QuestionKind::satisfaction);
  }
  for (const char* text : {"nps", "NPS score", "How likely are you to recommend us?", "Weiterempfehlung", "推奨度",
                           "¿Recomendaría nuestro servicio?", "recommandation", "nps_categoria", "推荐"}) {
    INFO(text);
    CHECK(question_kind(text) == QuestionKind::recommending);
  }
  for (const char* text : {"CES", "Customer effort score", "How easy was it to solve your problem?", "Aufwand"}) {
    INFO(text);
    CHECK(question_kind(text) == QuestionKind::effort);
  }
  for (const char* text : {"Rating", "score", "Bewertung", "Оценка", "評価"})
    CHECK(question_kind(text) == QuestionKind::other);
  for (const char* text : {"", "Ticket ID", "created_at", "Agent", "QA score", "Region"})
    CHECK(question_kind(text) == QuestionKind::none);
}

TEST_CASE("a header speaks for a rating more or less", "[questions]") {
  CHECK(rating_header_evidence("Customer satisfaction") == 1);
  CHECK(rating_header_evidence("満足度") == 1);
  CHECK(rating_header_evidence("nps") == 1);
  CHECK(rating_header_evidence("Dissatisfied") == 1);
  CHECK(rating_header_evidence("Rating") > rating_header_evidence("score"));
  CHECK(rating_header_evidence("score") > 0);
  CHECK(rating_header_evidence("Nota") > 0);
  CHECK(rating_header_evidence("note") > 0);
  CHECK(rating_header_evidence("Is negative rating") > 0.8);
  for (const char* header : {"Ticket ID", "Priority", "created_at", "QA score", "Agent", "duration"}) {
    INFO(header);
    CHECK(rating_header_evidence(header) == 0);
  }
}

TEST_CASE("scores that no customer gave are nobody's rating", "[questions]") {
  for (const char* header : {"QA score", "Lead score", "Risk score", "Priority score", "qa_rating", "Health score"}) {
    INFO(header);
    CHECK(is_nobodys_rating(header));
  }
  for (const char* header : {"Score", "Rating", "Customer satisfaction score", "QA", "Priority", "nps score"}) {
    INFO(header);
    CHECK_FALSE(is_nobodys_rating(header));
  }
}

TEST_CASE("a question may be a negative one", "[questions]") {
  for (const char* header :
       {"Dissatisfied", "Is negative rating", "Bad rating", "Unzufrieden?", "Insatisfait", "DSAT", "customer_unhappy",
        "Was the customer dissatisfied", "Insatisfecho", "Ontevreden", "Недоволен"}) {
    INFO(header);
    CHECK(is_negative_question(header));
  }
  for (const char* header : {"Satisfied", "Rating", "Would you recommend us?", "Is good", "No", "",
                             "Customer satisfaction", "rated", "Satisfaction (1 = bad, 5 = good)"}) {
    INFO(header);
    CHECK_FALSE(is_negative_question(header));
  }
}

TEST_CASE("a custom names a scale", "[questions]") {
  CHECK(scale_by_custom("Schulnote") == "6-1");
  CHECK(scale_by_custom("Bewertung (Schulnoten)") == "6-1");
  CHECK(scale_by_custom("Note").empty());
}
