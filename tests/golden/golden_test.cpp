#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "dsat/app/run.hpp"
#include "support/shell_words.hpp"

// Golden cases: tests/golden/AREA/CASE holds `cmd` (command lines, one a line, each beginning with `dsat`; `< FILE` at
// the end is standard input), the files that it reads, and what must come out: `stdout`, `stderr` (none: nothing),
// `exit` (none: 0; of the last line), and files named `output.*` that it writes. It runs in a copy of its folder, in
// which `samples` are the project's and the files lying in AREA are there too. DSAT_APPROVE=1 writes what came out.

namespace fs = std::filesystem;

namespace {

const fs::path golden = fs::path(DSAT_SOURCE_DIR) / "tests" / "golden";
const fs::path samples = fs::path(DSAT_SOURCE_DIR) / "samples";

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

/// What a run left: standard streams, exit code, files.
using Result = std::map<std::string, std::string>;

bool is_expectation(const std::string& name) {
  return name == "stdout" || name == "stderr" || name == "exit" || name.rfind("output.", 0) == 0;
}

Result expected(const fs::path& folder) {
  Result result;
  for (const auto& entry : fs::directory_iterator(folder))
    if (const std::string name = entry.path().filename(); is_expectation(name)) result[name] = content(entry.path());
  return result;
}

/// A fresh folder with everything a case reads, which is the current one as long as this lives.
class Scratch {
 public:
  explicit Scratch(const fs::path& folder) : before_(fs::current_path()) {
    std::string pattern = (fs::temp_directory_path() / "dsat-golden-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
    for (const auto& entry : fs::directory_iterator(folder.parent_path()))
      if (entry.is_regular_file()) fs::copy(entry.path(), path_ / entry.path().filename());
    for (const auto& entry : fs::directory_iterator(folder))
      if (const std::string name = entry.path().filename(); !is_expectation(name) && name != "cmd")
        fs::copy(entry.path(), path_ / name, fs::copy_options::recursive);
    fs::create_directory_symlink(samples, path_ / "samples");
    fs::current_path(path_);
  }
  ~Scratch() {
    fs::current_path(before_);
    fs::remove_all(path_);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path before_, path_;
};

Result run_case(const fs::path& folder) {
  const Scratch scratch(folder);
  std::ostringstream out, err;
  int code = 0;
  std::istringstream commands(content(folder / "cmd"));
  for (std::string line; std::getline(commands, line);) {
    std::vector<std::string> words = dsat::test::shell_words(line);
    if (words.empty() || words.front()[0] == '#') continue;
    REQUIRE(words.front() == "dsat");
    words.erase(words.begin());
    std::istringstream in;
    if (words.size() > 2 && words[words.size() - 2] == "<") {
      in.str(content(words.back()));
      words.resize(words.size() - 2);
    }
    dsat::app::Io io{in, out, err};
    io.configurations = {"dsat.toml"};
    code = dsat::app::run(words, io);
  }
  Result result;
  if (!out.str().empty()) result["stdout"] = out.str();
  if (!err.str().empty()) result["stderr"] = err.str();
  if (code != 0) result["exit"] = std::to_string(code) + "\n";
  for (const auto& entry : fs::directory_iterator(scratch.path()))
    if (const std::string name = entry.path().filename(); name.rfind("output.", 0) == 0)
      result[name] = content(entry.path());
  return result;
}

void approve(const fs::path& folder, const Result& before, const Result& now) {
  for (const auto& [name, bytes] : before) fs::remove(folder / name);
  for (const auto& [name, bytes] : now) write(folder / name, bytes);
}

}  // namespace

TEST_CASE("golden cases give what was approved", "[golden]") {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::recursive_directory_iterator(golden))
    if (entry.path().filename() == "cmd") folders.push_back(entry.path().parent_path());
  std::sort(folders.begin(), folders.end());
  REQUIRE_FALSE(folders.empty());
  const bool approving = std::getenv("DSAT_APPROVE") != nullptr;
  for (const fs::path& folder : folders) {
    DYNAMIC_SECTION(fs::relative(folder, golden).string()) {
      const Result before = expected(folder), now = run_case(folder);
      if (approving) {
        approve(folder, before, now);
      } else {
        for (const auto& [name, bytes] : now) {
          INFO(name);
          CHECK(bytes == (before.count(name) == 1 ? before.at(name) : std::string()));
        }
        for (const auto& [name, bytes] : before) {
          INFO(name);
          CHECK(now.count(name) == 1);
        }
      }
    }
  }
}
