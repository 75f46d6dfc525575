#include <glob.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "dsat/app/run.hpp"
#include "support/scratch_folder.hpp"

// Every `dsat` command in a ```sh block of the documentation runs, in the order of the page, in a folder that holds
// `samples/` and files under the names that examples use. What else a block does (cp, mkdir) is done as far as the
// commands need it.

namespace fs = std::filesystem;

namespace {

const fs::path root = DSAT_SOURCE_DIR;

struct Command {
  std::size_t line = 0;
  std::string text;
};

/// The lines of all shell blocks, continued lines joined.
std::vector<Command> commands_of(const fs::path& page) {
  std::ifstream in(page);
  std::vector<Command> commands;
  bool in_shell = false, continued = false;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.rfind("```", 0) == 0) {
      in_shell = !in_shell && line == "```sh";
      continued = false;
      continue;
    }
    if (!in_shell || (!continued && (line.empty() || line.front() == '#'))) continue;
    if (!continued) commands.push_back({number, {}});
    continued = !line.empty() && line.back() == '\\';
    if (continued) line.pop_back();
    commands.back().text += line;
  }
  return commands;
}

/// Words as a shell makes them: quotes of either kind, and globs where nothing is quoted; `&&`, `|` and `>` stand
/// alone.
std::vector<std::string> shell_words(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  bool begun = false, quoted = false;
  char quote = 0;
  const auto finish = [&] {
    if (!begun) return;
    glob_t found{};
    if (!quoted && word.find_first_of("*?") != std::string::npos && ::glob(word.c_str(), 0, nullptr, &found) == 0)
      words.insert(words.end(), found.gl_pathv, found.gl_pathv + found.gl_pathc);
    else
      words.push_back(word);
    ::globfree(&found);
    word.clear();
    begun = quoted = false;
  };
  for (const char c : text) {
    if (quote != 0) {
      c == quote ? quote = 0 : (word += c, 0);
    } else if (c == '"' || c == '\'') {
      quote = c;
      begun = quoted = true;
    } else if (c == ' ') {
      finish();
    } else if (c == '#' && !begun) {
      break;
    } else {
      word += c;
      begun = true;
    }
  }
  finish();
  return words;
}

/// Runs one command; only `dsat` and `cp` do anything.
void run(std::vector<std::string> words, const Command& from, const std::string& page) {
  if (words.empty()) return;
  const std::string program = words.front();
  words.erase(words.begin());
  if (program == "cp") {
    REQUIRE(words.size() == 2);
    fs::copy_file(words[0], words[1], fs::copy_options::overwrite_existing);
  }
  if (program != "dsat") return;
  std::string target;
  if (words.size() > 2 && words[words.size() - 2] == ">") {
    target = words.back();
    words.resize(words.size() - 2);
  }
  std::istringstream in;
  std::ostringstream out, err;
  const int code = dsat::app::run(words, {in, out, err});
  INFO(page << ":" << from.line << ": " << from.text << "\n" << err.str());
  CHECK((code == 0 || code == 1));
  if (!target.empty()) std::ofstream(target) << out.str();
}

void run_page(const fs::path& page) {
  for (const Command& command : commands_of(page)) {
    std::vector<std::string> words = shell_words(command.text);
    // What reads from a pipe is none of ours; a server's folders are the test's.
    words.erase(std::find(words.begin(), words.end(), "|"), words.end());
    for (std::string& word : words)
      if (word.rfind("/srv/", 0) == 0) word.erase(0, 5);
    auto begin = words.begin();
    while (begin != words.end()) {
      const auto end = std::find(begin, words.end(), "&&");
      run({begin, end}, command, page.filename().string());
      begin = end == words.end() ? end : end + 1;
    }
  }
}

}  // namespace

TEST_CASE("every command in the documentation runs", "[docs]") {
  std::vector<fs::path> pages = {root / "README.md", root / "samples" / "README.md"};
  for (const auto& entry : fs::recursive_directory_iterator(root / "docs"))
    if (entry.path().extension() == ".md") pages.push_back(entry.path());
  std::sort(pages.begin(), pages.end());
  for (const fs::path& page : pages) {
    DYNAMIC_SECTION(fs::relative(page, root).string()) {
      const dsat::test::ScratchFolder scratch;
      fs::create_directory_symlink(root / "samples", scratch.path() / "samples");
      fs::create_directory(scratch.path() / "exports");
      fs::create_directory(scratch.path() / "reports");
      fs::copy(root / "samples" / "zendesk_tickets.csv", scratch.path() / "tickets.csv");
      fs::copy(root / "samples" / "zendesk_tickets.csv", scratch.path() / "exports" / "tickets.csv");
      fs::copy(root / "samples" / "zendesk_satisfaction_ratings.json", scratch.path() / "ratings.json");
      fs::copy(root / "samples" / "reviews.csv", scratch.path() / "reviews.csv");
      fs::copy(root / "samples" / "qa_scores.csv", scratch.path() / "qa_scores.csv");
      const fs::path before = fs::current_path();
      fs::current_path(scratch.path());
      run_page(page);
      fs::current_path(before);
    }
  }
}
