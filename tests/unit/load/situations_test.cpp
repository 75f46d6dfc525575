#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "dsat/base/text.hpp"
#include "dsat/load/load.hpp"
#include "support/scratch_folder.hpp"

// Situations that exports come in, of tests/situations: small files and the figures that they must give. A situation is
//
//     # Title
//     = tickets 3, rated 3, negative 1
//     = agent Ann: rated 1
//     --
//     one file
//     --
//     another
//
// with `=` lines of all answers or of one agent, channel, team or tag. Figures that aren't named may be anything.

using namespace dsat;
namespace fs = std::filesystem;

namespace {

struct Situation {
  std::string title;
  std::vector<std::string> figures;
  std::vector<std::string> files;
};

std::vector<Situation> situations_of(const fs::path& path) {
  std::ifstream in(path);
  std::vector<Situation> situations;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("# "))
      situations.push_back({line.substr(2), {}, {}});
    else if (line == "--")
      situations.back().files.emplace_back();
    else if (line.starts_with("= ") && situations.back().files.empty())
      situations.back().figures.push_back(line.substr(2));
    else if (!line.empty())
      situations.back().files.back() += line + "\n";
  }
  return situations;
}

using Figures = std::map<std::string, std::int64_t>;

/// The figures of all answers (group ``), and of each agent, channel, team and tag.
std::map<std::string, Figures> figures_of(const Store& store) {
  std::map<std::string, Figures> groups;
  groups[""]["tickets"] = static_cast<std::int64_t>(store.tickets);
  for (std::size_t rating = 0; rating < store.ratings.size(); ++rating) {
    const std::uint32_t ticket = store.ratings.ticket[rating];
    std::vector<std::string> of{""};
    for (const Field field : {Field::agent, Field::channel, Field::team})
      if (const NameColumn& column = store.name_column(field); !column.empty()) {
        const bool own = field == Field::agent && !store.ratings.agent.empty() && store.ratings.agent[rating] != 0;
        const Code code = own ? store.ratings.agent[rating] : column.codes[ticket];
        of.push_back(std::string(info(field).key) + " " + column.names[code]);
      }
    if (!store.tags.empty())
      for (const Code tag : store.tags.set(ticket)) of.push_back("tag " + store.tags.names[tag]);
    const Sentiment sentiment = store.ratings.sentiment[rating];
    for (const std::string& group : of) {
      ++groups[group][std::string(name_of(sentiment))];
      if (sentiment != Sentiment::unreadable) ++groups[group]["rated"];
    }
  }
  return groups;
}

std::map<std::string, Figures> expected(const Situation& situation) {
  std::map<std::string, Figures> groups;
  for (const std::string& line : situation.figures) {
    const std::size_t colon = line.find(": ");
    const std::string group = colon == std::string::npos ? std::string() : line.substr(0, colon);
    std::istringstream figures(colon == std::string::npos ? line : line.substr(colon + 2));
    for (std::string figure; std::getline(figures, figure, ',');) {
      std::istringstream parts(figure);
      std::string key;
      parts >> key >> groups[group][key];
      REQUIRE(parts);
    }
  }
  return groups;
}

}  // namespace

TEST_CASE("Files of every known situation give the figures that are in them") {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(DSAT_SOURCE_DIR) / "tests" / "situations"))
    for (const Situation& situation : situations_of(entry.path())) {
      ++count;
      INFO(entry.path().stem().string() << ": " << situation.title);
      const test::ScratchFolder folder;
      load::Options options;
      options.threads = 1;
      for (std::size_t i = 0; i < situation.files.size(); ++i)
        options.paths.push_back(
            folder.write(std::string(1, static_cast<char>('a' + i)) + ".csv", situation.files[i]));
      REQUIRE(!situation.figures.empty());
      std::istringstream nothing;
      std::map<std::string, Figures> found = figures_of(load::load(options, nothing).store);
      for (const auto& [group, figures] : expected(situation))
        for (const auto& [key, figure] : figures) {
          INFO(group << " " << key);
          CHECK(found[group][key] == figure);
        }
    }
  CHECK(count > 50);
}
