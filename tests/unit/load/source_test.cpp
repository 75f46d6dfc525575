#include "load/source.hpp"

#include <sys/stat.h>
#include <zlib.h>

#include <catch2/catch.hpp>
#include <sstream>
#include <thread>

#include "support/packing.hpp"
#include "unit/load/reading.hpp"

using namespace dsat::load;
using namespace dsat::load::test;

namespace {

std::string gzip(std::string_view text) {
  z_stream stream = {};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  return packed;
}

std::string zstd(std::string_view text) {
  return dsat::test::packed("raw", "zstd", {{"data", std::string(text)}});
}

Listing list(const std::string& path) {
  std::istringstream nothing;
  return Sources(nothing, {}, is_known).list(path);
}

std::string many_rows() {
  std::string text = "ticket_id,rating\n";
  for (int row = 0; row < 5000; ++row)
    text += std::to_string(row * 7919 % 10007) + (row % 3 == 0 ? ",good\n" : ",bad\n");
  return text;
}

}  // namespace

TEST_CASE("packed files are told by their first bytes, whatever their name", "[source]") {
  for (const std::string& packed : {gzip(many_rows()), zstd(many_rows())}) {
    const Read packed_read = read(packed);
    CHECK(packed_read.table().rows == 5000);
    CHECK(packed_read.facts().compression == (packed[0] == '\x1F' ? "gzip" : "zstd"));
  }
  CHECK(read(many_rows()).facts().compression.empty());
}

TEST_CASE("a file packed twice is unpacked twice", "[source]") {
  const Read read_again = read(gzip(zstd("ticket_id,rating\n1,good\n")));
  CHECK(read_again.rows() == Rows{"1|good"});
  CHECK(read_again.facts().compression == "gzip in zstd");
}

TEST_CASE("all members of a packed file are read", "[source]") {
  const std::string first = "ticket_id,rating\n1,go", second = "od\n2,bad\n";
  CHECK(read(gzip(first) + gzip(second)).rows() == Rows{"1|good", "2|bad"});
  CHECK(read(gzip(first) + gzip("") + gzip(second)).rows() == Rows{"1|good", "2|bad"});
  CHECK(read(gzip(first + second) + std::string(512, '\0')).rows() == Rows{"1|good", "2|bad"});
  CHECK(read(zstd(first) + zstd(second)).rows() == Rows{"1|good", "2|bad"});
}

TEST_CASE("a packed file that is cut short is refused at whatever byte", "[source]") {
  for (const std::string& packed : {gzip("ticket_id,rating\n1,good\n"), zstd("ticket_id,rating\n1,good\n")}) {
    for (std::size_t size = 4; size < packed.size(); ++size) {
      CHECK(error_of(packed.substr(0, size)) ==
            "standard input: the packed file is cut short\nFetch or pack the file again; nothing in it can be relied "
            "on.");
    }
  }
}

TEST_CASE("a flipped bit in a packed file is refused", "[source]") {
  // zstd knows of it where whoever packed the file asked for a check sum, as the program of that name does.
  for (const std::string& packed : {gzip(many_rows()), dsat::test::packed("raw", "xz", {{"data", many_rows()}}),
                                    dsat::test::packed("raw", "bzip2", {{"data", many_rows()}})}) {
    for (std::size_t at = packed.size() / 2; at < packed.size(); at += 97) {
      std::string flipped = packed;
      flipped[at] = static_cast<char>(flipped[at] ^ 4);
      CHECK_THAT(error_of(flipped), Catch::Contains("packed file"));
    }
  }
}

TEST_CASE("something else behind packed data is refused", "[source]") {
  CHECK_THAT(error_of(gzip("a,b\n1,2\n") + "3,4\n"), Catch::Contains("something else follows the packed data"));
}

TEST_CASE("a file larger than was allowed is refused, packed or not", "[source]") {
  Options options;
  options.max_input_size = 1000;
  const char* message =
      "standard input: holds more than 1,000 bytes once unpacked\n"
      "If that is as it should be, raise --max-input-size.";
  CHECK(error_of(many_rows(), options) == message);
  CHECK(error_of(gzip(many_rows()), options) == message);
  options.max_input_size = many_rows().size();
  CHECK(error_of(many_rows(), options).empty());
}

TEST_CASE("a file that isn't there and a broken link are named", "[source]") {
  const Folder folder;
  CHECK(error_of_path(folder.path() + "/none.csv") ==
        folder.path() + "/none.csv: there is no such file\nCheck the name and the folder.");
  std::filesystem::create_symlink("nowhere.csv", folder.path() + "/link.csv");
  CHECK(error_of_path(folder.path() + "/link.csv") ==
        folder.path() + "/link.csv: is a link to a file that isn't there\nMend the link.");
}

TEST_CASE("a folder read as a file is refused", "[source]") {
  const Folder folder;
  CHECK(error_of_path(folder.path()) == folder.path() + ": is a folder");
}

TEST_CASE("a pipe that gives its bytes in pieces loses none", "[source]") {
  const Folder folder;
  const std::string pipe = folder.path() + "/pipe.csv";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  const std::string text = many_rows();
  std::thread writer([&] {
    std::ofstream to(pipe, std::ios::binary);
    for (std::size_t at = 0; at < text.size(); at += 777) {
      to.write(text.data() + at, static_cast<std::streamsize>(std::min<std::size_t>(777, text.size() - at)));
      to.flush();
    }
  });
  const Read piped = read_path(pipe);
  writer.join();
  CHECK(piped.rows() == read(text).rows());
}

TEST_CASE("a folder gives its exports in bytewise order and passes over the rest", "[source]") {
  const Folder folder;
  for (const char* name :
       {"b.csv", "a.json", "B.CSV", "c.tsv.gz", "notes.md", "x.docx", ".hidden.csv", "d.jsonl.zst"}) {
    folder.write(name, "");
  }
  std::filesystem::create_directory(folder.path() + "/deeper.csv");
  const Listing listing = list(folder.path());
  const auto in_folder = [&folder](std::vector<std::string> names) {
    for (std::string& name : names) name = folder.path() + "/" + name;
    return names;
  };
  CHECK(listing.files == in_folder({"B.CSV", "a.json", "b.csv", "c.tsv.gz", "d.jsonl.zst"}));
  std::vector<std::string> passed_over;
  for (const auto& [name, why] : listing.passed_over) passed_over.push_back(name);
  CHECK(passed_over == in_folder({"notes.md", "x.docx"}));
  CHECK(list(folder.path() + "/").files.front() == folder.path() + "/B.CSV");
}

TEST_CASE("a folder without exports is refused", "[source]") {
  const Folder folder;
  folder.write("report.pdf", "");
  CHECK_THROWS_WITH(
      list(folder.path()),
      folder.path() +
          ": this folder holds no export\n"
          "Its files are taken by their names: .csv, .tsv, .txt, .json, .jsonl, .ndjson, also packed as .gz or .zst, "
          ".xlsx, .ods, .xls, .zip and others. A file with another name can be passed by itself.");
}

TEST_CASE("what isn't a folder stands for itself, there or not", "[source]") {
  CHECK(list("-").files == std::vector<std::string>{"-"});
  CHECK(list("/none/at/all.csv").files == std::vector<std::string>{"/none/at/all.csv"});
}

TEST_CASE("what is no table is refused with what it looks like", "[refusal]") {
  using namespace std::string_view_literals;
  const auto looks_like = [](std::string_view bytes) {
    const std::string message = error_of(bytes);
    const std::string begin = "standard input: not a table: it looks like ", end = "; expected CSV or JSON\n";
    const std::size_t stop = message.find(end);
    if (!message.starts_with(begin) || stop == message.npos) return message;
    return message.substr(begin.size(), stop - begin.size());
  };
  CHECK(looks_like("%PDF-1.7\n1 0 obj"sv) == "a PDF");
  CHECK(looks_like("\x89PNG\r\n\x1A\n"sv) == "an image (PNG)");
  CHECK(looks_like("\xFF\xD8\xFF\xE0 JFIF"sv) == "an image (JPEG)");
  CHECK(looks_like("{\\rtf1 hello}"sv) == "a text document (RTF)");
  CHECK(looks_like("SQLite format 3\0"sv) == "a database (SQLite)");
  CHECK(looks_like("\n <!DOCTYPE html>\n<title>Sign in</title>"sv) ==
        "a web page (HTML): often an error or a login page that a script saved as its download");
  CHECK(looks_like("<?xml version=\"1.0\"?>\n<tickets/>"sv) == "XML");
  CHECK(looks_like("\x01\x02\x03\x04\x05\x06 abc"sv) == "binary data");
  CHECK(looks_like(gzip(gzip(gzip("a,b\n")))) == "a file packed more than twice (gzip in it)");
}

TEST_CASE("a refusal shows the first line and says what to do", "[refusal]") {
  CHECK(error_of("<html><body>Please log in</body></html>") ==
        "standard input: not a table: it looks like a web page (HTML): often an error or a login page that a script "
        "saved as "
        "its download; expected CSV or JSON\n"
        "  <html><body>Please log in</body></html>\n"
        "Look into it with a browser, then download the export again; a table in it can be opened in a spreadsheet and "
        "saved "
        "as CSV.");
}

TEST_CASE("a pivot table is refused, an empty file too", "[refusal]") {
  CHECK(error_of("Row Labels,Count of Ticket ID\nAda,12\nGrand Total,12\n") ==
        "standard input: not a table of tickets: it looks like a pivot table\n"
        "  Row Labels\n"
        "Export or save the sheet it was made from, one row per ticket.");
  CHECK(error_of("") ==
        "standard input: the file is empty\nExport it again; expected CSV with a header line, or JSON.");
  CHECK_THAT(error_of("\n\n  \n"), Catch::Contains("the file holds nothing but blank lines"));
}
