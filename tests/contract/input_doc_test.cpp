#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace fs = std::filesystem;

namespace {

const fs::path root = DSAT_SOURCE_DIR;

/// The first cells of the table under a heading: what stands there between backquotes.
std::multiset<std::string> rules_under(const std::string& heading) {
  std::ifstream in(root / "docs" / "input.md");
  std::multiset<std::string> rules;
  bool here = false;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("## ", 0) == 0) here = line == "## " + heading;
    if (here && line.rfind("| `", 0) == 0) rules.insert(line.substr(3, line.find('`', 3) - 3));
  }
  return rules;
}

}  // namespace

TEST_CASE("every rule for malformed input in docs/input.md has its golden case, and every case its rule", "[input]") {
  std::multiset<std::string> cases;
  for (const auto& entry : fs::directory_iterator(root / "tests" / "golden" / "input")) {
    INFO(entry.path().string());
    CHECK(fs::exists(entry.path() / "cmd"));
    cases.insert(entry.path().filename());
  }
  REQUIRE(cases.size() > 60);
  CHECK(rules_under("When a file is wrong") == cases);
}

TEST_CASE("the profile that docs/input.md shows is the one that the tests load", "[input]") {
  std::ifstream page(root / "docs" / "input.md");
  std::string shown;
  bool here = false, blank = false;
  for (std::string line; std::getline(page, line);) {
    here = here || line == "and this profile understands it:";
    if (!here || (line.rfind("    ", 0) != 0 && !line.empty())) {
      if (!shown.empty()) break;
      continue;
    }
    if (line.empty()) {
      blank = !shown.empty();
      continue;
    }
    shown += (blank ? "\n" : "") + line.substr(4) + "\n";
    blank = false;
  }
  std::ifstream file(root / "tests" / "unit" / "load" / "profiles" / "shop.profile");
  const std::string loaded{std::istreambuf_iterator<char>(file), {}};
  CHECK(shown == loaded);
}
