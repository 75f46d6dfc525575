#include "report/redact/person_names.hpp"

#include <catch2/catch.hpp>

using namespace dsat::report;
using redact_detail::PersonNames;

namespace {

std::string without(const PersonNames& names, std::string_view text) {
  Redacted redacted = dsat::report::redacted(text);
  names.replace(redacted);
  return redacted.text;
}

PersonNames desk() {
  PersonNames names;
  for (const char* agent : {"Lucia Ferreira", "Will Stone", "Support", "Grace O'Neil", "agent 07", "Support Team",
                            "Hoang, Minh Anh", "田中 太郎", "Best Keller"})
    names.add(agent, Secret::agent, true);
  for (const char* customer : {"Guest", "Anna Marie Kowalska", "ann@example.com", "4711"})
    names.add(customer, Secret::customer, true);
  return names;
}

}  // namespace

TEST_CASE("people whom the data name go out of texts", "[redact]") {
  const PersonNames names = desk();
  CHECK(without(names, "Lucia was kind") == "[agent] was kind");
  CHECK(without(names, "thanks to LUCIA FERREIRA!") == "thanks to [agent]!");
  CHECK(without(names, "Ferreira, Lucia did it") == "[agent] did it");
  CHECK(without(names, "Lucia's answer, lucia.ferreira said") == "[agent]'s answer, [agent] said");
  CHECK(without(names, "O'Neil and Minh Anh Hoang") == "[agent] and [agent] [agent] [agent]");
  CHECK(without(names, "Hello, this is Anna Marie Kowalska") == "Hello, this is [customer]");
  CHECK(without(names, "田中 太郎さん") == "[agent]さん");
  CHECK(without(names, "Luciano, Annabel") == "Luciano, Annabel");
}

TEST_CASE("words of the language stay, unless they stand in a full name", "[redact]") {
  PersonNames names = desk();
  for (const char* text : {"Will you answer? Support is slow, I was a Guest.", "Grace period over", "the Support Team",
                           "a stone in my shoe", "agent 07", "[agent] has my [phone]"})
    CHECK(without(names, text) == text);
  CHECK(without(names, "Will Stone was rude") == "[agent] was rude");
  CHECK(without(names, "will stone work?") == "will stone work?");
}

TEST_CASE("what is mostly written small is a word of the language", "[redact]") {
  PersonNames names = desk();
  CHECK(without(names, "Keller is full, they said") == "[agent] is full, they said");
  names.learn("Keller steht unter Wasser");  // begins the sentence: says nothing
  names.learn("the keller was wet, my keller");
  CHECK(without(names, "Keller is full") == "Keller is full");
  names.learn("I wrote to Lucia and Lucia wrote, lucia is kind");
  CHECK(without(names, "Lucia, lucia") == "[agent], [agent]");
}
