#include <simdjson.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "contract/standard_document.hpp"
#include "dsat/base/spreadsheet.hpp"
#include "dsat/base/text.hpp"
#include "dsat/render/writer.hpp"

using namespace dsat;
using namespace dsat::document;
using namespace dsat::render;

namespace {

std::string written(std::string_view format, const Document& document, const Style& style = {}) {
  return writer_named(format)->write(document, style);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (const std::string_view line : split(text, '\n')) lines.emplace_back(line);
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

/// C0 but the line feed, DEL, C1 and what turns the direction of writing.
bool holds_control_character(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if ((c < 0x20 && c != '\n') || (c >= 0x7F && c <= 0x9F)) return true;
    if (c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return true;
  }
  return false;
}

using Records = std::vector<std::vector<std::string>>;

/// RFC 4180, strictly: fails the test on anything else.
Records parse_csv(const std::string& csv) {
  Records records;
  std::size_t at = 0;
  while (at < csv.size()) {
    std::vector<std::string> record;
    for (;;) {
      std::string field;
      if (at < csv.size() && csv[at] == '"') {
        ++at;
        for (;; ++at) {
          REQUIRE(at < csv.size());
          if (csv[at] == '"' && (at + 1 >= csv.size() || csv[at + 1] != '"')) break;
          if (csv[at] == '"') ++at;
          field += csv[at];
        }
        ++at;
      } else {
        while (at < csv.size() && csv[at] != ',' && csv[at] != '\n') {
          REQUIRE((csv[at] != '"' && csv[at] != '\r'));
          field += csv[at++];
        }
      }
      record.push_back(std::move(field));
      REQUIRE(at < csv.size());
      if (csv[at++] == '\n') break;
      REQUIRE(csv[at - 1] == ',');
    }
    records.push_back(std::move(record));
  }
  return records;
}

/// Borders that GitHub sees: pipes without a backslash that counts.
std::size_t borders(std::string_view row) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '\\') {
      ++i;
    } else if (row[i] == '|') {
      ++count;
    }
  }
  return count;
}

}  // namespace

TEST_CASE("every writer is found by its key and its extensions", "[writers]") {
  for (const Writer& writer : writers()) {
    CHECK(writer_named(writer.key) == &writer);
    CHECK_FALSE(writer.help.empty());
    for (const std::string_view extension : writer.extensions) {
      CHECK(writer_for_extension("a.b/report." + std::string(extension)) == &writer);
    }
  }
  CHECK(writer_for_extension("REPORT.MD") == writer_named("markdown"));
  CHECK(writer_for_extension("report") == nullptr);
  CHECK(writer_for_extension("folder.csv/report") == nullptr);
  CHECK(writer_for_extension(".csv") == nullptr);
  CHECK(writer_for_extension("report.docx") == nullptr);
  CHECK(writer_named("yaml") == nullptr);
}

TEST_CASE("the same document gives the same bytes in every format", "[writers]") {
  for (const Writer& writer : writers()) {
    INFO(writer.key);
    CHECK(writer.write(standard_document(), {}) == writer.write(standard_document(), {}));
  }
}

TEST_CASE("an empty document can be written in every format", "[writers]") {
  for (const Writer& writer : writers()) {
    INFO(writer.key);
    CHECK_NOTHROW(writer.write(Document{}, {}));
  }
}

TEST_CASE("every writer gives valid UTF-8, whatever a file name holds", "[writers]") {
  for (const Writer& writer : writers()) {
    if (writer.key == "xlsx") continue;
    const std::string out = writer.write(standard_document(), {});
    INFO(writer.key);
    CHECK(valid_utf8_prefix(out) == out.size());
  }
}

TEST_CASE("text keeps to its width at every width, and ends no line with a blank", "[writers][text]") {
  for (const bool ascii : {false, true}) {
    for (const int width : {40, 41, 47, 60, 80, 100, 140, 400}) {
      Style style;
      style.width = width;
      style.ascii = ascii;
      for (const std::string& line : lines_of(written("text", standard_document(), style))) {
        INFO(width << ": " << line);
        CHECK(display_width(line) <= static_cast<std::size_t>(width));
        CHECK_FALSE(line.ends_with(' '));
      }
    }
  }
}

TEST_CASE("nothing from data acts on a terminal", "[writers][text]") {
  for (const char* format : {"text", "markdown", "html", "json"}) {
    if (writer_named(format) == nullptr) continue;
    INFO(format);
    CHECK_FALSE(holds_control_character(written(format, standard_document())));
  }
}

TEST_CASE("colour only adds colour to the text", "[writers][text]") {
  Style plain, colour;
  colour.color = true;
  std::string text = written("text", standard_document(), colour);
  CHECK(text.find("\x1b[31m") != std::string::npos);
  for (const std::string code : {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[36m"}) {
    for (std::size_t at = 0; (at = text.find(code, at)) != std::string::npos;) text.erase(at, code.size());
  }
  CHECK(text == written("text", standard_document(), plain));
}

TEST_CASE("with --ascii only data brings characters beyond ASCII", "[writers][text]") {
  Document document = standard_document();
  document.sections.erase(document.sections.begin() + 1);
  Style style;
  style.ascii = true;
  for (const char* format : {"text", "markdown"}) {
    const std::string text = written(format, document, style);
    INFO(text);
    CHECK(std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; }));
  }
}

TEST_CASE("a table of CSV reads back as the same cells", "[writers][csv]") {
  const Table table = hostile_table("comments");
  for (const bool safe : {true, false}) {
    Style style;
    style.csv_safe = safe;
    const Records records = parse_csv(written("csv", table_document(table), style));
    REQUIRE(records.size() == table.rows.size() + 1);
    CHECK(records[0] == std::vector<std::string>{"row", "comment", "agent"});
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const std::string& words = hostile_texts()[i];
      const std::string& read = records[i + 1][1];
      CHECK(records[i + 1][0] == std::to_string(i + 1));
      CHECK((safe ? std::string(without_spreadsheet_guard(read)) : read) == words);
      if (safe) CHECK((read.starts_with('\'') || !needs_spreadsheet_guard(read)));
    }
  }
}

TEST_CASE("a table of CSV has the machines' columns, all rows, and bare figures", "[writers][csv]") {
  Table table = every_content();
  table.top = 1;
  CHECK(written("csv", table_document(table)) ==
        "name,count,share,low,score,duration,change,at\n"
        "refund,1284,0.250000,0.210000,25.0,42,0.046000,2026-10-26T07:33:20Z\n"
        "delivery,61,0.143639,0.103639,14.4,65,-0.050000,2026-10-26T07:33:20Z\n"
        "other,8,0.050000,0.010000,5.0,7920.4,-3,2026-10-26T07:33:20Z\n"
        "too few,3,0.333333,0.100000,,0.5,11,2024-10-04\n"
        "nothing,,,,0.00,,0.50,\n");
}

TEST_CASE("a report is one long table in CSV", "[writers][csv]") {
  const Records records = parse_csv(written("csv", standard_document()));
  CHECK(records[0] == std::vector<std::string>{"section", "table", "row", "column", "value", "text"});
  CHECK(std::all_of(records.begin(), records.end(), [](const auto& record) { return record.size() == 6; }));
  const auto holds = [&](std::vector<std::string> record) {
    return std::find(records.begin(), records.end(), record) != records.end();
  };
  CHECK(holds({"", "", "1", "subtitle", "", "week 2026-W46 (9–15 Nov) against W45"}));
  CHECK(holds({"", "", "1", "note", "", "2 rows could not be read; --rejects FILE lists them."}));
  CHECK(holds({"summary", "", "3", "Silence", "", "75 % did not answer."}));
  CHECK(holds({"comments", "", "2", "lead", "", "But this is."}));
  CHECK(holds({"summary", "kinds", "2", "share", "0.143639", "14.4 %"}));
  CHECK(holds({"summary", "kinds", "4", "share", "0.333333", "·"}));
  CHECK(holds({"summary", "kinds", "5", "share", "", "–"}));
  CHECK(holds({"summary", "kinds", "", "note", "", "Groups overlap: a rating with two tags counts in both."}));
}

TEST_CASE("every row of a Markdown table has as many cells as its heading", "[writers][markdown]") {
  const std::vector<std::string> lines = lines_of(written("markdown", standard_document()));
  std::size_t rows = 0;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (!lines[i].starts_with('|')) continue;
    ++rows;
    INFO(lines[i]);
    CHECK(lines[i].ends_with('|'));
    if (lines[i - 1].starts_with('|')) CHECK(borders(lines[i]) == borders(lines[i - 1]));
  }
  CHECK(rows > 60);
}

TEST_CASE("nothing from data is markup or a link in Markdown", "[writers][markdown]") {
  const std::string text = written("markdown", standard_document());
  for (const char* trouble : {"<script", "<img", "://", "www.", "@example", "@everyone", " *bold*", " _italic_",
                              "~~gone", "`code`", "\n# no", "<b>"}) {
    INFO(trouble);
    CHECK(text.find(trouble) == std::string::npos);
  }
}

TEST_CASE("JSON is valid, and holds raw figures and what readers see", "[writers][json]") {
  const std::string text = written("json", standard_document());
  CHECK(text.find("NaN") == std::string::npos);
  CHECK(text.find("Infinity") == std::string::npos);
  simdjson::dom::parser parser;
  const simdjson::dom::element root = parser.parse(text).value();
  CHECK(root.at_pointer("/schema/name").get_string().value() == "dsat.report");
  CHECK(root.at_pointer("/schema/version").get_int64().value() == 1);
  CHECK(root.at_pointer("/as_of").get_string().value() == "2026-11-06T21:20:00Z");
  CHECK(root.at_pointer("/input/files/1/path").get_string().value() == "bad\uFFFDname.csv");
  CHECK(root.at_pointer("/input/files/0/rows_read").get_int64().value() == 4212);
  CHECK(root.at_pointer("/input/totals/rows_read").get_int64().value() == 4217);
  CHECK(root.at_pointer("/sections/0/key").get_string().value() == "summary");
  CHECK(root.at_pointer("/sections/0/facts/1/text").get_string().value() == "75 % did not answer.");

  const auto table = root.at_pointer("/sections/0/tables/0");
  CHECK(table["columns"].get_array().value().size() == 8);
  CHECK(table.at_pointer("/columns/2/key").get_string().value() == "share");
  CHECK(table["rows"].get_array().value().size() == 5);
  CHECK(table.at_pointer("/rows/1/share").get_double().value() == 0.143639);
  CHECK(table.at_pointer("/rows/0/count").get_int64().value() == 1284);
  CHECK(table.at_pointer("/rows/4/share").is_null());
  CHECK(table.at_pointer("/rows/3/share").get_double().value() == Approx(1.0 / 3));
  CHECK(table.at_pointer("/rows/0/at").get_string().value() == "2026-10-26T07:33:20Z");
  CHECK(table.at_pointer("/text/columns/3/key").get_string().value() == "range");
  CHECK(table.at_pointer("/text/rows/3/2").get_string().value() == "·");
  CHECK(table.at_pointer("/text/rows/0/3").get_string().value() == "21.0 – 29.0 %");

  const simdjson::dom::array hostile = root.at_pointer("/sections/1/tables/0/rows").get_array().value();
  std::size_t row = 0;
  for (const simdjson::dom::element element : hostile) {
    CHECK(element["comment"].get_string().value() == hostile_texts()[row++]);
  }
  CHECK(root.at_pointer("/sections/1/tables/1/rows").get_array().value().size() == hostile_texts().size());
}
