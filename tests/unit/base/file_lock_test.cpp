#include "dsat/base/file_lock.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <optional>
#include <thread>

#include "support/scratch_folder.hpp"

namespace dsat {
namespace {

struct Busy {};

TEST_CASE("a file is locked for one at a time, by whatever name", "[file]") {
  const test::ScratchFolder folder;
  const std::filesystem::path file = folder.path() / "sheet.csv", link = folder.path() / "link.csv";
  const auto refuse = [] { throw Busy{}; };
  std::filesystem::create_symlink("sheet.csv", link);
  for (const bool exists : {false, true}) {
    if (exists) std::ofstream(file) << "x";
    std::optional<FileLock> lock(std::in_place, file, refuse);
    CHECK_THROWS_AS(FileLock(file, refuse), Busy);
    CHECK_THROWS_AS(FileLock(link, refuse), Busy);
    CHECK_NOTHROW(FileLock(folder.path() / "other.csv", refuse));
    lock.reset();
    CHECK_NOTHROW(FileLock(file, refuse));
    CHECK_FALSE(std::filesystem::exists(folder.path() / ".sheet.csv.dsat-lock"));
  }
  CHECK_NOTHROW(FileLock("/dev/null", refuse));
}

TEST_CASE("who waits for a lock gets it when it is free", "[file]") {
  const test::ScratchFolder folder;
  const std::filesystem::path file = folder.path() / "sheet.csv";
  std::optional<FileLock> lock(std::in_place, file, [] {});
  int waits = 0;
  std::thread other([&] { const FileLock second(file, [&] { ++waits, lock.reset(); }); });
  other.join();
  CHECK(waits == 1);
}

}  // namespace
}  // namespace dsat
