#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>
#include <utility>
#include <vector>

#include "dsat/load/load.hpp"
#include "support/scratch_folder.hpp"

using namespace dsat;

TEST_CASE("progress is told over all files together", "[load]") {
  const test::ScratchFolder folder;
  load::Options options;
  options.paths = {folder.write("a.csv", "Ticket ID,Rating\n1,Good\n2,Bad\n"),
                   folder.write("b.csv", "Ticket ID,Rating\n3,Good\n")};
  std::vector<std::pair<std::uint64_t, std::uint64_t>> told;
  load::Watch watch;
  watch.progress = [&told](std::uint64_t bytes, std::uint64_t rows) { told.emplace_back(bytes, rows); };
  std::istringstream in;
  load::load(options, in, watch);
  REQUIRE_FALSE(told.empty());
  CHECK(std::is_sorted(told.begin(), told.end()));
  CHECK(told.back() == std::pair<std::uint64_t, std::uint64_t>(30 + 24, 3));
}
