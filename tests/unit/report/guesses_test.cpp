#include "dsat/report/guesses.hpp"

#include <catch2/catch.hpp>

using namespace dsat;
using namespace dsat::report;

TEST_CASE("what was guessed in several files is told once", "[data-section]") {
  const Guess zone{"time zone", "UTC", "no zone in Created at", "--tz", false};
  const Guess sure{"rating scale", "1-5", "1 to 5 seen", "--scale", true};
  Provenance provenance;
  for (const char* path : {"a.csv", "b.csv", "c.csv", "d.csv", "e.csv"}) {
    FileFacts file;
    file.path = path;
    file.guesses = {zone, sure};
    provenance.files.push_back(file);
  }
  provenance.files[1].guesses[0].evidence = "no zone in Solved at";

  const auto shared = uncertain_guesses(provenance);
  REQUIRE(shared.size() == 2);
  CHECK(shared[0].files == "a.csv, c.csv, d.csv and 1 more");
  CHECK(shared[0].guess.evidence == "no zone in Created at");
  CHECK(shared[1].files == "b.csv");
  CHECK(uncertain_guesses({}).empty());
}
