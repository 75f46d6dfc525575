#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <vector>

#include "dsat/base/file.hpp"
#include "fuzz/targets.hpp"

TEST_CASE("every input of the fuzzers' corpus passes its target", "[fuzz]") {
  for (const dsat::fuzz::Target& target : dsat::fuzz::targets()) {
    const std::filesystem::path folder = std::filesystem::path(DSAT_SOURCE_DIR) / "tests/fuzz/corpus" / target.name;
    std::vector<std::filesystem::path> inputs;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) inputs.push_back(entry.path());
    std::sort(inputs.begin(), inputs.end());
    CHECK_FALSE(inputs.empty());
    for (const std::filesystem::path& input : inputs) {
      INFO(input.string());
      CHECK_NOTHROW(target.run(dsat::read_file(input)));
    }
  }
}
