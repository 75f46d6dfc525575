#include <catch2/catch.hpp>
#include <utility>

#include "unit/load/reading.hpp"

using namespace dsat::load;
using namespace dsat::load::test;

namespace {

// JSON Lines that are long enough for several parts of 256 KiB.
constexpr std::size_t long_text = std::size_t{1} << 20;

struct Seen {
  std::vector<std::string> types, cells, rejected, notes;
  std::vector<std::uint64_t> lines, fingerprints;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> progress;
  dsat::FileFacts facts;
};

/// Everything that reading gives, with columns coded, packed, plain and not kept.
Seen seen(const std::string& text, int threads) {
  Seen seen;
  Options options;
  options.threads = threads;
  std::istringstream in(text);
  Watch watch;
  watch.rejected = [&seen](const RejectedRow& row) {
    seen.rejected.push_back(std::to_string(row.line) + " " + row.reason + ": " + row.text);
  };
  watch.progress = [&seen](std::uint64_t bytes, std::uint64_t rows) { seen.progress.emplace_back(bytes, rows); };
  const auto plan = [](std::string_view type, std::string_view column) {
    if (column.starts_with('m')) return column.ends_with('7') ? Keep::words : Keep::no;
    constexpr Keep keeps[] = {Keep::words, Keep::packed, Keep::plain, Keep::no};
    return keeps[(type.size() + column.size()) % std::size(keeps)];
  };
  Sources sources(in, {});
  const ReadResult result = read_tables("-", options, sources, plan, is_known, watch);
  for (const RawTable& table : result.tables) {
    std::string names = table.record_type + " " + std::to_string(table.rows) + ":";
    for (const RawColumn& column : table.columns) {
      names += " " + column.name();
      if (!is_kept(column.keep())) continue;
      REQUIRE(column.size() == table.rows);
      for (std::size_t row = 0; row < table.rows; ++row) {
        CellRoom room;
        seen.cells.push_back(std::to_string(static_cast<int>(column.state(row))) + std::string(column.cell(row, room)));
      }
      // Numbered as they appear in the file.
      for (const std::string_view text_of_code : column.distinct()) seen.cells.emplace_back(text_of_code);
    }
    seen.types.push_back(names);
    seen.lines.insert(seen.lines.end(), table.lines.begin(), table.lines.end());
    seen.fingerprints.insert(seen.fingerprints.end(), table.fingerprints.begin(), table.fingerprints.end());
  }
  seen.notes = result.facts.notes;
  for (const auto& sample : result.facts.samples) seen.notes.push_back(std::to_string(sample.line) + " " + sample.text);
  seen.facts = result.facts;
  return seen;
}

/// What one thread reads, once several were seen to read the same.
Seen seen_by_any(const std::string& text, const std::vector<int>& several_threads = {2, 3, 4}) {
  const Seen one = seen(text, 1);
  for (const int threads : several_threads) {
    const Seen several = seen(text, threads);
    CHECK(several.types == one.types);
    CHECK(several.cells == one.cells);
    CHECK(several.rejected == one.rejected);
    CHECK(several.notes == one.notes);
    CHECK(several.lines == one.lines);
    CHECK(several.fingerprints == one.fingerprints);
    CHECK(several.progress == one.progress);
    CHECK(several.facts.rejects == one.facts.rejects);
    CHECK(several.facts.kept == one.facts.kept);
  }
  return one;
}

std::string line(int id) {
  return "{\"id\":" + std::to_string(id) + ",\"name\":\"agent " + std::to_string(id % 7 * id % 1000) +
         "\",\"via\":{\"channel\":\"" + (id % 3 == 0 ? "Mail" : "Chat") + "\"},\"text\":\"" +
         std::string(static_cast<std::size_t>(id % 90), 'x') + "\"}";
}

/// Lines up to that size and over.
std::string lines_up_to(std::size_t size, int& id) {
  std::string text;
  while (text.size() < size) text += line(id++) + "\n";
  return text;
}

}  // namespace

TEST_CASE("JSON Lines read in parts are the table that one thread reads", "[json_parts]") {
  int id = 1;
  const Seen all = seen_by_any(lines_up_to(long_text, id));
  CHECK(all.types == std::vector<std::string>{" " + std::to_string(id - 1) + ": id name via.channel text"});
  CHECK(all.lines.size() == static_cast<std::size_t>(id - 1));
  CHECK(all.lines.back() == static_cast<std::uint64_t>(id - 1));
  CHECK(all.progress.size() > 4);
  CHECK(all.progress.back() == std::pair<std::uint64_t, std::uint64_t>(all.progress.back().first, id - 1));
}

TEST_CASE("wherever parts are cut, no line is lost, torn or read twice", "[json_parts]") {
  // A line end moves over the end of the first part, 256 KiB behind the first line, byte by byte.
  constexpr std::size_t part = (std::size_t{1} << 18) + 9;
  for (std::size_t at = part - 3; at <= part + 3; ++at) {
    std::string text = "{\"id\":1}\n";
    text += "{\"a\":\"" + std::string(at - text.size() - 9, 'x') + "\"}\n";
    REQUIRE(text.size() == at);
    text += "{\"id\":3}\r\n\n{\"id\":5}";
    const Seen all = seen_by_any(text);
    CHECK(all.lines == std::vector<std::uint64_t>{1, 2, 3, 5});
    CHECK(all.rejected.empty());
  }
}

TEST_CASE("columns and record types that appear late stand where one thread puts them", "[json_parts]") {
  int id = 1;
  std::string text = lines_up_to(long_text / 2, id);
  text += "{\"late\":1,\"id\":0,\"later\":null}\n";
  text += lines_up_to(long_text / 4, id);
  text += "{\"users\":[{\"id\":7,\"role\":\"agent\"}],\"tickets\":[{\"id\":1}]}\n";
  text += "{\"last\":true,\"late\":2}\n";
  text += lines_up_to(long_text / 4, id);
  text += "{\"tickets\":[{\"zip\":1,\"id\":2}]}\n{\"users\":[{\"ZIP\":1,\"role\":\"end-user\"},3]}\n";
  const Seen all = seen_by_any(text);
  REQUIRE(all.types.size() == 3);
  CHECK_THAT(all.types[0], Catch::EndsWith(": id name via.channel text late later last"));
  CHECK(all.types[1] == "users 2: id role ZIP");
  CHECK(all.types[2] == "tickets 2: id zip");
  CHECK(all.rejected.size() == 1);
}

TEST_CASE("broken lines in late parts are told in the order of the file", "[json_parts]") {
  int id = 1;
  std::string text;
  for (int piece = 0; piece < 8; ++piece) {
    text += lines_up_to(long_text / 8, id);
    text += "{\"id\":" + std::to_string(piece) + "\r\n[1,2]\n \t\r\n{\"id\":1,\"id\":2,\"name\":\"\\u001f\"}\n";
    id += 4;
  }
  text += "{\"id\":";
  const Seen all = seen_by_any(text);
  REQUIRE(all.rejected.size() == 17);
  CHECK_THAT(all.rejected[14], Catch::EndsWith("broken line: {\"id\":7"));
  CHECK_THAT(all.rejected[15], Catch::EndsWith("not a record: [1,2]"));
  CHECK(all.rejected[16] == std::to_string(id) + " broken line: {\"id\":");
  CHECK(all.facts.rejects == std::map<std::string, std::int64_t>{{"broken line", 9}, {"not a record", 8}});
  REQUIRE(all.notes.size() == 5 + 6);
  CHECK_THAT(all.notes[0], Catch::StartsWith("broken line of JSON Lines (rejected), 8 times, first in line "));
  CHECK_THAT(all.notes[4], Catch::StartsWith("the last line is cut short"));
}

TEST_CASE("a record longer than any part is read whole", "[json_parts]") {
  int id = 1;
  std::string text = lines_up_to(long_text / 3, id);
  text += "{\"id\":0,\"text\":\"" + std::string(3 * long_text, 'y') + "\",\"name\":\"long\"}\n";
  text += lines_up_to(long_text / 3, id);
  const Seen all = seen_by_any(text);
  CHECK(all.lines.size() == static_cast<std::size_t>(id));
  CHECK(all.rejected.empty());
}

TEST_CASE("JSON Lines may begin with a byte order mark, blank lines, and have no last line end", "[json_parts]") {
  int id = 1;
  std::string text = "\xEF\xBB\xBF\n \r\n" + lines_up_to(long_text / 2, id);
  text.pop_back();
  const Seen all = seen_by_any(text);
  CHECK(all.lines.front() == 3);
  CHECK(all.lines.size() == static_cast<std::size_t>(id - 1));
  const Seen blank = seen_by_any(text + std::string(long_text, '\n') + "\r\n{\"id\":0}" + std::string(long_text, ' '));
  CHECK(blank.lines.size() == static_cast<std::size_t>(id));
  CHECK(blank.lines.back() == static_cast<std::uint64_t>(id - 1) + 2 + long_text + 1);
}

TEST_CASE("members beyond the most that can be columns are passed over from the same one on", "[json_parts]") {
  // 30,000 new members in each of some long lines: the hundred-thousandth is met in the fourth.
  std::string text;
  for (int line_number = 0; line_number < 5; ++line_number) {
    text += "{\"id\":1";
    for (int member = 0; member < 30'000; ++member)
      text += ",\"m" + std::to_string(line_number * 30'000 + member) + "\":1";
    text += "}\n{\"id\":2,\"m5\":1,\"m" + std::to_string(line_number * 30'000 + 7) + "\":5}\n";
  }
  const Seen all = seen_by_any(text, {3});
  REQUIRE(all.types.size() == 1);
  CHECK_THAT(all.types[0], Catch::EndsWith(" m99998"));
  CHECK(all.notes ==
        std::vector<std::string>{"more different members than can be columns (the rest is passed over), in line 7"});
}
