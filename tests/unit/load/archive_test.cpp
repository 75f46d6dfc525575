#include "load/archive.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "support/packing.hpp"
#include "unit/load/reading.hpp"

using namespace dsat;
using namespace dsat::load;
using namespace dsat::load::test;
using dsat::test::packed;
using dsat::test::zip_of;

namespace {

const std::string table = "ticket_id,rating\n1,good\n2,bad\n";
const Rows rows{"1|good", "2|bad"};

/// The sources behind bytes in a file of that name, and all their rows.
struct Found {
  Listing listing;
  Rows rows;

  explicit Found(const std::string& name, std::string_view bytes) {
    const Folder folder;
    const std::string path = folder.write(name, bytes);
    std::istringstream nothing;
    Sources sources(nothing, {}, is_known);
    listing = sources.list(path);
    for (const std::string& source : listing.files) {
      const OpenSource open = sources.open(source);
      std::istringstream text(all_of(*open.bytes.bytes));
      for (std::string line; std::getline(text, line);) rows.push_back(line);
    }
    for (std::string& source : listing.files) source = source.substr(folder.path().size() + 1);
    for (auto& [source, why] : listing.passed_over) source = source.substr(folder.path().size() + 1);
  }
};

std::string error_of_file(const std::string& name, std::string_view bytes) {
  try {
    const Found found(name, bytes);
  } catch (const Error& error) {
    return error.summary();
  }
  return {};
}

const Rows lines{"ticket_id,rating", "1,good", "2,bad"};

}  // namespace

TEST_CASE("Every export in an archive is a source of its own, and the rest is passed over", "[source]") {
  const Found found("export.zip", zip_of({{"out/tickets.csv", table},
                                          {"out/.hidden.csv", table},
                                          {"__MACOSX/out/._tickets.csv", "x"},
                                          {"readme.md", "x"},
                                          {"/etc/a.csv", table},
                                          {"../b.csv", table}}));
  CHECK(found.listing.files == Rows{"export.zip/out/tickets.csv", "export.zip//etc/a.csv", "export.zip/../b.csv"});
  REQUIRE(found.listing.passed_over.size() == 1);
  CHECK(found.listing.passed_over[0].first == "export.zip/readme.md");
  CHECK(found.rows.size() == 9);
}

TEST_CASE("Archives of every format are read, packed or not, whatever their name", "[source]") {
  for (const auto& [format, filter] :
       {std::pair{"zip", "none"}, {"ustar", "none"}, {"ustar", "gzip"}, {"ustar", "zstd"}, {"7zip", "none"}}) {
    INFO(format << " " << filter);
    const Found found("export.bin", packed(format, filter, {{"a.csv", table}}));
    CHECK(found.listing.files == Rows{"export.bin/a.csv"});
    CHECK(found.rows == lines);
  }
}

TEST_CASE("Files packed in any way are unpacked", "[source]") {
  for (const char* filter : {"gzip", "zstd", "xz", "bzip2"}) {
    INFO(filter);
    CHECK(Found("a.csv", packed("raw", filter, {{"data", table}})).rows == lines);
  }
}

TEST_CASE("An archive within an archive is read, one within that is not", "[source]") {
  const std::string inner = zip_of({{"t.csv", table}}), outer = zip_of({{"in.zip", inner}});
  CHECK(Found("outer.zip", outer).listing.files == Rows{"outer.zip/in.zip/t.csv"});
  CHECK(Found("outer.zip", outer).rows == lines);
  CHECK(Found("outer.zip", zip_of({{"t.csv.gz", packed("raw", "gzip", {{"data", table}})}})).rows == lines);
  CHECK(error_of_file("most.zip", zip_of({{"outer.zip", outer}})) == "is an archive in an archive in an archive");
}

TEST_CASE("An archive from a pipe is read like one in a file", "[source]") {
  for (const char* format : {"zip", "ustar", "7zip"}) {
    std::istringstream in(packed(format, "none", {{"a.csv", table}, {"b.csv", table}}));
    Sources sources(in, {}, is_known);
    CHECK(sources.list("-").files == Rows{"standard input/a.csv", "standard input/b.csv"});
    for (int times = 0; times < 2; ++times)
      for (const char* name : {"standard input/b.csv", "standard input/a.csv"})
        CHECK(all_of(*sources.open(name).bytes.bytes) == table);
    CHECK(sources.can_be_read_again("standard input/a.csv"));
  }
  std::istringstream plain(table);
  Sources sources(plain, {}, is_known);
  CHECK(sources.list("-").files == Rows{"-"});
  CHECK_FALSE(sources.can_be_read_again("-"));
  CHECK(all_of(*sources.open("-").bytes.bytes) == table);
}

TEST_CASE("Two members of one name are two sources", "[source]") {
  const Found found("a.zip", zip_of({{"t.csv", table}, {"t.csv", "ticket_id,rating\n3,bad\n"}}));
  CHECK(found.listing.files == Rows{"a.zip/t.csv", "a.zip/t.csv (2)"});
  CHECK(found.rows == Rows{"ticket_id,rating", "1,good", "2,bad", "ticket_id,rating", "3,bad"});
}

TEST_CASE("Archives without an export, damaged ones and ones cut short are refused", "[source]") {
  const std::string whole = zip_of({{"t.csv", table}});
  CHECK(error_of_file("a.zip", zip_of({{"readme.md", "x"}})) == "this archive holds no export");
  CHECK(error_of_file("a.docx", zip_of({{"word/document.xml", "x"}}))
            .starts_with("not a table: it looks like an Office"));
  CHECK_THAT(error_of_file("a.zip", whole.substr(0, whole.size() / 2)), Catch::Contains("packed file"));
  std::string bad = whole;
  const std::size_t after = bad.find("PK", 4);
  REQUIRE(after != bad.npos);
  bad[after - 6] = static_cast<char>(bad[after - 6] ^ 0x55);
  CHECK_THAT(error_of_file("a.zip", bad), Catch::Contains("packed file"));
}

TEST_CASE("What unpacks to far more than files do is a bomb", "[source]") {
  BombWatch watch("a.zip");
  CHECK_NOTHROW(watch.count(std::uint64_t{1} << 26, 1));
  CHECK_THROWS_WITH(watch.count(1, 1000), Catch::Contains("looks like a decompression bomb"));
  BombWatch repetitive("b.zip");
  CHECK_NOTHROW(repetitive.count(std::uint64_t{1} << 30, (std::uint64_t{1} << 30) / 100));
}
