#include "render/escape.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "dsat/render/writer.hpp"

using namespace dsat::render;

namespace {

std::string record(std::vector<CsvField> fields, bool safe = true) {
  std::string line;
  append_csv_record(line, fields, {.safe = safe});
  return line;
}

std::string json(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

std::string json(double value) {
  std::string out;
  append_json_number(out, value);
  return out;
}

}  // namespace

TEST_CASE("HTML holds no markup from data, and keeps a figure with its unit", "[escape]") {
  CHECK(html("<b title='x' id=\"y\">&amp;") == "&lt;b title=&#39;x&#39; id=&quot;y&quot;&gt;&amp;amp;");
  CHECK(html("a\n\x1b b") == "a ␛ b");
  CHECK(html("14 % of 20 min, a % b") == "14\u00A0% of 20\u00A0min, a % b");
}

TEST_CASE("Markdown amid a line is never markup, a border or a link", "[escape]") {
  CHECK(markdown("a|b\\|c") == "a\\|b\\\\\\|c");
  CHECK(markdown("*_`~[x](y)!$") == "\\*\\_\\`\\~\\[x\\](y)!\\$");
  CHECK(markdown("![x](y)") == "\\!\\[x\\](y)");
  CHECK(markdown("<b>&lt;") == "&lt;b&gt;&amp;lt;");
  CHECK(markdown("http://x WWW.x a@b") == "http:\u2060//x WWW\u2060.x a@\u2060b");
  CHECK(markdown("wow. 10:30") == "wow. 10:30");
  CHECK(markdown("one\r\ntwo") == "one two");
  CHECK(markdown("+4.6 pp") == "+4.6 pp");
}

TEST_CASE("a Markdown paragraph doesn't begin as a list, a heading, a quote or a rule", "[escape]") {
  CHECK(markdown_paragraph("- a") == "\\- a");
  CHECK(markdown_paragraph("# a") == "\\# a");
  CHECK(markdown_paragraph("=====") == "\\=====");
  CHECK(markdown_paragraph("12. a") == "12\\. a");
  CHECK(markdown_paragraph("12) a") == "12\\) a");
  CHECK(markdown_paragraph("> a") == "&gt; a");
  CHECK(markdown_paragraph("12 of 30.") == "12 of 30.");
  CHECK(markdown_paragraph("").empty());
}

TEST_CASE("CSV quotes what RFC 4180 asks for, and no more", "[escape]") {
  CHECK(record({{"a"}, {"b c"}, {""}}) == "a,b c,\n");
  CHECK(record({{"a,b"}, {"say \"so\""}, {"two\nlines"}, {"\r"}}, false) ==
        "\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",\"\r\"\n");
  CHECK(record({{""}}) == "\"\"\n");
  CHECK(record({}) == "\n");
}

TEST_CASE("CSV guards words that a spreadsheet would run, never figures", "[escape]") {
  CHECK(record({{"=1+1"}, {"-5", false}, {"-5"}, {"'@"}}) == "'=1+1,-5,'-5,''@\n");
  CHECK(record({{"=1,2"}}) == "\"'=1,2\"\n");
  CHECK(record({{"=1+1"}}, false) == "=1+1\n");
}

TEST_CASE("CSV guards parts of a cell that a spreadsheet of another country takes for cells", "[escape]") {
  CHECK(record({{"x;=1+1;y"}}) == "x;'=1+1;y\n");
  CHECK(record({{"\n=1"}, {"a\r\n@b"}}) == "\"\n'=1\",\"a\r\n'@b\"\n");
  CHECK(record({{"a;\"=1"}}) == "\"a;'\"\"=1\"\n");
  CHECK(record({{"x,=1"}}) == "\"x,=1\"\n");
  std::string line;
  append_csv_record(line, std::vector<CsvField>{{"x,=1"}, {"a;b"}, {"c"}}, {.separator = ';'});
  CHECK(line == "x,'=1;\"a;b\";c\n");
}

TEST_CASE("JSON strings are valid, and show nothing that a terminal would act on", "[escape]") {
  CHECK(json("a\"b\\c\n\r\t") == R"("a\"b\\c\n\r\t")");
  CHECK(json(std::string_view("\0\x1b\x7f", 3)) == R"("\u0000\u001b\u007f")");
  CHECK(json("\u0085\u202E\u2028é😀") == R"("\u0085\u202e\u2028é😀")");
  CHECK(json("bad \xff byte") == "\"bad \uFFFD byte\"");
}

TEST_CASE("JSON numbers are shortest, and null when there is none", "[escape]") {
  CHECK(json(0.1) == "0.1");
  CHECK(json(12.0) == "12");
  CHECK(json(NAN) == "null");
  CHECK(json(-INFINITY) == "null");
}

TEST_CASE("a spreadsheet cell keeps its lines, loses its controls, and never runs", "[escape]") {
  CHECK(spreadsheet_text("a\r\nb\rc\n") == "a\nb\nc\n");
  CHECK(spreadsheet_text("=1") == "'=1");
  CHECK(spreadsheet_text("\t=1") == "' =1");
  CHECK(spreadsheet_text("_x000D_ _x12_ _xZZZZ_") == "_x005F_x000D_ _x12_ _xZZZZ_");
  CHECK(spreadsheet_text("bad \xff") == "bad \uFFFD");
}
