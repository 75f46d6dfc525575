#include "load/record_index.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "load/records.hpp"

using namespace dsat::load;

namespace {

/// A text with bytes behind it that would deceive whoever took them for a part of it.
class Padded {
 public:
  explicit Padded(std::string_view text)
      : bytes_(std::string(text) + std::string(64, ',') + "\n\"\r"), size_(text.size()) {}
  std::string_view text() const { return std::string_view(bytes_).substr(0, size_); }

 private:
  std::string bytes_;
  std::size_t size_;
};

std::string shown(std::size_t begin, std::uint64_t line, const std::vector<std::string_view>& cells) {
  std::string record = std::to_string(begin) + " line " + std::to_string(line) + ":";
  for (const std::string_view cell : cells) record += " <" + std::string(cell) + ">";
  return record;
}

std::vector<std::string> indexed(std::string_view text, char separator, std::size_t& size, std::uint64_t& lines) {
  const Padded padded(text);
  RecordIndex index;
  index.index(padded.text(), separator);
  std::vector<std::string> records;
  for (const RecordIndex::Record& record : index.records()) {
    std::vector<std::string_view> cells;
    std::size_t begin = record.begin;
    for (std::uint32_t cell = 0; cell < record.cells; ++cell) {
      const std::size_t end = index.cell_ends()[record.first_end + cell];
      cells.push_back(padded.text().substr(begin, end - begin));
      begin = end + 1;
    }
    records.push_back(shown(record.begin, record.line, cells));
  }
  size = index.size();
  lines = index.line_ends();
  return records;
}

/// What walk_record() says of the records before the first odd one.
std::vector<std::string> walked(std::string_view text, char separator, std::size_t& size, std::uint64_t& lines) {
  std::vector<std::string> records;
  RawRecord record;
  size = lines = 0;
  while (walk_record(text.substr(size), false, separator, record) == Walk::record && !record.quote_inside &&
         !record.text_after_quote) {
    std::vector<std::string_view> cells;
    for (const RawCell& cell : record.cells) {
      const char* const begin = cell.quoted ? cell.begin - 1 : cell.begin;
      cells.emplace_back(begin, static_cast<std::size_t>(cell.end - begin));
    }
    records.push_back(shown(size, lines, cells));
    size += record.size;
    lines += record.line_breaks;
  }
  return records;
}

/// The index holds what the walk finds. It may stop earlier, by less than two blocks: quotes are doubted block by
/// block.
void check(const std::string& text, char separator = ',') {
  INFO(text);
  std::size_t size = 0, walked_size = 0;
  std::uint64_t lines = 0, walked_lines = 0;
  const std::vector<std::string> index = indexed(text, separator, size, lines);
  std::vector<std::string> walk = walked(text, separator, walked_size, walked_lines);
  REQUIRE(index.size() <= walk.size());
  if (walked_size == text.size() || (!text.empty() && text.back() == '\r' && walked_size + 1 >= text.size()))
    CHECK(index.size() == walk.size());
  if (index.size() == walk.size()) {
    CHECK(size == walked_size);
    CHECK(lines == walked_lines);
  }
  walk.resize(index.size());
  CHECK(index == walk);
}

}  // namespace

TEST_CASE("the index finds the records and cells that the walk finds", "[record_index]") {
  check("");
  check("a,b\nc,d\n");
  check("a,b\r\nc,\"d\r\ne\"\r\n\"\",\"\"\"\"\n");
  check("a\rb\r\nc\n\n,,\n");
  check("a;b\n\"c;\"\"d\"\"\";e\n", ';');
  check("no line end");
  check("ends in CR\r");
  const std::string longer(200, 'x');
  check(longer + ",\"" + longer + "\n" + longer + "\"\n" + longer + "\n");
  // A line end, a quote and a doubled quote at every place of a block.
  for (std::size_t before = 50; before < 70; ++before) {
    const std::string some(before, 'y');
    check(some + "\r\n1,2\n");
    check(some + ",\"q\"\"r\",s\n1,2\n");
    check(some + ",\"q\r\nr\"\r\n1,2\n");
  }
}

TEST_CASE("the index stops at quotes that are data or never closed", "[record_index]") {
  std::size_t size = 0;
  std::uint64_t lines = 0;
  const std::string good(70, 'g');
  CHECK(indexed(good + "\n" + good + "\n5\" pipe\n", ',', size, lines).size() == 1);
  CHECK(size == 71);
  CHECK(lines == 1);
  for (const char* odd : {"a\"b\n", "\"a\"b\n", "\"a\" \n", "\"a\n", "\"\"a\n", "\"a\"\"\n"}) {
    INFO(odd);
    CHECK(indexed(odd, ',', size, lines).empty());
    CHECK(size == 0);
    check(good + "\n" + odd);
  }
}

TEST_CASE("index and walk agree on any text", "[record_index]") {
  std::mt19937 random(7);
  const std::string alphabet = "ab,,,\"\"\n\n\r";
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    const std::size_t size = random() % 150;
    while (text.size() < size) {
      if (random() % 3 != 0) {
        text += random() % 4 == 0 ? "\"x\"\"\n\",\"\"\r\n" : "12,\"y,z\"\n";
      } else {
        text += alphabet[random() % alphabet.size()];
      }
    }
    check(text);
  }
}

TEST_CASE("the last line end outside quotes is found, whichever side the text begins on", "[record_index]") {
  const auto last = [](std::string_view text, bool quoted) { return last_line_end(Padded(text).text(), quoted); };
  CHECK(last("", false) == 0);
  CHECK(last("ab", false) == 0);
  CHECK(last("a\nb\nc", false) == 4);
  CHECK(last("a\n\"b\nc", false) == 2);
  CHECK(last("a\n\"b\nc", true) == 5);
  CHECK(last("a\n\"b\nc", true) == 5);
  const std::string some(100, 'x');
  CHECK(last(some + "\n" + some + "\"\n\"" + some, false) == 101);
  CHECK(last(some + "\n" + some + "\"\n" + some, true) == 203);
}
