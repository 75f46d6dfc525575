#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "contract/standard_document.hpp"
#include "dsat/base/spreadsheet.hpp"
#include "dsat/base/text.hpp"
#include "render/writers/all.hpp"
#include "support/unzip.hpp"

using namespace dsat;
using namespace dsat::document;
using namespace dsat::render;
using dsat::test::unzipped;

namespace {

/// What XML and a sheet's own escapes stand for.
std::string unescaped(std::string text) {
  const auto replace = [&](const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
      text.replace(at, from.size(), to);
    }
  };
  replace("&lt;", "<");
  replace("&gt;", ">");
  replace("&quot;", "\"");
  replace("&amp;", "&");
  replace("_x005F_", "_");
  return text;
}

std::vector<std::string> between(const std::string& text, const std::string& open, const std::string& close) {
  std::vector<std::string> found;
  for (std::size_t at = 0; (at = text.find(open, at)) != std::string::npos;) {
    const std::size_t end = text.find(close, at);
    found.push_back(text.substr(at, end - at));
    at = end;
  }
  return found;
}

std::string attribute(const std::string& element, const std::string& name) {
  const std::size_t at = element.find(" " + name + "=\"");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 3;
  return element.substr(begin, element.find('"', begin) - begin);
}

struct Book {
  std::map<std::string, std::string> files;
  std::vector<std::string> names;
  std::vector<std::vector<std::vector<std::string>>> sheets;  ///< rows of cells that aren't empty
};

Book read(const std::string& xlsx) {
  Book book;
  book.files = unzipped(xlsx);
  for (const std::string& sheet : between(book.files.at("xl/workbook.xml"), "<sheet ", "/>")) {
    book.names.push_back(unescaped(attribute(sheet, "name")));
  }
  std::vector<std::string> shared;
  for (const std::string& item : between(book.files.at("xl/sharedStrings.xml"), "<si>", "</si>")) {
    const std::size_t begin = item.find('>', item.find("<t")) + 1;
    shared.push_back(unescaped(item.substr(begin, item.rfind("</t>") - begin)));
  }
  for (std::size_t i = 0; i < book.names.size(); ++i) {
    auto& rows = book.sheets.emplace_back();
    for (const std::string& row :
         between(book.files.at("xl/worksheets/sheet" + std::to_string(i + 1) + ".xml"), "<row ", "</row>")) {
      auto& cells = rows.emplace_back();
      for (const std::string& cell : between(row, "<c ", "</c>")) {
        CHECK(cell.find("<f>") == std::string::npos);
        const std::size_t begin = cell.find("<v>") + 3;
        const std::string value = cell.substr(begin, cell.find("</v>") - begin);
        cells.push_back(attribute(cell, "t") == "s" ? shared.at(std::stoul(value)) : value);
      }
    }
  }
  for (const std::string& text : shared) {
    INFO(text);
    CHECK((!needs_spreadsheet_guard(text) || text.starts_with('\'')));
  }
  return book;
}

const std::vector<std::vector<std::string>>& sheet(const Book& book, const std::string& name) {
  const auto found = std::find(book.names.begin(), book.names.end(), name);
  REQUIRE(found != book.names.end());
  return book.sheets[static_cast<std::size_t>(found - book.names.begin())];
}

bool holds(const std::vector<std::vector<std::string>>& rows, const std::string& text) {
  return std::any_of(rows.begin(), rows.end(),
                     [&](const auto& row) { return std::find(row.begin(), row.end(), text) != row.end(); });
}

}  // namespace

TEST_CASE("a spreadsheet has the words first, then a sheet per table with the machines' columns and all rows",
          "[writers][xlsx]") {
  const Book book = read(write_xlsx(standard_document(), {}));
  CHECK(book.names == std::vector<std::string>{"overview", "summary", "comments comments", "comments cut",
                                               "empty no_rows", "charts weeks", "charts hours"});
  const auto& overview = sheet(book, "overview");
  CHECK(overview[0] == std::vector<std::string>{"Root-cause report"});
  CHECK(holds(overview, "75 % did not answer."));
  CHECK(holds(overview, "Summary"));

  const auto& summary = sheet(book, "summary");
  REQUIRE(summary.size() == 6);
  CHECK(summary[0] == std::vector<std::string>{"name", "count", "share", "low", "score", "duration", "change", "at"});
  CHECK(summary[2] == std::vector<std::string>{"delivery", "61", "0.143639", "0.103639", "14.3639", "65", "-0.05",
                                               "46321.31481481482"});
  CHECK(summary[5] == std::vector<std::string>{"nothing", "-0.004", "0.5"});
  CHECK(sheet(book, "comments comments").size() == hostile_texts().size() + 1);
  CHECK(sheet(book, "comments cut").size() == hostile_texts().size() + 1);
  CHECK(sheet(book, "empty no_rows").size() == 1);
}

TEST_CASE("what customers wrote is text in a spreadsheet, guarded and printable", "[writers][xlsx]") {
  const Book book = read(write_xlsx(standard_document(), {}));
  const auto& rows = sheet(book, "comments comments");
  CHECK(rows[2][1] == "'=cmd|'/c calc'!A1");
  CHECK(rows[6][1] == "''=already guarded");
  CHECK(rows[7][1] == "' =tab");
  CHECK(rows[9][1] == "␛[31mred␛[0m ␇ bell");
  CHECK(rows[11][1] == "line one\nline two\nline | three");
  CHECK(rows[14][1] == hostile_texts()[13]);
  for (const auto& [name, content] : book.files) {
    INFO(name);
    CHECK(valid_utf8_prefix(content) == content.size());
    CHECK(std::none_of(content.begin(), content.end(),
                       [](char c) { return c >= 0 && c < 0x20 && c != '\n' && c != '\r'; }));
  }

  Table table{.key = "escapes", .columns = {{.key = "=name", .numeric = false}}};
  table.rows = {{text("_x0041_ stays")}, {text("no \uFFFE noncharacter")}, {text(std::string("a\0b", 3))}};
  const Book escapes = read(write_xlsx(table_document(table), {}));
  CHECK(sheet(escapes, "breakdown") ==
        std::vector<std::vector<std::string>>{{"'=name"}, {"_x0041_ stays"}, {"no \uFFFD noncharacter"}, {"a␀b"}});
}

TEST_CASE("a table longer than a sheet goes on in the next, a text longer than a cell is cut and counted",
          "[writers][xlsx]") {
  Table table{.key = "rows", .columns = {{.key = "n"}, {.key = "text", .numeric = false}}};
  for (int i = 1; i <= 7; ++i) table.rows.push_back({Count{i}, text("row " + std::to_string(i))});
  table.rows[3][1] = text(std::string(120, 'a'));
  table.rows[4][1] = text(std::string(80, 'b'));
  table.rows[5][1] = text("\U0001F469\U0001F469" + std::string(77, 'c'));
  const Book book = read(write_xlsx_within(table_document(table), {3, 80}));
  CHECK(book.names == std::vector<std::string>{"overview", "breakdown", "breakdown (2)", "breakdown (3)"});
  CHECK(sheet(book, "breakdown").size() == 4);
  const auto& second = sheet(book, "breakdown (2)");
  REQUIRE(second.size() == 4);
  CHECK(second[0] == std::vector<std::string>{"n", "text"});
  CHECK(second[1][1] == std::string(47, 'a') + "… (73 more characters in the CSV)");
  CHECK(second[2][1] == std::string(80, 'b'));
  CHECK(display_width(second[3][1]) <= 80);
  CHECK(second[3][1].ends_with("more characters in the CSV)"));
  CHECK(sheet(book, "breakdown (3)").size() == 2);
  CHECK(holds(sheet(book, "overview"), "2 texts are longer than a cell can hold and cut here; the CSV has all of it."));
}

TEST_CASE("sheets have legal names, different whatever their case", "[writers][xlsx]") {
  Document document;
  const Table table{.key = "t", .columns = {{.key = "a"}}};
  for (const char* key : {"a/b:c*[d]", "A/B:C*[D]", "history", "'quoted'", "", "overview",
                          "a name that is longer than a spreadsheet allows", "a name that is longer than a sheet"}) {
    document.sections.push_back({key, "", {table}});
  }
  CHECK(read(write_xlsx(document, {})).names ==
        std::vector<std::string>{"overview", "a_b_c__d_", "A_B_C__D_ (2)", "history_", "_quoted_", "_", "overview (2)",
                                 "a name that is longer than a sp", "a name that is longer than a sh"});
}

TEST_CASE("charts of a spreadsheet show the columns of their sheet", "[writers][xlsx]") {
  const Book book = read(write_xlsx(standard_document(), {}));
  std::size_t charts = 0;
  for (const auto& [name, content] : book.files) charts += name.starts_with("xl/charts/chart") ? 1 : 0;
  CHECK(charts == 5);
  CHECK(book.files.at("xl/charts/chart1.xml").find("'charts weeks'!$B$2:$B$13") != std::string::npos);
  CHECK(book.files.at("xl/worksheets/sheet7.xml").find("colorScale") != std::string::npos);
  CHECK(book.files.at("xl/worksheets/sheet6.xml").find("<autoFilter ref=\"A1:F13\"/>") != std::string::npos);
  CHECK(book.files.at("xl/worksheets/sheet6.xml").find("state=\"frozen\"") != std::string::npos);
  CHECK(book.files.at("docProps/core.xml").find("2026-11-06T21:20:00Z") != std::string::npos);
}
