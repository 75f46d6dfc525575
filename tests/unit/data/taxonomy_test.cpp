#include "dsat/data/taxonomy.hpp"

#include <catch2/catch.hpp>

using namespace dsat;

TEST_CASE("usual reasons suggest whose fault it was, in the words of several makers", "[taxonomy]") {
  const auto fault = [](std::string_view reason) { return topic_of(reason)->fault; };
  CHECK(fault("Wrong information") == Fault::agent);
  CHECK(fault("The agent's knowledge is unsatisfactory") == Fault::agent);
  CHECK(fault("The agent's attitude is unsatisfactory") == Fault::agent);
  CHECK(fault("The issue took too long to resolve") == Fault::agent);
  CHECK(fault("The issue was not resolved") == Fault::agent);
  CHECK(fault("No apology for a late response") == Fault::agent);
  CHECK(fault("TONE OF VOICE") == Fault::agent);
  CHECK(fault("Late delivery") == Fault::outside);
  CHECK(fault("Product malfunction") == Fault::outside);
  CHECK(fault("Price or policy") == Fault::outside);
  CHECK(fault("Missing feature") == Fault::outside);
  CHECK(topic_of("Late delivery")->error_source == "delivery");
}

TEST_CASE("refunds and opening hours suggest a procedure, and nobody's fault", "[taxonomy]") {
  CHECK(topic_of("No answer on refund")->fault == Fault::unknown);
  CHECK(topic_of("No answer on refund")->error_source == "procedure");
  CHECK(topic_of("Too bad you don't work at night")->error_source == "procedure");
}

TEST_CASE("a team's own names and faults of reasons beat the usual ones", "[taxonomy]") {
  const ReasonNames names({{"Grund 7", "Tone of voice"}, {"late delivery", "agent"}});
  CHECK(names.name("grund 7") == "Tone of voice");
  CHECK(names.suggested_fault("Grund 7") == Fault::agent);
  CHECK(names.name("Late delivery") == "Late delivery");
  CHECK(names.suggested_fault("Late delivery") == Fault::agent);
  CHECK(names.suggested_fault("Product malfunction") == Fault::outside);
  CHECK(names.suggested_fault("Other") == Fault::unreviewed);
}

TEST_CASE("a reason that isn't listed keeps its own name", "[taxonomy]") {
  CHECK(topic_of("Some other reason") == nullptr);
  CHECK(topic_of("") == nullptr);
}

TEST_CASE("the phrases of the practice stand on the side that the practice puts them", "[taxonomy]") {
  const auto fault = [](std::string_view reason) {
    const ReasonTopic* topic = topic_of(reason);
    return topic == nullptr ? Fault::unreviewed : topic->fault;
  };
  for (const char* reason :
       {"providing incorrect information", "not apologizing for a late response", "using an unwelcoming tone of voice",
        "lack of product knowledge", "not resolving an issue", "failed to resolve it", "The issue was not resolved"}) {
    INFO(reason);
    CHECK(fault(reason) == Fault::agent);
  }
  for (const char* reason : {"product malfunction", "untimely delivery"}) CHECK(fault(reason) == Fault::outside);
}
