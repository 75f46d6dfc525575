#include <simdjson.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
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
    style.csv.safe = safe;
    const Records records = parse_csv(written("csv", table_document(table), style));
    REQUIRE(records.size() == table.rows.size() + 1);
    CHECK(records[0] == std::vector<std::string>{"row", "comment", "agent"});
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const std::string& words = hostile_texts()[i];
      const std::string& read = records[i + 1][1];
      CHECK(records[i + 1][0] == std::to_string(i + 1));
      CHECK((safe ? without_csv_guards(read, csv_breaks(',')) : read) == words);
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

namespace {

/// One tag of a page, as a strict reader sees it.
struct Tag {
  std::string name;
  bool closing = false;
  std::vector<std::pair<std::string, std::string>> attributes;
};

/// Tags of a page without what is in style and script; fails on a stray `<` or `>`, or an unquoted attribute.
std::vector<Tag> tags_of(const std::string& page) {
  std::vector<Tag> tags;
  std::size_t at = 0;
  while (at < page.size()) {
    if (page[at] == '>') FAIL("a stray > at " << at);
    if (page[at] != '<') {
      ++at;
      continue;
    }
    const std::size_t end = page.find('>', at);
    REQUIRE(end != std::string::npos);
    std::string inside = page.substr(at + 1, end - at - 1);
    at = end + 1;
    if (inside == "!DOCTYPE html") continue;
    Tag tag;
    tag.closing = inside.starts_with('/');
    if (tag.closing) inside.erase(0, 1);
    const bool alone = inside.ends_with('/');
    if (alone) inside.pop_back();
    std::size_t i = std::min(inside.find(' '), inside.size());
    tag.name = inside.substr(0, i);
    while (i < inside.size()) {
      while (i < inside.size() && (inside[i] == ' ' || inside[i] == '\n')) ++i;
      std::size_t name_end = std::min(inside.find_first_of("= ", i), inside.size());
      const std::string name = inside.substr(i, name_end - i);
      std::string value;
      i = name_end;
      if (i < inside.size() && inside[i] == '=') {
        REQUIRE(inside[i + 1] == '"');
        const std::size_t close = inside.find('"', i + 2);
        REQUIRE(close != std::string::npos);
        value = inside.substr(i + 2, close - i - 2);
        i = close + 1;
      }
      if (!name.empty()) tag.attributes.emplace_back(name, value);
    }
    if (tag.name == "style" || tag.name == "script") {
      if (!tag.closing) at = page.find("</" + tag.name + ">", at);
    }
    tags.push_back(tag);
    if (alone) tags.push_back({tag.name, true, {}});
  }
  return tags;
}

std::string file_in_source(const std::string& path) {
  std::ifstream file(std::string(DSAT_SOURCE_DIR) + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("an HTML page is made of known tags only, balanced, with unique names, and asks nobody for anything",
          "[writers][html]") {
  static const std::set<std::string> known_tags = {
      "html", "head",     "meta",    "title", "style",  "script",     "body",  "a",     "header",
      "h1",   "h2",       "p",       "aside", "ul",     "li",         "nav",   "main",  "section",
      "dl",   "dt",       "dd",      "div",   "table",  "caption",    "thead", "tbody", "tr",
      "th",   "td",       "span",    "abbr",  "code",   "svg",        "desc",  "rect",  "circle",
      "line", "polyline", "polygon", "text",  "figure", "figcaption", "b",     "ol",    "footer"};
  static const std::set<std::string> alone = {"meta"};
  static const std::set<std::string> known_attributes = {
      "lang",        "charset", "http-equiv",  "content",     "name",
      "class",       "href",    "id",          "aria-label",  "aria-labelledby",
      "aria-hidden", "role",    "tabindex",    "scope",       "data-value",
      "data-fixed",  "colspan", "title",       "viewBox",     "preserveAspectRatio",
      "x",           "y",       "x1",          "y1",          "x2",
      "y2",          "cx",      "cy",          "r",           "width",
      "height",      "points",  "text-anchor", "fill-opacity"};
  for (const Document& document : {standard_document(), table_document(hostile_table("rows")), Document{}}) {
    const std::string page = written("html", document);
    std::vector<std::string> open;
    std::set<std::string> ids;
    std::size_t cells = 0, expected_cells = 0;
    for (const Tag& tag : tags_of(page)) {
      INFO(tag.name);
      CHECK(known_tags.count(tag.name) == 1);
      if (tag.closing) {
        REQUIRE_FALSE(open.empty());
        CHECK(open.back() == tag.name);
        open.pop_back();
        if (tag.name == "thead") expected_cells = cells;
        if (tag.name == "tr" && expected_cells != 0) CHECK(cells == expected_cells);
        if (tag.name == "table") expected_cells = 0;
        continue;
      }
      if (alone.count(tag.name) == 0) open.push_back(tag.name);
      if (tag.name == "tr") cells = 0;
      if (tag.name == "td" || tag.name == "th") ++cells;
      for (const auto& [name, value] : tag.attributes) {
        INFO(name << "=" << value);
        CHECK(known_attributes.count(name) == 1);
        if (name == "href") CHECK(value.starts_with('#'));
        if (name == "id") CHECK(ids.insert(value).second);
        if (name == "colspan") cells = static_cast<std::size_t>(std::stoi(value));
      }
    }
    CHECK(open.empty());
  }
}

TEST_CASE("an HTML page allows its own style and script by hash, and nothing else", "[writers][html]") {
  const std::string page = written("html", standard_document());
  CHECK(page.find("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-") !=
        std::string::npos);
  CHECK(page.find("unsafe") == std::string::npos);
  // The hashes are of these files: one byte more between the tags, and a browser refuses them.
  CHECK(page.find("<style>" + file_in_source("src/render/page/style.css") + "</style>") != std::string::npos);
  CHECK(page.find("<script>" + file_in_source("src/render/page/script.js") + "</script>") != std::string::npos);
}

TEST_CASE("HTML shows the readers' columns and rows, and every chart that has figures", "[writers][html]") {
  const std::string page = written("html", standard_document());
  const auto count = [&](std::string_view words) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = page.find(words, at)) != std::string::npos; at += words.size()) ++found;
    return found;
  };
  CHECK(count("<figure>") == 6);
  CHECK(count("role=\"img\" aria-label=\"NRR, 12 weeks\"") == 2);
  CHECK(count("<desc>Nights are worse.</desc>") == 2);
  CHECK(count("… 27 more: dsat reviews &#39;tickets.csv&#39; <code>--queue</code> overdue") == 1);
  CHECK(count("<caption") == 6);
  CHECK(page.find("<li>2 rows could not be read; <code>--rejects</code> FILE lists them.</li>") != std::string::npos);
  CHECK(page.find(">low</th>") == std::string::npos);
  CHECK(page.find("<td class=\"n\" data-value=\"0.143639\">14.4\u00A0%</td>") != std::string::npos);
  CHECK(page.find("<abbr title=\"too few ratings for a rate\">·</abbr>") != std::string::npos);
}
