#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

// The order of the rooms, as docs/architecture.md draws it: a room may include itself and what stands beside it here.
namespace {

namespace fs = std::filesystem;

const std::map<std::string, std::set<std::string>> may_see = {
    {"base", {}},
    {"stats", {"base"}},
    {"data", {"base"}},
    {"document", {"base"}},
    {"load", {"base", "data"}},
    {"review", {"base", "data", "load"}},
    {"analyze", {"base", "data", "stats"}},
    {"render", {"base", "document"}},
    {"report", {"base", "data", "stats", "document", "analyze", "review"}},
    {"sql", {"base", "data"}},
    {"app", {"base", "data", "stats", "document", "load", "review", "analyze", "render", "report", "sql"}},
};

// Heavy headers stay behind few walls: the folder or file that may include each.
const std::map<std::string, std::string> home_of = {
    {"CLI/", "src/app/command_line.cpp"},
    {"libfccp/csv.h", "src/load/"},
    {"simdjson.h", "src/load/"},
    {"archive.h", "src/load/archive.cpp"},
    {"expat.h", "src/load/sheets/"},
    {"freexl.h", "src/load/sheets/xls.cpp"},
    {"toml++/", "src/app/"},
    {"boost/", "src/stats/"},
    {"date/", "src/base/"},
    {"xlsxwriter.h", "src/"},
    {"zlib.h", "src/load/gzip.cpp"},
    {"utf8proc.h", "src/base/"},
    {"iconv.h", "src/load/"},
};

std::vector<fs::path> sources() {
  std::vector<fs::path> found;
  for (const char* top : {"src", "include/dsat"})
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(DSAT_SOURCE_DIR) / top))
      if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp") found.push_back(entry.path());
  return found;
}

std::vector<std::string> includes_of(const fs::path& file) {
  static const std::regex pattern(R"(^\s*#include\s*[<"]([^>"]+)[>"])");
  std::vector<std::string> names;
  std::ifstream in(file);
  std::smatch match;
  for (std::string line; std::getline(in, line);)
    if (std::regex_search(line, match, pattern)) names.push_back(match[1]);
  return names;
}

std::string relative_to_top(const fs::path& file) {
  return fs::relative(file, DSAT_SOURCE_DIR).generic_string();
}

/// `src/load/x.cpp` and `include/dsat/load/x.hpp` stand in the room load; other paths in none.
std::string room_of(const std::string& path) {
  static const std::regex pattern(R"(^(?:src|include/dsat|dsat)/([a-z]+)/.*)");
  std::smatch match;
  if (std::regex_match(path, match, pattern)) return match[1];
  const std::string first = path.substr(0, path.find('/'));
  return path.find('/') != std::string::npos && may_see.contains(first) ? first : std::string();
}

}  // namespace

TEST_CASE("every room includes only the rooms below it", "[architecture]") {
  REQUIRE(sources().size() > 50);
  for (const fs::path& file : sources()) {
    const std::string path = relative_to_top(file), room = room_of(path);
    INFO(path);
    REQUIRE(may_see.contains(room));
    for (const std::string& included : includes_of(file)) {
      const std::string other = room_of(included);
      if (other.empty() || other == room) continue;
      INFO("includes " << included);
      CHECK(may_see.at(room).contains(other));
    }
  }
}

TEST_CASE("public headers show no third-party header", "[architecture]") {
  for (const fs::path& file : sources()) {
    const std::string path = relative_to_top(file);
    if (!path.starts_with("include/")) continue;
    for (const std::string& included : includes_of(file)) {
      INFO(path << " includes " << included);
      // Ours begin with dsat/, the language's have neither slash nor extension.
      CHECK((included.starts_with("dsat/") || included.find_first_of("./") == std::string::npos));
    }
  }
}

TEST_CASE("heavy headers stay in their room", "[architecture]") {
  for (const fs::path& file : sources()) {
    const std::string path = relative_to_top(file);
    for (const std::string& included : includes_of(file))
      for (const auto& [header, home] : home_of) {
        if (!included.starts_with(header)) continue;
        INFO(path << " includes " << included);
        CHECK(path.starts_with(home));
        CHECK(path.ends_with(".cpp"));
      }
  }
}

TEST_CASE("a public header can be included on its own", "[architecture]") {
  // Every public header begins with the guard; whether it compiles alone is seen by the sources that include it first.
  for (const fs::path& file : sources()) {
    if (file.extension() != ".hpp") continue;
    std::ifstream in(file);
    std::string first;
    std::getline(in, first);
    INFO(relative_to_top(file));
    CHECK(first == "#pragma once");
  }
}
