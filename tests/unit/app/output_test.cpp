#include "app/output.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/progress.hpp"
#include "dsat/base/error.hpp"
#include "support/scratch_folder.hpp"

using namespace dsat;
using namespace dsat::app;
namespace fs = std::filesystem;

namespace {

std::string content(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string complaint(const Settings& settings) {
  try {
    check_outputs(settings);
  } catch (const Error& error) {
    return std::to_string(exit_code(error.kind())) + " " + error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("the extension picks the format, an unknown one takes --format", "[output]") {
  Settings settings;
  CHECK(writer_for(settings, "").key == "text");
  CHECK(writer_for(settings, "a.HTML").key == "html");
  CHECK(writer_for(settings, "a.out").key == "text");
  settings.format = "json";
  CHECK(writer_for(settings, "a.out").key == "json");
  CHECK(writer_for(settings, "-").key == "json");
  CHECK(writer_for(settings, "/dev/stdout").key == "json");
  CHECK_THROWS_AS(writer_for(settings, "a.html"), Error);
}

TEST_CASE("no file is written twice, and none that is read", "[output]") {
  const test::ScratchFolder folder;
  const std::string input = folder.write("in.csv", "x"), link = (folder.path() / "link.csv").string(),
                    other = (folder.path() / "sub/../out.csv").string(), target = (folder.path() / "out.csv").string();
  fs::create_directory(folder.path() / "sub");
  fs::create_symlink("in.csv", link);
  Settings settings;
  settings.load.paths = {input};
  settings.outputs = {target};
  CHECK(complaint(settings) == "none");
  settings.outputs = {target, other};
  CHECK(complaint(settings) == "2 " + target + " is to be written twice\nGive each output a file of its own.");
  settings.outputs = {link};
  CHECK(complaint(settings) == "4 the output " + link + " is an input file\nWrite to another file.");
  settings.outputs = {target};
  settings.rejects = other;
  CHECK(complaint(settings).substr(0, 2) == "2 ");
  settings.rejects = input;
  CHECK(complaint(settings).substr(0, 2) == "4 ");
  settings.rejects.clear();
  for (std::string Settings::*side :
       {&Settings::reviews, &Settings::qa, &Settings::roster, &Settings::events, &Settings::series}) {
    Settings beside = settings;
    beside.*side = folder.write("side.csv", "y");
    beside.outputs = {beside.*side};
    CHECK(complaint(beside).substr(0, 2) == "4 ");
  }
  // The worksheet is read, then replaced: that is what it is for.
  settings.reviews = settings.worksheet = folder.write("sheet.csv", "z");
  CHECK(complaint(settings) == "none");
  settings.worksheet = input;
  CHECK(complaint(settings).substr(0, 2) == "4 ");
  settings = {};
  settings.format = "xlsx";
  CHECK(complaint(settings) == "2 a spreadsheet can't go to standard output\nName a file: -o report.xlsx");
}

TEST_CASE("several outputs appear together, or none of them", "[output]") {
  const test::ScratchFolder folder;
  const std::string first = folder.write("a.csv", "old"), second = (folder.path() / "b.csv").string();
  std::istringstream in;
  std::ostringstream out, err;
  const Io io{in, out, err};
  Settings settings;
  settings.outputs = {first, "-", second};
  const auto draw_all_but = [](const std::string& broken) {
    return [broken](const std::string& target, const Sink& sink) {
      if (target == broken) throw Error(ErrorKind::output, "broken");
      sink("new");
    };
  };
  CHECK_THROWS_AS(deliver_each(settings, io, draw_all_but(second)), Error);
  CHECK(content(first) == "old");
  CHECK_FALSE(fs::exists(second));
  CHECK(out.str().empty());
  CHECK_THROWS_AS(deliver_each(settings, io, draw_all_but("")), Error);
  CHECK(content(first) == "old");
  deliver_each(settings, io, draw_all_but("none"));
  CHECK(content(first) == "new");
  CHECK(content(second) == "new");
  CHECK(out.str() == "new");
}

TEST_CASE("standard output that can't be written is an error", "[output]") {
  std::istringstream in;
  std::ostringstream out, err;
  out.setstate(std::ios::badbit);
  CHECK_THROWS_AS(print("x", {in, out, err}), Error);
}

TEST_CASE("progress says nothing about what is quick", "[output]") {
  std::ostringstream to;
  {
    Progress progress(to, true);
    for (std::uint64_t i = 0; i < 1000; ++i) progress.tell(i, i);
  }
  CHECK(to.str().empty());
}
