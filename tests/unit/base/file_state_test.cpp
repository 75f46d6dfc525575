#include "dsat/base/file_state.hpp"

#include <catch2/catch.hpp>

#include "support/scratch_folder.hpp"

namespace dsat {

TEST_CASE("a file that was cut, replaced or written anew isn't the one that was opened; one that grew is", "[file]") {
  const FileState opened{1, 2, 100, 5};
  CHECK(opened.broken_by(opened).empty());
  CHECK(opened.broken_by({1, 2, 101, 6}).empty());
  CHECK(opened.broken_by({1, 2, 99, 6}) == "became shorter while it was read");
  CHECK(opened.broken_by({1, 2, 100, 6}) == "was written anew while it was read");
  CHECK(opened.broken_by({1, 3, 200, 6}) == "was replaced by another file while it was read");
  CHECK(opened.broken_by({2, 2, 200, 6}) == "was replaced by another file while it was read");

  const test::ScratchFolder folder;
  const std::string file = folder.write("a", "four");
  CHECK(FileState::at(file)->size == 4);
  CHECK_FALSE(FileState::at(folder.path()));
  CHECK_FALSE(FileState::at("/dev/null"));
  CHECK_FALSE(FileState::at(folder.path() / "missing"));
}

}  // namespace dsat
