#include "app/pseudonyms.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "support/store_builder.hpp"

using namespace dsat;
using namespace dsat::app;

namespace {

std::vector<std::string> many_names(int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.push_back("Agent Name " + std::to_string(i));
  return names;
}

}  // namespace

TEST_CASE("an agent keeps a pseudonym whoever else is there, however the name is written", "[pseudonyms]") {
  const std::vector<std::string> few{"Ann Lee"}, more{"Bob Ray", "ANN  lee ", "Cem Ak"};
  CHECK(pseudonyms(few)[0] == pseudonyms(more)[1]);
  CHECK(pseudonyms(few)[0].rfind("agent ", 0) == 0);
  CHECK(pseudonyms(few)[0].size() == 10);
  // The same in every version: reports of last year must stay comparable.
  CHECK(pseudonyms(few)[0] == "agent 5290");
}

TEST_CASE("no two agents share a pseudonym", "[pseudonyms]") {
  const auto names = many_names(2000);
  const auto given = pseudonyms(names);
  CHECK(std::set<std::string>(given.begin(), given.end()).size() == names.size());
}

TEST_CASE("names are gone from tickets, ratings and reviews", "[pseudonyms]") {
  const test::TestTicket ticket{.names = {{Field::agent, "Ann Lee"}, {Field::team, "Ann Lee"}},
                                .ratings = {{.agent = "Bob Ray"}}};
  Store store = test::make_store({&ticket, 1});
  Annotations annotations;
  annotations.list.resize(1);
  annotations.list[0].challenge_by = "ann lee";
  annotations.list[0].decided_by = "Birgit Holm";
  const auto by_name = agent_pseudonyms(store);
  anonymize_agents(store, annotations, by_name);
  CHECK(by_name.at("ann lee") == "agent 5290");
  CHECK(store.name_column(Field::agent).name(0) == "agent 5290");
  CHECK(store.name_column(Field::agent).names[0].empty());
  for (const std::string& name : store.name_column(Field::agent).names) CHECK(name.find("Bob") == std::string::npos);
  CHECK(store.name_column(Field::team).name(0) == "Ann Lee");
  CHECK(annotations.list[0].challenge_by == "agent 5290");
  CHECK(annotations.list[0].decided_by == "Birgit Holm");
}
