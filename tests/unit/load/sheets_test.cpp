#include <catch2/catch.hpp>
#include <sstream>

#include "dsat/load/cells.hpp"
#include "load/sheets/number_format.hpp"
#include "load/sheets/sheet_text.hpp"
#include "support/packing.hpp"
#include "unit/load/reading.hpp"

using namespace dsat;
using namespace dsat::load;
using namespace dsat::load::test;
using dsat::test::xlsx_of;
using dsat::test::zip_of;

namespace {

/// The text that a workbook's only table is read as.
std::string text_of(const std::string& bytes, Sources::Options options = {}) {
  const Folder folder;
  const std::string path = folder.write("book", bytes);
  std::istringstream nothing;
  Sources sources(nothing, std::move(options), is_known);
  const Listing listing = sources.list(path);
  REQUIRE(listing.files.size() == 1);
  return all_of(*sources.open(listing.files.front()).bytes.bytes);
}

std::string row(int number, const std::string& cells) {
  return "<row r=\"" + std::to_string(number) + "\">" + cells + "</row>";
}
std::string inlined(const std::string& place, const std::string& text) {
  return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}
std::string header() {
  return row(1, inlined("A1", "ticket_id") + inlined("B1", "rating"));
}

std::string ods_of(const std::string& tables) {
  return zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                 {"content.xml",
                  "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body>"
                  "<office:spreadsheet>" +
                      tables + "</office:spreadsheet></office:body></office:document-content>"}});
}

}  // namespace

TEST_CASE("Formats of numbers say which numbers are dates, times, spans and per cent", "[sheets]") {
  const std::vector<std::pair<const char*, NumberKind>> kinds = {
      {"General", NumberKind::general},
      {"0.00", NumberKind::general},
      {"#,##0.00 \"days\"", NumberKind::general},
      {"0.00E+00", NumberKind::general},
      {"[Red]0", NumberKind::general},
      {"@", NumberKind::general},
      {"00000", NumberKind::zeros},
      {"0%", NumberKind::percent},
      {"yyyy\\-mm\\-dd", NumberKind::date},
      {"dd.mm.yy", NumberKind::date},
      {"mmm yyyy", NumberKind::date},
      {"[$-407]d/ mmmm yyyy;@", NumberKind::date},
      {"m/d/yy h:mm", NumberKind::date_time},
      {"yyyy-mm-dd\\Thh:mm:ss", NumberKind::date_time},
      {"hh:mm:ss", NumberKind::time},
      {"h:mm AM/PM", NumberKind::time},
      {"mm:ss.0", NumberKind::time},
      {"[h]:mm:ss", NumberKind::span},
      {"[mm]:ss", NumberKind::span},
  };
  for (const auto& [code, kind] : kinds) {
    INFO(code);
    CHECK(number_format(code).kind == kind);
  }
  CHECK(number_format(14).kind == NumberKind::date);
  CHECK(number_format(22).kind == NumberKind::date_time);
  CHECK(number_format(46).kind == NumberKind::span);
  CHECK(number_format(2).kind == NumberKind::general);
}

TEST_CASE("Numbers are shown as their formats say", "[sheets]") {
  CHECK(show_number(46328.427083333336, {NumberKind::date_time, 0}) == "2026-11-02 10:15:00");
  CHECK(show_number(46328, {NumberKind::date, 0}) == "2026-11-02");
  CHECK(show_number(46328.5, {NumberKind::date, 0}) == "2026-11-02 12:00:00");
  CHECK(show_number(44866, {NumberKind::date, 0}, true) == "2026-11-02");
  CHECK(show_number(0.427083333333333, {NumberKind::time, 0}) == "10:15:00");
  CHECK(show_number(1.09375, {NumberKind::span, 0}) == "26:15:00");
  CHECK(show_number(0.85, {NumberKind::percent, 0}) == "85%");
  CHECK(show_number(120, {NumberKind::zeros, 5}) == "00120");
  CHECK(show_number(4.4000000000000004, {}) == "4.4");
  CHECK(show_number(12, {}) == "12");
  CHECK(show_number(-2.5, {}) == "-2.5");
  CHECK(show_number(2.0261101000000123e16, {}) == "20261101000000100");
  // The day that never was, and the last second of a day that rounding must not make one of sixty.
  CHECK(show_number(1, {NumberKind::date, 0}) == "1900-01-01");
  CHECK(show_number(61, {NumberKind::date, 0}) == "1900-03-01");
  CHECK(show_number(46328.999999999, {NumberKind::date_time, 0}) == "2026-11-03 00:00:00");
}

TEST_CASE("Cells of an Excel sheet are texts, whatever their type", "[sheets]") {
  const std::string sheet =
      "<sheetData>" + header() +
      row(2, "<c r=\"A2\"><v>7</v></c><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"D2\" t=\"b\"><v>1</v></c>") +
      row(3,
          "<c r=\"A3\" t=\"str\"><f>A2</f><v>8</v></c><c r=\"B3\" t=\"e\"><v>#N/A</v></c><c r=\"C3\" "
          "s=\"1\"><v>46328.5</v></c>") +
      row(5, "<c><v>9</v></c><c t=\"inlineStr\"><is><r><t>go</t></r><r><t>od</t></r><rPh><t>x</t></rPh></is></c>") +
      "</sheetData>";
  const std::string text =
      text_of(xlsx_of({{"Sheet", sheet}},
                      {{"sharedStrings.xml", "<sst><si><t>x</t></si><si><t>b</t><t>ad, _x000a_really</t></si></sst>"},
                       {"styles.xml",
                        "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"yyyy-mm-dd hh:mm\"/>"
                        "</numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf "
                        "numFmtId=\"0\"/><xf numFmtId=\"200\"/></cellXfs></styleSheet>"}}));
  CHECK(text ==
        "ticket_id,rating\n"
        "7,\"bad, \nreally\",,TRUE\n"
        "8,#N/A,2026-11-02 12:00:00,\n"
        "\n"
        "9,good,,\n");
}

TEST_CASE("Rows are counted as the sheet counts them, whatever line breaks cells hold", "[sheets]") {
  class Given : public SheetRows {
   public:
    bool next(SheetRow& row) override {
      if (at_ == 3) return false;
      row = {std::array<std::uint32_t, 3>{2, 3, 6}[at_], false, {at_ == 1 ? "a\nb\nc" : "x", "y"}};
      ++at_;
      return true;
    }

   private:
    std::size_t at_ = 0;
  };
  const auto lines = std::make_shared<RowsOfLines>();
  SheetText text(std::make_unique<Given>(), lines);
  CHECK(all_of(text) == "\nx,y\n\"a\nb\nc\",y\n\n\nx,y\n");
  for (const auto& [line, row] : std::vector<std::pair<std::uint64_t, std::uint64_t>>{
           {1, 1}, {2, 2}, {3, 3}, {4, 3}, {5, 3}, {6, 4}, {7, 5}, {8, 6}, {9, 7}})
    CHECK(lines->row(line) == row);
}

TEST_CASE("Sheets are chosen by their headers, all that have one, or by name", "[sheets]") {
  const std::string table =
      "<sheetData>" + header() + row(2, inlined("A2", "1") + inlined("B2", "good")) + "</sheetData>";
  const std::string notes = "<sheetData>" + row(1, inlined("A1", "Made by hand")) + "</sheetData>";
  const std::string book = xlsx_of({{"Notes", notes}, {"Nov", table}, {"Empty", ""}});
  CHECK(text_of(book) == "ticket_id,rating\n1,good\n");
  CHECK(text_of(book, {1000000, "notes"}) == "Made by hand\n");
  CHECK(text_of(xlsx_of({{"Notes", notes}})) == "Made by hand\n");
  const Folder folder;
  std::istringstream nothing;
  Sources sources(nothing, {}, is_known);
  const std::string path = folder.write("b.xlsx", xlsx_of({{"Notes", notes}, {"Nov", table}, {"Dec", table}}));
  const Listing listing = sources.list(path);
  CHECK(listing.files == Rows{path + ", sheet Nov", path + ", sheet Dec"});
  REQUIRE(listing.passed_over.size() == 1);
  CHECK(listing.passed_over[0].first == path + ", sheet Notes");
  Sources other(nothing, {1000000, "Jan"}, is_known);
  CHECK_THROWS_WITH(other.list(path),
                    Catch::Contains("there is no sheet \"Jan\"") && Catch::Contains("Notes, Nov, Dec"));
}

TEST_CASE("OpenDocument sheets are read with what repeats in them", "[sheets]") {
  const std::string text = text_of(
      ods_of("<table:table table:name=\"A\">"
             "<table:table-row><table:table-cell><text:p>ticket_id</text:p></table:table-cell>"
             "<table:table-cell><text:p>rating</text:p></table:table-cell>"
             "<table:table-cell table:number-columns-repeated=\"16382\"/></table:table-row>"
             "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" "
             "office:value=\"120\"><text:p>00120</text:p></table:table-cell>"
             "<table:table-cell table:number-columns-repeated=\"2\"><text:p>a<text:s "
             "text:c=\"2\"/>b</text:p><text:p>c</text:p>"
             "<office:annotation><text:p>remark</text:p></office:annotation></table:table-cell></table:table-row>"
             "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell/></table:table-row>"
             "<table:table-row><table:table-cell office:value-type=\"date\" office:date-value=\"2026-11-02T10:15:00\"/>"
             "<table:table-cell office:value-type=\"time\" office:time-value=\"PT26H15M00S\"/>"
             "<table:table-cell office:value-type=\"percentage\" office:value=\"0.85\"/>"
             "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/></table:table-row>"
             "</table:table>"));
  CHECK(text.starts_with("ticket_id,rating\n00120,\"a  b\nc\",\"a  b\nc\"\n00120,\"a  b\nc\",\"a  b\nc\"\n\n"));
  CHECK(text.ends_with("\n2026-11-02 10:15:00,26:15:00,85%,TRUE\n"));
}

TEST_CASE("XML that declares entities, and XML cut short, are refused", "[sheets]") {
  const auto error = [](const std::string& bytes) -> std::string {
    try {
      text_of(bytes);
    } catch (const Error& trouble) {
      return trouble.summary();
    }
    return {};
  };
  CHECK_THAT(error(zip_of({{"xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><workbook/>"}})),
             Catch::Contains("declares a document type"));
  CHECK_THAT(error(xlsx_of({{"A", "<sheetData><row>"}})), Catch::Contains("the spreadsheet is damaged"));
  CHECK_THAT(error(zip_of({{"xl/workbook.xml", "<workbook/>"}})), Catch::Contains("the workbook holds nothing"));
}

TEST_CASE("Small tables that people keep by hand may be spreadsheets", "[sheets]") {
  const std::string sheet = "<sheetData>" + row(2, inlined("A2", "agent") + inlined("B2", "team")) +
                            row(4, inlined("A4", "Ann") + inlined("B4", "Payments")) + "</sheetData>";
  const Cells cells =
      parse_cells(xlsx_of({{"Other", "<sheetData>" + row(1, inlined("A1", "x")) + "</sheetData>"}, {"S", sheet}}),
                  "roster.xlsx", [](std::string_view cell) { return cell == "agent" || cell == "team"; });
  CHECK(cells.records == std::vector<std::vector<std::string>>{{"agent", "team"}, {"Ann", "Payments"}});
  CHECK(cells.lines == std::vector<std::uint64_t>{2, 4});
}
